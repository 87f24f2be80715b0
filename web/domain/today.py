"""Is everything well this morning? Who came of those expected, and what needs somebody's look.

The thresholds are guesses of ours [R]: no office has laid any down. They say when a sentence is
read at the top of the page, and judge nobody.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from web.domain.name_order import name_key
from web.domain.stated import Stated
from web.domain.workday import Plan

FREE, ARRIVED, AWAY, LATER, MISSING = "free", "arrived", "away", "later", "missing"
WAITED = timedelta(minutes=10)  # between tap and arrival: it lay on the phone for a signal
SILENT_DAYS, SILENT_WORKDAYS = 7, 3  # a phone is silent for so long, while work was asked for
OLD_REVIEW = timedelta(days=3)
EMPTY, EMPTY_LEAST, EMPTY_AFTER = 0.5, 5, timedelta(minutes=30)
STILL, STILL_LEAST, STILL_UNTIL = timedelta(minutes=15), 20, timedelta(minutes=45)
SLOW, SLOW_LEAST = 600, 20  # seconds of the median, and arrivals that it takes to say so


@dataclass(slots=True)
class Share:
    """Of some people on a date: how many came, are away, begin later, and have not come.

    `begins`: the earliest hour at which those who have not come were to begin, epoch seconds.
    """

    arrived: int = 0
    away: int = 0
    later: int = 0
    missing: int = 0
    begins: float | None = None

    @property
    def expected(self) -> int:
        """Of whom the day's Absen Masuk is asked for."""
        return self.arrived + self.later + self.missing

    @property
    def part(self) -> float | None:
        """What part of those due by now came, 0 to 1; None where nobody is due."""
        due = self.arrived + self.missing
        return self.arrived / due if due else None

    def count(self, state: str, people: int = 1, begins: float | None = None) -> None:
        """Add people who stand so."""
        if state == FREE or not people:
            return
        setattr(self, state, getattr(self, state) + people)
        if state == MISSING and begins is not None:
            self.begins = begins if self.begins is None else min(begins, self.begins)

    def add(self, other: "Share") -> None:
        """Add the people of another one."""
        for state in (ARRIVED, AWAY, LATER):
            self.count(state, getattr(other, state))
        self.count(MISSING, other.missing, other.begins)


def begins(plan: Plan) -> float:
    """When a workday begins, epoch seconds."""
    return plan.midnight + 60 * plan.spans[0].start


def standing(plan: Plan, stated: Stated | None, came: bool, now: float) -> str:
    """How somebody stands on a date: FREE, ARRIVED, AWAY, LATER or MISSING."""
    if not plan.spans:
        return FREE
    if came:
        return ARRIVED
    if stated and not stated.asks_to_come:
        return AWAY
    return LATER if now < begins(plan) else MISSING


@dataclass(frozen=True, kw_only=True)
class Queue:
    """How many check-ins wait for a supervisor's word, and when the oldest was made.

    `nobody`: those of them whose people have no supervisor in force, so that nobody decides.
    """

    count: int
    oldest: datetime | None
    nobody: int = 0


@dataclass(frozen=True, kw_only=True)
class Silent:
    """Phones that are bound, those silent for long, and of these those of people expected."""

    bound: int
    silent: int
    expected: int


@dataclass(frozen=True, kw_only=True)
class Delays:
    """Seconds between tap and arrival of what arrived on a day."""

    count: int = 0
    median: int = 0
    most: int = 0  # the 95th percentile
    over_hour: int = 0
    over_day: int = 0


def delays(counts: Mapping[int, int]) -> Delays:
    """From how often each delay, in whole seconds, was seen. A clock ahead of ours is no delay."""
    total = sum(counts.values())
    if not total:
        return Delays()
    ordered = sorted((max(seconds, 0), count) for seconds, count in counts.items())
    return Delays(
        count=total,
        median=_at(ordered, -(-total // 2)),
        most=_at(ordered, -(-total * 95 // 100)),
        over_hour=sum(count for seconds, count in ordered if seconds > 3600),
        over_day=sum(count for seconds, count in ordered if seconds > 86_400),
    )


def _at(ordered: Iterable[tuple[int, int]], rank: int) -> int:
    """The value at a rank, from 1: the nearest-rank percentile."""
    for value, count in ordered:
        rank -= count
        if rank <= 0:
            return value
    return 0


@dataclass(frozen=True, kw_only=True)
class Morning:
    """What is asked about a day that is looked at."""

    share: Share
    units: Mapping[str, Share]  # by the name of the agency
    last_arrival: datetime | None
    reviews: Queue
    silent: Silent
    delays: Delays
    refused: int  # envelopes of known phones
    outages: int  # that wait for a second person
    phones: int = 0  # further phones asked for, on which the viewer or a second person is to act
    failures: int  # of the server in the last hour


class Concern(NamedTuple):
    """What needs a look: which place of the page or the desks it leads to, and a sentence."""

    key: str
    words: str


def concerns(told: Morning, now: datetime) -> list[Concern]:
    """What needs a look, the most urgent first; empty when all is well."""
    found = []
    if told.failures:
        found.append(
            Concern("errors", f"Server gagal {told.failures} kali dalam satu jam terakhir")
        )
    if _still(told, now):
        minutes = int(STILL.total_seconds() // 60)
        found.append(Concern("arrivals", f"Tidak ada absen tiba selama {minutes} menit"))
    if told.delays.count >= SLOW_LEAST and told.delays.median > SLOW:
        found.append(Concern("delays", "Separuh absen tiba lebih dari 10 menit setelah ditekan"))
    empty = sorted((name for name, share in told.units.items() if _empty(share, now)), key=name_key)
    if empty:
        words = empty[0] if len(empty) == 1 else f"{len(empty)} unit"
        found.append(Concern("shares", f"Kurang dari separuh sudah masuk: {words}"))
    if told.outages:
        found.append(Concern("outages", f"{told.outages} gangguan menunggu persetujuan"))
    if told.phones:
        found.append(Concern("phones", f"{told.phones} permintaan ganti HP menunggu"))
    if told.refused:
        found.append(Concern("refused", f"{told.refused} kiriman HP pegawai ditolak server"))
    if told.reviews.oldest and now - told.reviews.oldest > OLD_REVIEW:
        days = (now - told.reviews.oldest).days
        found.append(
            Concern("reviews", f"{told.reviews.count} absen menunggu ditinjau, terlama {days} hari")
        )
    if told.reviews.nobody:
        words = f"{told.reviews.nobody} absen menunggu tanpa atasan yang dapat memutuskan"
        found.append(Concern("heads", words))
    if told.silent.expected and 100 * told.silent.expected >= told.silent.bound:
        found.append(Concern("silent", f"{told.silent.expected} HP tanpa kabar {SILENT_DAYS} hari"))
    return found


def _empty(share: Share, now: datetime) -> bool:
    part, due = share.part, share.arrived + share.missing
    if part is None or part >= EMPTY or due < EMPTY_LEAST or share.begins is None:
        return False
    return now.timestamp() - share.begins > EMPTY_AFTER.total_seconds()


def _still(told: Morning, now: datetime) -> bool:
    """Whether nothing arrives although many should just now be coming."""
    share = told.share
    if share.missing < STILL_LEAST or share.begins is None:
        return False
    since = now.timestamp() - share.begins
    rush = STILL.total_seconds() <= since <= STILL_UNTIL.total_seconds()
    return rush and (told.last_arrival is None or now - told.last_arrival > STILL)
