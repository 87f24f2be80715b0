"""Is the calendar read, entered, taken back and imported by those who may, and told in words?"""

from datetime import date
from typing import Any

import pytest

from tests.endpoints.conftest import STRANGER, Cast
from tests.import_files import xlsx
from web.models import CalendarDay
from web.services import calendar

DAY = {"first": "2026-07-14", "kind": "local", "name": "Hari Jadi Mamuju", "source": "SE 1/2026"}
CSV = b"tanggal;jenis;nama\n14/07/2026;Libur daerah;Hari Jadi\n2026-08-17;holiday;Proklamasi\n"
ICS = (
    b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260216\r\n"
    b"SUMMARY:Cuti Bersama Imlek\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def rows(cast: Cast) -> list[CalendarDay]:
    async def look() -> list[CalendarDay]:
        return await CalendarDay.all().order_by("date", "created_at")

    found: list[CalendarDay] = cast.run(look)
    return found


def seed(cast: Cast) -> None:
    cast.run(calendar.seed_national, years=[2026])


def test_a_year_tells_what_it_does_and_who_entered_what(cast: Cast):
    seed(cast)

    page = cast.at_desk("operator").get("/desk/calendar?year=2026").text

    assert "17 libur nasional, 8 cuti bersama" in page
    assert "Proklamasi Kemerdekaan" in page
    assert "SKB 1497/2025, 2/2025, 5/2025" in page
    assert "Kamis, 1 Januari 2026, Tahun Baru 2026 Masehi" in page
    assert "belum ada di kalender" in cast.at_desk("admin").get("/desk/calendar?year=2027").text


def test_an_admin_enters_a_day_for_everybody_and_an_operator_for_their_own(cast: Cast):
    admin, operator = cast.at_desk("admin"), cast.at_desk("operator")

    saved = admin.post("/desk/calendar", data=DAY)
    operator.post("/desk/calendar", data=DAY | {"first": "2026-07-15", "last": "2026-07-16"})

    assert saved.headers["location"] == "/desk/calendar?year=2026&done=calendar-set"
    found = [(row.date.day, row.agency_id, row.author_id) for row in rows(cast)]  # type: ignore[attr-defined]
    ids = {who: cast.people[who].id for who in ("admin", "operator")}
    assert found == [
        (14, None, ids["admin"]),
        (15, cast.office.id, ids["operator"]),
        (16, cast.office.id, ids["operator"]),
    ]
    other = cast.at_desk("other_operator").get("/desk/calendar?year=2026").text
    assert other.count("Hari Jadi Mamuju</strong>") == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"first": ""}, "Isi tanggalnya."),
        ({"first": "2026-02-30"}, "Isi tanggalnya."),
        ({"last": "2026-07-13"}, "harus sesudah tanggal awal"),
        ({"last": "2026-07-32"}, "Tanggal ini tidak ada."),
        ({"name": ""}, "Isi nama hari."),
        ({"kind": "pesta"}, "Pilih jenis harinya."),
        ({"name": "Idulfitri (perkiraan)"}, "Tanggal perkiraan tidak dicatat"),
    ],
)
def test_a_wrong_day_is_told_beside_its_field_and_kept(
    cast: Cast, change: dict[str, str], words: str
):
    answer = cast.at_desk("admin").post("/desk/calendar", data=DAY | change)

    assert answer.status_code == 422
    assert words in answer.text
    assert "SE 1/2026" in answer.text
    assert rows(cast) == []


def test_an_office_works_on_a_holiday_with_a_reason_and_follows_again(cast: Cast):
    seed(cast)
    desk, path = cast.at_desk("operator"), "/desk/calendar/2026-08-17"
    assert "Jadikan hari biasa" in desk.get(path).text

    assert "Tulis alasan" in desk.post(path, data={"act": "back"}).text
    worked = desk.post(path, data={"act": "back", "reason": "Pelayanan tetap buka"})

    assert worked.status_code == 303
    page = desk.get(path).text
    assert "Jam kerja berlaku seperti biasa" in page
    assert "Pelayanan tetap buka" in page
    assert "Rosmini Tahir" in page
    assert "Tidak ada yang diharapkan" in cast.at_desk("other_operator").get(path).text
    assert desk.post(path, data={"act": "follow"}).status_code == 303
    assert "Tidak ada yang diharapkan" in desk.get(path).text


def test_a_day_is_renamed_by_a_newer_row(cast: Cast):
    desk = cast.at_desk("admin")
    desk.post("/desk/calendar", data=DAY)

    changed = desk.post("/desk/calendar/2026-07-14", data=DAY | {"name": "Hari Jadi ke-486"})

    assert changed.headers["location"] == "/desk/calendar/2026-07-14?done=calendar-set"
    assert [row.name for row in rows(cast)] == ["Hari Jadi Mamuju", "Hari Jadi ke-486"]
    page = desk.get("/desk/calendar/2026-07-14").text
    assert "<h2>Hari Jadi ke-486</h2>" in page
    wrong = desk.post("/desk/calendar/2026-07-14", data={"kind": "local", "name": ""})
    assert (wrong.status_code, "Isi nama hari." in wrong.text) == (422, True)


@pytest.mark.parametrize(("name", "content", "days"), [("a.csv", CSV, 2), ("a.ics", ICS, 1)])
def test_a_file_is_shown_first_and_applied_once(cast: Cast, name: str, content: bytes, days: int):
    desk = cast.at_desk("admin")

    shown = desk.post("/desk/calendar/import", files={"file": (name, content)})

    assert f"{days} hari akan berubah" in shown.text
    assert rows(cast) == []
    text = shown.text.partition('<textarea name="rows" hidden>')[2].partition("</textarea>")[0]
    form = {"rows": text, "source": f"Berkas {name}"}
    for _ in range(2):
        assert desk.post("/desk/calendar/import/rows", data=form).status_code == 303
    assert [row.source for row in rows(cast)] == [f"Berkas {name}"] * days
    again = desk.post("/desk/calendar/import", files={"file": (name, content)})
    assert "tidak ada yang berubah" in again.text


