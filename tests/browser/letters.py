"""What does somebody read off a printed enrolment letter? Its words, and what its QR code says."""

import re
from dataclasses import dataclass
from pathlib import Path

import segno
from pikepdf import Page, Pdf, parse_content_stream

_CODE = re.compile(r"[A-Z0-9]{4}-[A-Z0-9]{4}")


@dataclass(frozen=True)
class Read:
    """A letter on paper."""

    words: str
    code: str
    modules: frozenset[tuple[int, int]]  # the dark ones of its QR code, by row and column

    def opens(self, link: str) -> bool:
        """Whether its QR code is that of a link."""
        matrix = segno.make(link, error="q", micro=False).matrix
        dark = {(y, x) for y, row in enumerate(matrix) for x, bit in enumerate(row) if bit}
        return self.modules == dark


def read_letters(path: Path) -> list[Read]:
    """The letters of a PDF, a page each."""
    with Pdf.open(path) as pdf:
        return [_read(page) for page in pdf.pages]


def _read(page: Page) -> Read:
    words, boxes = [], []
    for one in parse_content_stream(page):
        operands, operator = one.operands, str(one.operator)
        if operator == "Tj":
            words.append(str(operands[0]))
        elif operator == "re":
            boxes.append(tuple(float(number) for number in operands))
    text = " ".join(words)
    found = _CODE.search(text)
    assert found, text
    return Read(text, found[0], _modules(boxes))


def _modules(boxes: list[tuple[float, ...]]) -> frozenset[tuple[int, int]]:
    """Runs of dark modules as single ones; a module is as wide as a box is high."""
    module = boxes[0][3]
    left = min(x for x, *_ in boxes)
    top = max(y for _, y, *_ in boxes)
    return frozenset(
        (round((top - y) / module), round((x - left) / module) + step)
        for x, y, width, _ in boxes
        for step in range(round(width / module))
    )
