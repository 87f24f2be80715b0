"""Are rows of strangers' files understood as they are meant, and never more than that?"""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.domain.import_columns import complete, fold, private
from web.domain.import_headings import guess, heading_row, memory, recognise
from web.domain.import_people import plan_people
from web.domain.import_person import PEOPLE
from web.domain.import_plan import CHANGED, NEW, SAME, WRONG, Plan, chosen
from web.domain.import_roster import ByName, Known, Present
from web.domain.import_table import MAX_CELL, Row, clean, guarded, letter, looks_rounded, unguarded
from web.domain.supervision import circles, depths, way_round

HEAD, BUDI, SITI = "197901012005012001", "199001012015011011", "199102022016022012"
PLACES = {"nip": 0, "name": 1, "agency": 2, "supervisor": 3, "position": 4}
ROSTER = {
    HEAD: Known(HEAD, "Hasanuddin Yusuf, S.Sos.", "Dinas A", position="Kepala"),
    BUDI: Known(BUDI, "Budi", "Dinas A", supervisor=HEAD, starts_on=date(2026, 1, 5)),
}
AGENCIES = ByName((name, name) for name in ("Dinas A", "Dinas Kesehatan"))


def planned(*rows: tuple[str, ...], everywhere: bool = True, fixed: str = "") -> Plan:
    present = Present(ROSTER, AGENCIES, everywhere=everywhere, fixed=fixed)
    return plan_people([Row(n, row) for n, row in enumerate(rows, 2)], PLACES, present)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("'199203152015031002", "199203152015031002"),
        ("’199203152015031002", "199203152015031002"),
        ("\ufeff Nur\u200bhayati\u00a0 Saleh ", "Nurhayati Saleh"),
        ("-", ""),
        ("'=1+1", "=1+1"),
        ("Ma'ruf", "Ma'ruf"),
        ("'Aisyah", "'Aisyah"),
        ("Jl.\nPoros", "Jl. Poros"),
    ],
)
def test_a_cell_is_read_as_it_is_meant(text: str, meant: str) -> None:
    assert clean(text) == (meant, None)


@pytest.mark.parametrize("text", ["Budi\u202eidnas", "a\x07b", "x\ud800", "\U000e0041"])
def test_letters_that_nobody_sees_are_a_fault(text: str) -> None:
    assert clean(text) == ("", "hidden")


def test_a_cell_as_long_as_a_book_is_a_fault() -> None:
    assert clean("x" * (MAX_CELL + 1)) == ("", "long")


@given(st.text())
def test_what_is_guarded_for_a_spreadsheet_comes_back(text: str) -> None:
    plain = re.fullmatch(r"-\d+([.,]\d+)?", text, re.ASCII)
    assert plain or guarded(text)[:1] not in ("=", "+", "-", "@", "\t", "\r")
    if not text.startswith(("'", "’")):
        assert unguarded(guarded(text)) in (text, text.lstrip())


@pytest.mark.parametrize("text", ["-2.5", "-118,912345", "-0.5", "-3"])
def test_a_negative_number_is_no_formula(text: str) -> None:
    assert guarded(text) == text
    assert unguarded(f"'{text}") == text  # as older files have it


@pytest.mark.parametrize("text", ["-2+3", "-007", "-2.5.1", "-cmd|calc", "+2.5", "-", "-1e5"])
def test_what_only_looks_like_a_number_is_guarded(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["1.99E+17", "1,98501E+17", "2E+17", "1.99e17", "1,99203E17"])
def test_a_number_that_excel_rounded_is_seen(text: str) -> None:
    assert looks_rounded(text)


def test_columns_are_known_by_siasns_names_and_none_is_taken_twice() -> None:
    headings = ["PNS ID", "NIP BARU", "NIP LAMA", "NAMA", "UNOR NAMA", "NIK", "NAMA"]
    assert recognise(PEOPLE, headings) == {"nip": 1, "name": 3, "agency": 4}
    assert private("N.I.K.")
    assert not private("Unik")


def test_a_guess_takes_memory_before_resemblance() -> None:
    headings = ["N.I.P", "Nama Pegawai", "Nama OPD/Unit", "Tugas pokok"]
    found = guess(PEOPLE, headings, {fold("Tugas pokok"): "position"})
    assert (found["nip"], found["name"], found["position"]) == (0, 1, 3)
    assert complete(PEOPLE, found)
    assert memory(headings, {"nip": 0})["nip"] == "nip"


def test_the_headings_are_found_below_a_letterhead() -> None:
    rows = [["PEMERINTAH KABUPATEN"], [], ["Daftar pegawai", ""], ["No", "NIP", "NAMA"], ["1"]]
    assert heading_row(PEOPLE, rows) == 3
    assert heading_row(PEOPLE, [["x"], []]) is None


