"""Is a leave recorded by those who may, with what overlaps or exceeds told in words?"""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from tests.endpoints.conftest import STRANGER, Cast
from tests.endpoints.importing import rows_of, upload
from tests.import_files import csv_text
from web import clock
from web.models import DayStatus, Employee
from web.services.status_worked import dates_of

HOME = "/desk/statuses"


def entry(cast: Cast, who: str = "employee", **more: str) -> dict[str, str]:
    """A form for three days of leave, from a Monday on."""
    usual = {"code": "CT", "first_day": "2030-01-07", "last_day": "2030-01-09"}
    return usual | {"employee": str(cast.people[who].id), "number": "800/12/2030"} | more


def test_a_leave_is_recorded_shown_and_taken_back_with_a_reason(cast: Cast):
    desk = cast.at_desk("operator")

    saved = desk.post(HOME, data=entry(cast))
    page = desk.get(saved.headers["location"]).text
    address = saved.headers["location"].split("?")[0]

    assert "Cuti tahunan" in page
    assert "Senin, 7 Januari 2030" in page
    assert "800/12/2030" in page
    assert "Rosmini Tahir" in page
    assert "Nurhayati Saleh" in desk.get(f"{HOME}?show=coming").text

    taken = desk.post(f"{address}/withdrawal", data={"reason": "Batal berangkat"})
    assert taken.status_code == 303
    assert "Batal berangkat" in desk.get(address).text
    assert desk.post(f"{address}/withdrawal", data={"reason": "Lagi"}).status_code == 409


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"employee": ""}, "Cari, lalu pilih pegawainya."),
        ({"employee": STRANGER}, "Cari, lalu pilih pegawainya."),
        ({"code": "XX"}, "Pilih jenis status."),
        ({"first_day": ""}, "Isi tanggal pertama."),
        ({"last_day": "2030-01-01"}, "tidak boleh sebelum tanggal pertama"),
        ({"last_day": "2040-01-01"}, "Paling lama lima tahun"),
        ({"number": "1" * 101}, "paling panjang 100"),
        ({"note": "x" * 501}, "paling panjang 500"),
        # PermenPANRB 4/2025: another place of work on at most two working days a week
        ({"code": "WFA"}, "WFA paling banyak 2 hari kerja seminggu (PermenPANRB 4/2025)"),
    ],
)
def test_a_wrong_entry_is_told_and_what_was_typed_stays(
    cast: Cast, change: dict[str, str], words: str
):
    answer = cast.at_desk("operator").post(HOME, data=entry(cast) | change)

    assert answer.status_code == 422
    assert words in answer.text
    assert change.get("number", "800/12/2030") in answer.text


def test_an_overlap_is_asked_about_once(cast: Cast):
    desk = cast.at_desk("operator")
    desk.post(HOME, data=entry(cast))

    asked = desk.post(HOME, data=entry(cast, code="S", first_day="2030-01-09"))
    assert asked.status_code == 422
    assert "Sudah ada: Cuti tahunan 07/01/2030–09/01/2030" in asked.text

    saved = desk.post(HOME, data=entry(cast, code="S", first_day="2030-01-09", sure="1"))
    assert "Bertumpuk" in desk.get(saved.headers["location"]).text


def test_wfa_waits_for_the_supervisor(cast: Cast):
    desk = cast.at_desk("operator")
    two_days = entry(cast, code="WFA", last_day="2030-01-08")

    page = desk.get(desk.post(HOME, data=two_days).headers["location"]).text

    assert "Menunggu Hasanuddin Yusuf, S.Sos." in page
    more = desk.post(HOME, data=two_days | {"first_day": "2030-01-11", "last_day": "2030-01-11"})
    assert "akan menjadi 3 hari" in more.text


def test_a_person_is_found_by_a_part_of_the_name_in_one_s_own_agency(cast: Cast):
    desk = cast.at_desk("operator")

    assert "Nurhayati Saleh" in desk.get(f"{HOME}/new?seek=nurha").text
    assert "Basri Daud" not in desk.get(f"{HOME}/new?seek=basri").text


def test_others_have_nothing_to_do_with_it(cast: Cast):
    saved = cast.at_desk("operator").post(HOME, data=entry(cast, code="S", note="Demam"))
    address = saved.headers["location"].split("?")[0]

    other = cast.at_desk("other_operator")
    assert other.get(address).status_code == 404
    assert other.post(f"{address}/withdrawal", data={"reason": "x"}).status_code == 404
    assert other.post(HOME, data=entry(cast)).status_code == 422
    assert "Nurhayati" not in other.get(f"{HOME}?show=all").text
    assert cast.at_desk("supervisor").get(HOME).status_code == 403
    assert cast.browser().get(HOME).status_code == 303
    assert other.get(f"{HOME}/{STRANGER}").status_code == 404


def test_an_admin_enters_for_anybody(cast: Cast):
    saved = cast.at_desk("admin").post(HOME, data=entry(cast, "other_employee"))

    async def kept() -> Any:
        return await DayStatus.filter(employee_id=cast.people["other_employee"].id).count()

    assert saved.status_code == 303
    assert cast.run(kept) == 1


def test_a_leave_says_how_long_it_is_and_a_kind_that_pppk_lack_is_doubted(cast: Cast) -> None:
    nips = {"CB": "199203152021211002", "CT": "199203152021211003"}

    async def enter(code: str) -> str:
        person = await Employee.create(
            **{"id": uuid4(), "nip": nips[code], "name": "Kontrak", "agency": cast.office},
            created_at=clock.now(),
        )
        made = await DayStatus.create(
            **{"id": uuid4(), "employee": person, "code": code, "number": "1", "note": ""},
            **{"first_day": date(2030, 1, 7), "last_day": date(2030, 1, 14)},
            created_at=clock.now(),
        )
        return str(made.id)

    desk = cast.at_desk("operator")
    page = desk.get(f"/desk/statuses/{cast.run(enter, 'CB')}").text
    assert "8 hari kalender (6 hari kerja)" in page
    assert "tidak ada bagi PPPK" in page
    page = desk.get(f"/desk/statuses/{cast.run(enter, 'CT')}").text
    assert "tidak ada bagi PPPK" not in page


