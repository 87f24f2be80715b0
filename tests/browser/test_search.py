"""Is somebody found, and a long list worked, by keys alone and from any page?"""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.keys import Keys
from tests.browser.office import Office, Person
from web.models import Agency
from web.services import roster
from web.settings import Settings

MANY = 60


def test_somebody_is_found_and_opened_by_keys_alone(
    desk_of: Callable[[Person], Desk], office: Office
) -> None:
    desk = desk_of(office.hire("Ida Operator", role="operator"))
    found = office.hire("Muh. Ma'ruf Saleh")
    desk.open("/desk/agencies")
    page, keys = desk.page, Keys(desk.page)
    dialog = page.get_by_role("dialog", name="Cari")
    page.keyboard.press("/")
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("ma")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()

    page.keyboard.press("Control+k")
    page.keyboard.type("maruf")
    expect(dialog.get_by_role("status")).to_have_text("1 pegawai")
    page.keyboard.press("ArrowDown")
    link = dialog.get_by_role("link", name=found.name)
    expect(link).to_be_focused()
    here = keys.here()
    assert here
    assert here["ring"]
    page.keyboard.press("x")  # typed on: into the field
    expect(dialog.get_by_role("status")).to_contain_text("Tidak ada yang cocok")
    page.keyboard.press("Backspace")
    expect(link).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(found.name)

    page.keyboard.press("/")
    page.keyboard.type("titik-yang-tidak-ada")
    page.keyboard.press("Enter")  # in the field: to the page, whose address can be sent
    expect(page).to_have_url(f"{desk.origin}/desk/search?q=titik-yang-tidak-ada")
    page.keyboard.press("Control+k")
    expect(page.get_by_label("Nama, NIP, OPD, titik absen, atau kegiatan")).to_be_focused()


def test_a_list_is_filtered_sorted_and_turned_and_the_way_back_leads_through_it(
    desk_of: Callable[[Person], Desk], office: Office
) -> None:
    desk = desk_of(office.hire("Aaa Operator", role="operator"))

    async def many(_: Settings) -> None:
        agency = await Agency.get(id=office.id)
        for at in range(MANY):
            nip = f"1980{office.name.split()[-1]:0>10}{at:04d}"
            await roster.add_employee(nip=nip, name=f"Orang {at:02d}", agency=agency)

    office.server.enter(many)
    desk.open("/desk/employees")
    page, keys = desk.page, Keys(desk.page)
    rows, status = page.locator("tbody [role=row]"), page.get_by_role("main").get_by_role("status")
    page.get_by_label("Cari nama atau NIP").press_sequentially("orang")
    expect(status.last).to_contain_text(f"{MANY} pegawai")
    expect(rows.first).to_contain_text("Orang 00")

    head = page.get_by_role("columnheader", name="Pegawai")
    head.get_by_role("link").press("Enter")
    expect(head).to_have_attribute("aria-sort", "descending")
    expect(head.get_by_role("link")).to_be_focused()
    expect(rows.first).to_contain_text(f"Orang {MANY - 1}")

    keys.press("Berikutnya")
    expect(page.get_by_text("Halaman 2 dari 2")).to_be_visible()
    expect(rows).to_have_count(MANY - 50)
    address = page.url
    assert all(part in address for part in ("q=orang", "sort=-name", "page=2"))

    rows.first.get_by_role("link").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Orang 09")
    page.go_back()
    expect(page.get_by_text("Halaman 2 dari 2")).to_be_visible()
    page.go_back()
    expect(rows.first).to_contain_text(f"Orang {MANY - 1}")
    expect(page.get_by_label("Cari nama atau NIP")).to_have_value("orang")
    page.goto(address)
    expect(rows.last).to_contain_text("Orang 00")
    with page.expect_download() as download:
        keys.press("Unduh CSV")
    lines = download.value.path().read_text("utf-8-sig").splitlines()
    assert len(lines) == MANY + 1
    assert f"Orang {MANY - 1}" in lines[1]
