"""Has somebody else decided since this card was shown? Shared by reviews and rulings."""

from web.domain.vocabulary import REVOKED, SAID
from web.errors import Problem
from web.models import Decision, Ruling


def check_seen(newest: Decision | Ruling | None, seen: str | None) -> None:
    """Two supervisors at one card: the second reads the word of the first before adding one.

    Args:
        newest: the newest word, with author and principal.
        seen: the id of what was shown as the newest, "" for none; None: it does not matter.

    Raises:
        Problem: `step_not_now` with `reason`.
    """
    if newest is None or seen is None or str(newest.id) == seen or newest.outcome == REVOKED:
        return
    word = SAID[newest.outcome].lower()
    sentence = f"Baru saja {word} oleh {newest.by}. Baca dahulu, lalu putuskan bila perlu."
    raise Problem("step_not_now", sentence, fields={"reason": sentence})
