"""What becomes of the files that people and attackers send? Asked of the process that examines."""

import asyncio
import io
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from tests import samples
from web.domain.attachments import REFUSALS
from web.errors import Problem
from web.services import attachment_check
from web.services.attachment_check import Examined, examine


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    """Where the file lies that is sent."""
    return tmp_path / "sent"


async def kept(sent: Path, content: bytes) -> Examined:
    await asyncio.to_thread(sent.write_bytes, content)
    return await examine(sent)


async def refused(sent: Path, content: bytes) -> str:
    await asyncio.to_thread(sent.write_bytes, content)
    with pytest.raises(Problem) as error:
        await examine(sent)
    assert error.value.code == "file_refused"
    return {words: code for code, words in REFUSALS.items()}[error.value.detail]


def corner(content: bytes) -> tuple[int, int, int]:
    """The colour near the left top."""
    with Image.open(io.BytesIO(content)) as image:
        colour = image.convert("RGB").getpixel((10, 10))
    assert isinstance(colour, tuple)
    return colour[0], colour[1], colour[2]


async def test_a_photo_keeps_its_pixels_and_loses_where_it_was_taken(sent: Path) -> None:
    given = samples.photo()
    assert samples.WHERE in given
    made = await kept(sent, given)
    assert (made.kind, made.width, made.height) == ("image", 640, 480)
    for content in (made.content, made.small):
        assert samples.WHERE not in content
        assert b"Exif" not in content
        with Image.open(io.BytesIO(content)) as image:
            assert image.format == "JPEG"
            assert not image.getexif()
    red, green, _ = corner(made.content)
    assert red > 200 > 60 > green


async def test_a_photo_is_turned_as_its_camera_was(sent: Path) -> None:
    made = await kept(sent, samples.photo(turned=True))
    assert (made.width, made.height) == (480, 640)
    assert corner(made.content)[1] > 200  # the red corner is now on the right


@pytest.mark.parametrize(
    "given",
    [
        samples.saved("PNG"),
        samples.saved("PNG", "RGBA"),
        samples.saved("PNG", "P"),
        samples.saved("PNG", "L"),
        samples.saved("PNG", "1"),
        samples.saved("WEBP", "RGBA"),
        samples.saved("JPEG", "CMYK"),
        samples.heic(),
    ],
)
async def test_every_kind_of_picture_becomes_a_jpeg(sent: Path, given: bytes) -> None:
    made = await kept(sent, given)
    assert made.content[:3] == b"\xff\xd8\xff"
    assert (made.width, made.height) == (640, 480)


async def test_a_large_photo_is_made_smaller_and_has_a_small_picture(sent: Path) -> None:
    made = await kept(sent, samples.photo(4000, 3000))
    assert (made.width, made.height) == (2560, 1920)
    with Image.open(io.BytesIO(made.small)) as small:
        assert max(small.size) == 320


async def test_a_bomb_does_not_go_off(sent: Path) -> None:
    for side in (30_000, 9_000):
        given = samples.bomb(side)
        assert len(given) < 200_000
        assert await refused(sent, given) == "image_huge"


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00" + b"\x00" * 500, "unknown"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "unknown"),
        (b"<!doctype html><script>alert(1)</script>", "unknown"),
        (samples.saved("GIF", "P"), "unknown"),
        (samples.photo()[:-400], "image_broken"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "unknown"),
        (samples.letter()[:-300], "pdf_broken"),
        (b"%PDF-1.7\n%garbage", "pdf_broken"),
        (samples.letter(password="rahasia"), "pdf_locked"),
        (samples.letter(61), "pdf_long"),
    ],
)
async def test_what_cannot_be_read_is_refused_with_its_reason(
    sent: Path, given: bytes, why: str
) -> None:
    assert await refused(sent, given) == why


async def test_a_pdf_that_only_an_owner_locked_is_refused_too(sent: Path) -> None:
    with_owner = io.BytesIO()
    with pikepdf.open(io.BytesIO(samples.letter())) as pdf:
        pdf.save(with_owner, encryption=pikepdf.Encryption(owner="o", user=""))
    assert await refused(sent, with_owner.getvalue()) == "pdf_locked"


async def test_a_picture_that_is_a_program_too_is_only_a_picture(sent: Path) -> None:
    given = samples.photo() + b"PK\x03\x04 EVIL archive <script>alert(1)</script>"
    assert b"EVIL" not in (await kept(sent, given)).content


async def test_a_pdf_that_is_a_page_too_is_only_a_pdf(sent: Path) -> None:
    given = b"<script>EVIL</script>\n" + samples.letter()
    content = (await kept(sent, given)).content
    assert content.startswith(b"%PDF-")
    assert b"EVIL" not in content


async def test_a_pdf_loses_everything_that_acts_or_hides(sent: Path) -> None:
    given = samples.hostile_letter()
    assert samples.everything_in(given).count(b"EVIL") > 10
    made = await kept(sent, given)
    assert (made.kind, made.pages, made.small) == ("pdf", 1, b"")
    said = samples.everything_in(made.content)
    assert b"EVIL" not in said
    for word in (b"JavaScript", b"/Launch", b"EmbeddedFile", b"/XFA", b"RichMedia", b"/AA"):
        assert word not in said, word
    assert b"https://mamujukab.go.id/" in said


async def test_a_photo_in_a_pdf_loses_where_it_was_taken(sent: Path) -> None:
    given = samples.letter(photo_inside=samples.photo())
    assert samples.WHERE in given
    made = await kept(sent, given)
    assert samples.WHERE not in samples.everything_in(made.content)
    with pikepdf.open(io.BytesIO(made.content)) as pdf:
        image = pdf.pages[0].Resources.XObject.P.read_raw_bytes()
    red, green, _ = corner(image)
    assert red > 200 > 60 > green


async def test_the_same_letter_twice_is_the_same_bytes(sent: Path) -> None:
    given = samples.hostile_letter()
    first, second = await kept(sent, given), await kept(sent, given)
    assert first.content == second.content


async def test_what_the_examiner_does_not_answer_is_refused(
    sent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for code, answer in [(-9, b""), (0, b"nonsense"), (0, b'{"size": 5, "small": 0}\nabc')]:

        async def broken(
            _: Path, __: int, code: int = code, answer: bytes = answer
        ) -> tuple[int, bytes]:
            return code, answer

        monkeypatch.setattr(attachment_check, "_ask", broken)
        assert await refused(sent, samples.photo()) == "unchecked"


async def test_an_examiner_that_hangs_is_ended(
    sent: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    hangs = tmp_path / "hangs"
    hangs.write_text("#!/bin/sh\nexec sleep 600\n")
    hangs.chmod(0o700)
    monkeypatch.setattr("sys.executable", str(hangs))
    monkeypatch.setattr(attachment_check, "SECONDS", 0.2)
    async with asyncio.timeout(20):
        assert await refused(sent, samples.photo()) == "unchecked"
