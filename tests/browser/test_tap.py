"""What if the phone does not know where it is, or the finger is not recognised?"""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.office import Office, Person
from tests.browser.phone import Phone


def test_a_denied_location_is_explained_and_the_check_in_still_possible(
    office: Office, phone_of: Callable[..., Phone], desk_of: Callable[[Person], Desk]
) -> None:
    above = office.hire("Jumadil")
    person = office.hire("Rosdiana", supervisor=above)
    phone = phone_of(permissions=[])
    phone.bind(office.code_for(person))
    phone.reads("Izin lokasi ditolak")
    phone.reads("izinkan lokasi untuk SIKEREN, lalu ketuk Coba lagi")
    phone.reads("Anda tetap bisa absen tanpa lokasi")
    phone.tap("Absen Masuk")
    phone.reads("akan ditinjau atasan")
    [kept] = phone.delivers(1)
    phone.open(f"#receipt/{kept['id']}")
    phone.reads("Izin lokasi tidak diberikan")
    [row] = office.server.checkins(person.nip)
    assert (row["verdict"], row["point"]) == ("review", None)
    assert [flag["code"] for flag in row["flags"]] == ["no_location"]
    desk = desk_of(above)
    desk.open("/desk/reviews")
    desk.reads("HP tidak mengirim lokasi")


def test_a_location_that_is_allowed_later_is_found_at_once(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    phone = phone_of(permissions=[])
    phone.bind(office.code_for(office.hire("Mursalim")))
    phone.reads("Izin lokasi ditolak")
    phone.context.grant_permissions(["geolocation"])
    phone.arrive(office)


def test_while_the_location_is_searched_for_the_person_chooses_to_wait_or_go_without(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    person = office.hire("Irmawati")
    phone = phone_of(geolocation=None)
    phone.bind(office.code_for(person))
    phone.reads("Mencari lokasi")
    phone.press("Absen Masuk")
    phone.reads("Absen tanpa lokasi?")
    phone.press("Tunggu dahulu")
    expect(phone.page.get_by_role("dialog")).to_have_count(0)
    assert phone.kept() == []
    phone.press("Absen Masuk")
    phone.tap("Absen Masuk tanpa lokasi")
    phone.delivers(1)
    [row] = office.server.checkins(person.nip)
    assert [flag["code"] for flag in row["flags"]] == ["no_location"]


def test_a_poor_fix_at_the_edge_has_the_benefit_of_the_doubt(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    person = office.hire("Abdul Kadir")
    phone = phone_of(person)
    phone.stand(office, metres_north=130, accuracy=150)
    phone.page.reload()  # else the better fix of a moment ago would still count
    phone.reads("Anda di tepi radius")
    phone.reads("Akurasi lokasi rendah (±150 m). Coba di tempat terbuka.")
    phone.tap("Absen Masuk")
    phone.delivers(1)
    [row] = office.server.checkins(person.nip)
    assert (row["verdict"], row["point"]) == ("accepted", office.point_name)
    assert [flag["code"] for flag in row["flags"]] == ["low_accuracy"]


def test_a_cancelled_fingerprint_leaves_nothing_behind(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    person = office.hire("Sukmawati")
    phone = phone_of(person)
    for network in ("online", "offline"):
        phone.context.set_offline(network == "offline")
        phone.finger.refuse()
        phone.press("Absen Masuk")
        phone.reads("Belum disetujui")
        phone.reads("Belum ada yang tersimpan. Ketuk sekali lagi bila siap.")
        assert phone.kept() == []
        phone.go("Antrean")
        phone.reads("Semua absen sudah terkirim")
        phone.go("Absen")
        phone.arrive(office)
    phone.finger.agree()
    phone.tap("Absen Masuk")
    phone.find_network()
    [kept] = phone.delivers(1)
    [row] = office.server.checkins(person.nip)
    assert kept["seq"] == 1
    assert (row["id"], row["flags"]) == (kept["id"], [])
