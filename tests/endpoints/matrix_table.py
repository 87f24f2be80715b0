"""Who is let in where? The table of every route, as data: a new route without a row fails.

A row is a route, who gets what there, and whose record the request is about. `PATTERNS` says what
each of `ACTORS` gets: first about a record of one's own office, then about a foreign one.

    .  let in: the page, or a word on what is missing from a form
    s  asked to sign in
    f  forbidden: not a room for this role
    n  not found: no such record for this viewer
"""

from typing import NamedTuple

# The office of the record stands between two others: one above it, one below.
ACTORS = (
    *("nobody", "phone", "employee", "supervisor", "other_supervisor"),
    *("operator", "operator_below", "operator_above", "other_operator", "admin", "auditor"),
)

# In the order of ACTORS: nobody, a phone; employee, supervisors; operators; admin, auditor.
PATTERNS = {
    "open": ("...........", "..........."),
    "phone": ("s.sssssssss", "s.sssssssss"),
    "phone, no record": ("snsssssssss", "snsssssssss"),
    "phone's record": ("s.sssssssss", "snsssssssss"),
    "oneself": ("ss.........", "ss........."),
    "nobody's": ("ssnnnnnnnnn", "ssnnnnnnnnn"),
    # Rooms without a record.
    "operators": ("ssfff......", "ssfff......"),
    "operators write": ("ssfff.....f", "ssfff.....f"),
    "operators, no record": ("ssfffnnnnnn", "ssfffnnnnnn"),
    "record": ("ssfffnnnn..", "ssfffnnnn.."),
    "admins": ("ssfffffff.f", "ssfffffff.f"),
    "supervisors": ("ssf..ffffff", "ssf..ffffff"),
    "supervisors, no record": ("ssfnnffffff", "ssfnnffffff"),
    "recap": ("ssf...n.n..", "ssf..nnn..."),
    "offices and teams": ("ssf........", "ssf........"),
    "staff's lists": ("ssn........", "ssn........"),
    # An office's records.
    "office": ("ssfff.n.n..", "ssfffnnn..."),
    "office writes": ("ssfff.n.n.f", "ssfffnnn..f"),
    "office writes, no record": ("ssfffnnnnnf", "ssfffnnnnnf"),
    "rules": ("ssfff...n..", "ssfffnnn..."),
    # Records of a person, which their supervisor reads or decides on too.
    "office and supervisor": ("ssn.n.n.n..", "ssnn.nnn..."),
    "office and supervisor write": ("ssn.n.n.n.f", "ssnn.nnn..f"),
    "decides": ("ssn.nnnnnnf", "ssnn.nnnnnf"),
    "supervisor": ("ssf.nffffff", "ssfn.ffffff"),
    "attachment": ("ss..n.n.n..", "ssnn.nnn..."),
    "attachment writes": ("ssnnn.n.n.f", "ssnnnnnn..f"),
    "rules, own people": ("ssfff...n.f", "ssfffnnn..f"),
    "event writes": ("ssfff.f.n.f", "ssfffnnn..f"),
    "month": ("ssnnn.n.n..", "ssnnnnnn..."),
    "month writes": ("ssnnn.n.n.f", "ssnnnnnn..f"),
}


class Row(NamedTuple):
    """A route, its pattern, and the query with which it is asked."""

    route: str
    pattern: str
    query: str = ""


def rows(text: str) -> list[Row]:
    """Rows from lines of "METHOD path | pattern | query"."""
    lines = [line for line in text.strip().splitlines() if line.strip()]
    return [Row(*(part.strip() for part in line.split("|"))) for line in lines]


