"""How is somebody asked once more before a change that is hard to take back?

The service weighs what a change would do and raises `Unasked`; the page tells it with a box to
tick (`certain` of templates/desk/_parts.html), whose value is the key of just this.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from web import clock
from web.domain.schedule import local_date
from web.errors import Problem

MAX_REASON = 1000
PAST_REASON = "Tulis alasannya: ini menyangkut hari yang sudah lewat."


@dataclass(frozen=True)
class Weighed:
    """What a change would do, a sentence each; by its `key` another change is asked about anew.

    `past`: whether it concerns days that have passed, for which its author owes a reason.
    """

    told: list[str] = field(default_factory=list)
    key: str = ""
    past: bool = False


class Unasked(Problem):
    """A change whose author was not asked about it: `weighed` says what it would do."""

    def __init__(self, weighed: Weighed, fields: Mapping[str, str] | None = None) -> None:
        fields = fields or {"certain": "Periksa sekali lagi, lalu centang."}
        super().__init__("invalid", fields=dict(fields))
        self.weighed = weighed


def settle(weighed: Weighed, certain: str, reason: str | None) -> None:
    """Let a change pass of which its author was told, is certain, and said why where that is owed.

    Args:
        weighed: what it would do.
        certain: the key of what was told when the author said so; "" for nothing.
        reason: in the author's words, as kept.

    Raises:
        Unasked: with what it would do; both things that are missing at once.
    """
    wrong = {}
    if weighed.told and certain != weighed.key:
        wrong["certain"] = "Periksa sekali lagi, lalu centang."
    if weighed.past and not reason:
        wrong["reason"] = PAST_REASON
    if wrong:
        raise Unasked(weighed, wrong)


def reason_of(text: str | None, fields: dict[str, str]) -> str | None:
    """A reason as it is kept, None for none; one that is too long is told in `fields`."""
    told = " ".join((text or "").split())
    if len(told) > MAX_REASON:
        fields["reason"] = f"Alasan paling panjang {MAX_REASON} huruf."
    return told or None


def past_reason(
    text: str | None, days: Collection[date], zone: str, fields: dict[str, str]
) -> str | None:
    """The same where it is owed if one of some local dates has passed; None asks nobody."""
    told, today = reason_of(text, fields), local_date(clock.now(), zone)
    if text is not None and not told and any(day < today for day in days):
        fields.setdefault("reason", PAST_REASON)
    return told
