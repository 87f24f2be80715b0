"""Which reminders are there, when is one due, and when may it be shown? Facts and now in, no clock.

Of the kinds `checkin`, `waiting`, `report` and `team` come due by themselves; `returned` and
`decision` are told by whoever decides (services/notices.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from web.domain.day import Day
from web.domain.hours import DAY, BadHours, clock
from web.domain.workday import Plan

LEAD = timedelta(minutes=15)  # before the limit of coming on time
WAITS_LONG = timedelta(hours=3)  # from when on an undelivered check-in is worth a word
TEAM_HOURS = range(9, 15)  # local hours in which a supervisor hears of what waits
FIRST_RETRY, ATTEMPTS = timedelta(seconds=30), 6  # then 1, 2, 4, 8 minutes


class Kind(NamedTuple):
    """A kind of reminder: on unless switched off, RFC 8030 urgency, and how long it is of use."""

    on: bool
    urgency: str
    life: timedelta


KINDS = {
    "checkin": Kind(True, "high", LEAD),
    "waiting": Kind(True, "normal", timedelta(hours=12)),
    "returned": Kind(True, "normal", timedelta(days=3)),
    "decision": Kind(True, "normal", timedelta(days=3)),
    "report": Kind(True, "normal", timedelta(days=1)),
    "team": Kind(False, "normal", timedelta(hours=8)),
}


class BadWish(ValueError):
    """Settings of reminders that cannot be. `where` is the member concerned."""

    def __init__(self, where: str, sentence: str) -> None:
        self.where = where
        super().__init__(sentence)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants to hear of, and the quiet hours: minutes after midnight, or None."""

    kinds: Mapping[str, bool] = field(
        default_factory=lambda: {name: kind.on for name, kind in KINDS.items()}
    )
    quiet: tuple[int, int] | None = (21 * 60, 5 * 60)

    def document(self) -> dict[str, Any]:
        """As the protocol and the database carry it."""
        quiet = self.quiet and {"from": _text(self.quiet[0]), "until": _text(self.quiet[1])}
        return {"kinds": dict(self.kinds), "quiet": quiet}


def parse_wish(raw: Any) -> Wish:
    """Read `{"kinds": {name: bool}, "quiet": {"from": "21:00", "until": "05:00"} | null}`.

    What is not said of a kind stays as usual; kinds that we do not know are left out.

    Raises:
        BadWish: something is of another type, or the quiet hours have no length.
    """
    if not isinstance(raw, Mapping) or not isinstance(raw.get("kinds"), Mapping):
        raise BadWish("kinds", "kinds harus berupa objek.")
    kinds = {name: raw["kinds"].get(name, kind.on) for name, kind in KINDS.items()}
    if not all(isinstance(one, bool) for one in kinds.values()):
        raise BadWish("kinds", "Setiap jenis bernilai true atau false.")
    return Wish(kinds, _quiet(raw.get("quiet")))


def _quiet(raw: Any) -> tuple[int, int] | None:
    if raw is None:
        return None
    if not isinstance(raw, Mapping):
        raise BadWish("quiet", "quiet harus berupa objek atau null.")
    try:
        since, until = clock(raw.get("from")), clock(raw.get("until"))
    except BadHours as error:
        raise BadWish("quiet", str(error)) from error
    if since >= DAY or until >= DAY or since == until:
        raise BadWish("quiet", "Jam tenang dimulai dan berakhir pada jam yang berbeda.")
    return since, until


def _text(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def when(kind: str, wish: Wish, now: datetime, zone: str) -> datetime | None:
    """When a reminder may be shown: now, at the end of the quiet hours, or never.

    Args:
        kind: a key of `KINDS`.
        wish: the person's.
        now: the time.
        zone: IANA zone of their office, by whose wall clock the quiet hours run.
    """
    if not wish.kinds.get(kind, False):
        return None
    if wish.quiet is None:
        return now
    local = now.astimezone(ZoneInfo(zone))
    minute, (since, until) = local.hour * 60 + local.minute, wish.quiet
    held = since <= minute < until if since < until else minute >= since or minute < until
    if not held:
        return now
    end = local.replace(hour=until // 60, minute=until % 60, second=0, microsecond=0)
    return (end if end > local else end + timedelta(days=1)).astimezone(now.tzinfo)


def limit_of(plan: Plan, deadline: int | None = None) -> float | None:
    """Until when one comes on time: epoch seconds, or None where no record is expected.

    It is the minute up to which nothing counts as late: start, flexible start and tolerance.

    Args:
        plan: of the date.
        deadline: of a special day, minutes after midnight, where that is earlier.
    """
    span = next((one for one in plan.spans if one.needs_in), None)
    if span is None:
        return None
    minutes = span.start + plan.flex + plan.tolerance
    return plan.midnight + min(minutes, minutes if deadline is None else deadline) * 60


def checkin_due(limit: float | None, day: Day, now: float) -> bool:
    """Whether somebody is to be reminded of their Absen Masuk now.

    Args:
        limit: as `limit_of` says.
        day: folded as it stands: leave, duty, a free day and a record all show in it.
        now: epoch seconds.
    """
    if limit is None or not limit - LEAD.total_seconds() <= now < limit:
        return False
    return day["code"] == "" and day["in"] is None


def retry_at(attempts: int, asked: float | None, now: datetime) -> datetime | None:
    """When to try again what a push service did not take; None: not any more.

    Args:
        attempts: made so far, 1 and up.
        asked: seconds of its Retry-After, if it said any.
        now: the time.
    """
    if attempts >= ATTEMPTS:
        return None
    wait: timedelta = FIRST_RETRY * (1 << attempts - 1)
    return now + max(wait, timedelta(seconds=min(asked or 0, 86400)))
