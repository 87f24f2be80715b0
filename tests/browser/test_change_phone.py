"""Does somebody get a further phone on the screens: asked, prepared, approved, bound?"""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.looks import Inspector
from tests.browser.office import Office, Person
from tests.browser.phone import Phone


def test_from_the_old_phone_to_a_code(
    office: Office,
    phone_of: Callable[[Person], Phone],
    desk_of: Callable[[Person], Desk],
) -> None:
    above = office.hire("Hasanuddin Yusuf")
    operator = office.hire("Rosmini Tahir", role="operator")
    nur = office.hire("Nurhayati Saleh", supervisor=above)
    phone = phone_of(nur)
    phone.go("HP Saya")
    phone.page.get_by_label("Mengapa HP diganti?").fill("HP lama layarnya pecah.")
    phone.press("Minta ganti HP")
    phone.reads("Menunggu operator")
    expect(phone.page.get_by_role("button", name="Minta ganti HP")).to_be_hidden()

    desk = desk_of(operator)
    desk.open("/desk/phones")
    looks = Inspector(desk.page)
    desk.page.get_by_role("link", name="Nurhayati Saleh").click()
    desk.reads("HP lama layarnya pecah.")
    looks.look("a request that an employee made")
    desk.write("Bagaimana Anda memeriksanya", "Datang sendiri.")
    desk.press("Siapkan untuk orang kedua")
    desk.reads("bukan Anda yang memutuskan")
    looks.look("a request that waits for a second person")

    other = desk_of(above)
    other.open("/desk/inbox")
    other.page.get_by_role("link", name="Nurhayati Saleh").first.click()
    other.write("Alasan keputusan", "Sudah saya tanyakan.")
    other.press("Setujui")
    other.reads("Disetujui, kode dapat dibuat")

    desk.page.reload()
    desk.press("Buat kode dan surat")
    desk.reads("Kode pendaftaran Anda")
    looks.look("the letter for a further phone")
    for path in ("/desk/letters", "/desk/phones/patterns", "/desk/phones/kinds"):
        desk.open(path)
        looks.look(path)
    assert looks.faults == []
