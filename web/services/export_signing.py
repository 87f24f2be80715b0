"""Who signs a printed recap, and where? Three columns, and an empty frame for a signature.

An electronic signature (BSrE) is placed by the signer's own tool: the frame stays empty, and
nothing here looks like one.
"""

from zoneinfo import ZoneInfo

from reportlab.lib.units import mm

from web.domain.month import date_words
from web.domain.recap_sheet import Sheet, Signer
from web.services.export_ink import BOLD, PLAIN, Ink, width_of, wrap

WIDTH, FRAME = 88 * mm, 20 * mm
SIZE, LINE = 8.0, 10.0
BLANK = "." * 44
PLACE = "." * 24  # nobody told the program where its agencies lie


def signing_height(sheet: Sheet) -> float:
    """How much room the block needs below the legend, in points."""
    titles = wrap(f"{sheet.head.title},", PLAIN, SIZE, WIDTH)
    names = wrap(sheet.head.name, BOLD, SIZE, WIDTH)
    return float((len(titles) + max(1, len(names)) + 5) * LINE + FRAME)


def draw_signing(ink: Ink, sheet: Sheet, y: float, left: float, right: float) -> None:
    """Maker, examiner and head of the agency, side by side below `y`."""
    gap = (right - left - 3 * WIDTH) / 2
    day = date_words(sheet.settled_at.astimezone(ZoneInfo(sheet.zone)))
    titles = wrap(f"{sheet.head.title},", PLAIN, SIZE, WIDTH)
    for index, (lead, signer) in enumerate(
        (
            ("Dibuat oleh,", sheet.maker),
            ("Diperiksa oleh,", Signer(BLANK)),
            ("Mengetahui,", sheet.head),
        )
    ):
        x, at = left + index * (WIDTH + gap), y - LINE
        if index == 2:
            ink.text(x, at, f"{PLACE}, {day if sheet.locked else PLACE}", PLAIN, SIZE)
        at -= LINE
        ink.text(x, at, lead, PLAIN, SIZE)
        for line in range(len(titles)):
            at -= LINE
            own = wrap(f"{signer.title},", PLAIN, SIZE, WIDTH)
            if line < len(own):
                ink.text(x, at, own[line], PLAIN, SIZE, within=WIDTH)
        _name(ink, x, at - 4, signer, framed=index == 2)


def _name(ink: Ink, x: float, y: float, signer: Signer, *, framed: bool) -> None:
    """Room to sign, the name underlined, rank and number."""
    if framed:
        ink.canvas.setDash(2, 2)
        ink.box(x, y - FRAME, WIDTH * 0.75, FRAME)
        ink.canvas.setDash()
        ink.text(x + 2, y - FRAME + 2.5, "Ruang tanda tangan", PLAIN, 5, grey=0.5)
    y -= FRAME
    for line in wrap(signer.name, BOLD, SIZE, WIDTH) or [BLANK]:
        y -= LINE
        ink.text(x, y, line, BOLD if signer.name else PLAIN, SIZE)
        if signer.name:
            ink.canvas.setStrokeGray(0)
            ink.canvas.line(x, y - 1.4, x + width_of(line, BOLD, SIZE), y - 1.4)
    if signer.rank:
        y -= LINE
        ink.text(x, y, signer.rank, PLAIN, SIZE, within=WIDTH)
    ink.text(x, y - LINE, f"NIP {signer.nip or BLANK}", PLAIN, SIZE)
