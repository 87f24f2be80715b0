"""What does a special day do, in words and by an example? Days after Lebaran, and their like."""

from dataclasses import dataclass

from web.domain.bands import Table, percent_words
from web.domain.day import Context, Special, fold_day
from web.domain.hours import BadHours, clock, clock_words
from web.domain.punctuality import Mark
from web.domain.workday import Plan, Slot

MAX_FACTOR = 10.0
LATE = 5  # minutes after the deadline, in the example
EXAMPLE_LATE = 40  # minutes after the beginning, where no deadline is set


@dataclass(frozen=True, slots=True)
class Outcome:
    """A line of the example: what happens, what it is called and costs, and as a rule does."""

    told: str
    code: str
    cut: str
    usual: str


def plain(absent: float | None, deadline: str | None, factor: float | None) -> bool:
    """Whether nothing is special: such a row takes an earlier one back."""
    return absent is None and not deadline and factor in (None, 1)


def describe_special(absent: float | None, deadline: str | None, factor: float | None) -> list[str]:
    """What the rule does, one sentence each."""
    told = []
    if absent is not None:
        told.append(f"Tidak masuk tanpa keterangan dipotong {percent_words(absent)}.")
    if deadline:
        told.append(
            f"Absen Masuk paling akhir {clock_words(clock(deadline))}."
            " Yang masuk sesudahnya dihitung tidak masuk."
        )
    if factor not in (None, 1):
        told.append(f"Potongan terlambat dan pulang cepat menjadi {times(factor or 1)} kali.")
    return told or ["Tidak ada aturan khusus: berlaku seperti hari biasa."]


def times(factor: float) -> str:
    """A factor as "1,5"."""
    return f"{factor:.4g}".replace(".", ",")


def read_clock(text: str) -> str | None:
    """A deadline of the day itself as stored ("09:00"); None for nothing typed.

    Raises:
        BadHours: it is no time of a day.
    """
    if not text.strip():
        return None
    minutes = clock(text, "deadline")
    if minutes >= 24 * 60:
        raise BadHours("deadline", "Tulis jam seperti 09.00.")
    return f"{minutes // 60:02}:{minutes % 60:02}"


def example(plan: Plan, table: Table, special: Special) -> list[Outcome]:
    """What becomes of who does not come, who comes late, and who comes in time.

    Judged by the same rule as every day (domain/day.py), beside the same without it.

    Args:
        plan: the workday, which has hours.
        table: bands in force.
        special: the rule to show.
    """
    start, end = plan.spans[0].start, plan.spans[-1].end
    late = start + EXAMPLE_LATE if special.deadline is None else special.deadline + LATE
    cases: list[tuple[str, int | None]] = [("Tidak absen sama sekali", None)]
    cases += [(f"Masuk {clock_words(at)}", at) for at in dict.fromkeys((late, start))]
    found = []
    for told, came in cases:
        marks = [] if came is None else _marks(plan, came, end)
        day, usual = (
            fold_day(_slot(plan), Context(table, one), marks, None, plan.midnight + 3 * 86400)
            for one in (special, None)
        )
        found.append(
            Outcome(told, day["code"], percent_words(day["cut"]), percent_words(usual["cut"]))
        )
    return found


def _marks(plan: Plan, came: int, went: int) -> list[Mark]:
    at = plan.midnight
    marks = [Mark(at + came * 60, "in", "in"), Mark(at + went * 60, "out", "out")]
    for one, after in zip(plan.spans, plan.spans[1:], strict=False):
        marks += [Mark(at + one.end * 60, "out", "o"), Mark(at + after.start * 60, "in", "i")]
    return sorted(marks)


def _slot(plan: Plan) -> Slot:
    return Slot(plan, plan.midnight, plan.midnight + 2 * 86400)
