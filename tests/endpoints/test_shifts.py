"""Is a roster filled by hand, pattern and copy, and does nobody overwrite another's?"""

import csv
import io
import re
from typing import Any

import pytest

from tests.endpoints.conftest import STRANGER, Cast
from web.models import RosterEntry, Shift
from web.services import rosters

ROSTER = "/desk/roster"


def shifts(cast: Cast, desk: Any) -> None:
    """The usual three shifts of a hospital."""
    for code, name, start, end in (
        ("P", "Pagi", "07.30", "14.00"),
        ("S", "Siang", "14.00", "21.00"),
        ("M", "Malam", "21.00", "07.30"),
    ):
        form = {"code": code, "name": name, "start": start, "end": end}
        saved = desk.post("/desk/shifts", data=form | {"agency": str(cast.office.id)})
        assert saved.status_code == 303, saved.text


def cell(cast: Cast, who: str, day: str) -> str:
    """The name of a field of the grid."""
    return f"cell-{cast.people[who].id.hex}-{day}"


def on_page(cast: Cast, **more: str) -> dict[str, str]:
    return {"agency": str(cast.office.id), "month": "2030-01"} | more


def codes(cast: Cast, who: str) -> list[str]:
    """What stands for a person, by date."""

    async def look() -> list[str]:
        rows = await RosterEntry.filter(employee_id=cast.people[who].id).order_by("created_at")
        newest = {row.date: row for row in rows}
        known = {row.id: row.code for row in await Shift.all()}
        return [f"{day.day}{known.get(newest[day].shift_id, 'L')}" for day in sorted(newest)]

    return list(cast.run(look))


def test_a_night_shift_says_to_which_day_it_belongs(cast: Cast):
    desk = cast.at_desk("operator")
    shifts(cast, desk)

    page = desk.get("/desk/shifts").text

    assert "Sif Malam yang mulai Senin selesai Selasa pukul 07.30" in page
    assert "10 jam 30 menit" in page
    filled = desk.get("/desk/shifts?code=M").text
    assert 'value="21.00"' in filled
    assert 'value="14.00"' in desk.get("/desk/shifts?preset=siang").text


def test_the_list_has_the_hours_in_use_and_keeps_the_older_ones(cast: Cast):
    desk = cast.at_desk("operator")
    shifts(cast, desk)
    new = {"code": "P", "name": "Pagi", "start": "08.00", "end": "14.00", "rest": "30"}
    desk.post("/desk/shifts", data=new)

    def listed(asked: str) -> list[list[str]]:
        return list(csv.reader(io.StringIO(desk.get(f"/desk/shifts.csv?{asked}").text)))[1:]

    assert [row[:4] for row in listed("")] == [
        ["M", "Malam", "21.00", "07.30"],
        ["P", "Pagi", "08.00", "14.00"],
        ["S", "Siang", "14.00", "21.00"],
    ]
    assert [row[0] for row in listed("sort=-start")] == ["M", "S", "P"]
    older = listed("q=pagi&show=all&sort=at")
    assert [(row[2], row[4], row[8]) for row in older] == [
        ("07.30", "", "Jam lama"),
        ("08.00", "30", "Dipakai"),
    ]
    assert "Tidak ada yang cocok" in desk.get("/desk/shifts?q=zzz").text
    assert "Belum ada sif" in cast.at_desk("other_operator").get("/desk/shifts").text


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"code": ""}, "Isi kode"),
        ({"code": "L"}, "lepas dinas"),
        ({"code": "TERLALU"}, "satu sampai empat"),
        ({"name": ""}, "Isi nama"),
        ({"start": "pagi"}, "Tulis jam seperti 07.30."),
        ({"end": "07.30"}, "harus berbeda"),
        ({"opens": "09.00"}, "sebelum Jam Masuk"),
        ({"valid_from": "x"}, "Tanggal ini tidak ada."),
    ],
)
def test_a_wrong_shift_is_told(cast: Cast, change: dict[str, str], words: str):
    form = {"code": "P", "name": "Pagi", "start": "07.30", "end": "14.00"} | change

    answer = cast.at_desk("operator").post("/desk/shifts", data=form)

    assert answer.status_code == 422
    assert words in answer.text


