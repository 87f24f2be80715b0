"""Do supervisors and leave come in by files, each by the rules of its own page?"""

from datetime import date

from tests.endpoints.conftest import Cast
from tests.endpoints.importing import HOME, apply, person, rows_of, text_of, upload
from tests.import_files import csv_text, xlsx
from web.models import DayStatus


def test_supervisors_come_as_pairs_of_people_who_are_there(cast: Cast):
    operator, one = cast.at_desk("operator"), cast.people["operator"]
    head, below = cast.people["supervisor"], cast.people["employee"]
    content = csv_text(
        ("NIP", "NIP atasan"),
        (one.nip, head.nip),
        (head.nip, below.nip),
        ("199001012015011011", head.nip),
        (below.nip, "1.99E+17"),
    )
    page = upload(operator, content, "supervisors")
    words = rows_of(operator, page, "wrong")
    assert f"Atasan berputar: {head.name} → {below.name} → {head.name}." in words
    assert "Bukan pegawai aktif yang terdaftar." in words
    assert "dibulatkan oleh Excel" in words
    assert "tidak ada di berkas" not in words
    apply(operator, page)
    assert person(cast, one.nip).supervisor.id == head.id


def test_no_file_tells_an_operator_who_has_a_number_elsewhere(cast: Cast):
    operator, mine = cast.at_desk("operator"), cast.people["employee"]
    other = cast.people["other_employee"]

    async def place_below() -> None:
        other.supervisor = mine
        await other.save()

    cast.run(place_below)
    files = {
        "employees": (("NIP", "Nama", "NIP atasan"), (other.nip, "X", mine.nip)),
        "supervisors": (("NIP", "NIP atasan"), (other.nip, mine.nip), (mine.nip, other.nip)),
        "statuses": (("NIP", "Jenis", "Mulai", "Sampai"), (other.nip, "CT", *["2026-03-02"] * 2)),
        "rosters": (("NIP", "2026-03-02"), (other.nip, "P")),
    }
    for kind, rows in files.items():
        page = upload(operator, csv_text(*rows), kind)
        found = rows_of(operator, page, "wrong")
        file = operator.get(f"{page.path}.csv?show=wrong").text
        assert other.nip in file, kind
        assert other.name not in page.text + found + file, kind


def test_leave_comes_in_by_the_rules_of_its_own_page(cast: Cast):
    operator, nip = cast.at_desk("operator"), cast.people["employee"].nip
    head = ("NIP", "Jenis", "Mulai", "Sampai", "Nomor surat", "Keterangan")
    content = xlsx(
        head,
        (nip, "CT", "2026-03-02", "04/03/2026", "800/1", ""),
        (nip, "cuti sakit", "2026-05-04", "2026-05-05", "800/2", "SECRET-illness"),
        (nip, "XX", "2026-03-09", "2026-03-09", "", ""),
        (nip, "I", "2026-03-10", "2026-03-09", "", ""),
        (nip, "CT", "2026-03-02", "2026-03-04", "", ""),
        (cast.people["other_employee"].nip, "I", "2026-03-09", "2026-03-09", "", ""),
    )
    page = upload(operator, content, "statuses")
    words = rows_of(operator, page, "wrong")
    for wrong in (
        "Jenis “XX” tidak dikenal.",
        "Tanggal terakhir tidak boleh sebelum tanggal pertama.",
        "Sama dengan baris 2.",
        "bukan pegawai di OPD Anda",
    ):
        assert wrong in words
    assert "2 baru" in apply(operator, page).text
    assert cast.run(DayStatus.all().count) == 2
    overlap = csv_text(head, (nip, "I", "2026-03-03", "2026-03-03", "", ""))
    doubtful = upload(operator, overlap, "statuses")
    assert "Bertumpuk dengan Cuti tahunan 02/03/2026–04/03/2026." in text_of(doubtful)
    apply(operator, doubtful, doubtful="skip")
    assert cast.run(DayStatus.all().count) == 2


def test_half_days_and_studies_come_in_and_go_out_alike(cast: Cast):
    operator, nip = cast.at_desk("operator"), cast.people["employee"].nip
    head = ("NIP", "Jenis", "Mulai", "Sampai", "Nomor surat", "Tanggal surat")
    head += ("Bagian hari", "Sambil bekerja")
    halves = (nip, "I", "2026-03-03", "2026-03-03", "", "")
    content = csv_text(
        head,
        (*halves, "Paruh pertama", ""),
        (*halves, "paruh kedua", ""),
        (*halves, "sore", ""),
        (nip, "TB", "2026-09-01", "2027-08-31", "894/TB/2026", "2026-08-20", "", "ya"),
        (nip, "TB", "2026-09-01", "2027-08-31", "894/TB/2026", "tidak tahu", "", "mungkin"),
    )
    page = upload(operator, content, "statuses")
    words = rows_of(operator, page, "wrong")
    assert "Bagian hari “sore” tidak dikenal." in words
    assert "Tanggal surat “tidak tahu” bukan tanggal." in words
    assert "Sambil bekerja “mungkin”: tulis ya, atau kosongkan." in words
    assert "3 baru" in apply(operator, page).text

    async def kept() -> list[tuple[object, ...]]:
        found = DayStatus.all().order_by("first_day", "covers")
        return await found.values_list("code", "covers", "working", "letter_date")

    assert cast.run(kept) == [
        ("I", "in", False, None),
        ("I", "out", False, None),
        ("TB", "both", True, date(2026, 8, 20)),
    ]
    file = operator.get(f"{HOME}/exports/statuses.csv").text
    assert all(word in file for word in ("Paruh pertama", "Paruh kedua", "2026-08-20", "ya"))
    assert "Semua 3 baris sudah sama" in text_of(upload(operator, file, "statuses"))


def test_leave_that_its_service_refuses_leaves_nothing(cast: Cast):
    operator, nip = cast.at_desk("operator"), cast.people["employee"].nip
    rows = [(nip, "WFA", f"2027-03-0{day}", f"2027-03-0{day}") for day in (1, 2, 3)]
    page = upload(operator, csv_text(("NIP", "Jenis", "Mulai", "Sampai"), *rows), "statuses")
    refused = apply(operator, page)
    assert "Baris 4: WFA paling banyak 2 hari kerja seminggu" in text_of(refused)
    assert cast.run(DayStatus.all().count) == 0
