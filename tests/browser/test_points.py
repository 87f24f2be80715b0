"""Is a point moved with the keys alone, weighed before it is kept, and told in its history?"""

import re
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


def test_a_polygon_is_drawn_and_mended_by_keys_and_told(
    office: Office, desk_of: Callable[[Person], Desk]
) -> None:
    desk = desk_of(office.hire("Salma", role="operator"))
    desk.open("/desk/points/new")
    desk.write("Nama titik", "Halaman")
    desk.page.get_by_role("radio", name="Poligon").press("Space")
    corners = desk.page.get_by_label("Sudut poligon")
    lat, lng = office.lat, office.lng
    corners.fill(f"{lat}, {lng}\n{lat}, {lng + 0.002}\n{lat + 0.002}, {lng + 0.002}")
    told = desk.page.locator(".map + [role=status]")

    mark = desk.page.get_by_role("button", name="Sudut 3")
    expect(mark).to_have_accessible_description(re.compile("tombol panah"))
    mark.press("Shift+ArrowUp")
    mark.press("Shift+ArrowUp")
    mark.press("ArrowLeft")
    expect(told).to_have_text("Sudut 3: 20 m ke utara, 1 m ke barat.")
    mark.press("+")
    expect(told).to_have_text("Sudut 4 ditambahkan. Sekarang 4 sudut.")
    added = desk.page.get_by_role("button", name="Sudut 4")
    expect(added).to_be_focused()
    for _ in range(5):
        added.press("Shift+ArrowLeft")
    desk.page.get_by_role("button", name="Sisipkan sudut").press("Enter")
    expect(corners).to_have_value(re.compile(r"^([^\n]+\n){4}[^\n]+$"))
    desk.page.get_by_role("button", name="Sudut 5").press("Delete")
    expect(told).to_have_text("Sudut 5 dihapus. Sekarang 4 sudut.")
    desk.page.get_by_role("button", name="Taruh di tengah peta").press("Enter")
    expect(told).to_have_text("Sudut 5 ditambahkan. Sekarang 5 sudut.")
    desk.page.get_by_role("button", name="Hapus sudut terakhir").press("Enter")
    expect(told).to_have_text("Sudut 5 dihapus. Sekarang 4 sudut.")
    desk.page.get_by_role("button", name="Simpan titik").press("Enter")
    desk.reads("Poligon 4 sudut")
