"""Does an office enter its own table of cuts, and see beforehand what it would change?"""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from tests.endpoints.conftest import STRANGER, Cast
from web import clock
from web.models import Agency, BandTable, PersonMonth
from web.services.recaps import recap_of

# The bands of Badan Gizi Nasional 4/2025 (domain.md 2) as an office would type them.
FORM = {
    "name": "TPP Contoh",
    "source": "Perbup contoh",
    "late1_code": "tl1",
    "late1_from": "1",
    "late1_cut": "0,5",
    "late2_code": "TL2",
    "late2_from": "61",
    "late2_cut": "1",
    "early1_code": "PSW1",
    "early1_from": "1",
    "early1_cut": "0.5",
    "no_in_code": "TAM",
    "no_in_cut": "1",
    "no_out_code": "TAP",
    "no_out_cut": "1",
    "absent_code": "TK",
    "absent_cut": "2",
    "most": "100",
    "valid_from": "2026-01-01",
}
MONTH = clock.now().strftime("%Y-%m")


async def kept() -> list[BandTable]:
    """The tables that are stored."""
    return await BandTable.all().select_related("author")


def test_an_admin_enters_a_table_for_everybody(cast: Cast):
    desk = cast.at_desk("admin")

    saved = desk.post("/desk/bands", data=FORM)
    page = desk.get(saved.headers["location"]).text

    (table,) = cast.run(kept)
    assert table.body["late"] == [
        {"code": "TL1", "from": 1, "cut": 0.5},
        {"code": "TL2", "from": 61, "cut": 1.0},
    ]
    assert (table.agency_id, table.author.name) == (None, "Admin SIKEREN")
    assert "Terlambat 1–60 menit: TL1, potongan 0,5 %." in page
    assert "Masuk 08.45, 75 menit setelah 07.30: TL2, potongan 1 %." in page
    assert "Berlaku" in page
    assert "Tabel potongan disimpan" in page


def test_a_table_of_one_agency_stales_its_months_only(cast: Cast):
    now = clock.now()
    for agency in (cast.office, cast.other_office):
        cast.run(recap_of, agency, MONTH, now)

    form = FORM | {"agency": str(cast.office.id)}
    assert cast.at_desk("admin").post("/desk/bands", data=form).status_code == 303

    async def stale() -> set[Any]:
        rows = await PersonMonth.all().select_related("employee")
        return {row.employee.agency_id for row in rows if row.version != row.folded}

    assert cast.run(stale) == {cast.office.id}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": ""}, "Isi nama tabel"),
        ({"source": " "}, "Isi peraturan sumbernya"),
        ({"late1_from": "lama"}, "bilangan bulat"),
        ({"late2_from": "1"}, "harus naik"),
        ({"late1_cut": "101"}, "0 sampai 100"),
        ({"early1_code": "p-1"}, "1 sampai 6 huruf besar"),
        ({"early1_code": "", "early1_from": "", "early1_cut": ""}, "satu sampai 8 tingkat"),
        ({"absent_cut": "banyak"}, "0 sampai 100"),
        ({"most": ""}, "0 sampai 100"),
        ({"valid_from": ""}, "Isi tanggal mulai"),
        ({"valid_until": "2025-01-01"}, "tidak boleh sebelum"),
        ({"valid_until": "2026-02-30"}, "tidak ada"),
    ],
)
def test_a_wrong_table_is_told_and_what_was_typed_stays(
    cast: Cast, change: dict[str, str], words: str
):
    answer = cast.at_desk("admin").post("/desk/bands", data=FORM | change)

    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="61"' in answer.text or "late2_from" in change
    assert cast.run(kept) == []


def test_a_preset_fills_the_form_and_is_named_as_another_s(cast: Cast):
    page = cast.at_desk("admin").get("/desk/bands?preset=mataram-2023").text
    assert "Kota Mataram" in page
    assert 'name="late1_cut" value="2"' in page
    assert "bukan aturan Mamuju" in page


def test_an_operator_reads_but_enters_nothing(cast: Cast):
    desk = cast.at_desk("operator")
    page = desk.get("/desk/bands").text
    assert "Permentan 68/2012" in page
    assert "Simpan tabel" not in page
    assert desk.post("/desk/bands", data=FORM).status_code == 403


@pytest.mark.parametrize("path", ["/desk/bands", "/desk/bands/what-if"])
def test_others_are_kept_out(cast: Cast, path: str):
    assert cast.at_desk("supervisor").get(path).status_code == 403
    assert "/desk/sign-in" in cast.browser().get(path).headers["location"]
    operator = cast.at_desk("operator")
    assert operator.get(f"{path}?agency={cast.other_office.id}").status_code == 404
    assert operator.get(f"{path}?agency={STRANGER}").status_code == 404


def test_a_month_under_another_table_stands_beside_the_real_one(cast: Cast):
    async def open_early() -> None:
        await Agency.filter(id=cast.office.id).update(starts_on=date(2026, 1, 1))

    cast.run(open_early)
    desk = cast.at_desk("operator")
    path = f"/desk/bands/what-if?agency={cast.office.id}&month=2026-09&table="

    page = desk.get(path + "mataram-2023").text
    same = desk.get(path + "kementan-68-2012").text

    # 22 working days of September 2026 without a record: 4 % each (Permentan 68/2012) or 3 %.
    assert "88 %" in page
    assert "66 %" in page
    assert "-22" in page
    assert "<strong>3</strong> dari 3 pegawai berbeda" in page
    assert "<strong>0</strong> dari 3 pegawai berbeda" in same


def test_another_s_table_or_none_is_not_found(cast: Cast):
    async def foreign() -> str:
        made = await BandTable.create(
            id=uuid4(),
            name="Lain",
            source="x",
            body={},
            agency=cast.other_office,
            created_at=clock.now(),
        )
        return str(made.id)

    desk = cast.at_desk("operator")
    for key in (cast.run(foreign), "tidak-ada"):
        path = f"/desk/bands/what-if?agency={cast.office.id}&table={key}"
        assert desk.get(path).status_code == 404


def test_a_month_that_is_none_is_told(cast: Cast):
    answer = cast.at_desk("operator").get("/desk/bands/what-if?month=2026-99")
    assert answer.status_code == 422
