"""Which URLs does the product have, and for whom? Every one of them, by audience.

Those of phones stand in `phone_routes`, those of supervisors in `supervisor_routes`, those of the
rules of working time in `rule_routes`.
"""

from starlette.routing import BaseRoute, Mount, Route

from web.endpoints import attachments, desk, privacy, search
from web.endpoints.employee.app import BuiltFiles
from web.endpoints.operator import (
    agencies,
    agency,
    arrivals,
    audit,
    closing,
    employees,
    outages,
    people,
    phones,
    quarantine,
    recap,
    recap_day,
    recap_files,
    set_up,
    signals,
    status_list,
    statuses,
    today,
)
from web.endpoints.supervisor import daily_report
from web.import_routes import IMPORTS
from web.phone_routes import API, PHONE_APP
from web.point_routes import POINTS
from web.rule_routes import BANDS, HOURS, RULES
from web.security import (
    for_admin,
    for_entry,
    for_oneself,
    for_operator,
    for_staff,
    for_supervisor,
)
from web.settings import Settings
from web.supervisor_routes import DAILY_REPORTS, DUTIES, PHONES, SUPERVISOR, TRAVEL_REPORTS

MONTH = "/desk/recap/{agency:uuid}/{month}"
PERSON_MONTH = MONTH + "/{employee:uuid}"

# The way in to the desks, before anybody is known.
SIGN_IN = [
    Route("/privacy", privacy.show, methods=["GET"]),
    Route("/sign-in/{token}", desk.show_link, methods=["GET"]),
    Route("/sign-in/{token}", desk.use_link, methods=["POST"]),
    Route("/desk/sign-in", desk.sign_in, methods=["GET"]),
    Route("/desk/sign-in", desk.finish_sign_in, methods=["POST"]),
    Route("/desk/sign-in/options", desk.start_sign_in, methods=["POST"]),
    Route("/desk/sign-out", desk.sign_out, methods=["POST"]),
]

# For anybody at a desk, about themselves.
OWN_DESK = [
    Route("/desk", for_oneself(desk.home), methods=["GET"]),
    Route("/desk/welcome", for_oneself(desk.welcome), methods=["GET"]),
    Route("/desk/account", for_oneself(desk.account), methods=["GET"]),
    Route("/desk/passkeys", for_oneself(desk.finish_passkey), methods=["POST"]),
    Route("/desk/passkeys/options", for_oneself(desk.start_passkey), methods=["POST"]),
    Route("/desk/passkeys/removal", for_oneself(desk.remove_passkey), methods=["POST"]),
]

# From every page, for anybody at a desk: what each of them may see.
SEARCH = [
    Route("/desk/search", for_staff(search.index), methods=["GET"]),
    Route("/desk/search/results", for_staff(search.results), methods=["GET"]),
]

# Photos and letters of records; who sees which is each record's own query.
ATTACHMENTS = [
    Route("/desk/attachments/{id:uuid}", for_staff(attachments.show), methods=["GET"]),
    Route("/desk/attachments/{id:uuid}/small", for_staff(attachments.small), methods=["GET"]),
    Route("/desk/attachments/{id:uuid}/removal", for_staff(attachments.remove), methods=["POST"]),
    Route("/desk/attachments/{kind}/{subject:uuid}", for_staff(attachments.add), methods=["POST"]),
]

# For operators, who see their agency, and admins, who see all.
OPERATOR = [
    Route("/desk/set-up", for_operator(set_up.index), methods=["GET"]),
    Route("/desk/today", for_operator(today.index), methods=["GET"]),
    Route("/desk/today/state", for_operator(today.state), methods=["GET"]),
    Route("/desk/arrivals", for_operator(arrivals.index), methods=["GET"]),
    Route("/desk/arrivals.{format}", for_operator(arrivals.export), methods=["GET"]),
    Route("/desk/arrivals/rows", for_operator(arrivals.rows), methods=["GET"]),
    Route("/desk/arrivals/fixes", for_operator(arrivals.fixes), methods=["GET"]),
    Route("/desk/quarantine", for_operator(quarantine.index), methods=["GET"]),
    Route("/desk/quarantine.{format}", for_operator(quarantine.export), methods=["GET"]),
    Route("/desk/quarantine/{id:uuid}", for_operator(quarantine.show), methods=["GET"]),
    Route("/desk/agencies", for_operator(agencies.index), methods=["GET"]),
    Route("/desk/agencies.{format}", for_operator(agencies.export), methods=["GET"]),
    Route("/desk/agencies/{id:uuid}", for_operator(agency.show), methods=["GET"]),
    Route("/desk/employees", for_operator(people.index), methods=["GET"]),
    Route("/desk/employees.{format}", for_operator(people.export), methods=["GET"]),
    Route("/desk/employees", for_operator(employees.add), methods=["POST"]),
    Route("/desk/employees/new", for_entry(employees.new), methods=["GET"]),
    Route("/desk/employees/supervisors", for_entry(people.suggest), methods=["GET"]),
    Route("/desk/employees/{id:uuid}", for_operator(employees.show), methods=["GET"]),
    Route("/desk/employees/{id:uuid}", for_operator(employees.change), methods=["POST"]),
    Route("/desk/employees/{id:uuid}/code", for_operator(phones.issue_code), methods=["POST"]),
    Route("/desk/employees/{id:uuid}/code", for_operator(phones.show_code), methods=["GET"]),
    Route("/desk/statuses", for_operator(status_list.index), methods=["GET"]),
    Route("/desk/statuses.{format}", for_operator(status_list.export), methods=["GET"]),
    Route("/desk/statuses", for_operator(statuses.add), methods=["POST"]),
    Route("/desk/statuses/new", for_entry(statuses.new), methods=["GET"]),
    Route("/desk/statuses/length", for_entry(statuses.length), methods=["GET"]),
    Route("/desk/statuses/{id:uuid}", for_operator(statuses.show), methods=["GET"]),
    Route("/desk/statuses/{id:uuid}/withdrawal", for_operator(statuses.withdraw), methods=["POST"]),
    Route("/desk/outages", for_operator(outages.index), methods=["GET"]),
    Route("/desk/outages.{format}", for_operator(outages.export), methods=["GET"]),
    Route("/desk/outages", for_operator(outages.declare), methods=["POST"]),
    Route("/desk/outages/{id:uuid}", for_operator(outages.show), methods=["GET"]),
    Route("/desk/outages/{id:uuid}/ruling", for_operator(outages.decide), methods=["POST"]),
    Route("/desk/outages/{id:uuid}/withdrawal", for_operator(outages.withdraw), methods=["POST"]),
    *POINTS,
]

