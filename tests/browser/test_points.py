"""Is a point moved with the keys alone, weighed before it is kept, and told in its history?"""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.office import Office, Person
from web.models import Point


def test_a_point_is_moved_by_keys_weighed_and_kept_with_a_reason(
    office: Office, desk_of: Callable[[Person], Desk]
) -> None:
    async def find(_: Any) -> str:
        return str((await Point.get(agency_id=office.id)).id)

    desk = desk_of(office.hire("Rahma", role="operator"))
    desk.open(f"/desk/points/{office.server.enter(find)}")
    middle = desk.page.get_by_title("Titik tengah")
    middle.focus()
    for _ in range(3):
        middle.press("Shift+ArrowUp")
    middle.press("ArrowDown")
    moved = float(desk.page.get_by_label("Lintang").input_value())
    assert 27 < (moved - office.lat) * 110_574 < 31

    desk.page.get_by_role("button", name="Periksa perubahan").press("Enter")
    desk.reads("bergeser 29 m ke utara")
    expect(desk.page.locator(".map .point.old")).to_have_count(1)
    desk.page.get_by_role("button", name="Ubah lagi").press("Enter")
    expect(desk.page.get_by_label("Lintang")).to_have_value(f"{moved:.6f}")
    desk.write("Radius", "130")
    desk.press("Periksa perubahan")
    desk.reads("lingkaran radius 130 m")
    desk.write("Alasan", "Gerbang pindah ke utara")
    desk.press("Simpan perubahan")
    desk.reads("Perubahan titik disimpan")
    desk.reads("Alasan: Gerbang pindah ke utara")
    desk.follow("Lihat di peta")
    desk.reads("Garis putus-putus di peta")
    expect(desk.page.locator(".map .point.old")).to_have_count(1)
