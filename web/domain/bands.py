"""What is a late, an early or a missing record called, and what does it cost?

Bands differ from agency to agency (docs/rules.md), so they are data: a table has a name, the
source it was taken from, and the date from which it is in force.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MAX_BANDS = 8
_CODE = re.compile(r"[A-Z][A-Z0-9]{0,5}", re.ASCII)


class BadTable(ValueError):
    """A table that cannot be. `where` is the part concerned: "late", "early", "no_in", …"""

    def __init__(self, where: str, sentence: str) -> None:
        self.where = where
        super().__init__(sentence)


@dataclass(frozen=True, slots=True)
class Band:
    """From how many whole minutes on, under which code, at which cut in percent of a month."""

    start: int
    code: str
    cut: float


@dataclass(frozen=True, slots=True)
class Price:
    """A missing record or an absent day: its code and its cut in percent."""

    code: str
    cut: float


@dataclass(frozen=True, slots=True)
class Table:
    """Bands in rising order, the prices of what is missing, and the most a month can lose."""

    late: tuple[Band, ...]
    early: tuple[Band, ...]
    no_in: Price
    no_out: Price
    absent: Price
    most: float = 100.0

    def late_band(self, minutes: int) -> Band | None:
        """The band of so many minutes of lateness, None below the first."""
        return _band(self.late, minutes)

    def early_band(self, minutes: int) -> Band | None:
        """The band of so many minutes of leaving early, None below the first."""
        return _band(self.early, minutes)


def _band(bands: tuple[Band, ...], minutes: int) -> Band | None:
    found = None
    for band in bands:
        if minutes >= band.start:
            found = band
    return found


def parse_table(raw: Any) -> Table:
    """Read a table as it is stored.

    Raises:
        BadTable: a part is missing, out of order, or not a percentage.
    """
    if not isinstance(raw, Mapping):
        raise BadTable("table", "Tabel potongan tidak dapat dibaca.")
    return Table(
        late=_bands(raw, "late"),
        early=_bands(raw, "early"),
        no_in=_price(raw, "no_in"),
        no_out=_price(raw, "no_out"),
        absent=_price(raw, "absent"),
        most=_percent(raw.get("most", 100), "most"),
    )


def _bands(raw: Mapping[str, Any], where: str) -> tuple[Band, ...]:
    given = raw.get(where)
    if not isinstance(given, list) or not 1 <= len(given) <= MAX_BANDS:
        raise BadTable(where, f"Isi satu sampai {MAX_BANDS} tingkat.")
    bands: list[Band] = []
    for one in given:
        if not isinstance(one, Mapping) or not isinstance(one.get("from"), int):
            raise BadTable(where, "Isi menit awal setiap tingkat dengan bilangan bulat.")
        band = Band(one["from"], _code(one, where), _percent(one.get("cut"), where))
        if band.start < 1 or (bands and band.start <= bands[-1].start):
            raise BadTable(where, "Menit awal harus naik dari tingkat ke tingkat, mulai dari 1.")
        bands.append(band)
    return tuple(bands)


def _price(raw: Mapping[str, Any], where: str) -> Price:
    given = raw.get(where)
    if not isinstance(given, Mapping):
        raise BadTable(where, "Isi kode dan potongannya.")
    return Price(_code(given, where), _percent(given.get("cut"), where))


def _code(raw: Mapping[str, Any], where: str) -> str:
    code = raw.get("code")
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        raise BadTable(where, "Kode berupa 1 sampai 6 huruf besar dan angka, misalnya TL1.")
    return code


def _percent(value: Any, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 100:
        raise BadTable(where, "Potongan berupa persen, 0 sampai 100.")
    return float(value)


def percent_words(value: float) -> str:
    """A percentage as "0,5 %"."""
    return f"{value:.4g}".replace(".", ",") + " %"


def describe(table: Table) -> list[str]:
    """The table read aloud, one sentence a line."""
    told = [
        f"{what} {_range(bands, index)}: {band.code}, potongan {percent_words(band.cut)}."
        for what, bands in (("Terlambat", table.late), ("Pulang cepat", table.early))
        for index, band in enumerate(bands)
    ]
    for what, price in (
        ("Tidak Absen Masuk", table.no_in),
        ("Tidak Absen Pulang", table.no_out),
        ("Tanpa keterangan sehari", table.absent),
    ):
        told.append(f"{what}: {price.code}, potongan {percent_words(price.cut)}.")
    told.append(f"Potongan sebulan paling banyak {percent_words(table.most)}.")
    return told


def _range(bands: tuple[Band, ...], index: int) -> str:
    if index + 1 == len(bands):
        return f"{bands[index].start} menit atau lebih"
    return f"{bands[index].start}–{bands[index + 1].start - 1} menit"


@dataclass(frozen=True, slots=True)
class Preset:
    """A table of somebody else's rule, named as what it is."""

    name: str
    source: str
    body: dict[str, Any]


def _levels(code: str, starts: tuple[int, ...], cuts: tuple[float, ...]) -> list[dict[str, Any]]:
    return [
        {"code": f"{code}{level}", "from": start, "cut": cut}
        for level, (start, cut) in enumerate(zip(starts, cuts, strict=True), 1)
    ]


def _preset(
    name: str,
    source: str,
    starts: tuple[int, ...],
    cuts: tuple[float, ...],
    *,
    missing: float,
    absent: float,
    early: tuple[float, ...] | None = None,
) -> Preset:
    body = {
        "late": _levels("TL", starts, cuts),
        "early": _levels("PSW", starts, early or cuts),
        "no_in": {"code": "TAM", "cut": missing},
        "no_out": {"code": "TAP", "cut": missing},
        "absent": {"code": "TK", "cut": absent},
        "most": 100,
    }
    return Preset(name, source, body)


DEFAULT_PRESET = "kementan-68-2012"
COMMON = (1, 31, 61, 91)

# None of these is Mamuju's: its own table was not found and is entered by the office. What a
# source leaves open (often the day without any record) is filled as its note says.
PRESETS = {
    DEFAULT_PRESET: _preset(
        "Contoh: Permentan 68/2012",
        "Permentan 68/2012 (Kementerian Pertanian). Contoh, bukan aturan Mamuju.",
        COMMON,
        (0.5, 1.0, 1.5, 2.0),
        missing=2.0,
        absent=4.0,
    ),
    "pmk-221-2021": _preset(
        "Contoh: PMK 221/2021",
        "PMK 221/2021 (Kementerian Keuangan), dihitung sesudah waktu fleksibel 90 menit;"
        " satu hari tanpa keterangan diisi 5 % sebagai dua kali 2,5 %.",
        (1, 31, 61),
        (1.0, 1.25, 2.5),
        missing=2.5,
        absent=5.0,
    ),
    "bgn-4-2025": _preset(
        "Contoh: Badan Gizi Nasional 4/2025",
        "Peraturan Badan Gizi Nasional 4/2025; yang tidak tercatat diisi sebagai tingkat 2.",
        (1, 61),
        (0.5, 1.0),
        missing=1.0,
        absent=2.0,
    ),
    "mataram-2023": _preset(
        "Contoh: Kota Mataram",
        "Kota Mataram, diberitakan 5 Oktober 2023: 2 % setiap kali, 3 % sehari.",
        (1,),
        (2.0,),
        missing=2.0,
        absent=3.0,
    ),
}