def test_cells_are_stored_once_and_the_newest_stands(cast: Cast):
    desk = cast.at_desk("operator")
    shifts(cast, desk)
    first, second = cell(cast, "employee", "2030-01-01"), cell(cast, "employee", "2030-01-02")

    saved = desk.post(ROSTER, data=on_page(cast, **{first: "m", second: "L"}))
    page = desk.get(saved.headers["location"]).text
    desk.post(ROSTER, data=on_page(cast, **{first: "M", second: "P"}))

    assert f'name="{first}" value="M"' in page
    assert codes(cast, "employee") == ["1M", "2P"]

    async def kept() -> int:
        return await RosterEntry.all().count()

    assert cast.run(kept) == 3


def test_an_unknown_shift_is_told_and_what_was_typed_stays(cast: Cast):
    desk = cast.at_desk("operator")
    shifts(cast, desk)
    name = cell(cast, "employee", "2030-01-01")

    answer = desk.post(ROSTER, data=on_page(cast, **{name: "X"}))

    assert answer.status_code == 422
    assert "Sif X belum ada. Pakai M, P, S, L" in answer.text
    assert f'name="{name}" value="X"' in answer.text


def test_every_wrong_cell_is_marked_and_no_other(cast: Cast):
    desk = cast.at_desk("operator")
    shifts(cast, desk)
    right, *wrong = (cell(cast, "employee", f"2030-01-0{n}") for n in range(1, 4))

    page = desk.post(ROSTER, data=on_page(cast, **{right: "P", wrong[0]: "X", wrong[1]: "?"})).text

    marked = re.findall(r'id="(cell-[^"]+)" aria-invalid="true"', page)
    assert marked == wrong
    assert f'href="#{wrong[0]}"' in page
    assert codes(cast, "employee") == []


