"""Which URLs are for supervisors and their delegates? A part of `routes`."""

from starlette.routing import Route

from web.endpoints.operator import (
    checkin,
    delegations,
    duties,
    letters,
    phone_kinds,
    phone_list,
    phone_patterns,
    phone_requests,
    travel_reports,
)
from web.endpoints.supervisor import (
    corrections,
    daily_report,
    daily_reports,
    decisions,
    duty,
    inbox,
    phone,
    phone_change,
    reviews,
    team_week,
    travel_report,
)
from web.security import for_entry, for_operator, for_staff, for_supervisor

# For supervisors; a check-in's own page is open to its operator too.
SUPERVISOR = [
    Route("/desk/inbox", for_supervisor(inbox.index), methods=["GET"]),
    Route("/desk/inbox/summary", for_supervisor(inbox.sum_up), methods=["POST"]),
    Route("/desk/inbox/decisions", for_supervisor(inbox.decide), methods=["POST"]),
    Route("/desk/inbox/undo", for_supervisor(inbox.undo), methods=["POST"]),
    Route("/desk/decisions", for_supervisor(decisions.index), methods=["GET"]),
    Route("/desk/decisions.{format}", for_supervisor(decisions.export), methods=["GET"]),
    Route("/desk/team-week", for_supervisor(team_week.show), methods=["GET"]),
    Route("/desk/reviews", for_supervisor(reviews.index), methods=["GET"]),
    Route("/desk/reviews.{format}", for_supervisor(reviews.export), methods=["GET"]),
    Route("/desk/reviews/{hash}", for_supervisor(reviews.show), methods=["GET"]),
    Route("/desk/reviews/{hash}", for_supervisor(reviews.decide), methods=["POST"]),
    Route("/desk/checkins/{hash}", for_staff(checkin.show), methods=["GET"]),
    Route("/desk/corrections", for_supervisor(corrections.index), methods=["GET"]),
    Route("/desk/corrections.{format}", for_supervisor(corrections.export), methods=["GET"]),
    Route("/desk/corrections/{id:uuid}", for_supervisor(corrections.show), methods=["GET"]),
    Route("/desk/corrections/{id:uuid}", for_supervisor(corrections.decide), methods=["POST"]),
]

# Duties and delegation: a letter's page is open to its operator and to who decides on its people.
DUTIES = [
    Route("/desk/duties", for_staff(duties.index), methods=["GET"]),
    Route("/desk/duties.{format}", for_staff(duties.export), methods=["GET"]),
    Route("/desk/duties", for_operator(duties.file), methods=["POST"]),
    Route("/desk/duties/new", for_entry(duties.new), methods=["GET"]),
    Route("/desk/duties/{id:uuid}", for_staff(duty.show), methods=["GET"]),
    Route("/desk/duties/{id:uuid}", for_staff(duty.decide), methods=["POST"]),
    Route("/desk/duties/{id:uuid}/change", for_entry(duties.mend), methods=["GET"]),
    Route("/desk/duties/{id:uuid}/change", for_operator(duties.refile), methods=["POST"]),
    Route("/desk/duties/{id:uuid}/withdrawal", for_operator(duty.withdraw), methods=["POST"]),
    Route("/desk/delegations", for_operator(delegations.index), methods=["GET"]),
    Route("/desk/delegations.{format}", for_operator(delegations.export), methods=["GET"]),
    Route("/desk/delegations", for_operator(delegations.add), methods=["POST"]),
    Route("/desk/delegations/new", for_entry(delegations.new), methods=["GET"]),
    Route("/desk/delegations/{id:uuid}", for_operator(delegations.show), methods=["GET"]),
    Route("/desk/delegations/{id:uuid}/end", for_operator(delegations.end), methods=["POST"]),
]

# Daily performance reports; one report's page is open to its operator too.
DAILY = "/desk/daily-reports"
DAILY_REPORTS = [
    Route(DAILY, for_supervisor(daily_reports.index), methods=["GET"]),
    Route(DAILY + ".{format}", for_supervisor(daily_reports.export), methods=["GET"]),
    Route(DAILY, for_supervisor(daily_reports.approve), methods=["POST"]),
    Route(f"{DAILY}/summary", for_supervisor(daily_reports.sum_up), methods=["POST"]),
    Route(f"{DAILY}/undo", for_supervisor(daily_reports.undo), methods=["POST"]),
    Route(f"{DAILY}/{{id:uuid}}", for_staff(daily_report.show), methods=["GET"]),
    Route(f"{DAILY}/{{id:uuid}}", for_staff(daily_report.decide), methods=["POST"]),
]

# Travel reports: read where their duties are, decided on by who decides on the traveller.
TRAVEL = "/desk/travel-reports"
TRAVEL_REPORTS = [
    Route(TRAVEL, for_staff(travel_reports.index), methods=["GET"]),
    Route(f"{TRAVEL}.{{format}}", for_staff(travel_reports.export), methods=["GET"]),
    Route(f"{TRAVEL}/{{id:uuid}}", for_staff(travel_report.show), methods=["GET"]),
    Route(f"{TRAVEL}/{{id:uuid}}", for_staff(travel_report.decide), methods=["POST"]),
    Route(f"{TRAVEL}/{{id:uuid}}/print", for_staff(travel_report.paper), methods=["GET"]),
]

# Phones: read by who administers or decides on their owners; so a lost one is blocked at once.
CHANGES, PERSON = "/desk/phone-changes", "/desk/employees/{id:uuid}"
PHONES = [
    Route("/desk/phones", for_operator(phone_requests.index), methods=["GET"]),
    Route("/desk/phones.{format}", for_operator(phone_requests.export), methods=["GET"]),
    Route("/desk/phones/bound", for_operator(phone_list.bound), methods=["GET"]),
    Route("/desk/phones/bound.{format}", for_operator(phone_list.export), methods=["GET"]),
    Route("/desk/phones/kinds", for_operator(phone_kinds.index), methods=["GET"]),
    Route("/desk/phones/kinds.{format}", for_operator(phone_kinds.export), methods=["GET"]),
    Route("/desk/phones/patterns", for_operator(phone_patterns.show), methods=["GET"]),
    Route("/desk/phones/patterns.{format}", for_operator(phone_patterns.export), methods=["GET"]),
    Route("/desk/letters", for_operator(letters.index), methods=["GET"]),
    Route("/desk/letters.{format}", for_operator(letters.export), methods=["GET"]),
    Route("/desk/letters", for_operator(letters.start), methods=["POST"]),
    Route("/desk/letters/{id:uuid}", for_operator(letters.show), methods=["GET"]),
    Route("/desk/letters/{id:uuid}/content", for_operator(letters.content), methods=["GET"]),
    Route(f"{CHANGES}/{{id:uuid}}", for_staff(phone_change.show), methods=["GET"]),
    Route(f"{CHANGES}/{{id:uuid}}", for_staff(phone_change.act), methods=["POST"]),
    Route(f"{PERSON}/phone", for_staff(phone.show), methods=["GET"]),
    Route(f"{PERSON}/block", for_staff(phone.block), methods=["POST"]),
    Route(f"{PERSON}/phone-change", for_operator(phone_change.file), methods=["POST"]),
]
