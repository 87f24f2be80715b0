"""How is text put on a page of a PDF? A font that is carried along, and nothing vanishes or spills.

Bitstream Vera comes with ReportLab and is embedded. A letter that it lacks becomes its base letter
("Ż" as "Z"), else a question mark, so that a reader sees that something stands there.
"""

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

PLAIN, BOLD = "Vera", "VeraBd"
_FONTS = {name: TTFont(name, f"{name}.ttf") for name in (PLAIN, BOLD)}
for _font in _FONTS.values():
    pdfmetrics.registerFont(_font)
_KNOWN = frozenset.intersection(*(frozenset(one.face.charToGlyph) for one in _FONTS.values()))


def describe(canvas: Canvas, title: str, subject: str, at: datetime) -> None:
    """Say what a document is, by whom, and of which moment: the same data are the same bytes."""
    canvas.setTitle(title)
    canvas.setSubject(subject)
    canvas.setAuthor("SIKEREN")
    canvas.setCreator("SIKEREN")
    shift = at.strftime("%z") or "+0000"
    moment = f"D:{at:%Y%m%d%H%M%S}{shift[:3]}'{shift[3:5]}'"
    canvas.setDateFormatter(lambda *_: moment)


@lru_cache(maxsize=4096)
def printable(text: str) -> str:
    """Text in the letters of the font."""
    return "".join(_letter(one) for one in unicodedata.normalize("NFC", text))


def _letter(letter: str) -> str:
    if ord(letter) in _KNOWN and letter.isprintable():
        return letter
    if letter.isspace():
        return " "
    if unicodedata.category(letter) in ("Mn", "Cf", "Cc"):
        return ""
    base = "".join(
        one for one in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(one)
    )
    return base if base and all(ord(one) in _KNOWN for one in base) else "?"


@lru_cache(maxsize=8192)
def width_of(text: str, font: str, size: float) -> float:
    """The width of printable text in points."""
    return float(pdfmetrics.stringWidth(text, font, size))


def wrap(text: str, font: str, size: float, width: float) -> list[str]:
    """Text in lines of at most that width; a word that is wider is broken. Empty text: no line."""
    lines: list[str] = []
    for word in re.findall(r"\S+", printable(text)):
        held = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(held, font, size) <= width:
            lines[-1] = held
            continue
        while width_of(word, font, size) > width:
            most = max(1, _fitting(word, font, size, width))
            lines.append(word[:most])
            word = word[most:]
        lines.append(word)
    return [line for line in lines if line]


def _fitting(word: str, font: str, size: float, width: float) -> int:
    return sum(width_of(word[: count + 1], font, size) <= width for count in range(len(word)))


class Ink:
    """Text and boxes on the canvas of one document."""

    def __init__(self, canvas: Any) -> None:
        self.canvas = canvas
        canvas.setLineWidth(0.35)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        font: str,
        size: float,
        *,
        grey: float = 0.0,
        within: float | None = None,
    ) -> float:
        """Text from `x` on the line `y`, narrowed to `within` and no lower; returns its width."""
        shown = printable(text)
        width = width_of(shown, font, size)
        line = self.canvas.beginText(x, y)
        line.setFont(font, size)
        line.setFillGray(grey)
        if within is not None and width > within > 0:
            line.setHorizScale(100 * within / width)
            width = within
        line.textOut(shown)
        line.setHorizScale(100)  # else what follows is narrow too (ISO 32000-1, 9.3)
        self.canvas.drawText(line)
        return width

    def right(self, x: float, y: float, text: str, font: str, size: float) -> None:
        """Text that ends at `x`."""
        self.text(x - width_of(printable(text), font, size), y, text, font, size)

    def centre(
        self,
        x: float,
        y: float,
        text: str,
        font: str,
        size: float,
        *,
        grey: float = 0.0,
        within: float | None = None,
    ) -> None:
        """Text around `x`, narrowed to `within`."""
        width = width_of(printable(text), font, size)
        shown = min(width, within) if within else width
        self.text(x - shown / 2, y, text, font, size, grey=grey, within=within)

    def stack(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        lines: Sequence[str],
        font: str,
        size: float,
        line: float,
    ) -> None:
        """Lines in the middle of a box whose upper left corner is `x`, `y`."""
        top = y - (height - line * len(lines)) / 2 - size + 0.6
        for index, text in enumerate(lines):
            at = top - index * line
            self.centre(x + width / 2, at, text, font, size, within=width - 1.2)

    def box(
        self, x: float, y: float, width: float, height: float, *, fill: float | None = None
    ) -> None:
        """A thin frame from its lower left corner, shaded with a grey where wanted."""
        self.canvas.setStrokeGray(0.45)
        if fill is not None:
            self.canvas.setFillGray(fill)
        self.canvas.rect(x, y, width, height, stroke=1, fill=int(fill is not None))
