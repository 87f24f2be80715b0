"""Is the app on a phone too old? A dated rule about releases, and what to say to its owner.

Whatever the answer, its check-ins are taken: an old app is told, never shut out.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

RELEASE = re.compile(r"(\d{1,4})\.(\d{1,4})\.(\d{1,4})", re.ASCII)
NAMED = re.compile(r"sikeren-web/(\d{1,4}\.\d{1,4}\.\d{1,4})\+[0-9a-f]{12}", re.ASCII)


class Release(NamedTuple):
    """A release by its numbers, which order as numbers do (semver.org, without pre-releases)."""

    major: int
    minor: int
    patch: int

    def __str__(self) -> str:
        return ".".join(str(part) for part in self)


class Standing(StrEnum):
    """What a release is worth on a day."""

    CURRENT = "current"
    ENDING = "ending"
    OUTDATED = "outdated"


def release_of(text: str) -> Release:
    """A release such as "0.2.0".

    Raises:
        ValueError: it is no three numbers with points between.
    """
    found = RELEASE.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is no release such as 0.2.0")
    return Release(*(int(part) for part in found.groups()))


def named_in(header: str | None) -> Release | None:
    """The release that an app names, "sikeren-web/0.2.0+3f6d10314859"; None where it names none."""
    found = NAMED.fullmatch(header or "")
    return release_of(found[1]) if found else None


@dataclass(frozen=True)
class Support:
    """From which day on which release is the oldest that is supported.

    Args:
        oldest: None supports every release.
        since: the first day of it; None: always.
    """

    oldest: Release | None = None
    since: date | None = None

    def standing(self, release: Release | None, today: date) -> Standing:
        """What a release is worth today; an app that names none was there before they did."""
        if self.oldest is None or (release is not None and release >= self.oldest):
            return Standing.CURRENT
        if self.since is not None and today < self.since:
            return Standing.ENDING
        return Standing.OUTDATED
