"""How does a form carry a week of hours? From its fields to hours as stored, and back.

Fields: `on1` to `on7`, `start1` and `end1` of the first session, `start1-2` of the second and so
on, `rest1`; `name2`, `noin2`, `noout2` of a session on every day; `tolerance`, `flex`, `opens`,
`closes`, `shift`.
"""

from collections.abc import Mapping
from typing import Any

from web.domain.hours import CLOSES, MAX_SPANS, OPENS, parse_hours, parse_options
from web.domain.weeks import clock_text

SESSIONS = range(1, MAX_SPANS + 1)
WEEKDAYS = range(1, 8)


def typed_week(form: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Days and options as typed, unchecked. A ticked day without its hours is a slip: not free."""
    days = {str(n): typed_day(form, str(n)) for n in WEEKDAYS if form.get(f"on{n}")}
    opens, closes = form.get("opens", ""), form.get("closes", "")
    options: dict[str, Any] = {
        "tolerance": form.get("tolerance") or 0,
        "flex": form.get("flex") or 0,
        "shift": bool(form.get("shift")),
    }
    if opens:
        options["opens"] = opens
    if closes:
        options["closes"] = _after(opens or "04.00", closes)
    return days, options


def typed_day(form: Mapping[str, str], day: str) -> dict[str, Any]:
    """One day as typed, `day` being what its fields end with ("1" to "7", or "" for a shift)."""
    spans = []
    for session in SESSIONS:
        end = day if session == 1 else f"{day}-{session}"
        start, finish = form.get(f"start{end}", ""), form.get(f"end{end}", "")
        if session > 1 and not start and not finish:
            continue
        spans.append(
            {
                "start": start or "-",
                "end": finish or "-",
                "name": form.get(f"name{session}", ""),
                "in": not form.get(f"noin{session}"),
                "out": not form.get(f"noout{session}"),
            }
        )
    return {"spans": spans, "rest": form.get(f"rest{day}") or 0}


def _after(opens: str, closes: str) -> str:
    """A latest time at or before the earliest one is the next day's."""
    first, last = (text.replace(".", ":").zfill(5) for text in (opens, closes))
    hours, _, rest = last.partition(":")
    return f"{int(hours) + 24}:{rest}" if last <= first and hours.isdecimal() else closes


def fields_of(days: Mapping[str, Any], options: Any) -> dict[str, str]:
    """What the form shows for a week as stored."""
    form: dict[str, str] = {}
    for number, raw in days.items():
        form |= day_fields(raw, number) | {f"on{number}": "1"}
    chosen = parse_options(options)
    form["tolerance"] = str(chosen.tolerance or "")
    form["flex"] = str(chosen.flex or "")
    form["opens"] = "" if chosen.opens == OPENS else _typed(chosen.opens)
    form["closes"] = "" if chosen.closes == CLOSES else _typed(chosen.closes)
    form["shift"] = "1" if chosen.shift else ""
    return form


def day_fields(raw: Any, day: str) -> dict[str, str]:
    """What the form shows for one day as stored."""
    hours = parse_hours(raw)
    form: dict[str, str] = {}
    for session, span in enumerate(hours.spans, 1):
        end = day if session == 1 else f"{day}-{session}"
        form |= {f"start{end}": _typed(span.start), f"end{end}": _typed(span.end)}
        form |= {
            f"name{session}": span.name,
            f"noin{session}": "" if span.needs_in else "1",
            f"noout{session}": "" if span.needs_out else "1",
        }
    return form | {f"rest{day}": str(hours.rest or "")}


def _typed(minutes: int) -> str:
    return clock_text(minutes % 1440).replace(":", ".")
