"""Does a phone that was away for months still answer, and hand in every check-in?"""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.backlog import carry
from tests.browser.office import Office
from tests.browser.phone import Phone
from tests.browser.waiting import until

# The worker hands in by itself there.
pytestmark = pytest.mark.whole_browser

MANY = 1000
SHOWN = 20
DRAWN = 80  # all of them are of one day, of which that many are drawn at a time
STATES = """async () => {
  const opened = indexedDB.open('sikeren');
  const db = await new Promise((ok) => { opened.onsuccess = () => ok(opened.result); });
  const all = db.transaction('checkins').objectStore('checkins').getAll();
  const kept = await new Promise((ok) => { all.onsuccess = () => ok(all.result); });
  db.close();
  return kept.filter(({ state, receipt }) => state === 'recorded' && receipt).length;
}"""


def test_a_thousand_waiting_check_ins_are_counted_paged_and_handed_in(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    person = office.hire("Sahabuddin")
    phone = phone_of(permissions=["geolocation"])
    ids = carry(phone, office, person, MANY)
    office.server.stop()
    phone.page.reload()
    phone.reads("Sahabuddin")
    phone.go("Antrean")
    phone.reads(f"{MANY} absen belum terkirim")
    phone.reads("Jangan hapus ikon SIKEREN")
    cards = phone.main.locator(".entry")
    expect(cards).to_have_count(SHOWN)
    phone.press(f"Tampilkan {SHOWN} lagi ({MANY - SHOWN} belum ditampilkan)")
    expect(cards).to_have_count(2 * SHOWN)
    phone.go("Riwayat")
    rows = phone.main.locator(".day-row")
    expect(rows).to_have_count(DRAWN)
    more = phone.main.get_by_role("button", name="Tampilkan yang lebih lama")
    expect(more).to_have_text(f"Tampilkan yang lebih lama ({MANY - DRAWN} absen)")
    while more.count():
        drawn = rows.count()
        more.click()
        expect(phone.main.locator(".day-row:focus")).to_be_visible()
        expect(rows).to_have_count(min(MANY, drawn + DRAWN))
    expect(rows).to_have_count(MANY)

    office.server.start()
    phone.go("Antrean")
    phone.find_network()
    until(lambda: phone.page.evaluate(STATES) == MANY, f"{MANY} receipts on the phone", patience=60)
    phone.reads("Semua absen sudah terkirim")
    rows = office.server.checkins(person.nip)
    assert sorted(row["id"] for row in rows) == sorted(ids)
    posts = [one for one in office.server.wire.requests if one == "POST /api/v1/checkins"]
    assert len(posts) >= MANY / 100
