"""What does an office ask of phones and their check-ins? Dated data, inherited value by value.

A value that an office leaves open is that of the office above it, then everybody's, then `USUAL`,
the protocol's own (docs/protocol.md).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime

from web.domain.schedule import pattern_on
from web.domain.tree import inherited

STRENGTHS = ("synced", "device", "hardware")  # bindings, the weakest first
NO_PHOTO, DOUBTFUL, EVERY = PHOTOS = ("none", "doubtful", "every")  # of which check-ins
MOST_DAYS, MOST_METRES = 30, 500


@dataclass(frozen=True, slots=True, kw_only=True)
class PhonePolicy:
    """What holds on a date.

    `offline_days`: how many days a check-in may wait on a phone before it is doubted for it;
    `cap`: how many metres of a fix's error are granted at most; `binding`: the weakest that is
    taken when a phone is bound, of STRENGTHS; `photo`: of which check-ins the person is asked for a
    photo of themselves, of PHOTOS.
    """

    offline_days: int = 7
    cap: int = 50
    binding: str = "synced"
    photo: str = NO_PHOTO


USUAL = PhonePolicy()
NAMES = tuple(one.name for one in fields(PhonePolicy))


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedPhonePolicy:
    """What an agency (id as text; None: everybody) has laid down from a date on; None is open."""

    offline_days: int | None = None
    cap: int | None = None
    binding: str | None = None
    photo: str | None = None
    agency: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    created_at: datetime = field(default=datetime.min.replace(tzinfo=UTC))


@dataclass(frozen=True, slots=True)
class Held:
    """A value that holds: whose it is (`usual`: nobody's), and what would hold without it."""

    value: int | str
    agency: str | None = None
    usual: bool = False


def phone_policy_on(
    rows: Mapping[str | None, Iterable[DatedPhonePolicy]], chain: Iterable[str], day: date
) -> dict[str, Held]:
    """What holds for an agency on a local date, value by value.

    Args:
        rows: what was laid down, by agency; None is everybody.
        chain: the agency and the offices above it, nearest first.
        day: the date.
    """
    offices = tuple(chain)
    found = {}
    for name in NAMES:

        def laid(scope: str | None, name: str = name) -> Held | None:
            row = pattern_on(rows.get(scope, ()), day)
            value = getattr(row, name) if row else None
            return None if value is None else Held(value, scope)

        found[name] = inherited(offices, laid) or Held(getattr(USUAL, name), usual=True)
    return found


def faults(told: Mapping[str, int | str | None]) -> dict[str, str]:
    """What is to be corrected, by field; None leaves a value open."""
    found = {}
    days, metres, binding, photo = (told.get(name) for name in NAMES)
    if days is not None and not (isinstance(days, int) and 1 <= days <= MOST_DAYS):
        found["offline_days"] = f"Isi 1 sampai {MOST_DAYS} hari, atau kosongkan."
    if metres is not None and not (isinstance(metres, int) and 0 <= metres <= MOST_METRES):
        found["cap"] = f"Isi 0 sampai {MOST_METRES} meter, atau kosongkan."
    if binding is not None and binding not in STRENGTHS:
        found["binding"] = "Pilih salah satu."
    if photo is not None and photo not in PHOTOS:
        found["photo"] = "Pilih salah satu."
    return found


def weaker_than(asked: str) -> tuple[str, ...]:
    """The bindings that are weaker than what is asked for, the weakest first."""
    return STRENGTHS[: STRENGTHS.index(asked)]


def suffices(binding: str, asked: str) -> bool:
    """Whether a phone's binding is at least as strong as what is asked for."""
    return binding not in weaker_than(asked)
