"""Which files do people send, and which do attackers? Made here, by real libraries."""

import io
import struct
import zlib

import pikepdf
import pillow_heif
from PIL import Image, ImageDraw

WHERE = b"Mamuju-rahasia"  # what must never get through


def picture(width: int = 640, height: int = 480) -> Image.Image:
    """A drawing whose left top is red, so that a turn of it is seen."""
    image = Image.new("RGB", (width, height), "white")
    ImageDraw.Draw(image).rectangle((0, 0, width // 4, height // 4), fill="red")
    return image


def photo(width: int = 640, height: int = 480, *, turned: bool = False) -> bytes:
    """A JPEG as a camera writes it: with a position, a maker, and perhaps an orientation."""
    exif = Image.Exif()
    exif[0x010F] = WHERE.decode()  # Make
    if turned:
        exif[0x0112] = 6  # to be shown turned by 90 degrees
    exif.get_ifd(0x8825).update({1: "S", 2: (2.0, 40.0, 48.0), 3: "E", 4: (118.0, 53.0, 21.0)})
    out = io.BytesIO()
    picture(width, height).save(out, "JPEG", exif=exif, comment=WHERE)
    return out.getvalue()


def noise(width: int, height: int) -> bytes:
    """A JPEG that does not compress, for its size."""
    out = io.BytesIO()
    Image.effect_noise((width, height), 90).convert("RGB").save(out, "JPEG", quality=92)
    return out.getvalue()


def saved(form: str, mode: str = "RGB") -> bytes:
    """The drawing as PNG, WEBP, GIF …"""
    out = io.BytesIO()
    picture().convert(mode).save(out, form)
    return out.getvalue()


def heic() -> bytes:
    """The drawing as an iPhone keeps photos."""
    out = io.BytesIO()
    pillow_heif.from_pillow(picture()).save(out)
    return out.getvalue()


def bomb(side: int = 30_000) -> bytes:
    """A PNG of a few kilobytes that says it has `side` times `side` pixels, and has them."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    packer = zlib.compressobj(9)
    line = b"\0" * (1 + side // 8)
    lines = b"".join(packer.compress(line) for _ in range(side)) + packer.flush()
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def letter(pages: int = 1, *, password: str = "", photo_inside: bytes = b"") -> bytes:
    """A plain PDF."""
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=(595, 842))
    if photo_inside:
        embed(pdf, photo_inside)
    out = io.BytesIO()
    locked = pikepdf.Encryption(owner="o", user=password) if password else False
    pdf.save(out, encryption=locked)
    return out.getvalue()


def embed(pdf: pikepdf.Pdf, jpeg: bytes) -> None:
    """Put a JPEG onto the first page, as programs that make PDFs of photos do."""
    image = pdf.make_stream(
        jpeg,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=640,
        Height=480,
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=image))
    pdf.pages[0].Contents = pdf.make_stream(b"q 640 0 0 480 0 0 cm /P Do Q")


def hostile_letter() -> bytes:
    """A PDF with everything that acts or hides, each named `EVIL…` somewhere."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    dictionary, name, array = pikepdf.Dictionary, pikepdf.Name, pikepdf.Array
    script = dictionary(S=name.JavaScript, JS="app.alert('EVILscript')")
    launch = dictionary(S=name.Launch, F="EVILlaunch.exe")
    pdf.Root.OpenAction = pdf.make_indirect(script)
    pdf.Root.AA = dictionary(WC=dictionary(S=name.JavaScript, JS="EVILclose()"))
    pdf.Root.Names = dictionary(
        JavaScript=dictionary(Names=array(["a", pdf.make_indirect(script)])),
    )
    pdf.attachments["EVILfile.exe"] = b"MZ EVILcontent"
    pdf.Root.AcroForm = dictionary(
        Fields=array([]), XFA=pdf.make_stream(b"<xdp>EVILform</xdp>"), NeedAppearances=True
    )
    page = pdf.pages[0]
    page.AA = dictionary(O=dictionary(S=name.JavaScript, JS="EVILopen()"))
    box = array([0, 0, 100, 100])

    def note(subtype: pikepdf.Name, **more: object) -> pikepdf.Object:
        made = dictionary(Type=name.Annot, Subtype=subtype, Rect=box, **more)
        return pdf.make_indirect(made)

    chain = dictionary(S=name.GoTo, D=array([page.obj, name.Fit]), Next=launch)
    page.Annots = array(
        [
            note(name.Link, A=launch),
            note(name.Link, A=chain),
            note(name.Link, A=dictionary(S=name.URI, URI="javascript:EVILaddress()")),
            note(name.Link, A=dictionary(S=name.URI, URI="https://mamujukab.go.id/")),
            note(name.Link, A=dictionary(S=name.GoToR, F="EVILremote.pdf")),
            note(name.RichMedia, RichMediaContent=dictionary(Assets="EVILmedia")),
            note(name.FileAttachment, FS=dictionary(EF="EVILattached")),
        ]
    )
    key = dictionary(K=dictionary(S=name.JavaScript, JS="EVILkey()"))
    field = note(name.Widget, AA=key, FT=name.Tx, T="Nama")
    page.Annots.append(field)
    pdf.Root.AcroForm.Fields = array([field])
    with pdf.open_metadata() as about:
        about["dc:creator"] = ["EVILauthor"]
    pdf.docinfo["/Author"] = "EVILauthor"
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def everything_in(pdf: bytes) -> bytes:
    """All that a PDF says, unpacked, to be searched."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.save(
            out,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            compress_streams=False,
        )
    return out.getvalue()
