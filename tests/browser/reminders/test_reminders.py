"""Is somebody reminded who asks for it, and left alone who does not?"""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.looks import Inspector
from tests.browser.office import Office
from tests.browser.phone import Phone
from tests.browser.pushing import Post
from tests.browser.reminders.wishes import turn_on, until_told, wish_of
from tests.browser.waiting import until

# Notifications are shown there alone.
pytestmark = pytest.mark.whole_browser
KEPT = """async () => {
  const opened = indexedDB.open('sikeren');
  const db = await new Promise((ok) => { opened.onsuccess = () => ok(opened.result); });
  const asked = db.transaction('facts').objectStore('facts').get('reminders');
  const kept = await new Promise((ok) => { asked.onsuccess = () => ok(asked.result); });
  db.close();
  return kept;
}"""
QUESTION = "Mau diingatkan bila lupa absen?"


def test_one_is_asked_after_the_first_check_in_and_not_again(office: Office, phone: Phone) -> None:
    phone.go("Absen")
    phone.arrive(office)
    phone.never_reads(QUESTION)
    phone.tap("Absen Masuk")
    phone.delivers(1)
    phone.reads(QUESTION)
    seen = Inspector(phone.page)
    seen.look("absen: offer")
    assert seen.faults == []
    phone.press("Nanti saja")
    phone.never_reads(QUESTION)
    phone.page.reload()
    phone.reached()
    phone.arrive(office)
    phone.tap("Absen Pulang")
    phone.delivers(2)
    phone.never_reads(QUESTION)
    assert wish_of(office) is None
    turn_on(phone)  # it stays possible where it is looked for


def test_saying_yes_to_the_question_is_enough(office: Office, phone: Phone) -> None:
    phone.go("Absen")
    phone.arrive(office)
    phone.tap("Absen Masuk")
    phone.reads(QUESTION)
    phone.press("Nyalakan pengingat")
    phone.never_reads(QUESTION)
    until_told(office, lambda body, live: live == 1 and body["kinds"]["checkin"])
    phone.go("HP Saya")
    phone.reads("Menyala di HP ini")


def test_what_is_chosen_without_a_network_is_sent_later(office: Office, phone: Phone) -> None:
    turn_on(phone)
    until_told(office, lambda _, live: live == 1)
    seen = Inspector(phone.page)
    seen.look("hp saya: reminders")
    assert seen.faults == []
    phone.lose_network()
    phone.page.get_by_label("Keputusan atasan").uncheck()
    phone.page.get_by_label("Mulai", exact=True).select_option("22:30")
    phone.reads("berlaku setelah terkirim")
    until(lambda: phone.page.evaluate(KEPT)["quiet"]["from"] == "22:30", "the phone keeps it")
    phone.page.reload()
    phone.go("HP Saya")
    expect(phone.page.get_by_label("Keputusan atasan")).not_to_be_checked()
    expect(phone.page.get_by_label("Mulai", exact=True)).to_have_value("22:30")
    phone.find_network()
    until_told(
        office,
        lambda body, _: (
            not body["kinds"]["decision"] and body["quiet"] == {"from": "22:30", "until": "05:00"}
        ),
    )
    phone.never_reads("berlaku setelah terkirim")


def test_switching_it_off_ends_it(office: Office, phone: Phone) -> None:
    turn_on(phone)
    until_told(office, lambda _, live: live == 1)
    phone.press("Matikan semua")
    phone.reads("HP ini dapat mengingatkan Anda")
    until_told(office, lambda _, live: live == 0)


def test_a_browser_that_refuses_says_how_to_allow_it(
    office: Office, post: Post, phone_of: Callable[..., Phone]
) -> None:
    phone = phone_of(office.hire("Andi Baso"))
    post.stand_in(phone, permission="denied")
    phone.go("HP Saya")
    phone.reads("Notifikasi diblokir untuk SIKEREN")
    expect(phone.page.get_by_role("button", name="Nyalakan pengingat")).to_be_hidden()


def test_a_browser_without_a_push_service_says_so_and_can_be_tried_again(
    office: Office, post: Post, phone_of: Callable[..., Phone]
) -> None:
    phone = phone_of(office.hire("Andi Baso"))
    post.stand_in(phone, works=False)
    phone.go("HP Saya")
    phone.press("Nyalakan pengingat")
    phone.reads("Pengingat belum dapat dinyalakan")
    expect(phone.page.get_by_role("button", name="Nyalakan pengingat")).to_be_enabled()
    assert wish_of(office) is None


IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1"
)


def test_on_an_iphone_it_is_installed_first(
    office: Office, post: Post, phone_of: Callable[..., Phone]
) -> None:
    phone = phone_of(office.hire("Andi Baso"))
    phone.context.add_init_script(
        f"delete window.PushManager;"
        f"Object.defineProperty(navigator, 'userAgent', {{ get: () => {IPHONE!r} }});"
    )
    phone.page.reload()
    phone.go("HP Saya")
    phone.reads("pengingat hanya ada bila SIKEREN dibuka dari layar utama")


def test_a_server_without_reminders_offers_none(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    office.server.extra = {"SIKEREN_PUSH_SERVICES": ""}
    office.server.restart(office.server.build)
    phone = phone_of(office.hire("Andi Baso"))
    Post().stand_in(phone)
    phone.go("HP Saya")
    phone.reads("Server kantor Anda tidak mengirim pengingat.")
    phone.go("Absen")
    phone.arrive(office)
    phone.tap("Absen Masuk")
    phone.delivers(1)
    phone.never_reads(QUESTION)