TABLE = rows("""
    GET /privacy | open
    GET /sign-in/{token} | open
    POST /sign-in/{token} | open
    GET /desk/sign-in | open
    POST /desk/sign-in | open
    POST /desk/sign-in/options | open
    POST /desk/sign-out | open
    GET / | open
    GET /sw.js | open
    GET /manifest.webmanifest | open
    GET /.well-known/jwks.json | open

    GET /desk | oneself
    GET /desk/welcome | oneself
    GET /desk/account | oneself
    POST /desk/passkeys | oneself
    POST /desk/passkeys/options | oneself
    POST /desk/passkeys/removal | nobody's

    GET /desk/attachments/{id:uuid} | attachment
    GET /desk/attachments/{id:uuid}/small | nobody's
    POST /desk/attachments/{id:uuid}/removal | attachment writes
    POST /desk/attachments/{kind}/{subject:uuid} | attachment writes

    GET /desk/search | oneself | q=saleh
    GET /desk/search/results | oneself | q=saleh

    GET /desk/inbox | supervisors
    POST /desk/inbox/summary | supervisors
    POST /desk/inbox/decisions | supervisors
    POST /desk/inbox/undo | supervisors, no record
    GET /desk/team-week | supervisors
    GET /desk/reviews | supervisors
    GET /desk/reviews.{format} | supervisors
    GET /desk/decisions | supervisors
    GET /desk/decisions.{format} | supervisors
    GET /desk/reviews/{hash} | supervisor
    POST /desk/reviews/{hash} | supervisor
    GET /desk/checkins/{hash} | office and supervisor
    GET /desk/corrections | supervisors
    GET /desk/corrections.{format} | supervisors
    GET /desk/corrections/{id:uuid} | supervisor
    POST /desk/corrections/{id:uuid} | supervisor

    GET /desk/duties | staff's lists
    GET /desk/duties.{format} | staff's lists
    POST /desk/duties | operators write
    GET /desk/duties/new | operators write
    GET /desk/duties/{id:uuid} | office and supervisor
    POST /desk/duties/{id:uuid} | decides
    GET /desk/duties/{id:uuid}/change | office writes
    POST /desk/duties/{id:uuid}/change | office writes
    POST /desk/duties/{id:uuid}/withdrawal | office writes
    GET /desk/delegations | operators
    GET /desk/delegations.{format} | operators
    POST /desk/delegations | operators write
    GET /desk/delegations/new | operators write
    GET /desk/delegations/{id:uuid} | office
    POST /desk/delegations/{id:uuid}/end | office writes

    GET /desk/daily-reports | supervisors
    GET /desk/daily-reports.{format} | supervisors
    POST /desk/daily-reports | supervisors
    POST /desk/daily-reports/summary | supervisors
    POST /desk/daily-reports/undo | supervisors, no record
    GET /desk/daily-reports/{id:uuid} | office and supervisor
    POST /desk/daily-reports/{id:uuid} | decides
    GET /desk/travel-reports | staff's lists
    GET /desk/travel-reports.{format} | staff's lists
    GET /desk/travel-reports/{id:uuid} | office and supervisor
    POST /desk/travel-reports/{id:uuid} | decides
    GET /desk/travel-reports/{id:uuid}/print | office and supervisor

    GET /desk/set-up | operators
    GET /desk/today | operators
    GET /desk/today/state | operators
    GET /desk/arrivals | operators
    GET /desk/arrivals.{format} | operators
    GET /desk/arrivals/rows | operators
    GET /desk/arrivals/fixes | operators
    GET /desk/quarantine | operators
    GET /desk/quarantine.{format} | operators
    GET /desk/quarantine/{id:uuid} | office
    GET /desk/agencies | operators
    GET /desk/agencies.{format} | operators
    GET /desk/agencies/{id:uuid} | office
    GET /desk/employees | operators
    GET /desk/employees.{format} | operators
    POST /desk/employees | operators write
    GET /desk/employees/new | operators write
    GET /desk/employees/supervisors | operators write
    GET /desk/employees/{id:uuid} | office
    POST /desk/employees/{id:uuid} | office writes
    GET /desk/employees/{id:uuid}/code | office
    POST /desk/employees/{id:uuid}/code | office writes
    GET /desk/employees/{id:uuid}/phone | office and supervisor
    POST /desk/employees/{id:uuid}/block | office and supervisor write
    POST /desk/employees/{id:uuid}/phone-change | office writes
    GET /desk/phones | operators
    GET /desk/phones.{format} | operators
    GET /desk/phones/bound | operators
    GET /desk/phones/bound.{format} | operators
    GET /desk/phones/patterns | operators
    GET /desk/phones/patterns.{format} | operators
    GET /desk/phones/kinds | operators
    GET /desk/phones/kinds.{format} | operators
    GET /desk/phone-changes/{id:uuid} | office and supervisor
    POST /desk/phone-changes/{id:uuid} | office and supervisor write
    GET /desk/schedules | office | agency={agency}
    GET /desk/schedules.{format} | office | agency={agency}
    POST /desk/schedules | office writes | agency={agency}
    GET /desk/schedules/new | office writes | agency={agency}
    POST /desk/schedules/preview | office writes | agency={agency}
    POST /desk/schedules/{id:uuid}/end | office writes
    GET /desk/groups | office | agency={agency}
    GET /desk/groups.{format} | office | agency={agency}
    POST /desk/groups | office writes | agency={agency}
    GET /desk/groups/{id:uuid} | office
    GET /desk/groups/{id:uuid}.{format} | office
    POST /desk/groups/{id:uuid}/members | office writes
    POST /desk/groups/{id:uuid}/end | office writes, no record
    GET /desk/shifts | office | agency={agency}
    GET /desk/shifts.{format} | office | agency={agency}
    POST /desk/shifts | office writes | agency={agency}
    GET /desk/roster | office | agency={agency}
    POST /desk/roster | office writes | agency={agency}
    POST /desk/roster/fill | office writes | agency={agency}
    POST /desk/roster/copy | office writes | agency={agency}
    GET /desk/statuses | operators
    GET /desk/statuses.{format} | operators
    POST /desk/statuses | operators write
    GET /desk/statuses/length | operators write
    GET /desk/statuses/new | operators write
    GET /desk/statuses/{id:uuid} | office
    POST /desk/statuses/{id:uuid}/withdrawal | office writes
    GET /desk/outages | operators
    GET /desk/outages.{format} | operators
    POST /desk/outages | operators write
    GET /desk/outages/{id:uuid} | office
    POST /desk/outages/{id:uuid}/ruling | office writes
    POST /desk/outages/{id:uuid}/withdrawal | office writes
    GET /desk/points | office | agency={agency}
    POST /desk/points | office writes | agency={agency}
    GET /desk/points/all | operators
    GET /desk/points/all.{format} | operators
    GET /desk/points/new | office writes | agency={agency}
    GET /desk/points/{id:uuid} | office
    POST /desk/points/{id:uuid} | office writes
    POST /desk/points/{id:uuid}/preview | office writes
    GET /desk/points/{id:uuid}/closure | office writes
    POST /desk/points/{id:uuid}/closure | office writes

    GET /desk/rules | office | agency={agency}
    GET /desk/calendar | office | agency={agency}
    GET /desk/calendar.{format} | office | agency={agency}
    POST /desk/calendar | office writes | agency={agency}
    GET /desk/calendar/export | office | agency={agency}
    GET /desk/calendar/import | office writes | agency={agency}
    POST /desk/calendar/import | office writes | agency={agency}
    POST /desk/calendar/import/rows | office writes | agency={agency}
    GET /desk/calendar/{day} | office | agency={agency}
    POST /desk/calendar/{day} | office writes | agency={agency}
    GET /desk/special-days | office | agency={agency}
    GET /desk/special-days.{format} | office | agency={agency}
    POST /desk/special-days | office writes | agency={agency}
    GET /desk/special-days/{day} | office | agency={agency}
    POST /desk/special-days/{day} | office writes | agency={agency}
    GET /desk/events | office | agency={agency}
    GET /desk/events.{format} | office | agency={agency}
    POST /desk/events | office writes | agency={agency}
    GET /desk/events/{id:uuid} | rules
    POST /desk/events/{id:uuid}/withdrawal | event writes
    GET /desk/events/{id:uuid}/count | rules
    GET /desk/events/{id:uuid}/missing.csv | rules
    POST /desk/events/{id:uuid}/exemptions | rules, own people
    POST /desk/events/{id:uuid}/exemptions/{exemption:uuid}/end | office writes, no record
    GET /desk/policies | office | agency={agency}
    POST /desk/policies | office writes | agency={agency}
    GET /desk/bands | office | agency={agency}
    POST /desk/bands | admins | agency={agency}
    GET /desk/bands/what-if | office | agency={agency}

    GET /desk/recap | recap | agency={agency}
    GET /desk/team-recap | supervisors
    GET /desk/team-recap.{format} | supervisors
    POST /desk/team-recap | supervisors
    GET /desk/signals | offices and teams
    GET /desk/signals.{format} | offices and teams
    GET /desk/recap/{agency:uuid}/{month}.{format} | month
    POST /desk/recap/{agency:uuid}/{month}/files | month writes | format=csv
    GET /desk/recap-files/{id:uuid} | nobody's
    GET /desk/recap-files/{id:uuid}/content | nobody's
    GET /desk/recap/{agency:uuid}/{month}/{employee:uuid} | office and supervisor
    GET /desk/recap/{agency:uuid}/{month}/{employee:uuid}/reports.{format} | office and supervisor
    GET /desk/recap/{agency:uuid}/{month}/{employee:uuid}/{day:int} | office and supervisor
    GET /desk/closing | operators
    GET /desk/closing.{format} | operators
    GET /desk/closing/{agency:uuid}/{month} | month
    POST /desk/closing/{agency:uuid}/{month} | month writes

    GET /desk/audit | record
    GET /desk/audit.{format} | record
    GET /desk/audit/seal | record

    GET /desk/imports | operators
    POST /desk/imports | operators write
    GET /desk/imports/templates/{kind}.xlsx | operators
    GET /desk/imports/exports/{kind}.{format} | operators
    GET /desk/imports/history | operators
    GET /desk/imports/history.{format} | operators
    GET /desk/imports/{id:uuid} | operators, no record
    GET /desk/imports/{id:uuid}.{format} | operators, no record
    GET /desk/imports/{id:uuid}/progress | operators, no record
    GET /desk/imports/{id:uuid}/errors.xlsx | operators, no record
    POST /desk/imports/{id:uuid}/columns | office writes, no record
    POST /desk/imports/{id:uuid}/application | office writes, no record
    POST /desk/imports/{id:uuid}/removal | office writes, no record

    GET /desk/letters | operators
    GET /desk/letters.{format} | operators
    POST /desk/letters | operators write
    GET /desk/letters/{id:uuid} | operators, no record
    GET /desk/letters/{id:uuid}/content | operators, no record

    POST /desk/agencies | admins
    POST /desk/agencies/{id:uuid} | admins
    GET /desk/agencies/{id:uuid}/move | admins
    POST /desk/agencies/{id:uuid}/move | admins
    POST /desk/agencies/{id:uuid}/start | admins
    POST /desk/agencies/{id:uuid}/remove | admins
    POST /desk/agencies/{id:uuid}/head | admins
    GET /desk/employees/{id:uuid}/link | admins
    POST /desk/employees/{id:uuid}/link | admins

    POST /api/v1/enrolments | open
    POST /api/v1/enrolments/{id}/device | open
    POST /api/v1/session/challenge | open
    POST /api/v1/session | open
    DELETE /api/v1/session | phone
    POST /api/v1/anchor | phone
    GET /api/v1/state | phone
    GET /api/v1/history | phone
    PUT /api/v1/reminders | phone
    PUT /api/v1/explanations/{id} | phone
    GET /api/v1/recap | phone
    PUT /api/v1/corrections/{id} | phone
    PUT /api/v1/corrections/{id}/withdrawal | phone
    PUT /api/v1/recap-checks/{id} | phone
    OPTIONS /api/v1/uploads | open
    POST /api/v1/uploads | phone
    HEAD /api/v1/uploads/{id} | phone
    PATCH /api/v1/uploads/{id} | phone
    DELETE /api/v1/uploads/{id} | phone
    GET /api/v1/attachments/{id} | phone's record
    GET /api/v1/attachments/{id}/small | phone, no record
    PUT /api/v1/attachments/{id}/removal | phone
    GET /api/v1/phone-changes | phone
    PUT /api/v1/phone-changes/{id} | phone
    PUT /api/v1/phone-changes/{id}/withdrawal | phone, no record
    GET /api/v1/duties | phone
    PUT /api/v1/duties/{id} | phone
    PUT /api/v1/duties/{id}/withdrawal | phone
    GET /api/v1/daily-reports | phone
    GET /api/v1/daily-reports.{format} | phone
    PUT /api/v1/daily-reports/{id} | phone
    PUT /api/v1/daily-reports/{id}/withdrawal | phone
    PUT /api/v1/travel-reports/{id} | phone
    PUT /api/v1/travel-reports/{id}/withdrawal | phone
    POST /api/v1/checkins | open
    GET /api/v1/checkins/{id}/receipt | open
""")
