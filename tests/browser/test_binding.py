"""How does a phone become its owner's, and what is told when it does not, or no longer is?"""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.office import Office, Person
from tests.browser.phone import Phone
from tests.browser.waiting import until
from tests.browser.wire import Mode


def test_a_code_is_typed_in_any_case_with_spaces(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    code = office.code_for(office.hire("Wahyuni"))
    phone = phone_of()
    phone.type_code(f" {code[:2]} {code[2:4]}  {code[5:]} ".lower())
    phone.reads("Apakah ini Anda?")
    phone.reads("Wahyuni")
    phone.reads(office.name)


def test_the_letter_opens_the_app_with_its_code_which_then_leaves_the_address(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    person = office.hire("Hamzah")
    code = office.code_for(person)
    phone = phone_of()
    office.server.wire.forget()
    phone.page.goto("about:blank")
    phone.open(f"#bind={code}")
    expect(phone.page.get_by_label("Kode pendaftaran")).to_have_value(code)
    assert phone.page.evaluate("location.hash") == "#bind"
    phone.press("Periksa kode")
    phone.reads("Hamzah")
    assert not [asked for asked in office.server.wire.requests if code[:4] in asked]


@pytest.mark.parametrize(
    ("typed", "title", "help_"),
    [
        ("ABCD", "Kode belum lengkap", "Kode terdiri dari 8 huruf dan angka"),
        ("ZZZZ-9999", "Kode tidak dikenal", "Periksa lagi huruf demi huruf"),
    ],
)
def test_a_wrong_code_is_explained(
    typed: str, title: str, help_: str, phone_of: Callable[..., Phone]
) -> None:
    phone = phone_of()
    phone.type_code(typed)
    phone.reads(title)
    phone.reads(help_)
    expect(phone.page.get_by_label("Kode pendaftaran")).to_have_value(typed)


def test_a_code_serves_once_and_a_newer_one_withdraws_it(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    person = office.hire("Jumriah")
    withdrawn, code = office.code_for(person), office.code_for(person)
    phone = phone_of()
    phone.type_code(withdrawn)
    phone.reads("Kode sudah tidak berlaku")
    phone.reads("Minta kode baru kepada operator kantor Anda")
    phone.bind(code)
    second = phone_of()
    second.type_code(code)
    second.reads("Kode sudah dipakai")


def test_binding_without_a_network_is_explained_and_goes_on_later(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    code = office.code_for(office.hire("Arifuddin"))
    phone = phone_of()
    phone.lose_network()
    phone.page.reload()
    phone.type_code(code)
    phone.reads("Belum ada jaringan")
    phone.find_network()
    phone.press("Periksa kode")
    phone.reads("Arifuddin")


def test_a_binding_whose_answer_was_lost_is_handed_in_again(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    server, person = office.server, office.hire("Nurlina")
    phone = phone_of()
    phone.type_code(office.code_for(person))
    phone.reads("Nurlina")
    server.wire.become(Mode.ONE_WAY)
    phone.press("Ya, buat kunci HP")
    until(lambda: office.devices_of(person), "the server has bound the phone")
    server.wire.become(Mode.THROUGH)
    phone.reads("jawaban server belum diterima")
    phone.press("Kirim lagi")
    phone.press("Uji sidik jari sekarang")
    phone.reads("HP siap dipakai")
    assert len(office.devices_of(person)) == 1


def test_a_cancelled_fingerprint_while_binding_can_be_repeated(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    phone = phone_of()
    phone.type_code(office.code_for(office.hire("Sudirman")))
    phone.finger.refuse()
    phone.press("Ya, buat kunci HP")
    phone.reads("Belum disetujui")
    phone.finger.agree()
    phone.press("Ya, buat kunci HP")
    phone.finger.refuse()
    phone.press("Uji sidik jari sekarang")
    phone.reads("Belum disetujui")
    phone.finger.agree()
    phone.press("Uji sidik jari sekarang")
    phone.reads("Tanda tangan berhasil di HP ini, tanpa bantuan jaringan")


def test_a_lost_phone_is_blocked_and_told_and_another_takes_its_place(
    office: Office, phone_of: Callable[..., Phone], desk_of: Callable[[Person], Desk]
) -> None:
    person = office.hire("Mardiana")
    lost = phone_of(person)
    desk = desk_of(office.hire("Burhanuddin", role="operator"))
    desk.open(f"/desk/employees/{person.id}")
    desk.page.get_by_text("Blokir HP", exact=True).click()
    desk.page.get_by_label("HP hilang atau dicuri").check()
    desk.press("Blokir HP sekarang")
    desk.reads("HP diblokir")
    desk.reads("Belum ada HP")

    lost.page.reload()
    lost.reads("HP ini tidak lagi terdaftar")
    expect(lost.page.get_by_role("button", name="Absen Masuk")).to_have_count(0)

    # How a further phone is asked for and granted: test_change_phone.py.
    found = phone_of(person)
    found.tap("Absen Masuk")
    found.delivers(1)
    [row] = office.server.checkins(person.nip)
    assert [flag["code"] for flag in row["flags"]] == ["new_device"]


def test_what_waits_on_a_replaced_phone_is_still_accepted(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    person = office.hire("Saharuddin")
    old = phone_of(person)
    old.lose_network()
    old.tap("Absen Masuk")
    phone_of(person)
    old.find_network()
    [kept] = old.delivers(1)
    old.reads("HP ini tidak lagi terdaftar")
    [row] = office.server.checkins(person.nip)
    assert (row["id"], row["verdict"], row["flags"]) == (kept["id"], "accepted", [])


def test_somebody_who_leaves_sees_nothing_and_comes_back_without_a_code(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    person = office.hire("Hasbullah")
    phone = phone_of(person)
    phone.lose_network()
    phone.tap("Absen Masuk")
    phone.go("HP Saya")
    phone.press("Keluar")
    phone.page.get_by_role("dialog").get_by_role("button", name="Keluar").click()
    phone.reads("Anda sudah keluar")
    phone.reads("1 absen menunggu di HP dan tetap akan dikirim")
    phone.never_reads("Hasbullah")
    phone.find_network()
    phone.delivers(1)
    [row] = office.server.checkins(person.nip)
    assert row["flags"] == []
    phone.press("Masuk ke aplikasi")
    phone.reads("Hasbullah")
