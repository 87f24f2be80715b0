"""When does a name match what somebody typed? Whatever the case, accents, full stops and order.

"maruf" finds "Ma'ruf, S.Pd."; "19920315 201503" finds a NIP by its beginning,
"1002" by its end. A NIP may be typed as it stands on letters, with its spaces.
"""

import unicodedata
from functools import lru_cache

ACCENTED = "áàâäãåāéèêëēěíìîïīóòôöõōúùûüūñçšžý"
PLAIN = "aaaaaaaeeeeeeiiiiioooooouuuuuncszy"
SPLITS = "-/_"  # stand between words
DROPPED = ".,'’‘ʼ`´\"()"  # stand within them
MOST_WORDS = 6

_FOLDED = str.maketrans(ACCENTED + SPLITS, PLAIN + " " * len(SPLITS), DROPPED)


@lru_cache(maxsize=65536)  # the names of a regency are asked for again at every letter typed
def fold(text: str | None) -> str:
    """A text as it is compared: small letters without accents or punctuation."""
    if not text:
        return ""
    lowered = text.lower()
    if not lowered.isascii():
        lowered = unicodedata.normalize("NFC", lowered)
    return lowered.translate(_FOLDED)


def words(text: str) -> list[str]:
    """The words of what was typed, folded; each of them has to be found."""
    return fold(text).split()[:MOST_WORDS]


def number(text: str) -> str:
    """What was typed as a NIP or internal number is compared: without spaces."""
    return "".join(text.split())


def found(text: str, name: str, nip: str) -> bool:
    """Whether somebody is meant: every word is in the name, or the letters are in the NIP."""
    told, letters = words(text), number(text).lower()
    return (bool(told) and all(one in fold(name) for one in told)) or letters in nip.lower()
