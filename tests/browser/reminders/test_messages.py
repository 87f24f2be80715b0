"""What does a phone show of a message that comes, and where does it lead?"""

from typing import Any

import pytest

from tests.browser.office import Office
from tests.browser.phone import Phone
from tests.browser.pushing import Post, click_on_it, shown_on
from tests.browser.reminders.wishes import turn_on, until_told
from tests.browser.waiting import until
from web.models import CheckIn, Employee
from web.services import reviews
from web.settings import Settings

# Notifications are shown there alone.
pytestmark = pytest.mark.whole_browser
CLEAR = """async () => {
  const registration = await navigator.serviceWorker.ready;
  for (const one of await registration.getNotifications()) one.close();
}"""


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
