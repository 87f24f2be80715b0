"""What is an entry of the record, and what makes a chain of entries whole?

An entry is the text that was stored, and its hash is SHA-256 over the hash of the entry before
it, a line feed, and that text (hex). The text is never written anew from its parts: what is
hashed is what is kept. It is JSON with sorted names, no spaces, in UTF-8.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, NamedTuple

BEGINNING = "0" * 64  # the hash before the first entry
KINDS = {"create": "Ditambah", "change": "Diubah", "delete": "Dihapus", "view": "Dilihat"}
VIAS = {
    "desk": "Meja",
    "phone": "HP",
    "command": "Perintah di server",
    "server": "Server sendiri",
    "outside": "Di luar SIKEREN",
}
_HEAD = re.compile(r"(\d{1,18})\s*[:|]\s*([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Head:
    """Where the record ends: the number and hash of its last entry. 0 where there is none."""

    seq: int
    hash: str

    def __str__(self) -> str:
        return f"{self.seq}:{self.hash}"


@dataclass(frozen=True, slots=True)
class Entry:
    """A stored entry: the columns that are searched by, the text, and the hash.

    `said` is what the text says, None where it cannot be read.
    """

    seq: int
    columns: Mapping[str, Any]
    body: str
    hash: str
    said: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Break:
    """The first entry that cannot be as it was written, and why. `reason` is of REASONS."""

    seq: int
    reason: str


REASONS = {
    "gap": "nomornya tidak menyambung: ada catatan yang dihapus, disisipkan, atau ditukar",
    "hash": "isinya, atau catatan sebelumnya, tidak lagi seperti saat ditulis",
    "body": "isinya tidak dapat dibaca",
    "columns": "kolom pencariannya berbeda dari isinya",
    "head": "catatan dengan nomor ini berbeda dari segel yang Anda simpan",
    "short": "segel yang Anda simpan lebih baru daripada catatan terakhir: catatan terpotong",
}


def text_of(content: Mapping[str, Any]) -> str:
    """The content of an entry as it is stored and hashed."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


class Draft(NamedTuple):
    """The content of an entry before its time and number are known: the text around them."""

    left: str
    between: str
    right: str

    def text(self, at: str, seq: int) -> str:
        """The whole, as `text_of` writes it."""
        return f'{self.left},"at":{json.dumps(at)},{self.between},"seq":{seq},{self.right}'


def draft_of(content: Mapping[str, Any]) -> Draft:
    """The text of a content that has neither `at` nor `seq` yet, and names around both."""
    names = sorted(content)
    parts = (
        [name for name in names if name < "at"],
        [name for name in names if "at" < name < "seq"],
        [name for name in names if name > "seq"],
    )
    left, between, right = (text_of({name: content[name] for name in part}) for part in parts)
    return Draft(left[:-1], between[1:-1], right[1:])


def states(said: Mapping[str, Any]) -> Iterator[tuple[Any, Any]]:
    """The rows that an entry tells of, each as it was and as it is.

    Many new rows of the same people may stand in one entry: `after` says what all have alike,
    `many` what each has of its own.
    """
    if "many" in said:
        yield from ((None, said["after"] | own) for own in said["many"])
    else:
        yield said["before"], said["after"]


def read_text(body: str) -> dict[str, Any] | None:
    """What the text of an entry says; None where it is no object."""
    try:
        said = json.loads(body)
    except ValueError:
        return None
    return said if isinstance(said, dict) else None


def chained(before: str, body: str) -> str:
    """The hash of an entry, hex: SHA-256 over the hash before, a line feed, and its text."""
    return sha256(f"{before}\n{body}".encode()).hexdigest()


def read_head(text: str) -> Head | None:
    """The first head ("17:9f…", as it is printed) in a text; None where there is none."""
    found = _HEAD.search(text)
    return Head(int(found[1]), found[2]) if found else None


def first_break(entries: Iterable[Entry], before: Head) -> Break | None:
    """The first entry that does not follow from the one before it.

    Args:
        entries: in the order of their numbers.
        before: the head that they continue.
    """
    seq, hash_ = before.seq, before.hash
    for entry in entries:
        if entry.seq != seq + 1:
            return Break(seq + 1, "gap")
        if entry.hash != chained(hash_, entry.body):
            return Break(entry.seq, "hash")
        if reason := _unlike(entry):
            return Break(entry.seq, reason)
        seq, hash_ = entry.seq, entry.hash
    return None


def _unlike(entry: Entry) -> str | None:
    """Whether number and columns say what the text says."""
    said = entry.said
    if said is None or not entry.columns.keys() <= said.keys():
        return "body"
    if said.get("seq") != entry.seq:
        return "gap"
    told = {name: said[name] for name in entry.columns}
    return None if told == entry.columns else "columns"


def changed_fields(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> list[str]:
    """Names of what differs between two states of a record; of a new or deleted one, all."""
    old, new = before or {}, after or {}
    return [name for name in {**old, **new} if old.get(name) != new.get(name)]
