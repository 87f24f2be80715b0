"""Is a supervisor told of all that waits on their desk, and a delegate as well?"""

from datetime import date

from tests.services import daily_acts, duty_acts, travel_acts
from tests.services.inbox_acts import laden
from tests.services.month import moment
from tests.services.ward import Ward
from web.domain.reminders import parse_wish
from web.services import delegations, inbox, phone_changes, statuses
from web.services.inbox import KINDS
from web.services.reminder_teams import waiting_for


async def test_a_supervisor_is_told_of_as_much_as_their_desk_shows(ward: Ward):
    office, wish = ward.office, parse_wish({"kinds": {"team": True}, "quiet": None})
    above, team = await laden(office)
    for person in team:
        person.supervisor = above
    await daily_acts.hand_in(team[0], 24)
    duty = await duty_acts.file(team[1], first=24, last=26)
    await duty_acts.decide(above, duty)
    await travel_acts.report(team[1], duty)
    await statuses.add_status(
        employee=team[2], code="WFA", first_day=date(2026, 11, 30), last_day=date(2026, 11, 30)
    )
    acting = await office.hire()
    for person, clerk in ((team[0], await office.hire()), (team[1], acting)):
        if person is team[1]:
            await office.phone(person)
        await phone_changes.file(
            employee=person, author=clerk, cause="broken", reason="Layarnya pecah."
        )
    assert {key: await kind.count(above) for key, kind in KINDS.items()} == {
        **{"review": 1, "correction": 2, "duty": 1, "travel_report": 1, "daily_report": 1},
        **{"phone_change": 2},
    }
    today = date(2026, 11, 27)
    for first, last in ((27, 27), (28, 28)):  # by one of them nobody acts today
        await delegations.add(
            principal=above,
            delegate=acting if first == 27 else await office.hire(),
            kind="plh",
            first_day=date(2026, 11, first),
            last_day=date(2026, 11, last),
            number="800/1",
            author=above,
        )
    for person in (above, acting, team[2]):
        person.principals = frozenset({above.id} if person is acting else ())
        told = await waiting_for({str(person.id): today})
        assert told == {str(person.id): await inbox.count(person)}
    _, _, reader = await ward.listener(acting, wish)
    await ward.look(moment(27, "09:40"))
    [told_of] = [one for one in ward.service.to(reader) if one["kind"] == "team"]
    assert told_of["title"] == "7 menunggu keputusan Anda", "not what they prepared themselves"
