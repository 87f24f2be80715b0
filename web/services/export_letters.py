"""How do many enrolment letters become one PDF? A page a person, with the words of the page.

A4 portrait, which prints on F4 as it is. Codes are drawn as vectors, so that any printer will do.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import segno
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from web.domain import letter_words as words
from web.services.export_ink import BOLD, PLAIN, Ink, describe, printable, width_of

LEFT, RIGHT, TOP = 22 * mm, A4[0] - 22 * mm, A4[1] - 22 * mm
SIZE, LINE = 10.0, 14.5
QR = 52 * mm
Progress = Callable[[int], None]


@dataclass(frozen=True)
class Letter:
    """What one letter says beside the words of all: everything as it is read."""

    agency: str
    name: str
    nip: str
    code: str
    issued: str  # the date
    until: str  # the date and time at which the code ends


def qr_of(origin: str, code: str) -> Any:
    """The picture that opens the app with a code; corrects much, for letters are folded."""
    return segno.make(f"{origin}/#bind={code}", error="q", micro=False)


def as_pdf(letters: Sequence[Letter], origin: str, progress: Progress, at: datetime) -> bytes:
    """Letters as one PDF, in their order. `progress` hears how many are drawn; `at`: when."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, pageCompression=1, invariant=1)
    offices = ", ".join(dict.fromkeys(one.agency for one in letters))
    describe(canvas, "Surat pendaftaran HP", f"Surat pendaftaran HP, {offices}"[:200], at)
    ink = Ink(canvas)
    for number, letter in enumerate(letters, 1):
        _page(canvas, ink, letter, origin)
        canvas.showPage()
        progress(number)
    canvas.save()
    return out.getvalue()


def _page(canvas: Canvas, ink: Ink, letter: Letter, origin: str) -> None:
    width = RIGHT - LEFT
    ink.centre(A4[0] / 2, TOP, letter.agency, BOLD, 14, within=width)
    ink.centre(A4[0] / 2, TOP - 16, words.UNDER, PLAIN, SIZE)
    canvas.setStrokeGray(0.3)
    canvas.line(LEFT, TOP - 26, RIGHT, TOP - 26)
    ink.right(RIGHT, TOP - 48, letter.issued, PLAIN, SIZE)
    ink.text(LEFT, TOP - 76, words.TITLE, BOLD, 13)
    for index, (label, value) in enumerate((("Nama", letter.name), ("NIP", letter.nip))):
        y = TOP - 100 - index * 16
        ink.text(LEFT, y, label, PLAIN, SIZE)
        ink.text(LEFT + 22 * mm, y, value, BOLD, 11, within=width - 22 * mm)
    top = TOP - 134
    _draw(canvas, qr_of(origin, letter.code), LEFT, top - QR, QR)
    beside = LEFT + QR + 8 * mm
    ink.text(beside, top - 34, words.CODE, PLAIN, SIZE)
    ink.text(beside, top - 66, letter.code, BOLD, 26)
    told = {"address": words.bare(origin), "until": letter.until}
    _write(ink, words.runs(words.VALID, **told), beside, top - 92, RIGHT - beside)
    y = top - QR - 26
    for title, steps in words.STEPS.items():
        ink.text(LEFT, y, title, BOLD, 11)
        y -= LINE + 2
        for number, step in enumerate(steps, 1):
            ink.text(LEFT, y, f"{number}.", PLAIN, SIZE)
            y = _write(ink, words.runs(step, **told), LEFT + 16, y, width - 16) - 2
        y -= 10
    for sentence in words.FOOT:
        y = _write(ink, [(sentence, False)], LEFT, y, width) - 4


def _write(ink: Ink, pieces: Sequence[tuple[str, bool]], x: float, y: float, width: float) -> float:
    """Text of which some is bold, wrapped to a width; the line after it."""
    at, blank = x, width_of(" ", PLAIN, SIZE)
    for text, bold in pieces:
        font = BOLD if bold else PLAIN
        for index, word in enumerate(printable(text).split(" ")):
            if index:
                at += blank
            if not word:
                continue
            if at > x and at + width_of(word, font, SIZE) > x + width:
                at, y = x, y - LINE
            at += ink.text(at, y, word, font, SIZE, within=width)
    return y - LINE


def _draw(canvas: Canvas, code: Any, x: float, y: float, size: float) -> None:
    """A code as one path from its lower left corner: a rectangle for each run of dark modules."""
    matrix = code.matrix
    module = size / len(matrix)
    path = canvas.beginPath()
    for row, line in enumerate(matrix):
        start = None
        for column, dark in enumerate([*line, 0]):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                left, low = x + start * module, y + size - (row + 1) * module
                path.rect(left, low, (column - start) * module, module)
                start = None
    canvas.setFillGray(0)
    canvas.drawPath(path, stroke=0, fill=1)