# The month: for operators, heads of agencies and supervisors; each sees what is theirs.
RECAP = [
    Route("/desk/recap", for_staff(recap.index), methods=["GET"]),
    Route("/desk/team-recap", for_supervisor(recap.team), methods=["GET"]),
    Route("/desk/team-recap", for_supervisor(closing.check_team), methods=["POST"]),
    Route("/desk/team-recap.{format}", for_supervisor(recap.export_team), methods=["GET"]),
    Route("/desk/signals", for_staff(signals.index), methods=["GET"]),
    Route("/desk/signals.{format}", for_staff(signals.export), methods=["GET"]),
    Route(MONTH + ".{format}", for_staff(recap_files.download), methods=["GET"]),
    Route(MONTH + "/files", for_staff(recap_files.start), methods=["POST"]),
    Route("/desk/recap-files/{id:uuid}", for_staff(recap_files.show), methods=["GET"]),
    Route("/desk/recap-files/{id:uuid}/content", for_staff(recap_files.content), methods=["GET"]),
    Route(PERSON_MONTH, for_staff(recap_day.person), methods=["GET"]),
    Route(PERSON_MONTH + "/reports.{format}", for_staff(daily_report.export), methods=["GET"]),
    Route(f"{PERSON_MONTH}/{{day:int}}", for_staff(recap_day.show), methods=["GET"]),
    Route("/desk/closing", for_staff(closing.index), methods=["GET"]),
    Route("/desk/closing.{format}", for_staff(closing.export), methods=["GET"]),
    Route("/desk/closing/{agency:uuid}/{month}", for_staff(closing.show), methods=["GET"]),
    Route("/desk/closing/{agency:uuid}/{month}", for_staff(closing.take), methods=["POST"]),
]

# For admins alone: what opens a desk to somebody, and the agencies themselves.
ADMIN = [
    Route("/desk/agencies", for_admin(agencies.add), methods=["POST"]),
    Route("/desk/agencies/{id:uuid}", for_admin(agency.rename), methods=["POST"]),
    Route("/desk/agencies/{id:uuid}/move", for_admin(agency.weigh), methods=["GET"]),
    Route("/desk/agencies/{id:uuid}/move", for_admin(agency.move), methods=["POST"]),
    Route("/desk/agencies/{id:uuid}/start", for_admin(agency.start), methods=["POST"]),
    Route("/desk/agencies/{id:uuid}/remove", for_admin(agency.remove), methods=["POST"]),
    Route("/desk/agencies/{id:uuid}/head", for_admin(closing.name_head), methods=["POST"]),
    Route("/desk/employees/{id:uuid}/link", for_admin(phones.show_link), methods=["GET"]),
    Route("/desk/employees/{id:uuid}/link", for_admin(phones.issue_link), methods=["POST"]),
]

# The record of changes: for admins, and auditors.
AUDIT = [
    Route("/desk/audit", for_operator(audit.index), methods=["GET"]),
    Route("/desk/audit.{format}", for_operator(audit.export), methods=["GET"]),
    Route("/desk/audit/seal", for_operator(audit.seal), methods=["GET"]),
]


def routes(settings: Settings) -> list[BaseRoute]:
    """The whole table; what is built is served under names that change with its content."""
    return [
        *PHONE_APP,
        Mount("/api/v1", routes=API),
        *SIGN_IN,
        *OWN_DESK,
        *SEARCH,
        *ATTACHMENTS,
        *SUPERVISOR,
        *DUTIES,
        *TRAVEL_REPORTS,
        *DAILY_REPORTS,
        *PHONES,
        *OPERATOR,
        *HOURS,
        *IMPORTS,
        *RULES,
        *BANDS,
        *RECAP,
        *ADMIN,
        *AUDIT,
        Mount("/static", BuiltFiles(directory=settings.build)),
    ]
