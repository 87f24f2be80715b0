"""What is attached to the demonstration's records? A letter and photos, drawn here by a program.

They pass the same examination as whatever a phone sends.
"""

import io
from collections.abc import Sequence
from uuid import UUID

import pikepdf
from PIL import Image, ImageDraw

from web.models import Attachment, Employee
from web.services import attachments
from web.services.attachment_files import Store
from web.settings import Settings

A4 = (595, 842)  # points
SKY, GROUND, WALL, ROOF, PAPER = "#bcd8ea", "#8fa878", "#efe6d2", "#9a5a3c", "#fbfbf7"
INK = "#4a5560"


async def attach(
    store: Store, author: Employee, kind: str, subject_id: UUID, name: str, content: bytes
) -> Attachment:
    """Attach a file to a record of its author's, within the limits that hold for everybody.

    Raises:
        Problem: `invalid` with `file`, `upload_quota`.
    """
    return await attachments.add_whole(
        store,
        content,
        kind=kind,
        subject_id=subject_id,
        name=name,
        author=author,
        most_bytes=Settings.upload_mb << 20,
        quota_bytes=Settings.upload_quota_mb << 20,
    )


def letter(title: str, lines: Sequence[str]) -> bytes:
    """A page of A4 as PDF, with a title and some lines; Latin letters only."""
    told = [f"BT /F1 15 Tf 72 {A4[1] - 90} Td ({_text(title)}) Tj ET"]
    for row, line in enumerate(lines):
        told.append(f"BT /F1 11 Tf 72 {A4[1] - 130 - 20 * row} Td ({_text(line)}) Tj ET")
    made = pikepdf.new()
    made.add_blank_page(page_size=A4)
    page = made.pages[0]
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page.Contents = made.make_stream("\n".join(told).encode("latin-1", "replace"))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _text(words: str) -> str:
    return words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def photo(number: int) -> bytes:
    """A picture as JPEG, 1200 by 900: an office in the country, or papers on a table."""
    image = Image.new("RGB", (1200, 900), PAPER)
    draw = ImageDraw.Draw(image)
    (_papers if number % 2 else _building)(draw, number)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=82)
    return out.getvalue()


def _building(draw: ImageDraw.ImageDraw, number: int) -> None:
    left = 260 + 20 * number
    draw.rectangle((0, 0, 1200, 620), SKY)
    draw.rectangle((0, 620, 1200, 900), GROUND)
    draw.rectangle((left, 380, left + 620, 680), WALL)
    draw.polygon([(left - 50, 380), (left + 310, 230), (left + 670, 380)], ROOF)
    for window in range(3):
        corner = left + 60 + 190 * window
        draw.rectangle((corner, 450, corner + 110, 570), INK)


def _papers(draw: ImageDraw.ImageDraw, number: int) -> None:
    draw.rectangle((0, 0, 1200, 900), ROOF)
    for sheet in range(3):
        left, top = 130 + 310 * sheet, 160 + 40 * ((sheet + number) % 3)
        draw.rectangle((left, top, left + 280, top + 420), PAPER)
        for line in range(9):
            across = 220 if line % 3 else 150
            draw.line(
                (left + 30, top + 50 + 38 * line, left + 30 + across, top + 50 + 38 * line), INK, 6
            )
