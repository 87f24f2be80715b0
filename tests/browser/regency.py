"""What do the pages of a whole regency show? The demonstration, and what it does not play.

Every page that needs a record finds one here.
"""

from datetime import timedelta
from zoneinfo import ZoneInfo

from web import clock
from web.models import (
    Agency,
    AgencyHead,
    ApprovalStep,
    CheckIn,
    Correction,
    Employee,
    JointEvent,
    Role,
)
from web.services import access, outages, phone_changes, roster, schedules, special_days
from web.settings import Settings

HOME = ZoneInfo("Asia/Makassar")


async def complete(settings: Settings) -> dict[str, list[str]]:
    """Enter the records without which some pages would be bare.

    Returns:
        For each role a link to sign in by, then pages to begin at: those of the office where
        most happened, and those that a person reaches at some hours only.
    """
    event = await JointEvent.filter().order_by("date").first()
    assert event
    agency = await Agency.get(id=event.agency_id)
    operator = await Employee.get(agency=agency, role=Role.OPERATOR)
    admin, head = await Employee.filter(role=Role.ADMIN).first(), await AgencyHead.first()
    correction = await Correction.first()
    assert admin
    assert head
    assert correction
    asks = await Employee.get(id=correction.employee_id).prefetch_related("supervisor")
    assert asks.supervisor
    doubtful = await CheckIn.filter(
        assessment__verdict="review", employee__supervisor_id=asks.supervisor.id
    ).first()
    assert doubtful
    now = clock.now()
    today = now.astimezone(HOME).date()
    group = await schedules.add_group(agency=agency, name="Petugas piket", author=operator)
    await schedules.add_members(group=group, employees=[operator], valid_from=today)
    await special_days.set_special_day(
        agency=agency, day=today, name="Hari jadi", absent=5, author=operator
    )
    await outages.declare(
        agency=agency,
        author=operator,
        starts_at=now - timedelta(days=3, hours=2),
        ends_at=now - timedelta(days=3),
        kinds="both",
        reason="Jaringan kantor padam.",
    )
    await phone_changes.file(
        employee=asks, author=admin, cause="broken", reason="Datang sendiri, layar pecah."
    )
    day = doubtful.claimed_at.astimezone(HOME).date()
    office = [
        f"/desk/arrivals?agency={agency.id}&day={day}",
        "/desk/statuses?show=all",
        f"/desk/checkins/{doubtful.hash}",
        f"/desk/schedules?agency={agency.id}",
        f"/desk/special-days?agency={agency.id}",
        f"/desk/events?agency={agency.id}&show={event.date:%Y-%m}",
        f"/desk/recap?agency={agency.id}",
    ]
    returned = await ApprovalStep.filter(kind="duty", event="return").first()
    assert returned
    office.append(f"/desk/duties/{returned.subject}")  # from where it is mended
    lead = [f"/desk/corrections/{correction.id}", f"/desk/reviews/{doubtful.hash}"]
    lead.append("/desk/travel-reports")
    chief = await Employee.get(id=head.employee_id)
    other = await Agency.exclude(id=agency.id).filter(parent_id=None).first()
    assert other
    auditor = await roster.add_employee(nip="AUDIT-1", name="Auditor", agency=None, role="auditor")
    move = f"/desk/agencies/{agency.id}/move?parent={other.id}"
    begin = {"admin": [*office, move], "auditor": office, "operator": office}
    begin |= {"supervisor": lead, "head": [], "employee": []}
    who = {"admin": admin, "operator": operator, "supervisor": asks.supervisor}
    who |= {"auditor": auditor, "head": chief, "employee": asks}
    return {
        role: [(await access.issue_link(settings=settings, employee=who[role])).url, *pages]
        for role, pages in begin.items()
    }
