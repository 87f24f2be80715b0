"""Can somebody check in with the keyboard alone, and always see where they are?"""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.keys import Keys
from tests.browser.office import Office, Person
from tests.browser.phone import Phone
from tests.browser.waiting import until


def test_from_the_code_to_the_check_in_without_a_pointer(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    phone = phone_of()
    keys = Keys(phone.page)
    phone.stand(office)
    keys.to("Kode pendaftaran")
    phone.page.keyboard.type(office.code_for(office.hire("Andi Dahlan")))
    phone.page.keyboard.press("Enter")
    phone.reads("Apakah ini Anda?")
    keys.press("Ya, buat kunci HP")
    phone.reads("Satu langkah lagi")
    keys.press("Uji sidik jari sekarang")
    phone.reads("HP siap dipakai")
    keys.press("Buka layar Absen")
    phone.reads("Anda di dalam radius")
    until(lambda: keys.here(), "the focus is on the new view")

    keys.press("Absen Masuk")
    phone.reads("Absen Masuk pukul")
    phone.delivers(1)
    keys.is_at("Absen")  # the button, whichever is the sensible one now
    keys.press("Lihat bukti")
    phone.reads("Bukti Absen Masuk")
    assert phone.kept()[0]["kind"] == "in"


def test_the_order_of_the_focus_is_that_of_the_screen(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    phone = phone_of(office.hire("Sitti Aminah"))
    phone.page.reload()
    phone.reads("Anda di dalam radius")
    names = Keys(phone.page).round()
    assert names[0] == "Langsung ke isi"
    view = names[names.index("HP Saya") + 1 :]
    assert names.index("Absen") < names.index("HP Saya")
    assert view.index("Absen Masuk") < view.index("Absen Pulang")
    assert view[-1] == "Absen Pulang"


def test_the_skip_link_leads_into_the_view_that_is_open(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    phone = phone_of(office.hire("Jumriati"))
    phone.go("HP Saya")
    phone.page.reload()
    phone.reads("HP ini")
    keys = Keys(phone.page)
    keys.press("Langsung ke isi")
    expect(phone.page.get_by_role("heading", level=1, name="HP Saya")).to_be_visible()
    expect(phone.main).to_be_focused()
    assert keys.tab()["name"] not in ("SIKEREN", "Absen")


def test_the_button_beside_keeps_the_focus_while_the_check_in_is_made(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    phone = phone_of(office.hire("Nurhayati"))
    phone.stand(office)
    phone.reads("Anda di dalam radius")
    phone.finger.hesitate()
    keys = Keys(phone.page)
    keys.press("Absen Pulang")  # in the morning the other one is the large button
    phone.reads("Menunggu sidik jari")
    keys.is_at("Absen Pulang")
    phone.page.keyboard.press("Enter")  # impatience changes nothing
    phone.reads("Menunggu sidik jari")
    keys.is_at("Absen Pulang")
    expect(phone.page.get_by_role("alert")).to_be_empty()


def test_a_dialog_keeps_the_focus_and_gives_it_back(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    phone = phone_of(office.hire("Baharuddin"))
    phone.go("HP Saya")
    expect(phone.page.get_by_role("heading", level=1, name="HP Saya")).to_be_focused()
    keys = Keys(phone.page)
    keys.press("Keluar")
    dialog = phone.page.get_by_role("dialog", name="Keluar dari aplikasi?")
    expect(dialog).to_be_visible()
    keys.stays_in("Batal", "Keluar")
    phone.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    keys.is_at("Keluar")


def test_the_question_about_the_position_is_answered_by_keys(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    phone = phone_of(geolocation=None)
    phone.bind(office.code_for(office.hire("Kaharuddin")))
    phone.reads("Mencari lokasi")
    keys = Keys(phone.page)
    keys.press("Absen Masuk")
    dialog = phone.page.get_by_role("dialog", name="Absen tanpa lokasi?")
    expect(dialog).to_be_visible()
    keys.stays_in("Tunggu dahulu", "Absen Masuk tanpa lokasi")
    phone.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    keys.is_at("Absen Masuk")
    phone.page.keyboard.press("Enter")
    keys.press("Absen Masuk tanpa lokasi")
    phone.delivers(1)
    phone.reads("akan ditinjau atasan")
    keys.is_at("Absen")


def test_a_desk_is_left_and_entered_by_keys(
    office: Office, desk_of: Callable[[Person], Desk]
) -> None:
    desk = desk_of(office.hire("Hasnah", role="operator"))
    desk.open(f"/desk/employees?agency={office.id}")
    keys = Keys(desk.page)
    keys.press("Langsung ke isi")
    assert keys.tab()["name"] not in ("SIKEREN", "Hari ini")
    names = keys.round()
    assert names.index("Langsung ke isi") < names.index("SIKEREN") < names.index("Hari ini")
