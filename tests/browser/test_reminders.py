"""Is somebody reminded who asks for it, and left alone who does not?"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.looks import Inspector
from tests.browser.office import Office
from tests.browser.phone import Phone
from tests.browser.pushing import Post, click_on_it, shown_on
from tests.browser.waiting import until
from web.models import CheckIn, Employee, PushSubscription, ReminderWish
from web.services import reviews
from web.settings import Settings

# Notifications are shown there alone.
pytestmark = pytest.mark.whole_browser

CLEAR = """async () => {
  const registration = await navigator.serviceWorker.ready;
  for (const one of await registration.getNotifications()) one.close();
}"""
KEPT = """async () => {
  const opened = indexedDB.open('sikeren');
  const db = await new Promise((ok) => { opened.onsuccess = () => ok(opened.result); });
  const asked = db.transaction('facts').objectStore('facts').get('reminders');
  const kept = await new Promise((ok) => { asked.onsuccess = () => ok(asked.result); });
  db.close();
  return kept;
}"""
QUESTION = "Mau diingatkan bila lupa absen?"


@pytest.fixture
def post(office: Office) -> Iterator[Post]:
    """A push service that the server may speak to."""
    made = Post()
    office.server.extra = {"SIKEREN_PUSH_SERVICES": made.service.origin}
    office.server.restart(office.server.build)
    yield made
    made.service.close()


@pytest.fixture
def phone(office: Office, post: Post, phone_of: Callable[..., Phone]) -> Phone:
    """A bound phone at the office that could take reminders and has not been asked."""
    made = phone_of(office.hire("Muhammad Yusuf", supervisor=office.hire("Nur Aisyah")))
    post.stand_in(made)
    made.reached()
    return made


def turn_on(phone: Phone) -> None:
    phone.go("HP Saya")
    phone.press("Nyalakan pengingat")
    phone.reads("Menyala di HP ini")


def wish_of(office: Office) -> Any:
    """What the server knows of the office's wish: its settings, and how many phones it reaches."""

    async def read(_: Settings) -> Any:
        wish = await ReminderWish.filter(employee__agency_id=office.id).first()
        here = PushSubscription.filter(device__employee__agency_id=office.id)
        live = await here.filter(gone_at=None).count()
        return wish and (wish.body, live)

    return office.server.enter(read)


def until_told(office: Office, expected: Callable[[Any, int], bool]) -> None:
    until(lambda: (found := wish_of(office)) and expected(*found), "the server knows the wish")


def message_for(phone: Phone, **more: str) -> dict[str, str]:
    """A message as the server writes it, for this phone."""
    device = phone.main.page.evaluate(
        """async () => (await (await fetch('/api/v1/state')).json()).device.id"""
    )
    return {
        **{"device": device, "kind": "checkin", "title": "Anda belum Absen Masuk"},
        **{"body": "Batas tepat waktu 07.30 WITA.", "url": "#checkin", "tag": "checkin"},
        **more,
    }


def only(phone: Phone) -> dict[str, Any]:
    """The one notification that is shown."""
    (found,) = shown_on(phone)
    return found


def test_a_decision_reaches_the_closed_app_and_leads_to_it(
    office: Office, post: Post, phone: Phone
) -> None:
    phone.stand(office, metres_north=900)
    phone.go("Absen")
    phone.reads("Anda di luar radius")
    phone.tap("Absen Masuk")
    (kept,) = phone.delivers(1)
    turn_on(phone)
    until_told(office, lambda _, live: live == 1)

    async def decide(_: Settings) -> None:
        checkin = await CheckIn.get(jti=kept["id"]).select_related("employee")
        author = await Employee.get(id=checkin.employee.supervisor_id)
        await reviews.decide(
            checkin=checkin, author=author, outcome="accepted", reason="Rapat di luar."
        )

    # Whatever the hour: a test of the quiet hours stands elsewhere.
    phone.page.get_by_label("Jam tenang").uncheck()
    until_told(office, lambda body, _: body["quiet"] is None)
    office.server.enter(decide)
    said = until(post.messages, "the server's message")
    post.hand_over(phone, said[0])
    assert only(phone) == {
        "title": "Atasan menerima Absen Masuk Anda",
        "body": "Ketuk untuk membaca alasannya.",
        "tag": kept["id"],
        "url": f"#receipt/{kept['id']}",
    }
    click_on_it(phone)
    phone.reads("Bukti Absen Masuk")
    assert shown_on(phone) == []


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


def test_a_reminder_yields_to_what_the_phone_knows_better(
    office: Office, post: Post, phone: Phone
) -> None:
    phone.go("Absen")
    phone.arrive(office)
    phone.tap("Absen Masuk")
    phone.delivers(1)
    post.hand_over(phone, message_for(phone))
    assert only(phone)["title"] == "Absen Masuk sudah diterima"


def test_who_is_missing_reads_the_server_s_words(post: Post, phone: Phone) -> None:
    post.hand_over(phone, message_for(phone))
    found = only(phone)
    assert (found["title"], found["body"]) == (
        "Anda belum Absen Masuk",
        "Batas tepat waktu 07.30 WITA.",
    )


def test_news_for_whoever_had_this_phone_before_are_not_shown(
    office: Office, post: Post, phone: Phone
) -> None:
    turn_on(phone)
    post.hand_over(
        phone, message_for(phone, device="another", title="Rahasia", tag="x"), shows=False
    )
    post.hand_over(phone, message_for(phone, title="Untuk saya", tag="y"))
    assert [one["title"] for one in shown_on(phone)] == ["Untuk saya"]


def test_who_has_left_reads_nothing_of_it_on_the_locked_screen(post: Post, phone: Phone) -> None:
    message = message_for(phone, kind="decision", title="Atasan menolak Absen Masuk Anda")
    phone.go("HP Saya")
    phone.press("Keluar")
    phone.page.get_by_role("dialog").get_by_role("button", name="Keluar").click()
    phone.reads("Anda sudah keluar")
    post.hand_over(phone, message)
    assert only(phone)["title"] == "SIKEREN"


def test_what_is_no_message_of_ours_is_shown_without_words_of_its_own(
    post: Post, phone: Phone
) -> None:
    for text in ("", "kein JSON", "[]", '{"title": 1}'):
        post.hand_over(phone, text)
        assert only(phone)["body"] == "Ada kabar untuk Anda. Buka aplikasi untuk membacanya."
        phone.page.evaluate(CLEAR)


def test_a_link_out_of_the_app_is_not_followed(post: Post, phone: Phone) -> None:
    post.hand_over(phone, message_for(phone, url="https://evil.example/"))
    assert only(phone)["url"] == "#checkin"


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


def test_the_icon_carries_the_number_of_what_waits(office: Office, phone: Phone) -> None:
    phone.context.add_init_script(
        "navigator.setAppBadge = async (n) => { window.badge = n; };"
        "navigator.clearAppBadge = async () => { window.badge = 0; };"
    )
    phone.page.reload()
    phone.arrive(office)
    phone.lose_network()
    phone.tap("Absen Masuk")
    until(lambda: phone.page.evaluate("window.badge") == 1, "a 1 on the icon")
    phone.find_network()
    phone.delivers(1)
    until(lambda: phone.page.evaluate("window.badge") == 0, "no number on the icon")


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
