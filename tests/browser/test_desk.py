"""How do people get in to the desks, and how do points get onto the map in other ways?"""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import BrowserContext, expect

from tests.browser.desk import Desk
from tests.browser.office import Office, Person


def test_a_link_serves_once_and_then_a_passkey_opens_the_desk(
    office: Office, new_person_context: Callable[..., BrowserContext]
) -> None:
    operator = office.hire("Andi Tenri", role="operator")
    link = office.sign_in_link_for(operator)
    desk = Desk(new_person_context(), office.server.origin)
    desk.page.goto(link)
    desk.press("Buat passkey untuk perangkat ini")
    desk.reads("Passkey disimpan. Mulai sekarang Anda dapat masuk dengannya.")
    assert len(desk.finger.credentials()) == 1
    desk.open("/desk/account")
    desk.press("Keluar")
    desk.reads("Anda sudah keluar")
    desk.page.goto(link)
    desk.reads("Tautan ini sudah dipakai")

    desk.open("/desk/points")
    desk.finger.refuse()
    desk.press("Masuk dengan passkey")
    desk.reads("Passkey belum berhasil")
    desk.finger.agree()
    desk.press("Masuk dengan passkey")
    expect(desk.page.get_by_role("heading", name="Titik absen", level=1)).to_be_visible()


def test_a_phone_that_can_check_in_opens_no_desk(
    office: Office, phone_of: Callable[..., Any]
) -> None:
    phone = phone_of(office.hire("Rosmini", role="operator"))
    phone.page.goto(f"{office.server.origin}/desk/today")
    phone.reads("Masuk dengan passkey")


def test_a_point_is_taken_where_the_operator_stands_though_no_tile_loads(
    office: Office, desk_of: Callable[[Person], Desk]
) -> None:
    server = office.server
    server.extra = {"SIKEREN_TILES_URL": "http://localhost:9/{z}/{x}/{y}.png"}
    server.restart()
    desk = desk_of(office.hire("Ruslan", role="operator"))
    desk.go("Titik absen")
    desk.follow("Tambah titik")
    desk.reads("Gambar peta tidak dapat dimuat")
    desk.context.set_geolocation(office.spot(metres_north=2000, accuracy=12))
    desk.write("Nama titik", "Puskesmas Contoh")
    desk.press("Ambil titik di sini")
    desk.reads("Rata-rata dari 8 lokasi, akurasi terbaik ±12 m")
    expect(desk.page.get_by_title("Titik tengah")).to_be_visible()
    desk.press("Simpan titik")
    desk.reads("Titik absen ditambahkan")
    desk.reads("Puskesmas Contoh")


def test_wrong_figures_of_a_point_are_told_at_their_fields_and_nothing_typed_is_lost(
    office: Office, desk_of: Callable[[Person], Desk]
) -> None:
    desk = desk_of(office.hire("Hikmah", role="operator"))
    desk.open(f"/desk/points/new?agency={office.id}")
    desk.write("Nama titik", "Kantor Camat")
    desk.write("Lintang", "-2,68")
    desk.write("Bujur", "118,89")
    desk.write("Radius", "5")
    desk.press("Simpan titik")
    expect(desk.page.get_by_label("Radius")).to_have_attribute("aria-invalid", "true")
    expect(desk.page.get_by_label("Nama titik")).to_have_value("Kantor Camat")
    desk.write("Radius", "75")
    desk.press("Simpan titik")
    desk.reads("Radius 75 m")


def test_in_high_contrast_a_line_says_which_room_and_view_are_open(
    office: Office, desk_of: Callable[[Person], Desk]
) -> None:
    desk = desk_of(office.hire("Nurul", role="operator"))
    desk.page.emulate_media(forced_colors="active")
    desk.open("/desk/arrivals?view=map")
    for name, other in (("Hari ini", "Titik absen"), ("Peta", "Daftar")):
        chosen = desk.page.get_by_role("link", name=name, exact=True)
        expect(chosen).to_have_css("outline-style", "solid")
        rest = desk.page.get_by_role("link", name=other, exact=True)
        expect(rest).to_have_css("outline-style", "none")


def test_on_a_phone_the_open_room_and_tab_are_in_view(
    office: Office, desk_of: Callable[[Person], Desk]
) -> None:
    desk = desk_of(office.hire("Nurul", role="admin"))
    desk.page.set_viewport_size({"width": 360, "height": 800})
    desk.open("/desk/audit")
    rooms = desk.page.get_by_role("navigation", name="Halaman")
    expect(rooms.get_by_role("link", name="Catatan")).to_be_in_viewport(ratio=0.9)
    desk.open("/desk/letters")
    tabs = desk.page.get_by_role("navigation", name="HP pegawai")
    expect(tabs.get_by_role("link", name="Surat")).to_be_in_viewport(ratio=0.9)


def test_a_head_is_chosen_by_name_and_an_error_is_where_one_types(
    office: Office, desk_of: Callable[[Person], Desk]
) -> None:
    head, desk = office.hire("Zubaidah Kepala"), desk_of(office.hire("Nur", role="admin"))
    page, home = desk.page, f"/desk/closing/{office.id}/2026-08"
    desk.open(home)
    desk.write("Jabatan seperti dicetak", "Kepala Dinas")
    desk.press("Simpan kepala OPD")
    seek = page.get_by_label("Cari kepala OPD")
    expect(seek).to_be_focused()
    desk.reads("Tidak ada pegawai aktif dengan NIP itu.")
    assert page.url.endswith(home)
    seek.press_sequentially("zubaidah")
    page.get_by_label(head.name).check()
    desk.press("Simpan kepala OPD")
    expect(page.locator("#notice .notice")).to_be_visible()
    expect(page.locator("#head strong")).to_have_text(head.name)
