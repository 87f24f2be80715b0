"""Do the offline shell, the queue and the hand-in work in Safari's engine, as on an iPhone?

Without a network means here that the server is down: WebKitGTK's `navigator.onLine` stays true,
and the app must not trust it.
"""

from collections.abc import Callable
from pathlib import Path

from tests.browser.office import Office
from tests.browser.waiting import until
from tests.webkit.phone import Phone
from web import clock
from web.models import Session
from web.settings import Settings

MORE = Path(__file__).with_name("more.js")
KEEP = """const opening = indexedDB.open('sikeren');
const db = await new Promise((ok) => { opening.onsuccess = () => ok(opening.result); });
const facts = db.transaction('facts', 'readwrite').objectStore('facts');
const asking = facts.get(values[0]);
const before = await new Promise((ok) => { asking.onsuccess = () => ok(asking.result); });
if (values[1]) facts.put({ ...before, ...values[1] }, values[0]);
db.close();
return before;
"""


def test_a_check_in_made_with_the_server_down_is_kept_and_handed_in(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    server, person = office.server, office.hire("Zulkarnain")
    phone = phone_of(person)
    window = phone.window
    server.stop()
    phone.reload()
    assert window.run("return navigator.onLine") is True
    window.reads("Zulkarnain")
    phone.arrive(office)
    phone.tap("Absen Masuk")
    window.reads("tersimpan di HP")
    phone.reload()
    phone.arrive(office)
    phone.tap("Absen Pulang")
    phone.go("queue")
    window.reads("2 absen belum terkirim")
    first, second = phone.kept()
    assert (first["state"], second["state"], second["seq"]) == ("waiting", "waiting", 2)

    server.start()
    window.press("Kirim sekarang")
    window.reads("Semua absen sudah terkirim")
    kept = phone.delivers(2)
    assert [one["jws"] for one in kept] == [first["jws"], second["jws"]]
    rows = server.checkins(person.nip)
    assert [row["id"] for row in rows] == [one["id"] for one in kept]
    assert [(row["verdict"], row["flags"]) for row in rows] == [("accepted", [])] * 2
    assert [server.receipts_of(one["id"]) for one in kept] == [[one["receipt"]] for one in kept]
    phone.go(f"receipt/{kept[0]['id']}")
    window.reads("Bukti Absen Masuk")
    window.reads(office.point_name)


def test_the_queue_drains_when_the_app_is_brought_back_to_the_front(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    server, person = office.server, office.hire("Hasniati")
    phone = phone_of(person)
    window = phone.window
    server.stop()
    phone.tap("Absen Masuk")
    window.reads("Akan terkirim saat ada sinyal")
    until(lambda: phone.kept()[0]["tries"] == 1, "it was tried")
    window.minimize()
    until(lambda: window.run("return document.visibilityState") == "hidden", "out of sight")
    # Nothing but coming back may have it tried again: the next try by itself is far away.
    later = window.run("return Date.now() + 600000")
    window.wait_for(KEEP, "delivery", {"failures": 9, "next_at": later})
    server.start()
    assert server.checkins(person.nip) == []
    assert [one["state"] for one in phone.kept()] == ["waiting"]

    window.restore()
    window.reads("diterima server")
    [kept] = phone.delivers(1)
    [row] = server.checkins(person.nip)
    assert (row["id"], row["flags"]) == (kept["id"], [])


def test_a_session_that_ended_is_renewed_without_asking_anybody(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    server, person = office.server, office.hire("Sitti Rahma")
    phone = phone_of(person)

    async def end_all(_: Settings) -> None:
        await Session.filter(employee_id=person.id).update(ended_at=clock.now())

    async def living(_: Settings) -> int:
        return await Session.filter(employee_id=person.id, ended_at=None).count()

    server.enter(end_all)
    assert server.enter(living) == 0
    server.wire.forget()
    phone.reload()
    until(lambda: server.enter(living) == 1, "a new session")
    until(lambda: "GET /api/v1/history" in server.wire.requests, "what needs the session")
    phone.reached()
    assert "POST /api/v1/session" in server.wire.requests
    phone.arrive(office)
    phone.tap("Absen Masuk")
    phone.window.reads("diterima server")


def test_a_thousand_waiting_check_ins_open_and_are_handed_in(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    server, person = office.server, office.hire("Kaharuddin")
    phone = phone_of(person)
    window = phone.window
    server.stop()
    phone.tap("Absen Masuk")
    window.wait_for(MORE.read_text("utf-8"), 999)
    phone.reload()
    window.reads("Kaharuddin")
    phone.go("queue")
    window.reads("1000 absen belum terkirim")
    phone.go("checkin")
    phone.arrive(office)
    phone.tap("Absen Pulang")
    phone.go("queue")
    window.reads("1001 absen belum terkirim")

    server.start()
    window.press("Kirim sekarang")
    kept = phone.delivers(1001)
    window.reads("Semua absen sudah terkirim")
    assert {one["state"] for one in kept} == {"recorded"}
    assert [row["id"] for row in server.checkins(person.nip)] == [one["id"] for one in kept]


def test_where_the_browser_can_promise_to_keep_data_it_is_asked_and_its_answer_told(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    phone = phone_of(office.hire("Abdul Rasyid"), "StorageAPI", "StorageAPIEstimate")
    assert phone.window.run("return typeof navigator.storage.persist") == "function"
    promised = phone.window.wait_for("return navigator.storage.persisted()")
    assert phone.window.wait_for(KEEP, "device")["persisted"] == promised