def test_what_is_exported_is_imported_without_a_change(cast: Cast):
    seed(cast)
    desk = cast.at_desk("admin")

    file = desk.get("/desk/calendar/export?year=2026")

    assert file.headers["content-disposition"] == 'attachment; filename="kalender-2026.csv"'
    assert len(file.text.splitlines()) == 26
    shown = desk.post("/desk/calendar/import", files={"file": ("a.csv", file.content)})
    assert "25 hari di berkas." in shown.text
    assert "tidak ada yang berubah" in shown.text
    own = cast.at_desk("operator").get("/desk/calendar/export?year=2026").text
    assert len(own.splitlines()) == 1


def test_the_days_that_are_shown_are_narrowed_and_their_file_imports_again(cast: Cast):
    seed(cast)
    desk = cast.at_desk("admin")

    def listed(asked: str) -> list[str]:
        file = desk.get(f"/desk/calendar.csv?year=2026&{asked}")
        return [line.split(",")[0] for line in file.text.splitlines()[1:]]

    every = listed("")
    assert len(every) == 25
    assert listed("sort=-date") == every[::-1]
    assert listed("q=KEMERDEKAAN") == ["2026-08-17"]
    assert 0 < len(listed("kind=joint_leave")) < 25
    assert sorted(listed("show=past") + listed("show=coming")) == every
    assert "Tidak ada yang cocok" in desk.get("/desk/calendar?year=2026&q=zzz").text
    for ending in ("csv", "xlsx"):
        file = desk.get(f"/desk/calendar.{ending}?year=2026").content
        shown = desk.post("/desk/calendar/import", files={"file": (f"a.{ending}", file)})
        assert "25 hari di berkas." in shown.text
        assert "tidak ada yang berubah" in shown.text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Pilih berkas"),
        (b"a,b\n", "Kolom tanggal, jenis, nama tidak ada"),
        (b"tanggal,jenis,nama\n2026-02-30,local,X\n", "Baris 2: tanggal"),
        (b"\xff\xfe", "tidak terbaca"),
        (b"PK\x03\x04", "rusak"),
        (xlsx(["tanggal", "jenis"], ["2026-08-17", "local"]), "nama tidak ada"),
        (xlsx(["tanggal", "jenis", "nama"], ["=A9", "local", "X"]), "Baris 2: tanggal"),
        (xlsx(["tanggal", "jenis", "nama"], ["17/08/2026", "pesta", "X"]), "Baris 2: jenis"),
    ],
)
def test_a_wrong_file_is_told_row_by_row(cast: Cast, content: bytes, words: str):
    desk = cast.at_desk("operator")

    answer = desk.post("/desk/calendar/import", files={"file": ("a.csv", content)})

    assert answer.status_code == 422
    assert words in answer.text
    assert desk.post("/desk/calendar/import/rows", data={"rows": "x"}).status_code == 422


PAGES = ("/desk/calendar", "/desk/calendar/import", "/desk/calendar/2026-08-17", "/desk/rules")


@pytest.mark.parametrize("path", [*PAGES, "/desk/calendar/export"])
def test_operators_and_admins_open_it_and_others_do_not(cast: Cast, path: str):
    for who in ("operator", "admin"):
        assert cast.at_desk(who).get(path).status_code == 200
    assert cast.at_desk("supervisor").get(path).status_code == 403
    assert cast.client.get(path).status_code == 303


@pytest.mark.parametrize("path", [*PAGES, "/desk/calendar/export"])
def test_another_office_s_calendar_is_not_found(cast: Cast, path: str):
    desk = cast.at_desk("other_operator")

    assert desk.get(f"{path}?agency={cast.office.id}").status_code == 404
    assert cast.at_desk("admin").get(f"{path}?agency={STRANGER}").status_code == 404
    assert cast.at_desk("admin").get(f"{path}?agency=x").status_code == 404


def test_nobody_enters_a_day_for_another_office(cast: Cast):
    desk, there = cast.at_desk("other_operator"), {"agency": str(cast.office.id)}

    for path in ("/desk/calendar", "/desk/calendar/2026-07-14", "/desk/calendar/import/rows"):
        assert desk.post(path, data=DAY | there).status_code == 404
    assert rows(cast) == []


@pytest.mark.parametrize("day", ["kemarin", "2026-02-30", "1999-01-01", "%00"])
def test_a_date_that_is_none_is_not_found(cast: Cast, day: str):
    assert cast.at_desk("admin").get(f"/desk/calendar/{day}").status_code == 404


def test_the_rules_are_told_with_an_example_day(cast: Cast):
    seed(cast)
    answer: Any = cast.at_desk("operator").get("/desk/rules")

    for words in ("Contoh:", "TL1", "07.30–16.00", "Tabel potongan", "Hari khusus"):
        assert words in answer.text, words
    choose = cast.at_desk("admin").get("/desk/rules").text
    assert "Pilih satu OPD" in choose
    assert "07.30–16.00" in cast.at_desk("admin").get(f"/desk/rules?agency={cast.office.id}").text


def test_a_senseless_year_is_this_one(cast: Cast):
    this = f"Kalender {date.today().year}"  # noqa: DTZ011 (the page knows no other)
    for asked in ("x", "0", "99999", "²026"):
        assert this in cast.at_desk("operator").get(f"/desk/calendar?year={asked}").text
