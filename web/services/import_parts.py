"""Are the parts of a workbook bearable, before anything builds a tree of them?

The size of a part says little. openpyxl holds a row until it ends, and for good whatever stands in
no row, at some hundred bytes for each four of the file: a megabyte of one row takes gigabytes. So
the parts are gone through once by a parser that keeps nothing, and what no office program writes
is refused.
"""

from collections.abc import Mapping
from typing import IO
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import ZipFile

CHUNK = 1 << 16  # bytes
MAX_TOKEN = 1 << 20  # bytes of one tag; Excel writes some hundreds
MAX_DEPTH = 64  # elements within each other; Excel writes some ten
MAX_IN_ROW = 100_000  # elements of a row: 16,384 cells and what is in them
MAX_ELEMENTS = 12_000_000  # of all parts: 20,000 rows of 200 cells, three elements each
# Elements that are kept, rows among them: by where a part lies.
MAX_KEPT = {"xl/worksheets/": 1_500_000, "xl/sharedStrings": 4_000_000, "": 500_000}
ROW = "http://schemas.openxmlformats.org/spreadsheetml/2006/main row"


class Unbearable(ValueError):
    """A part that would grow beyond all bounds in memory."""


class _Counter:
    """Counts what an XML parser tells of, by two calls for each element."""

    def __init__(self, kept: int) -> None:
        self.most = kept
        self.depth = self.elements = self.kept = self.in_row = 0
        self.row = 0  # the depth of the row that is open, 0: none is

    def begin(self, name: str, _: Mapping[str, str]) -> None:
        self.depth += 1
        self.elements += 1
        self.in_row += 1
        if not self.row:
            self.kept += 1
            if name == ROW:
                self.row, self.in_row = self.depth, 0
        elif self.in_row > MAX_IN_ROW:
            raise Unbearable
        if self.depth > MAX_DEPTH or self.kept > self.most or self.elements > MAX_ELEMENTS:
            raise Unbearable

    def end(self, _: str) -> None:
        if self.depth == self.row:
            self.row = 0
        self.depth -= 1


def weigh(archive: ZipFile) -> None:
    """Go through all parts of a workbook.

    Raises:
        Unbearable: one is nested or crowded as no office program makes it.
    """
    whole = 0
    for part in archive.infolist():
        kept = next(most for place, most in MAX_KEPT.items() if part.filename.startswith(place))
        with archive.open(part) as content:
            whole += _elements(content, kept)
        if whole > MAX_ELEMENTS:
            raise Unbearable


def _elements(content: IO[bytes], kept: int) -> int:
    """How many elements a part has; up to where it stops being XML, and so does openpyxl."""
    counter, parser, read = _Counter(kept), ParserCreate(namespace_separator=" "), 0
    parser.StartElementHandler, parser.EndElementHandler = counter.begin, counter.end
    parser.EntityDeclHandler = _refuse  # defusedxml takes none either
    try:
        while data := content.read(CHUNK):
            parser.Parse(data, False)
            read += len(data)
            if read - parser.CurrentByteIndex > MAX_TOKEN:
                raise Unbearable
    except ExpatError:
        pass
    return counter.elements


def _refuse(*_: object) -> None:
    raise ExpatError("entities are not taken")