def test_the_length_is_said_before_anything_is_kept(cast: Cast):
    desk = cast.at_desk("operator")
    typed = entry(cast, last_day="2030-01-27") | {"covers": "both"}
    told = desk.get(f"{HOME}/length", params=typed)
    assert told.status_code == 200
    assert "15 hari kerja (21 hari kalender)" in told.text
    assert "Cuti tahunan 2030 menjadi 15 hari kerja" in told.text
    # PerBKN 7/2022 and 24/2017: by calendar days, three months at most
    long_leave = typed | {"code": "CM", "last_day": "2030-05-01"}
    told = desk.get(f"{HOME}/length", params=long_leave).text
    assert "115 hari kalender (83 hari kerja)" in told
    assert "Cuti melahirkan 3 bulan." in told
    # Without script the form itself says it.
    assert "15 hari kerja (21 hari kalender)" in desk.get(f"{HOME}/new", params=typed).text
    assert desk.post(HOME, data=typed).status_code == 303  # nothing of it is refused


@pytest.mark.parametrize(
    "change",
    [{}, {"employee": STRANGER}, {"first_day": "x"}, {"last_day": "2029-01-01"}, {"code": "XX"}],
)
def test_what_is_not_typed_yet_has_no_length(cast: Cast, change: dict[str, str]):
    typed = (entry(cast) | change) if change else {}
    told = cast.at_desk("operator").get(f"{HOME}/length", params=typed)
    assert "lamanya dihitung di sini" in told.text


def test_an_overlap_is_told_before_anything_is_kept(cast: Cast):
    desk = cast.at_desk("operator")
    desk.post(HOME, data=entry(cast))
    told = desk.get(f"{HOME}/length", params=entry(cast) | {"code": "S"}).text
    assert "Bertumpuk dengan status lain" in told
    assert "Cuti tahunan" in told


def test_half_a_day_is_recorded_where_the_office_grants_it(cast: Cast):
    desk = cast.at_desk("operator")
    half = entry(cast) | {"code": "I", "covers": "in", "last_day": "2030-01-07"}
    saved = desk.post(HOME, data=half)
    page = desk.get(saved.headers["location"]).text
    assert "I½" in page
    assert "Paruh pertama" in page
    refused = desk.post(HOME, data=half | {"code": "CT"})
    assert refused.status_code == 422
    assert "tidak dapat setengah hari. Menurut ketentuan: izin." in refused.text

    laid = {"valid_from": "2030-01-01", "report_days": "5", "silent": "letter", "halves": "1"}
    mine = {"agency": str(cast.office.id), "half-CT": "1"}
    assert desk.post("/desk/policies", data=laid | mine).status_code == 303
    second = half | {"code": "CT", "covers": "out"}
    assert desk.post(HOME, data=second).status_code == 303  # two halves do not overlap
    assert (
        desk.post(HOME, data=half | {"first_day": "2030-01-08", "last_day": ""}).status_code == 422
    )


def test_studies_carry_their_letter_and_may_be_beside_the_work(cast: Cast):
    desk = cast.at_desk("operator")
    study = entry(cast) | {"code": "TB", "number": "", "working": "1"}
    refused = desk.post(HOME, data=study)
    assert "Isi nomor surat tugas belajar." in refused.text
    assert "Isi tanggal surat tugas belajar." in refused.text
    letter = {"number": "421/7/2029", "letter_date": "2029-12-20"}
    page = desk.get(desk.post(HOME, data=study | letter).headers["location"]).text
    assert "Sambil bekerja" in page
    assert "421/7/2029, Kamis, 20 Desember 2029" in page


def test_a_leave_over_days_with_a_checkin_is_asked_about_once(cast: Cast):
    cast.bind("employee").check_in()
    today = clock.now().astimezone(ZoneInfo("Asia/Makassar")).date()
    span = {"first_day": f"{today - timedelta(days=1)}", "last_day": f"{today + timedelta(days=2)}"}
    told, desk = f"Sudah absen pada {today:%d/%m/%Y}. ", cast.at_desk("operator")
    leave = entry(cast) | span

    assert told in desk.get(f"{HOME}/length", params=leave).text
    asked = desk.post(HOME, data=leave)
    assert asked.status_code == 422
    assert told in asked.text
    assert "Bertumpuk dengan status lain" not in asked.text
    for other in (entry(cast, "supervisor") | span, leave | {"code": "DIK"}):
        assert "Sudah absen" not in desk.get(f"{HOME}/length", params=other).text

    row = (cast.people["employee"].nip, "CT", *span.values())
    file = csv_text(("NIP", "Jenis", "Mulai", "Sampai"), row)
    assert told in rows_of(desk, upload(desk, file, "statuses"), "doubtful")

    saved = desk.post(HOME, data=leave | {"sure": "1"})
    assert told in desk.get(saved.headers["location"]).text


def test_a_night_s_end_belongs_to_the_day_on_which_it_began():
    zone = ZoneInfo("Asia/Makassar")
    night = {
        (datetime(2026, 11, 25, 21, tzinfo=zone), "in"),
        (datetime(2026, 11, 26, 7, tzinfo=zone), "out"),
        (datetime(2026, 11, 28, 16, tzinfo=zone), "out"),
    }
    assert dates_of(night, zone) == [date(2026, 11, 25), date(2026, 11, 28)]
