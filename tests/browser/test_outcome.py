"""Does the main job work, from an empty map to receipts and a decision, with nothing faked?"""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.office import Office, Person
from tests.browser.phone import Phone
from tests.browser.server import Server


def test_an_office_is_set_up_and_an_employee_works_a_day(
    server: Server, desk_of: Callable[[Person], Desk], phone_of: Callable[..., Phone]
) -> None:
    office = Office(server, point=False)
    office.hire("Nur Aisyah Contoh")
    desk = desk_of(office.hire("Andi Operator", role="operator"))

    desk.go("Titik absen")
    desk.reads("Belum ada titik absen")
    desk.follow("Tambah titik")
    office.lat, office.lng, radius = desk.draw_point("Kantor Baru")
    assert radius > 60
    desk.press("Simpan titik")
    desk.reads("Titik absen ditambahkan")
    desk.reads(f"Radius {radius} m")

    desk.go("Pegawai")
    desk.follow("Tambah pegawai")
    desk.write("NIP atau nomor internal", "HON-2026-7")
    desk.write("Nama lengkap dengan gelar", "Sitti Rahma, S.Sos.")
    desk.write("Cari atasan", "aisyah")
    desk.page.get_by_label("Nur Aisyah Contoh").check()
    desk.press("Simpan pegawai")
    desk.reads("Pegawai ditambahkan")
    desk.press("Buat kode dan surat")
    expect(desk.page.locator(".letter-qr")).to_be_visible()
    code = desk.page.locator(".letter .code").inner_text()
    desk.page.reload()
    expect(desk.page.locator(".letter .code")).to_have_text(code)
    desk.go("Hari ini")
    desk.follow("Daftar")
    desk.reads("Belum ada absen hari ini")

    phone = phone_of()
    phone.bind(code)
    phone.reads("Sitti Rahma, S.Sos.")
    phone.arrive(office)
    phone.reads("titik absen Kantor Baru")
    phone.tap("Absen Masuk")
    phone.reads("diterima server")

    phone.lose_network()
    phone.page.reload()
    phone.reads("Sitti Rahma, S.Sos.")
    phone.arrive(office)
    phone.tap("Absen Pulang")
    phone.reads("Absen Pulang tersimpan di HP")
    phone.reads("Akan terkirim saat ada sinyal")
    phone.go("Antrean")
    phone.reads("1 absen belum terkirim")
    assert [row["kind"] for row in server.checkins("HON-2026-7")] == ["in"]

    phone.find_network()
    phone.reads("Semua absen sudah terkirim")
    for kept in phone.delivers(2):
        phone.open(f"#receipt/{kept['id']}")
        phone.reads("Tercatat di server")
        phone.reads("Ditandatangani server dan sudah diperiksa HP ini")

    arrivals = desk.page.get_by_role("row").filter(has_text="Sitti Rahma, S.Sos.")
    expect(arrivals).to_have_count(2)
    expect(arrivals.filter(has_text="Absen Masuk")).to_contain_text("Kantor Baru")
    expect(arrivals.filter(has_text="Absen Pulang")).to_contain_text("Diterima")
    head = desk.page.get_by_role("link", name="Jam", exact=True)
    head.press("Enter")
    expect(desk.page.get_by_role("columnheader", name="Jam")).to_have_attribute(
        "aria-sort", "ascending"
    )
    with desk.page.expect_response("**/desk/arrivals/rows?**") as renewed:
        desk.page.evaluate("dispatchEvent(new Event('online'))")
    assert "sort=claimed" in renewed.value.url
    expect(arrivals.first).to_contain_text("Absen Masuk")
    expect(head).to_be_focused()
    for row in server.checkins("HON-2026-7"):
        assert (row["verdict"], row["point"], row["flags"]) == ("accepted", "Kantor Baru", [])


def test_a_doubtful_check_in_is_decided_and_its_owner_reads_why(
    office: Office, desk_of: Callable[[Person], Desk], phone_of: Callable[..., Phone]
) -> None:
    above = office.hire("Nur Aisyah")
    person = office.hire("Muhammad Yusuf", supervisor=above)
    phone = phone_of(person)
    phone.stand(office, metres_north=480)
    phone.reads("Anda di luar radius")
    phone.reads(f"dari titik absen {office.point_name} (batas 100 m)")
    phone.reads("Absen tetap tercatat dan ditinjau atasan")
    phone.tap("Absen Masuk")
    phone.reads("akan ditinjau atasan")
    [kept] = phone.delivers(1)

    desk = desk_of(above)
    expect(desk.page.get_by_role("link", name="Meja atasan 1 menunggu")).to_be_visible()
    desk.open("/desk/reviews")
    card = desk.page.get_by_role("article").filter(has_text="Muhammad Yusuf")
    expect(card).to_contain_text("Di luar radius")
    expect(card).to_contain_text("di luar batas titik absen")
    expect(card.get_by_role("img", name="Gambar lokasi HP")).to_be_visible()
    card.get_by_label("Alasan keputusan").fill("")
    card.get_by_role("button", name="Terima", exact=True).click()
    expect(card).to_contain_text("Tulis alasan")
    card.get_by_label("Alasan keputusan").fill("Rapat di lapangan upacara.")
    card.get_by_role("button", name="Terima", exact=True).click()
    expect(card).to_contain_text("Diterima atasan")

    phone.go("Antrean")
    phone.press("Kirim sekarang")
    phone.open(f"#receipt/{kept['id']}")
    phone.reads("Diterima atasan")
    phone.reads("Rapat di lapangan upacara.")
    [row] = office.server.checkins(person.nip)
    assert row["verdict"] == "review"
    assert [flag["code"] for flag in row["flags"]] == ["outside"]
