"""What of a PDF is only for reading? The rest, what acts, hides or was never seen, is left out.

The file is written anew from what its pages reach. Scripts, actions, embedded files, forms with
programs (XFA) and media go (ISO 32000-2: 7.11, 12.5, 12.6, 12.7, 13); pages, links to places of
the document and to the web, and what forms show stay. An electronic signature inside is still to
be seen on the page but no longer verifies: the file is another one.
"""

import io
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from web.domain.attachments import MAX_PAGES

MOST_DEEP = 100
LEFT_OUT = {
    *("/OpenAction", "/AA", "/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/AF", "/Collection"),
    *("/XFA", "/RichMediaContent", "/RichMediaSettings", "/Renditions", "/AlternatePresentations"),
    *("/Metadata", "/PieceInfo", "/Info", "/Threads", "/SpiderInfo", "/Requirements"),
}
ACTION_KEYS = ("/A", "/PA", "/Next")
ACTIONS = {"/GoTo", "/URI"}
OTHER_ACTIONS = {
    *("/JavaScript", "/Launch", "/GoToE", "/GoToR", "/SubmitForm", "/ImportData", "/ResetForm"),
    *("/Rendition", "/Sound", "/Movie", "/Hide", "/Named", "/SetOCGState", "/Trans", "/Thread"),
    *("/GoTo3DView", "/GoToDp", "/RichMediaExecute"),
}
ANNOTATIONS = {
    *("/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D", "/TrapNet"),
    "/PrinterMark",
}
ADDRESSES = ("http://", "https://", "mailto:")


class Refused(Exception):
    """A file is not taken; the message is a key of domain/attachments.REFUSALS."""


def cleaned(content: bytes) -> tuple[bytes, int]:
    """A PDF without what acts or hides, and how many pages it has.

    Raises:
        Refused: it is locked, broken or too long.
    """
    try:
        with pikepdf.open(io.BytesIO(content), attempt_recovery=False) as pdf:
            if pdf.is_encrypted:
                raise Refused("pdf_locked")
            pages = len(pdf.pages)
            if not pages:
                raise Refused("pdf_broken")
            if pages > MAX_PAGES:
                raise Refused("pdf_long")
            _clean_all(pdf)
            out = io.BytesIO()
            pdf.save(
                out,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                deterministic_id=True,  # the same file twice is one file on the disk
            )
            return out.getvalue(), pages
    except pikepdf.PasswordError as error:
        raise Refused("pdf_locked") from error
    except Refused:
        raise
    except Exception as error:
        raise Refused("pdf_broken") from error


def _clean_all(pdf: Pdf) -> None:
    for key in ("/Info", "/Metadata"):
        if key in pdf.trailer:
            del pdf.trailer[key]
    for one in list(pdf.objects):
        _clean(one, 0)


def _clean(one: Any, depth: int) -> None:
    """Clean an object and what stands directly in it; indirect ones are met by themselves."""
    if depth > MOST_DEEP:
        raise Refused("pdf_broken")
    if isinstance(one, Array):
        for value in list(one):
            _go_on(value, depth)
    elif isinstance(one, Dictionary | Stream):
        if _acts(one):
            _empty(one)
        for key in list(one.keys()):
            if key in LEFT_OUT or (key in ACTION_KEYS and _is_other_action(one[key])):
                del one[key]
            elif key == "/Annots":
                one[key] = _annotations(one[key])
                _go_on(one[key], depth)
            else:
                _go_on(one[key], depth)
        if isinstance(one, Stream):
            _clean_photo(one)


def _go_on(value: Any, depth: int) -> None:
    if isinstance(value, pikepdf.Object) and not value.is_indirect:
        _clean(value, depth + 1)


def _acts(one: Any) -> bool:
    kind = one.get("/S")
    if kind in OTHER_ACTIONS:
        return True
    return kind == "/URI" and not str(one.get("/URI", "")).lower().startswith(ADDRESSES)


def _is_other_action(value: Any) -> bool:
    """Whether what stands at an action's place is an action that is not for reading."""
    if not isinstance(value, Dictionary):
        return isinstance(value, Array)  # a chain of actions
    kind = value.get("/S")
    return (kind is not None and kind not in ACTIONS) or _acts(value)


def _empty(one: Any) -> None:
    for key in list(one.keys()):
        if not (isinstance(one, Stream) and key == "/Length"):
            del one[key]


def _annotations(found: Any) -> Array:
    kept = [
        one
        for one in (found if isinstance(found, Array) else [])
        if isinstance(one, Dictionary) and one.get("/Subtype") not in ANNOTATIONS
    ]
    return Array(kept)


def _clean_photo(one: Stream) -> None:
    """A photo inside keeps its pixels and loses what the camera wrote beside them."""
    given = one.get("/Filter")
    if given != Name.DCTDecode and not (
        isinstance(given, Array) and list(given) == [Name.DCTDecode]
    ):
        return
    raw = one.read_raw_bytes()
    bare = without_notes(raw)
    if bare != raw:
        notes: Any = one.get("/DecodeParms")
        one.write(bare, filter=Name.DCTDecode, decode_parms=notes)


def without_notes(jpeg: bytes) -> bytes:
    """A JPEG without its application and comment segments (ITU-T T.81, B.1.1.3).

    APP0 (density) and APP14 (which colours are meant) stay. What is no JPEG comes back as it was.
    """
    if jpeg[:2] != b"\xff\xd8":
        return jpeg
    kept, at = [jpeg[:2]], 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF:
        marker = jpeg[at + 1]
        if marker == 0xDA:  # the picture itself begins
            break
        end = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if not (0xE1 <= marker <= 0xED or marker in (0xEF, 0xFE)):
            kept.append(jpeg[at:end])
        at = end
    return b"".join([*kept, jpeg[at:]])