def test_letters_of_columns() -> None:
    assert [letter(at) for at in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_an_empty_cell_changes_nothing() -> None:
    plan = planned((BUDI, "Budi", "", "", ""), (HEAD, "Hasanuddin Yusuf, S.Sos."))
    assert [one.outcome for one in plan.entries] == [SAME, SAME]
    assert plan.changes_nothing
    assert plan.absent == ()


def test_who_is_not_in_the_file_is_absent_only_from_agencies_that_it_is_about() -> None:
    assert [one.key for one in planned((BUDI, "Budi")).absent] == [HEAD]
    assert planned((SITI, "Siti", "Dinas Kesehatan")).absent == ()
    assert planned((BUDI, "Budi")).absent[0].detail == "Atasan dari 1 orang"


def test_an_agency_that_sounds_alike_is_named() -> None:
    (entry,) = planned((SITI, "Siti", "Dinas Kesehatn"), everywhere=False).entries
    assert entry.errors == (
        "OPD “Dinas Kesehatn” tidak ada di antara OPD Anda. Mungkin maksudnya “Dinas Kesehatan”.",
    )
    assert planned((SITI, "Siti", "Dinas Kesehatn")).agencies == (
        ("Dinas Kesehatn", 1, "Dinas Kesehatan"),
    )


def test_a_new_number_for_a_known_person_is_a_doubt() -> None:
    (entry,) = planned(("199001012025212001", "BUDI", "Dinas A")).entries
    assert entry.outcome == NEW
    assert "Mungkin orang yang sama dengan Budi" in entry.doubts[0]


def test_a_doubt_tells_nothing_of_people_of_other_offices() -> None:
    roster = {BUDI: replace(ROSTER[BUDI], within=False)}
    present = Present(roster, AGENCIES, fixed="Dinas A")
    rows = [Row(2, ("199001012025212001", "BUDI"))]
    assert plan_people(rows, PLACES, present).entries[0].doubts == ()


def test_another_name_under_a_known_number_is_a_doubt() -> None:
    (entry,) = planned((BUDI, "Sitti Aminah")).entries
    assert entry.outcome == CHANGED
    assert "Namanya lain sama sekali" in entry.doubts[0]
    (married,) = planned((BUDI, "Budi Santoso")).entries
    assert married.doubts == ()


def test_a_row_whose_supervisor_is_wrong_is_wrong_too() -> None:
    plan = planned((SITI, "", "Dinas A"), ("HON-001", "Ani", "Dinas A", SITI))
    assert [one.outcome for one in plan.entries] == [WRONG, WRONG]
    assert f"Atasan dengan NIP {SITI} tidak ditemukan" in plan.entries[1].errors[0]


def test_whoever_leans_on_what_is_left_out_is_left_out() -> None:
    rows = [(f"HON-{n:03}", f"Orang {n}", "Dinas A", f"HON-{n - 1:03}") for n in range(2, 9)]
    plan = planned(("HON-001", "Orang 1", "OPD Baru"), *rows)
    assert len(plan.of(NEW)) == 8
    assert len(chosen(plan, doubtful=True, agencies=()).of(WRONG)) == 8
    assert len(chosen(plan, doubtful=True, agencies=["OPD Baru"]).of(NEW)) == 8


def test_a_circle_is_found_and_told_once_round() -> None:
    rings = circles({"a": "b", "b": "c", "c": "a", "d": "a", "e": "e", "f": "g"})
    assert set(rings) == {"a", "b", "c", "e"}
    assert way_round(rings, "b") == ["b", "c", "a", "b"]
    long = circles({str(n): str((n + 1) % 20_000) for n in range(20_000)})
    assert way_round(long, "7") == ["7", "8", "9", "10", "11", "12", "…", "6", "7"]


def test_supervisors_come_before_their_people() -> None:
    assert depths({"a": "b", "b": "c", "d": "c"}) == {"a": 2, "b": 1, "d": 1}


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=12))
def test_no_plan_ever_leaves_a_circle(pairs: list[tuple[int, int]]) -> None:
    numbers = [f"HON-{n:03}" for n in range(9)]
    rows = [(numbers[a], f"Orang {a}", "Dinas A", numbers[b]) for a, b in pairs]
    plan = planned(*rows)
    above = {
        one.key: one.record.supervisor
        for one in plan.entries
        if one.written and one.record.supervisor
    }
    assert circles(above) == {}
    keys = [one.key for one in plan.entries if one.written]
    assert len(keys) == len(set(keys))


@given(st.lists(st.lists(st.text(max_size=30), max_size=6), max_size=6))
def test_no_row_makes_a_plan_fail(cells: list[list[str]]) -> None:
    rows = [tuple(clean(text)[0] for text in row) for row in cells]
    plan = planned(*rows)
    for one in plan.entries:
        assert one.outcome in (NEW, CHANGED, SAME, WRONG)
        assert (one.outcome == WRONG) == bool(one.errors)
