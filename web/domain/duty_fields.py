"""How does a form carry a letter of assignment? From its fields to a `Letter`, and back.

Fields: those of `Letter`; `place1`, `lat1`, `lng1`, `radius1` of the first destination and so on;
`person-ID` for everybody who is chosen.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from web.domain.duties import BOTH, Letter, Place
from web.domain.geofence import BadShape, Circle, parse_shape

ROWS = range(1, 4)  # destinations on the form
CHOSEN = "person-"
CIRCLE = ("lat", "lng", "radius")


def typed_letter(form: Mapping[str, str]) -> tuple[Letter | None, dict[str, str]]:
    """The letter as typed, or None; and what is to be corrected, by field."""
    letter_date, first_day = _day(form.get("letter_date", "")), _day(form.get("first_day", ""))
    last_day = _day(form.get("last_day", "") or form.get("first_day", ""))
    days = {"letter_date": letter_date, "first_day": first_day, "last_day": last_day}
    faults = {name: "Isi tanggalnya." for name, day in days.items() if day is None}
    places: list[Place] = []
    for row in ROWS:
        try:
            places += _place(form, row)
        except BadShape as error:
            faults[f"place{row}"] = str(error)
    if faults or letter_date is None or first_day is None or last_day is None:
        return None, faults
    letter = Letter(
        number=" ".join(form.get("number", "").split()),
        letter_date=letter_date,
        purpose=" ".join(form.get("purpose", "").split()),
        kind=form.get("kind", ""),
        covers=form.get("covers") or BOTH,
        first_day=first_day,
        last_day=last_day,
        places=tuple(places),
    )
    found = letter.faults()
    if "places" in found:
        found["place1"] = found.pop("places")
    return letter, found


def form_of(letter: Letter) -> dict[str, str]:
    """The fields that show a letter."""
    form = {name: getattr(letter, name) for name in ("number", "purpose", "kind", "covers")}
    for name in ("letter_date", "first_day", "last_day"):
        form[name] = getattr(letter, name).isoformat()
    for row, place in enumerate(letter.places, 1):
        form[f"place{row}"] = place.name
        if isinstance(place.shape, Circle):
            form |= {f"{key}{row}": f"{getattr(place.shape, key):.12g}" for key in CIRCLE}
    return form


def chosen_in(form: Mapping[str, str]) -> list[str]:
    """The ids that are ticked."""
    return [name.removeprefix(CHOSEN) for name in form if name.startswith(CHOSEN)]


def _place(form: Mapping[str, str], row: int) -> list[Place]:
    name = " ".join(form.get(f"place{row}", "").split())
    circle = {key: form.get(f"{key}{row}", "").strip() for key in CIRCLE}
    if not any(circle.values()):
        return [Place(name)] if name else []
    shape = {"type": "circle"} | {key: _number(value) for key, value in circle.items()}
    return [Place(name, parse_shape(shape))]


def _number(text: str) -> Any:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None
    return day if day and 2000 <= day.year <= 2199 else None
