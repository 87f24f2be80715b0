"""What lies on a supervisor's desk in these tests? Doubtful check-ins, corrections, a letter."""

from datetime import date
from uuid import UUID, uuid4

from tests.services import duty_acts
from tests.services.month import moment
from tests.services.office import MINUTE, Office
from web.domain import approval
from web.models import ApprovalStep, Correction, DecidedReport, Employee, OpenMatter
from web.services.inbox import KINDS
from web.services.softphone import SoftPhone

AT = moment(26, "09:00")
CLOSING_DAY = 5


async def doubtful(office: Office, person: Employee, day: int = 25) -> str:
    """A check-in two kilometres away; its hash."""
    phone: SoftPhone = await office.phone(person)
    at = moment(day, "07:20")
    await office.contact(phone, at - MINUTE)
    envelope = office.press(phone, at, fixes=[office.place(2000, at=at)])
    outcome = await office.one(envelope, at=at + MINUTE)
    assert outcome.status == "recorded"
    assert phone.head
    return phone.head


async def correction(person: Employee, day: int = 25, reason: str = "Lupa.") -> Correction:
    """A correction of a day of November."""
    return await Correction.create(
        **{"id": uuid4(), "employee": person, "date": date(2026, 11, day), "kind": "in"},
        **{"at": moment(day, "07:20"), "reason": reason, "evidence": "", "filed_at": AT},
    )


async def waiting(viewer: Employee, kind: str) -> list[UUID]:
    """The ids of the matters of a kind that wait on somebody's desk; as many as are counted."""
    found = [UUID(one.id) for one in await KINDS[kind].lines(viewer)]
    assert await KINDS[kind].count(viewer) == len(found)
    return found


async def noted() -> set[tuple[str, UUID]]:
    """Which matters are noted as waiting, by kind and id."""
    return set(await OpenMatter.all().values_list("kind", "subject"))


async def by_last_steps() -> set[tuple[str, UUID]]:
    """Which matters wait by their steps, which are what counts."""
    last = {
        (one.kind, one.subject): one.event for one in await ApprovalStep.all().order_by("number")
    }
    return {key for key, event in last.items() if event in approval.WAITING}


async def decided() -> set[UUID]:
    """Which daily reports are noted as decided on."""
    return set(await DecidedReport.all().values_list("report_id", flat=True))


async def decided_by_last_steps() -> set[UUID]:
    """Which daily reports are decided on by their steps."""
    steps = await ApprovalStep.filter(kind="daily_report").order_by("number")
    last = {one.subject: one.event for one in steps}
    return {key for key, event in last.items() if event in ("approve", "return", "reject")}


async def laden(office: Office) -> tuple[Employee, list[Employee]]:
    """A supervisor with three people, of whom one is doubtful, one corrects, one travels."""
    above, team = await duty_acts.team_of(office, 3)
    await doubtful(office, team[0])
    await correction(team[1])
    await duty_acts.file(team[2], first=30, last=30)
    return above, team
