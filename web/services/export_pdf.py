"""How does a month's recap become paper? F4 landscape, headings on every page, room for signing.

Drawn straight onto pages: a table of 600 people and 60 columns would take a layout engine minutes.
Lengths are points; the origin of a page is its lower left corner.
"""

import io
from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from web.domain.day_words import abbreviation
from web.domain.month import date_words
from web.domain.recap_legend import legend
from web.domain.recap_print import print_columns
from web.domain.recap_sheet import Row, Sheet, code_lines, holidays
from web.domain.recap_words import HOW
from web.services.export_ink import BOLD, PLAIN, Ink, describe, wrap
from web.services.export_signing import draw_signing, signing_height

Progress = Callable[[int], None]
F4 = (330 * mm, 215 * mm)
LEFT, RIGHT, TOP, BOTTOM = 8 * mm, 322 * mm, 206 * mm, 11 * mm
NUMBER, NAME = 5.5 * mm, 41 * mm
HEAD, TITLE = 15 * mm, 15 * mm
LINE = 5.9  # between the lines of a cell
GREY, DARK, PALE = 0.55, 0.25, 0.9


def as_pdf(sheet: Sheet, progress: Progress) -> bytes:
    """A sheet as PDF. `progress` hears how many people are drawn."""
    return _Paper(sheet, progress).draw()


