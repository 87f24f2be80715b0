"""What is in a file that somebody sent, and how does it become harmless? A process of its own.

`python -m web.services.attachment_content SIDE` reads a file and writes one line of JSON, then what
is kept, then a small picture of it. Decoders of pictures and PDF are large programs in C, and a
file may be made to break them: so they run apart, without the server's memory and keys in reach of
an overrun, and with limits of their own. Whatever ends without an answer is refused by who asked.

Pictures are decoded and encoded anew: position, camera, names and whatever hides behind the
picture do not get through. They are kept as JPEG: WebP would save a quarter, but what is downloaded
must open in any office's program and be printed.
"""

import io
import json
import os
import resource
import sys
import warnings
from typing import Any

import pillow_heif
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from web.domain.attachments import IMAGE, MAX_PIXELS, PDF, SMALL_SIDE
from web.services.attachment_pdf import Refused, cleaned

MEMORY = 1536 << 20  # bytes of address space: a picture of 64 megapixels, decoded and turned
SECONDS = 30  # of processor time
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
WHITE = (255, 255, 255)


def limit() -> None:
    """Leave this process no more than it needs; there is no way back."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 32),
    ):
        resource.setrlimit(what, (most, most))
    os.nice(10)  # check-ins come first


def examine(content: bytes, side: int) -> tuple[dict[str, Any], bytes, bytes]:
    """What a file holds, what is kept of it, and a small picture of it (empty for a PDF).

    Args:
        content: the file.
        side: pixels of what is kept of a picture, at most.

    Raises:
        Refused: with a key of domain/attachments.REFUSALS.
    """
    if not content:
        raise Refused("empty")
    picture = _opened(content)
    if picture is not None:
        return _picture(picture, side)
    if b"%PDF-" in content[:1024]:
        kept, pages = cleaned(content)
        return {"kind": PDF, "pages": pages, "width": 0, "height": 0}, kept, b""
    raise Refused("unknown")


def _opened(content: bytes) -> Image.Image | None:
    """The picture that the content begins as, or None where it is none of the kinds."""
    try:
        return Image.open(io.BytesIO(content), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused("image_huge") from error
    except UnidentifiedImageError:
        return None
    except Exception as error:
        raise Refused("image_broken") from error


def _picture(image: Image.Image, side: int) -> tuple[dict[str, Any], bytes, bytes]:
    if image.width * image.height > MAX_PIXELS:
        raise Refused("image_huge")
    try:
        image.draft("RGB", (side, side))  # a JPEG is decoded no larger than needed
        image.load()
        profile = image.info.get("icc_profile")
        image = ImageOps.exif_transpose(image)
        image.thumbnail((side, side), Image.Resampling.LANCZOS)
        image = _plain(image, profile)
        small = image.copy()
        small.thumbnail((SMALL_SIDE, SMALL_SIDE), Image.Resampling.LANCZOS)
        facts = {"kind": IMAGE, "pages": 0, "width": image.width, "height": image.height}
        return facts, _jpeg(image, 85), _jpeg(small, 75)
    except MemoryError as error:
        raise Refused("image_huge") from error
    except Exception as error:
        raise Refused("image_broken") from error


def _plain(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The picture in sRGB on white, as a new image that carries nothing but its pixels."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        ground = Image.new("RGBA", image.size, (*WHITE, 255))
        image = Image.alpha_composite(ground, image)
    if profile and image.mode in ("RGB", "CMYK"):
        try:
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            srgb = ImageCms.createProfile("sRGB")
            image = ImageCms.profileToProfile(image, given, srgb, outputMode="RGB") or image
        except (ImageCms.PyCMSError, OSError):
            pass  # colours a little paler than meant, but readable
    plain = Image.new("RGB", image.size, WHITE)
    plain.paste(image.convert("RGB"))
    return plain


def _jpeg(image: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return out.getvalue()


def main() -> None:
    """Answer on standard output for the file on standard input."""
    limit()
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    pillow_heif.register_heif_opener(thumbnails=False)
    content = sys.stdin.buffer.read()
    try:
        facts, kept, small = examine(content, int(sys.argv[1]))
    except Refused as error:
        facts, kept, small = {"refused": str(error)}, b"", b""
    answer = json.dumps({**facts, "size": len(kept), "small": len(small)})
    sys.stdout.buffer.write(answer.encode() + b"\n" + kept + small)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
