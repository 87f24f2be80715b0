"""How do doubtful check-ins, corrections and flexible places come onto a supervisor's desk?

A part of `inbox`. `reviews` and `rulings` own them; here they are listed, decided and taken back.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from web.domain.statuses import STATUSES
from web.domain.vocabulary import FLAGS, KINDS, REVOKED
from web.models import CheckIn, Correction, DayStatus, Decision, Employee, Ruling
from web.services import correction_lists, corrections, reviews, rulings
from web.services.inbox_kind import Item, Kind, Taken, clock_on, day_in, span_words, zone_of
from web.services.inbox_lines import Line, gathered

OUTCOMES = {"approve": "accepted", "reject": "declined"}
RULINGS = {"approve": "approved", "reject": "rejected"}


async def _many_doubtful(viewer: Employee) -> int:
    return await reviews.waiting(viewer).count()


async def _doubtful(viewer: Employee) -> list[Line]:
    found = reviews.waiting(viewer).values(
        id="hash",
        since="received_at",
        first_day="claimed_at",
        last_day="claimed_at",
        **{name: f"employee__{name}" for name in ("name", "nip", "supervisor_id", "agency_id")},
        timezone="employee__agency__timezone",
    )
    return gathered("review", await found)


async def _reviews(ids: Sequence[Any]) -> list[Item]:
    found = CheckIn.filter(hash__in=list(ids) or [""])
    shown = await found.select_related("employee__agency", "assessment").prefetch_related(
        "decisions", "explanations"
    )
    return [_review(one) for one in shown]


def _review(one: CheckIn) -> Item:
    zone = zone_of(one.employee)
    day = day_in(one.claimed_at, zone)
    flags = [FLAGS[flag["code"]].label.lower() for flag in one.assessment.flags]
    newest = max(one.decisions, key=lambda decision: decision.at, default=None)
    told = max(one.explanations, key=lambda explanation: explanation.at, default=None)
    return Item(
        kind="review",
        id=one.hash,
        people=[one.employee],
        first=day,
        last_day=day,
        since=one.received_at,
        gist=f"{KINDS[one.kind]} {day:%d/%m/%Y} {clock_on(one.claimed_at, zone)}"
        f": {', '.join(flags) or 'ditinjau'}",
        said=told.text if told else one.note or "",
        waits=reviews.state_of(one) == "waiting",
        last=str(newest.id) if newest else "",
        matter=one,
    )


async def _decide_review(viewer: Employee, item: Item, event: str, words: str, batch: UUID) -> Any:
    return await reviews.decide(
        checkin=item.matter,
        author=viewer,
        outcome=OUTCOMES[event],
        reason=words,
        id=item.act(batch),
        seen=item.last,
    )


async def _revoke_review(viewer: Employee, item: Item, words: str, batch: UUID) -> Any:
    return await reviews.decide(
        checkin=item.matter, author=viewer, outcome=REVOKED, reason=words, id=item.act(batch)
    )


async def _decided(author: Employee, since: datetime) -> list[Taken]:
    found = Decision.filter(author_id=author.id, at__gte=since)
    events = {outcome: event for event, outcome in OUTCOMES.items()}
    return [
        Taken(one.id, one.checkin_id, events[one.outcome])
        for one in await found
        if one.outcome in events
    ]


async def _asked(viewer: Employee) -> list[Line]:
    return gathered("correction", await correction_lists.told(viewer))


async def _matters(ids: Sequence[Any]) -> list[Item]:
    found = await corrections.told([UUID(str(one)) for one in ids])
    stand = await rulings.standings([one.id for one in found])
    return [_matter(one, stand[one.id]) for one in found]


def _matter(one: Correction | DayStatus, stands: rulings.Standing) -> Item:
    first, last = rulings.span_of(one)
    if isinstance(one, Correction):
        at = clock_on(one.at, zone_of(one.employee))
        since, said = one.filed_at, one.reason
        gist = f"{KINDS[one.kind]} {at} pada {one.date:%d/%m/%Y}"
    else:
        since, said = one.created_at, one.note
        gist = f"{STATUSES[one.code].label}, {span_words(first, last)}"
    return Item(
        kind="correction",
        id=str(one.id),
        people=[one.employee],
        first=first,
        last_day=last,
        since=since,
        gist=gist,
        said=said,
        waits=stands.state == "waiting",
        last=str(stands.rulings[-1].id) if stands.rulings else "",
        matter=one,
    )


async def _rule(viewer: Employee, item: Item, event: str, words: str, batch: UUID) -> Any:
    return await rulings.rule(
        subject_id=item.matter.id,
        author=viewer,
        outcome=RULINGS[event],
        reason=words,
        id=item.act(batch),
        seen=item.last,
    )


async def _revoke_ruling(viewer: Employee, item: Item, words: str, batch: UUID) -> Any:
    return await rulings.rule(
        subject_id=item.matter.id, author=viewer, outcome=REVOKED, reason=words, id=item.act(batch)
    )


async def _ruled(author: Employee, since: datetime) -> list[Taken]:
    found = Ruling.filter(author_id=author.id, at__gte=since)
    events = {outcome: event for event, outcome in RULINGS.items()}
    return [
        Taken(one.id, str(one.subject), events[one.outcome])
        for one in await found
        if one.outcome in events
    ]


REVIEWS = Kind(
    key="review",
    label="Tinjauan",
    icon="eye",
    home="/desk/reviews",
    card="#r",
    ahead=False,
    outcomes={"approve": "Diterima", "reject": "Ditolak"},
    count=_many_doubtful,
    lines=_doubtful,
    told=_reviews,
    decide=_decide_review,
    revoke=_revoke_review,
    taken=_decided,
)
CORRECTIONS = Kind(
    key="correction",
    label="Koreksi",
    icon="note",
    home="/desk/corrections",
    card="#c",
    ahead=True,
    outcomes={"approve": "Disetujui", "reject": "Ditolak"},
    count=correction_lists.count,
    lines=_asked,
    told=_matters,
    decide=_rule,
    revoke=_revoke_ruling,
    taken=_ruled,
)