class _Paper:
    """One document on its way: what was measured, and the pages drawn so far."""

    def __init__(self, sheet: Sheet, progress: Progress) -> None:
        self.sheet, self.progress = sheet, progress
        self.out = io.BytesIO()
        self.canvas = Canvas(self.out, pagesize=F4, pageCompression=1, invariant=1)
        subject = f"Rekapitulasi kehadiran pegawai, {sheet.agency_name}, {sheet.month_words}"
        at = sheet.settled_at.astimezone(ZoneInfo(sheet.zone))
        describe(self.canvas, sheet.file_name, subject, at)
        self.ink = Ink(self.canvas)
        self.columns = print_columns(sheet)
        figures = sum(one.width for one in self.columns) * mm
        self.cell = (RIGHT - LEFT - NUMBER - NAME - figures) / len(sheet.dates)

    def draw(self) -> bytes:
        """Rows onto pages, then legend and signing, on a page of their own where need be."""
        named = [self._who(row) for row in self.sheet.rows]
        heights = [self._height(row, who) for row, who in zip(self.sheet.rows, named, strict=True)]
        pages = _pages(heights, TOP - TITLE - HEAD - BOTTOM)
        notes = self._notes()
        tail = len(notes) * LINE + 4 * mm + signing_height(self.sheet)
        used = sum(heights[number] for number in pages[-1])
        apart = used + tail > TOP - TITLE - HEAD - BOTTOM
        count, y = len(pages) + apart, TOP
        for index, numbers in enumerate(pages):
            y = self._begin(index + 1, count)
            y = self._headings(y)
            for number in numbers:
                self._row(number, self.sheet.rows[number], named[number], y, heights[number])
                y -= heights[number]
                self.progress(number + 1)
            if index + 1 < len(pages):
                self.canvas.showPage()
        if apart:
            self.canvas.showPage()
            y = self._begin(count, count)
        y = self._write_notes(notes, y - 4 * mm)
        draw_signing(self.ink, self.sheet, y, LEFT, RIGHT)
        self.canvas.showPage()
        self.canvas.save()
        return self.out.getvalue()

    def _begin(self, number: int, count: int) -> float:
        """What every page has: watermark, title, footer. Returns where the rest begins."""
        sheet, ink = self.sheet, self.ink
        if not sheet.locked:
            self.canvas.saveState()
            self.canvas.translate(F4[0] / 2, F4[1] / 2)
            self.canvas.rotate(28)
            ink.centre(0, -45, "KONSEP", BOLD, 130, grey=0.93)
            self.canvas.restoreState()
        ink.text(LEFT, TOP - 10, "REKAPITULASI KEHADIRAN PEGAWAI", BOLD, 11)
        title = f"{sheet.agency_name}, {sheet.month_words}"
        ink.text(LEFT, TOP - 23, title, BOLD, 9, within=RIGHT - LEFT - 80 * mm)
        at = sheet.settled_at.astimezone(ZoneInfo(sheet.zone))
        moment = f"{date_words(at)}, {at:%H.%M} {abbreviation(sheet.zone)}"
        state = (
            f"Dikunci {moment}" if sheet.locked else f"KONSEP, belum dikunci. Angka per {moment}"
        )
        ink.right(RIGHT, TOP - 10, state, PLAIN, 7)
        if sheet.digest:
            ink.right(RIGHT, TOP - 20, f"Sidik: {sheet.digest}", PLAIN, 6.5)
        ink.text(LEFT, BOTTOM - 11, sheet.file_name, PLAIN, 6, grey=DARK, within=RIGHT / 2)
        ink.right(RIGHT, BOTTOM - 11, f"Halaman {number} dari {count}", PLAIN, 6.5)
        return float(TOP - TITLE)

    def _headings(self, y: float) -> float:
        """The row of headings below `y`; returns its foot."""
        self._box(LEFT, y, NUMBER, HEAD, "No")
        self._box(LEFT + NUMBER, y, NAME, HEAD, "Nama, NIP, pangkat/gol, jabatan")
        x = LEFT + NUMBER + NAME
        for one in self.sheet.dates:
            self._box(x, y, self.cell, HEAD, str(one.day.day), shaded=one.free)
            if one.holiday:
                self.ink.centre(x + self.cell / 2, y - HEAD / 2 - 9, "*", BOLD, 7)
            x += self.cell
        for column in self.columns:
            self._box(x, y, column.width * mm, HEAD, "")
            self._turned(x + column.width * mm / 2, y - HEAD + 3, column.title)
            x += column.width * mm
        return float(y - HEAD)

    def _turned(self, x: float, y: float, text: str) -> None:
        self.canvas.saveState()
        self.canvas.translate(x + 1.9, y)
        self.canvas.rotate(90)
        self.ink.text(0, 0, text, BOLD, 5.4, within=HEAD - 5)
        self.canvas.restoreState()

    def _box(
        self, x: float, y: float, width: float, height: float, text: str, shaded: bool = False
    ) -> None:
        self.ink.box(x, y - height, width, height, fill=PALE if shaded else None)
        if text:
            self.ink.centre(x + width / 2, y - height / 2 - 2, text, BOLD, 6, within=width - 2)

    def _who(self, row: Row) -> list[tuple[str, str, float]]:
        """The lines of a name cell: text, font, size."""
        width = NAME - 5
        lines = [(text, BOLD, 6.2) for text in wrap(row["name"], BOLD, 6.2, width)]
        lines += [(row["nip"], PLAIN, 5.8)]
        for key in ("rank", "position"):
            lines += [(text, PLAIN, 5.4) for text in wrap(row[key] or "", PLAIN, 5.4, width)]
        return lines

    def _height(self, row: Row, who: Sequence[object]) -> float:
        most = max((len(code_lines(day["code"])) for day in row["days"].values()), default=1)
        cells = max(len(column.lines(row)) for column in self.columns)
        return max(len(who), most, cells) * LINE + 4.5

    def _row(
        self, number: int, row: Row, who: list[tuple[str, str, float]], y: float, height: float
    ) -> None:
        ink = self.ink
        ink.box(LEFT, y - height, NUMBER, height)
        ink.centre(LEFT + NUMBER / 2, y - height / 2 - 2, str(number + 1), PLAIN, 6)
        ink.box(LEFT + NUMBER, y - height, NAME, height)
        for index, (text, font, size) in enumerate(who):
            ink.text(LEFT + NUMBER + 2.5, y - LINE * (index + 1) - 0.5, text, font, size)
        x = LEFT + NUMBER + NAME
        for one in self.sheet.dates:
            day = row["days"].get(str(one.day.day))
            ink.box(x, y - height, self.cell, height, fill=PALE if one.free else None)
            codes = code_lines(day["code"]) if day else []
            font = BOLD if day and (day.get("absent") or day["short_minutes"]) else PLAIN
            ink.stack(x, y, self.cell, height, codes, font, 5.6, LINE)
            x += self.cell
        for column in self.columns:
            width = column.width * mm
            ink.box(x, y - height, width, height)
            ink.stack(x, y, width, height, column.lines(row), PLAIN, 5.6, LINE)
            x += width

    def _notes(self) -> list[str]:
        """The legend, wrapped to the width of the page."""
        sheet = self.sheet
        parts = [f"{code} = {words}" for code, words in legend(sheet)]
        parts += [f"{number}* = {name}" for number, name in holidays(sheet)]
        rules = "; ".join(f"{one.name} ({one.source})" for one in sheet.rules)
        sentences = [
            f"Keterangan: {'; '.join(parts)}.",
            f"{' '.join(HOW)} Angka apel, upacara, dan senam: diikuti/diadakan.",
            f"Tabel potongan: {rules}",
        ]
        return [line for one in sentences for line in wrap(one, PLAIN, 5.8, RIGHT - LEFT)]

    def _write_notes(self, notes: Sequence[str], y: float) -> float:
        for line in notes:
            self.ink.text(LEFT, y, line, PLAIN, 5.8)
            y -= LINE + 0.6
        return y


def _pages(heights: Sequence[float], room: float) -> list[list[int]]:
    """Which rows stand on which page; at least one page, and at least one row on each."""
    pages: list[list[int]] = [[]]
    used = 0.0
    for number, height in enumerate(heights):
        if pages[-1] and used + height > room:
            pages.append([])
            used = 0.0
        pages[-1].append(number)
        used += height
    return pages
