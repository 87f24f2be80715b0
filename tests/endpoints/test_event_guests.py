"""Who came to an event, who is missing, and who need not come?"""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.endpoints.conftest import Cast
from tests.endpoints.event_forms import APEL, DESK, rows
from web import clock
from web.models import JointEvent
from web.services import event_counts, events
from web.services.event_counts import Count

ALL_DAY = {"kind": "apel", "name": "Apel", "opens": "00.00", "closes": "23.59"}


def test_who_was_there_is_counted_after_the_day(cast: Cast):
    now = datetime.now(UTC)
    cast.bind("employee").check_in()
    today = now.astimezone(ZoneInfo("Asia/Makassar")).date()

    async def add() -> JointEvent:
        with clock.at(now):
            [event] = await events.add_events(
                agency=None, first=today, **ALL_DAY, author=cast.people["admin"]
            )
        return event

    event: JointEvent = cast.run(add)
    path = f"{DESK}/{event.id}"

    page = cast.at_desk("operator").get(path).text
    assert "Belum tercatat hadir" in page
    assert "data-live" in page

    async def look() -> Count:
        later = now + timedelta(days=1)
        with clock.at(later):
            return await event_counts.of_recap(event, cast.office, later)

    count: Count = cast.run(look)
    assert (count.there, count.expected >= 1) == (1, True)


def test_a_live_list_is_sent_again_only_when_it_changed(cast: Cast):
    phone = cast.bind("employee")
    today = datetime.now(ZoneInfo("Asia/Makassar")).date()
    desk = cast.at_desk("operator")
    desk.post(DESK, data=APEL | ALL_DAY | {"first": today.isoformat()})
    [event] = rows(cast)
    path = f"{DESK}/{event.id}"

    first = desk.get(f"{path}/count")
    again = desk.get(f"{path}/count", headers={"HX-PTag": first.headers["HX-PTag"]})
    phone.check_in()
    after = desk.get(f"{path}/count", headers={"HX-PTag": first.headers["HX-PTag"]})

    assert (again.status_code, after.status_code) == (304, 200)
    name = cast.people["employee"].name
    assert (name in first.text, name in after.text) == (True, False)
    listed = desk.get(f"{path}/missing.csv").text
    assert (cast.people["employee"].nip in listed, cast.people["supervisor"].nip in listed) == (
        False,
        True,
    )
    nobody = cast.at_desk("other_operator")
    for end in ("count", "missing.csv"):
        assert nobody.get(f"{path}/{end}").status_code == 404


def test_pickets_are_exempt_with_a_reason_and_may_be_expected_again(cast: Cast):
    desk = cast.at_desk("operator")
    desk.post(DESK, data=APEL)
    [event] = rows(cast)
    path = f"{DESK}/{event.id}/exemptions"
    nip = cast.people["employee"].nip

    twice = f"{nip}\nBudi X 123"
    wrong = desk.post(path, data={"nips": twice, "reason": "Jaga <malam>"})
    without = desk.post(path, data={"nips": nip, "reason": " "})
    assert (wrong.status_code, without.status_code) == (422, 422)
    assert "Tidak ditemukan: Budi X 123. Periksa NIP atau namanya." in wrong.text
    assert f"{twice}</textarea>" in wrong.text
    assert 'value="Jaga &lt;malam&gt;"' in wrong.text
    assert "exemption-reason-error" in without.text
    typed = f" {nip}\n{cast.people['employee'].name}"
    saved = desk.post(path, data={"nips": typed, "reason": "Piket malam"})

    assert saved.headers["location"] == f"{DESK}/{event.id}?done=event-exempted"
    page = desk.get(f"{DESK}/{event.id}").text
    assert page.count("Piket malam") == 1
    [end] = re.findall(r'action="([^"]+/end)"', page)
    assert cast.at_desk("other_operator").post(end).status_code == 404
    assert desk.post(end).status_code == 303
    assert "Piket malam" not in desk.get(f"{DESK}/{event.id}").text
