"""Is nothing lost and nothing counted twice when the way to the server goes wrong?"""

from collections.abc import Callable

import pytest

from tests.browser.office import Office
from tests.browser.phone import Phone
from tests.browser.waiting import until
from tests.browser.wire import Mode

# The worker hands in by itself there.
pytestmark = pytest.mark.whole_browser

HOLD_THE_CHAIN = """() => {
  navigator.locks.request('sikeren-chain', () => new Promise((ok) => { window.letGo = ok; }));
}"""
WANTING = "navigator.locks.query().then(({ pending }) => pending.map(({ name }) => name))"


def test_the_server_is_killed_after_storing_and_before_answering(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    server, person = office.server, office.hire("Rahmat Hidayat")
    phone = phone_of(person)
    server.wire.become(Mode.ONE_WAY)
    phone.tap("Absen Masuk")
    [stored] = until(lambda: server.checkins(person.nip), "the server has it")
    server.kill()
    server.wire.become(Mode.THROUGH)
    phone.go("Antrean")
    phone.reads("1 absen belum terkirim")
    assert "receipt" not in phone.kept()[0]

    server.start()
    phone.press("Kirim sekarang")
    phone.reads("Semua absen sudah terkirim")
    [kept] = phone.delivers(1)
    assert server.checkins(person.nip) == [stored]
    assert (kept["id"], kept["state"]) == (stored["id"], "recorded")
    assert server.receipts_of(kept["id"]) == [kept["receipt"]]


def test_the_server_is_killed_with_the_hand_in_on_its_way(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    server, person = office.server, office.hire("Hasnawati")
    phone = phone_of(person)
    server.freeze()
    server.wire.forget()
    phone.tap("Absen Masuk")
    until(lambda: "POST /api/v1/checkins" in server.wire.requests, "the hand-in has left")
    server.kill()
    phone.go("Antrean")
    phone.reads("1 absen belum terkirim")
    phone.reads("Belum ada jaringan")
    assert server.checkins(person.nip) == []

    server.start()
    phone.reads("Semua absen sudah terkirim")
    [kept] = phone.delivers(1)
    [row] = server.checkins(person.nip)
    assert (row["id"], row["verdict"], row["flags"]) == (kept["id"], "accepted", [])


def test_two_tabs_check_in_at_once_and_make_two_links_of_one_chain(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    person = office.hire("Syamsul Bahri")
    one = phone_of(person)
    other = one.another_tab()
    other.reads("Anda di dalam radius")
    one.page.evaluate(HOLD_THE_CHAIN)
    one.press("Absen Masuk")
    other.press("Absen Pulang")
    until(lambda: one.page.evaluate(WANTING).count("sikeren-chain") == 2, "both tabs want to sign")
    one.page.evaluate("letGo()")

    first, second = one.delivers(2)
    assert (first["seq"], second["seq"]) == (1, 2)
    assert {first["kind"], second["kind"]} == {"in", "out"}
    assert second["hash"] != first["hash"]
    rows = office.server.checkins(person.nip)
    assert {row["id"] for row in rows} == {first["id"], second["id"]}
    assert [row["flags"] for row in rows] == [[], []]


def test_a_captive_portal_acknowledges_nothing(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    server, person = office.server, office.hire("Fitriani")
    phone = phone_of(person)
    server.wire.become(Mode.PORTAL)
    phone.tap("Absen Masuk")
    phone.go("Antrean")
    phone.reads("1 absen belum terkirim")
    phone.reads("Jawaban bukan dari SIKEREN")
    phone.page.reload()
    phone.reads("Wi-Fi ini mungkin meminta Anda masuk dahulu")
    phone.press("Kirim sekarang")
    until(lambda: phone.kept()[0]["tries"] > 1, "it was tried again")
    [kept] = phone.kept()
    assert (kept["state"], kept.get("receipt")) == ("waiting", None)
    assert server.checkins(person.nip) == []

    server.wire.become(Mode.THROUGH)
    phone.press("Kirim sekarang")
    phone.reads("Semua absen sudah terkirim")
    [kept] = phone.delivers(1)
    [row] = server.checkins(person.nip)
    assert (row["id"], row["flags"]) == (kept["id"], [])
