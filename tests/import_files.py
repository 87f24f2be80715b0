"""Which files do offices bring? Real ones, made as Excel and other programs make them."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

import openpyxl

SIASN = (
    *("PNS ID", "NIP BARU", "NIP LAMA", "NAMA", "GELAR DEPAN", "GELAR BELAKANG"),
    *("TEMPAT LAHIR NAMA", "TANGGAL LAHIR", "JENIS KELAMIN", "AGAMA NAMA", "NIK", "NOMOR HP"),
    *("EMAIL", "ALAMAT", "NPWP NOMOR", "JENIS PEGAWAI NAMA", "KEDUDUKAN HUKUM NAMA"),
    *("GOL AKHIR NAMA", "JABATAN NAMA", "UNOR NAMA"),
)


def xlsx(*rows: Sequence[Any], name: str = "Data") -> bytes:
    """A workbook of one sheet. Long numbers are given as text, unless they are numbers."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def csv_text(*rows: Iterable[str], separator: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue()


def siasn_row(nip: str, name: str, agency: str, **more: str) -> list[str]:
    """A row of a SIASN export; what must not be kept is told by the word SECRET in it."""
    said = {
        "NIP BARU": nip,
        "NAMA": name,
        "UNOR NAMA": agency,
        "NIK": "SECRET-7602",
        "AGAMA NAMA": "SECRET-faith",
        "ALAMAT": "SECRET-street",
        "NPWP NOMOR": "SECRET-tax",
        "NOMOR HP": "SECRET-phone",
        "KEDUDUKAN HUKUM NAMA": "Aktif",
    }
    said |= {key.replace("_", " "): value for key, value in more.items()}
    return [said.get(one, "") for one in SIASN]


def repacked(content: bytes, parts: dict[str, bytes]) -> bytes:
    """A workbook with some of its parts replaced or added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for one in old.namelist():
            if one not in parts:
                new.writestr(one, old.read(one))
        for name, part in parts.items():
            new.writestr(name, part)
    return out.getvalue()


def cells_of(content: bytes) -> list[list[str]]:
    """What stands in the first sheet of a workbook."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    return [["" if one is None else str(one) for one in row] for row in sheet.values]