def test_a_roster_is_narrowed_by_name_and_nip_and_a_pattern_laid_over_all_that_match(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(rosters, "PAGE_SIZE", 1)
    desk = cast.at_desk("operator")
    shifts(cast, desk)
    page = desk.get(f"{ROSTER}?agency={cast.office.id}&month=2030-01&q=nurha").text
    assert cell(cast, "employee", "2030-01-01") in page
    assert cell(cast, "supervisor", "2030-01-01") not in page
    assert "month=2029-12" in page
    assert "q=nurha" in page.split("month=2029-12")[0].rsplit("href=", 1)[1]
    nip = cast.people["supervisor"].nip
    page = desk.get(f"{ROSTER}?agency={cast.office.id}&month=2030-01&q={nip}").text
    assert cell(cast, "supervisor", "2030-01-01") in page
    assert "Tidak ada yang cocok" in desk.get(f"{ROSTER}?q=zzz").text

    form = on_page(cast, q="19", person="found", pattern="P S", first="2030-01-01")
    saved = desk.post(f"{ROSTER}/fill", data=form | {"last": "2030-01-02"})
    assert "q=19" in saved.headers["location"]
    for who in ("employee", "supervisor", "operator"):
        assert codes(cast, who) == ["1P", "2S"]
    onto = on_page(cast, q="nurha", person="found", span="week", to="2030-01-08")
    assert desk.post(f"{ROSTER}/copy", data=onto).status_code == 303
    assert codes(cast, "employee") == ["1P", "2S", "8P", "9S"]
    assert codes(cast, "operator") == ["1P", "2S"]


def test_what_somebody_entered_since_is_not_overwritten(cast: Cast):
    desk = cast.at_desk("operator")
    shifts(cast, desk)
    name = cell(cast, "employee", "2030-01-01")
    desk.post(ROSTER, data=on_page(cast, **{name: "P"}))

    late = desk.post(ROSTER, data=on_page(cast, seen="2020-01-01T00:00:00", **{name: "S"}))

    assert late.status_code == 422
    assert "Orang lain baru saja mengubah" in late.text
    assert codes(cast, "employee") == ["1P"]


def test_a_pattern_is_repeated_and_a_week_and_a_month_are_copied(cast: Cast):
    desk = cast.at_desk("operator")
    shifts(cast, desk)
    who = str(cast.people["employee"].id)
    form = on_page(cast, person=who, pattern="P P S S M M L L", first="2030-01-01")

    assert desk.post(f"{ROSTER}/fill", data=form | {"last": "2030-01-09"}).status_code == 303
    assert codes(cast, "employee") == ["1P", "2P", "3S", "4S", "5M", "6M", "7L", "8L", "9P"]

    copied = desk.post(f"{ROSTER}/copy", data=on_page(cast, span="week", to="2030-01-10"))
    assert copied.status_code == 303
    assert codes(cast, "employee")[9:] == ["10S", "11S", "12M", "13M", "14L", "15L", "16P"]

    over = form | {"pattern": "S S S", "last": "2030-01-03"}
    asked = desk.post(f"{ROSTER}/fill", data=over)
    assert asked.status_code == 422
    told = "2 kotak yang sudah terisi akan diganti."
    assert f'name="certain" value="{told}"' in asked.text
    assert codes(cast, "employee")[:3] == ["1P", "2P", "3S"]
    assert desk.post(f"{ROSTER}/fill", data=over | {"certain": told}).status_code == 303
    assert codes(cast, "employee")[:3] == ["1S", "2S", "3S"]

    onto = on_page(cast, span="month") | {"month": "2030-02"}
    assert desk.post(f"{ROSTER}/copy", data=onto).status_code == 303
    assert len(codes(cast, "employee")) == 32


@pytest.mark.parametrize(
    ("path", "form", "words"),
    [
        ("fill", {"pattern": "", "first": "2030-01-01", "last": "2030-01-02"}, "Tulis pola"),
        ("fill", {"pattern": "P", "first": "2030-01-03", "last": "2030-01-02"}, "Isi tanggal"),
        (
            "fill",
            {"pattern": "P", "first": "2030-01-01", "last": "2030-01-02", "person": STRANGER},
            "Pilih pegawai.",
        ),
        ("copy", {"span": "week", "to": ""}, "Isi hari pertama"),
        ("copy", {"span": "month"}, "Tidak ada jadwal untuk disalin."),
    ],
)
def test_wrong_tools_are_told(cast: Cast, path: str, form: dict[str, str], words: str):
    answer = cast.at_desk("operator").post(f"{ROSTER}/{path}", data=on_page(cast) | form)

    assert answer.status_code == 422
    assert words in answer.text


def test_changed_hours_hold_for_the_roster_from_a_date_on(cast: Cast):
    desk = cast.at_desk("operator")
    shifts(cast, desk)
    both = {cell(cast, "employee", day): "P" for day in ("2030-01-01", "2030-01-02")}
    desk.post(ROSTER, data=on_page(cast, **both))

    form = {"code": "P", "name": "Pagi", "start": "08.00", "end": "14.00"}
    desk.post("/desk/shifts", data=form | {"valid_from": "2030-01-02"})

    async def starts() -> list[str]:
        rows = await RosterEntry.all().order_by("created_at").select_related("shift")
        newest = {row.date: row.shift.hours[0] for row in rows if row.shift}
        return [newest[day] for day in sorted(newest)]

    assert cast.run(starts) == ["07:30", "08:00"]


def test_others_have_nothing_to_do_with_it(cast: Cast):
    name = cell(cast, "employee", "2030-01-01")

    other = cast.at_desk("other_operator")
    assert other.get(f"{ROSTER}?agency={cast.office.id}").status_code == 404
    assert other.get(f"{ROSTER}?group={STRANGER}").status_code == 404
    assert other.get(f"{ROSTER}?group={STRANGER}").status_code == 404
    assert other.post(ROSTER, data=on_page(cast, **{name: "P"})).status_code == 404
    assert other.post("/desk/shifts", data=on_page(cast, code="P")).status_code == 404
    assert other.post(ROSTER, data={"month": "2030-01", name: "L"}).status_code == 422
    assert codes(cast, "employee") == []
    assert other.get(f"{ROSTER}?month=2030").status_code == 422
    assert cast.at_desk("supervisor").get(ROSTER).status_code == 403
    assert cast.browser().get(ROSTER).status_code == 303
