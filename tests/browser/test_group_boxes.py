"""Are a group's people found among hundreds of boxes, by keyboard, without losing who is ticked?"""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.office import Office, Person


def test_boxes_are_narrowed_and_what_is_ticked_stays(
    desk_of: Callable[[Person], Desk], office: Office
) -> None:
    desk = desk_of(office.hire("Ida Operator", role="operator"))
    for name in ("Andi Jaga", "Éndah Sari, S.Pd.", "Burhan Jaga"):
        office.hire(name)
    page = desk.page
    page.set_viewport_size({"width": 360, "height": 800})
    desk.open("/desk/groups")
    page.get_by_label("Nama kelompok baru").fill("Regu 2")
    page.keyboard.press("Enter")

    seek = page.locator("#new-members").get_by_role("searchbox")
    boxes = page.locator("#candidates label:visible")
    expect(boxes).to_have_count(4)
    page.get_by_label("Andi Jaga").check()
    seek.fill("jaga 0")  # a word of a name, and a digit that every NIP has
    expect(boxes).to_have_count(1)
    seek.fill("endah spd")
    expect(boxes).to_have_count(2)  # who fits, and who is ticked
    expect(page.get_by_text("1 dari 4 pegawai cocok, 1 dicentang.")).to_be_visible()
    seek.press("Enter")  # searches, and sends nothing
    seek.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_label("Éndah Sari")).to_be_checked()

    page.locator("#new-members").get_by_label("Mulai").fill("2026-01-05")
    page.get_by_role("button", name="Tambahkan").click()
    expect(page.get_by_label("Alasan", exact=True)).to_be_focused()
    expect(seek).to_have_value("endah spd")
    expect(boxes).to_have_count(2)
    page.get_by_label("Alasan", exact=True).fill("SK regu jaga")
    page.get_by_role("button", name="Tambahkan").click()
    expect(page.get_by_role("cell", name="SK regu jaga")).to_have_count(2)
