"""What is a person's month, day by day and in total? A fold over facts, in any order of arrival.

The same facts give the same month, whenever and in whatever order they came: nothing is carried
along, and a recap is the sum of its days.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from web.domain.day import Context, Day, Event, fold_day
from web.domain.day_duty import excuses
from web.domain.performance import of_day, shares
from web.domain.policy import USUAL
from web.domain.punctuality import Mark
from web.domain.stated import Stated
from web.domain.statuses import STATUSES, whole
from web.domain.workday import UNJUDGED, Slot

# Why a day came out differently than before, as `DayChange` keeps it.
CAUSES = {
    "checkin": "absen diterima",
    "decision": "keputusan atasan atas absen",
    "status": "cuti, dinas, atau keterangan lain",
    "duty": "surat tugas",
    "report": "laporan kinerja harian",
    "travel": "laporan perjalanan dinas",
    "correction": "koreksi",
    "outage": "gangguan",
    "calendar": "kalender",
    "roster": "jadwal sif",
    "rules": "aturan",
    "roll": "data pegawai",
    "time": "waktu absen sudah lewat",
    "reassess": "dihitung ulang",
}


class Month(NamedTuple):
    """A folded month: days by number, totals, and when time alone may change it (epoch)."""

    days: dict[str, Day]
    totals: dict[str, Any]
    due: float | None


def fold(
    person: str,
    slots: Sequence[Slot],
    contexts: Sequence[Context],
    marks: Sequence[Mark],
    stated: Mapping[int, Stated],
    now: float,
    reports: Mapping[int, str] | None = None,
) -> Month:
    """Fold a month.

    Args:
        person: id, for events that expect some people only.
        slots: the dates of the month.
        contexts: one for each slot.
        marks: the person's records around the month, in any order, each once.
        stated: day of the month → status in force.
        now: epoch seconds; what is not over yet is not judged.
        reports: day of the month → where the person's daily report stands.
    """
    ordered = sorted(set(marks), key=lambda one: (one.at, one.ref))
    moments = [mark.at for mark in ordered]
    days: dict[str, Day] = {}
    due: float | None = None
    for slot, context in zip(slots, contexts, strict=True):
        within = ordered[bisect_left(moments, slot.since) : bisect_left(moments, slot.until)]
        own = [mark for mark in within if not _apart(person, mark, context.events)]
        number = slot.plan.date.day
        day = fold_day(slot, context, own, stated.get(number), now)
        _attend(day, person, slot, context, ordered, stated.get(number), now)
        if slot.plan.spans:
            report = of_day(context.policy, stated.get(number), (reports or {}).get(number))
            day |= {"report": report} if report else {}
        coming = [event.closes + 60 for event in context.events if event.closes + 60 > now]
        if slot.until > now and (day["code"] == "" or "ahead" in day):
            coming.append(slot.until)
        due = min([*coming, *([] if due is None else [due])], default=None)
        days[str(number)] = day
    most = contexts[-1].table.most if contexts else 100.0
    weight = (contexts[-1].policy if contexts else USUAL).attendance_weight
    return Month(days, total(days, most, weight), due)


def _attend(
    day: Day,
    person: str,
    slot: Slot,
    context: Context,
    marks: Sequence[Mark],
    stated: Stated | None,
    now: float,
) -> None:
    """Note the joint events of a date. Who was absent or excused is not cut a second time."""
    for event in context.events:
        if not event.asks(person):
            continue
        if slot.plan.code == UNJUDGED or now < event.closes + 60:
            continue
        # Of either kind: an apel sore is met with Absen Pulang.
        there = any(event.met_by(mark.at, mark.point) for mark in marks)
        day["events"].append({"kind": event.kind, "name": event.name, "attended": there})
        free = (_excused(stated, slot, event) or slot.plan.shift) and "absent" not in day
        if (free or person in event.exempt) and not there:
            day["events"][-1]["excused"] = True
        elif not there and "absent" not in day:
            day["cut"] = round(day["cut"] + event.cut, 4)
            day["notes"].append(f"Tidak tercatat pada {event.name}.")


def _apart(person: str, mark: Mark, events: Sequence[Event]) -> bool:
    """Whether a record says only that somebody came to an event, not that they came to work."""
    return mark.kind == "in" and any(
        not event.counts and event.asks(person) and event.met_by(mark.at, mark.point)
        for event in events
    )


def _excused(stated: Stated | None, slot: Slot, event: Event) -> bool:
    """Whether a status excuses from an event; one for a part of the day from some only."""
    if stated is None or stated.working:
        return False
    return excuses(stated.sides, slot.plan, event.opens, event.closes)


def total(
    days: Mapping[str, Day], most: float, weight: int = USUAL.attendance_weight
) -> dict[str, Any]:
    """The sums of a month's days: the recap is nothing else.

    `workdays` are days on which something was expected and that are over; `present` those of
    them that are neither absent nor leave that does not count as presence.
    """
    codes: dict[str, int] = {}
    events: dict[str, dict[str, int]] = {}
    workdays = present = absent = 0
    over = []
    for day in days.values():
        for code in day["code"].split("+") if day["code"] else ():
            codes[code] = codes.get(code, 0) + 1
        if "status" in day and day["status"] not in day["code"].split("+"):
            codes[day["status"]] = codes.get(day["status"], 0) + 1
        for event in day["events"]:
            if "excused" not in event:
                kept = events.setdefault(event["kind"], {"held": 0, "attended": 0})
                kept["held"] += 1
                kept["attended"] += event["attended"]
        if day["hours"] is None or day["code"] == "" or "ahead" in day:
            continue
        workdays += 1
        over.append(day)
        if "absent" in day:
            absent += 1
        elif _attended(day):
            present += 1
    cut = min(sum(day["cut"] for day in days.values()), most)
    attendance = round(100 * present / workdays, 2) if workdays else None
    return {
        "workdays": workdays,
        "present": present,
        "absent": absent,
        "codes": codes,
        "late_minutes": sum(day["late_minutes"] for day in days.values() if day["code"]),
        "early_minutes": sum(day["early_minutes"] for day in days.values()),
        "short_minutes": sum(day["short_minutes"] for day in days.values()),
        "attendance_percent": attendance,
        "cut_percent": round(cut, 4),
        "most": most,
        "events": events,
        "performance": shares(over, cut, attendance, weight),
    }


def _attended(day: Day) -> bool:
    """Whether a workday without absence counts as presence; of half a day somebody must have come.

    [R] No rule on half days was found. One that nobody came to in its other half is none of
    presence; what is missing of it is cut all the same.
    """
    if "half" in day and not (day["in"] or day["out"]):
        parts = [STATUSES[one] for one in map(whole, day["code"].split("+")) if one in STATUSES]
        return any(one.counts_present for one in parts)
    return day["code"] not in STATUSES or STATUSES[day["code"]].counts_present
