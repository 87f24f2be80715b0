"""Which URLs show and change the rules of working time: hours, shifts, days, events, and bands?

A part of `routes`: an operator's for their agency, an admin's for everybody.
"""

from starlette.routing import Route

from web.endpoints.operator import (
    bands,
    calendar,
    calendar_import,
    event,
    event_attendance,
    events,
    group_list,
    groups,
    policies,
    rosters,
    rules,
    schedule,
    schedules,
    shifts,
    special_days,
)
from web.security import for_admin, for_entry, for_operator

EVENT = "/desk/events/{id:uuid}"
EXEMPTION = EVENT + "/exemptions/{exemption:uuid}"

# Of an agency, its groups and its people.
HOURS = [
    Route("/desk/schedules", for_operator(schedules.index), methods=["GET"]),
    Route("/desk/schedules.{format}", for_operator(schedules.export), methods=["GET"]),
    Route("/desk/schedules", for_operator(schedule.add), methods=["POST"]),
    Route("/desk/schedules/new", for_entry(schedule.new), methods=["GET"]),
    Route("/desk/schedules/preview", for_operator(schedule.preview), methods=["POST"]),
    Route("/desk/schedules/{id:uuid}/end", for_operator(schedules.end), methods=["POST"]),
    Route("/desk/groups", for_operator(group_list.index), methods=["GET"]),
    Route("/desk/groups.{format}", for_operator(group_list.export), methods=["GET"]),
    Route("/desk/groups", for_operator(group_list.add), methods=["POST"]),
    Route("/desk/groups/{id:uuid}", for_operator(groups.show), methods=["GET"]),
    Route("/desk/groups/{id:uuid}.{format}", for_operator(groups.export), methods=["GET"]),
    Route("/desk/groups/{id:uuid}/members", for_operator(groups.add), methods=["POST"]),
    Route("/desk/groups/{id:uuid}/end", for_operator(groups.end), methods=["POST"]),
    Route("/desk/shifts", for_operator(shifts.index), methods=["GET"]),
    Route("/desk/shifts.{format}", for_operator(shifts.export), methods=["GET"]),
    Route("/desk/shifts", for_operator(shifts.add), methods=["POST"]),
    Route("/desk/roster", for_operator(rosters.index), methods=["GET"]),
    Route("/desk/roster", for_operator(rosters.save), methods=["POST"]),
    Route("/desk/roster/fill", for_operator(rosters.fill), methods=["POST"]),
    Route("/desk/roster/copy", for_operator(rosters.copy), methods=["POST"]),
]

# Of days, and of phones.
RULES = [
    Route("/desk/rules", for_operator(rules.index), methods=["GET"]),
    Route("/desk/calendar", for_operator(calendar.index), methods=["GET"]),
    Route("/desk/calendar.{format}", for_operator(calendar.file), methods=["GET"]),
    Route("/desk/calendar", for_operator(calendar.add), methods=["POST"]),
    Route("/desk/calendar/export", for_operator(calendar.export), methods=["GET"]),
    Route("/desk/calendar/import", for_entry(calendar_import.choose), methods=["GET"]),
    Route("/desk/calendar/import", for_operator(calendar_import.preview), methods=["POST"]),
    Route("/desk/calendar/import/rows", for_operator(calendar_import.apply), methods=["POST"]),
    Route("/desk/calendar/{day}", for_operator(calendar.show), methods=["GET"]),
    Route("/desk/calendar/{day}", for_operator(calendar.change), methods=["POST"]),
    Route("/desk/special-days", for_operator(special_days.index), methods=["GET"]),
    Route("/desk/special-days.{format}", for_operator(special_days.export), methods=["GET"]),
    Route("/desk/special-days", for_operator(special_days.add), methods=["POST"]),
    Route("/desk/special-days/{day}", for_operator(special_days.show), methods=["GET"]),
    Route("/desk/special-days/{day}", for_operator(special_days.change), methods=["POST"]),
    Route("/desk/events", for_operator(events.index), methods=["GET"]),
    Route("/desk/events.{format}", for_operator(events.export), methods=["GET"]),
    Route("/desk/events", for_operator(events.add), methods=["POST"]),
    Route("/desk/events/{id:uuid}", for_operator(event.show), methods=["GET"]),
    Route(EVENT + "/count", for_operator(event_attendance.count), methods=["GET"]),
    Route(EVENT + "/missing.csv", for_operator(event_attendance.missing), methods=["GET"]),
    Route(EVENT + "/exemptions", for_operator(event.exempt), methods=["POST"]),
    Route(EXEMPTION + "/end", for_operator(event_attendance.expect_again), methods=["POST"]),
    Route("/desk/events/{id:uuid}/withdrawal", for_operator(event.withdraw), methods=["POST"]),
    Route("/desk/policies", for_operator(policies.index), methods=["GET"]),
    Route("/desk/policies", for_operator(policies.add), methods=["POST"]),
]

# What lateness costs: operators read it, admins enter it.
BANDS = [
    Route("/desk/bands", for_operator(bands.index), methods=["GET"]),
    Route("/desk/bands", for_admin(bands.add), methods=["POST"]),
    Route("/desk/bands/what-if", for_operator(bands.compare), methods=["GET"]),
]
