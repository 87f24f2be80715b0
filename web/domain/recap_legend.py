"""What do the codes of a printed recap mean? Those that occur, the tables' first."""

from web.domain.bands import Band
from web.domain.discretion import LEGEND
from web.domain.recap_sheet import FREE, JOINT_LEAVE, OWN_WORDS, UNJUDGED, Sheet
from web.domain.statuses import HALF, HALVABLE, STATUSES, meaning


def legend(sheet: Sheet) -> list[tuple[str, str]]:
    """The codes that occur and what each means, those of the table first."""
    known: dict[str, list[str]] = {"H": [OWN_WORDS["H"]]}

    def tell(code: str, words: str) -> None:
        held = known.setdefault(code, [])
        if words not in held:
            held.append(words)

    for rules in sheet.rules:
        for what, bands in (
            ("Terlambat", rules.table.late),
            ("Pulang sebelum waktunya", rules.table.early),
        ):
            for index, band in enumerate(bands):
                tell(band.code, f"{what} {_minutes(bands, index)}")
        tell(rules.table.no_in.code, "Tidak Absen Masuk")
        tell(rules.table.no_out.code, "Tidak Absen Pulang")
    for status in STATUSES.values():
        tell(status.code, status.label)
    for code in HALVABLE:
        tell(code + HALF, meaning(code + HALF) or "")
    for code, words in LEGEND.items():
        tell(code, words)
    for rules in sheet.rules:
        tell(rules.table.absent.code, "Tanpa keterangan")
    for code in (FREE, JOINT_LEAVE, UNJUDGED):
        tell(code, OWN_WORDS[code])
    used = {code for row in sheet.rows for code in row["totals"]["codes"]}
    listed = [(code, "; ".join(words)) for code, words in known.items() if code in used]
    return listed + [(code, "Menurut tabel lain") for code in sorted(used - set(known))]


def _minutes(bands: tuple[Band, ...], index: int) -> str:
    if index + 1 == len(bands):
        return f"{bands[index].start} menit atau lebih"
    return f"{bands[index].start}–{bands[index + 1].start - 1} menit"
