"""In which order do the names of agencies, points, groups and events stand?

As people count: "SDN 2" before "SDN 10", whatever the case, accents and punctuation.
"""

import re
from functools import lru_cache

from web.domain.seeking import fold

DIGITS = 18  # to which numbers are filled up; of longer ones the last so many digits count

_NUMBER = re.compile(r"[0-9]+")


@lru_cache(maxsize=16384)
def name_key(text: str | None) -> str:
    """What a name is ordered by: folded, each number filled up with zeros to `DIGITS`."""
    return _NUMBER.sub(lambda found: found.group().zfill(DIGITS)[-DIGITS:], fold(text))
