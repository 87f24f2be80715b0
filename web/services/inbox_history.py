"""What did a supervisor decide, and what was decided on their behalf? One history of all kinds.

A part of `inbox`. A page is one query over decisions, rulings and steps, and a fixed number more
for what they are about. A decision belongs in the history of its author for good, also where the
person is another's by now; the matter itself is open to who decides on the person now.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from tortoise import Tortoise

from web.db import counted, rows
from web.domain import approval
from web.domain.vocabulary import REVOKED
from web.models import Employee
from web.services import seeking
from web.services.inbox import KINDS
from web.services.inbox_kind import Item

TONES = {"approve": "good", "return": "doubt", "reject": "bad", "revoke": "waiting"}
DONE = {
    **{"accepted": "approve", "declined": "reject", "approved": "approve", "rejected": "reject"},
    **{REVOKED: "revoke"},
    **{name: name for name in approval.DECISIONS},
}
REVOKED_WORDS = "Ditarik kembali"

_HEAD = (
    "SELECT {kind} AS kind, CAST(x.id AS TEXT) AS id, x.at, x.{event} AS event, x.{words} AS words,"
    " x.author_id, x.on_behalf_of_id, CAST(x.{subject} AS TEXT) AS subject FROM {table} x WHERE"
    " (x.author_id = ? OR x.on_behalf_of_id = ?)"
)
_OF = "EXISTS (SELECT 1 FROM {table} m JOIN employee e ON e.id = m.employee_id WHERE m.id = {key}"
_OF_CHECKIN = (
    "EXISTS (SELECT 1 FROM checkin c JOIN employee e ON e.id = c.employee_id"
    " WHERE c.hash = x.checkin_id"
)
_OF_DUTY = (
    "EXISTS (SELECT 1 FROM duty_member m JOIN employee e ON e.id = m.employee_id"
    " WHERE m.version_id = x.version"
)
_THERE = "EXISTS (SELECT 1 FROM {table} m WHERE m.id = x.subject)"
_TOLD = {"event": "outcome", "words": "reason"}
_RULED = ("correction", "day_status")
_OF_ONE = (approval.TRAVEL_REPORT, approval.DAILY_REPORT, approval.PHONE_CHANGE)


@dataclass(frozen=True)
class Wanted:
    """What is looked for; "" or None: everything. The instants: from the first up to the last."""

    kind: str = ""
    text: str = ""  # part of a name or NIP
    since: datetime | None = None
    before: datetime | None = None


@dataclass(frozen=True)
class Decided:
    """One decision: when, what, why, by whom and for whom, and what it was about.

    `item` is None where the matter is gone from the tables of its kind, which nothing does.
    """

    kind: str
    at: datetime
    event: str  # approve, return, reject, revoke
    words: str
    author: Employee
    principal: Employee | None
    item: Item | None
    open: bool  # whether the viewer decides on it now, and so may open it

    @property
    def tone(self) -> str:
        """How it looks."""
        return TONES[self.event]

    @property
    def done(self) -> str:
        """What was decided, in words."""
        return KINDS[self.kind].outcomes.get(self.event, REVOKED_WORDS)


async def count(viewer: Employee, wanted: Wanted) -> int:
    """How many decisions fit. One query."""
    sql, values = _union(viewer, wanted)
    return await counted(Tortoise.get_connection("default"), sql, *values)


async def page(
    viewer: Employee, wanted: Wanted, *, limit: int, offset: int, falling: bool = True
) -> list[Decided]:
    """Some of the decisions of a viewer and on their behalf, by their time.

    Args:
        viewer: with `principals`.
        wanted: the filters.
        limit: at most so many.
        offset: how many lie before them.
        falling: the newest first.
    """
    sql, values = _union(viewer, wanted)
    found = await rows(
        Tortoise.get_connection("default"),
        f"{sql} ORDER BY at{' DESC' if falling else ''}, id LIMIT ? OFFSET ?",
        *(*values, limit, offset),
    )
    people = {str(one[name]) for one in found for name in ("author_id", "on_behalf_of_id")}
    named = {str(one.id): one for one in await Employee.filter(id__in=people - {"None"})}
    items = await _items(found)
    told = []
    for one in found:
        item = items.get((one["kind"], _key(one["subject"])))
        told.append(
            Decided(
                one["kind"],
                _instant(one["at"]),
                DONE[one["event"]],
                one["words"],
                named[str(one["author_id"])],
                named.get(str(one["on_behalf_of_id"])),
                item,
                bool(item and KINDS[item.kind].mine(viewer, item)),
            )
        )
    return told


async def _items(found: Sequence[dict[str, Any]]) -> dict[tuple[str, str], Item]:
    """What some decisions are about, by kind and id."""
    asked: dict[str, set[str]] = {}
    for one in found:
        asked.setdefault(one["kind"], set()).add(_key(one["subject"]))
    return {
        (kind, item.id): item
        for kind, subjects in asked.items()
        for item in await KINDS[kind].told(sorted(subjects))
    }


def _union(viewer: Employee, wanted: Wanted) -> tuple[str, list[Any]]:
    """The statement of all kinds that are wanted, and its values."""
    parts: list[str] = []
    values: list[Any] = []
    for kind, (sql, bound, named) in _branches(seeking.condition(wanted.text)[0]).items():
        if wanted.kind not in ("", kind):
            continue
        values += [str(viewer.id), str(viewer.id), *bound]
        for condition, at in (("x.at >= ?", wanted.since), ("x.at < ?", wanted.before)):
            if at:
                sql += f" AND {condition}"
                values.append(at)
        if wanted.text:
            sql += f" AND ({' OR '.join(named)})"
            values += seeking.condition(wanted.text)[1] * len(named)
        parts.append(sql)
    return " UNION ALL ".join(parts), values


def _branches(person: str) -> dict[str, tuple[str, list[Any], list[str]]]:
    """By kind: what was decided, the values of that, and whether it is about such a person."""
    review = _HEAD.format(kind="'review'", subject="checkin_id", table="decision", **_TOLD)
    ruling = _HEAD.format(kind="'correction'", subject="subject", table="ruling", **_TOLD)
    about = [_THERE.format(table=one) for one in _RULED]
    of_ruled = [f"{_OF.format(table=one, key='x.subject')} AND {person})" for one in _RULED]
    checkin = f"{_OF_CHECKIN} AND {person})"
    member = f"{_OF_DUTY} AND {person})"
    found: dict[str, tuple[str, list[Any], list[str]]] = {
        "review": (review, [], [checkin]),
        "correction": (f"{ruling} AND ({' OR '.join(about)})", [], of_ruled),
        approval.DUTY: (*_steps(approval.DUTY), [member]),
    }
    for kind in _OF_ONE:
        named = f"{_OF.format(table=kind, key='x.subject')} AND {person})"
        found[kind] = (*_steps(kind), [named])
    return found


def _steps(kind: str) -> tuple[str, list[Any]]:
    head = _HEAD.format(
        kind=f"'{kind}'", event="event", words="words", subject="subject", table="approval_step"
    )
    return f"{head} AND x.kind = '{kind}' AND x.event IN (?*)", [approval.DECISIONS]


def _key(subject: Any) -> str:
    """A subject as items name it."""
    text = str(subject)
    return str(UUID(text)) if len(text) == len(str(UUID(int=0))) else text


def _instant(value: Any) -> datetime:
    at = datetime.fromisoformat(value) if isinstance(value, str) else value
    return at if at.tzinfo else at.replace(tzinfo=UTC)
