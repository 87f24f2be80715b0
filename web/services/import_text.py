"""How is a CSV file read that any office program may have written? Encoding, separator, quotes."""

import csv
import io
import re
from collections.abc import Container, Iterator, Sequence
from itertools import islice

from web.domain.import_columns import Kind
from web.domain.import_headings import HEADING_ROWS, recognise
from web.domain.import_table import FORMULA, MAX_CELL, MAX_COLUMNS, BadTable

LONGEST = MAX_CELL * MAX_COLUMNS  # characters of a row
SEPARATORS = (";", ",", "\t", "|")
# ="1985…", by which a file keeps a number from being rounded, is text.
_KEPT = re.compile(r'="([^"]*)"')
_SAID = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


class Text:
    """A CSV file."""

    def __init__(self, text: str, kind: Kind) -> None:
        self.notes: list[str] = []
        said = _SAID.match(text)
        self._text = text[said.end() :] if said else text
        self._separator = said[1] if said else _separator(self._text, kind)

    def rows(
        self, width: int, last: int | None = None, kept: Container[int] = range(MAX_COLUMNS)
    ) -> Iterator[tuple[int, Sequence[str], dict[int, str]]]:
        """Number, texts and faults of every row, at most `width` cells of it, down to `last`."""
        parsed = islice(_parsed(self._text, self._separator), last)
        try:
            for number, cells in enumerate(parsed, 1):
                texts = [_kept(one) if at in kept else "" for at, one in enumerate(cells[:width])]
                faults = {at: FORMULA for at, text in enumerate(texts) if text.startswith("=")}
                yield number, texts, faults
        except csv.Error:
            raise BadTable(
                "Berkas tidak terbaca sebagai CSV, mungkin karena tanda kutip yang tidak ditutup."
                " Simpan lagi sebagai CSV UTF-8 atau XLSX."
            ) from None


def _parsed(text: str, separator: str) -> Iterator[list[str]]:
    """The rows as they stand. One without an end would be a list of millions before it is one."""
    taken = 0

    def lines() -> Iterator[str]:
        nonlocal taken
        for line in io.StringIO(text, newline=""):
            taken += len(line)
            if taken > LONGEST:
                raise BadTable(
                    "Ada baris yang terlalu panjang, mungkin karena tanda kutip yang tidak ditutup."
                    " Simpan lagi sebagai CSV UTF-8 atau XLSX."
                )
            yield line

    for row in csv.reader(lines(), delimiter=separator, strict=True):
        taken = 0
        yield row


def _kept(text: str) -> str:
    found = _KEPT.fullmatch(text.strip())
    return found[1] if found else text


def decoded(content: bytes) -> str:
    """UTF-8, UTF-16 with a mark or plainly such, else Windows-1252 as Excel writes it."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif content[1:2] == b"\0":
        encodings = ["utf-16-le"]
    elif content[:1] == b"\0":
        encodings = ["utf-16-be"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise BadTable("Huruf-hurufnya tidak terbaca. Simpan lagi sebagai CSV UTF-8 atau XLSX.")


def _separator(text: str, kind: Kind) -> str:
    """The separator under which the most headings are known, then the most columns appear."""

    def worth(separator: str) -> tuple[int, int]:
        try:
            rows = list(islice(_parsed(text, separator), HEADING_ROWS))
        except csv.Error:
            return (-1, 0)
        return max(((len(recognise(kind, row)), len(row)) for row in rows), default=(0, 0))

    return max(SEPARATORS, key=worth)
