"""Does an operator file letters for others, and take them back, but for nobody else's people?"""

import pytest

from tests.endpoints.conftest import Cast
from tests.endpoints.duty_letters import HOME, events_of, file_letter, typed
from web.models import Duty


@pytest.fixture
def filed(cast: Cast) -> str:
    """A letter of the employee that waits."""
    return str(cast.run(file_letter, cast))


def test_an_operator_files_for_people_of_two_supervisors(cast: Cast):
    desk = cast.at_desk("operator")
    found = desk.get(f"{HOME}/new", params={"seek": "nurha"}).text
    person = f"person-{cast.people['employee'].id}"
    assert person in found
    boss = f"person-{cast.people['supervisor'].id}"
    form = typed(**{person: "1", boss: "1", "lat1": "-3,54", "lng1": "118,97", "radius1": "500"})
    answer = desk.post(HOME, data=form)
    assert answer.status_code == 303
    assert "q=800" in answer.headers["location"]

    async def look() -> int:
        return await Duty.all().count()

    assert cast.run(look) == 2
    page = desk.get(answer.headers["location"]).text
    assert "2 surat tugas" in page
    assert "Majene" in page
    desk.post(HOME, data=form)  # sent twice
    assert cast.run(look) == 2


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"number": ""}, "Tulis nomor surat"),
        ({"letter_date": "kemarin"}, "Isi tanggalnya."),
        ({"place1": ""}, "Isi satu sampai"),
        ({"lat1": "95", "lng1": "1", "radius1": "100"}, "Lintang antara"),
        ({"radius1": "5"}, "Radius antara"),
        ({"covers": "in"}, "Hanya dinas dalam kota"),
        ({"last_day": "2020-01-01"}, "tidak boleh sebelum"),
        ({"people": "none"}, "pilih pegawainya"),
        ({"first_day": "2026-01-01", "last_day": "2026-01-02"}, "sudah lewat"),
    ],
)
def test_a_wrong_letter_is_shown_with_what_to_correct(
    cast: Cast, change: dict[str, str], words: str
):
    person = {} if "people" in change else {f"person-{cast.people['employee'].id}": "1"}
    answer = cast.at_desk("operator").post(HOME, data=typed(**(person | change)))
    assert answer.status_code in (409, 422)
    assert words in answer.text


def test_another_office_s_people_cannot_be_sent(cast: Cast):
    person = {f"person-{cast.people['other_employee'].id}": "1"}
    answer = cast.at_desk("operator").post(HOME, data=typed(**person))
    assert answer.status_code == 422
    assert "Basri" not in cast.at_desk("operator").get(f"{HOME}/new?seek=basri").text


def test_a_letter_of_another_office_is_not_filed_anew_by_its_id(cast: Cast, filed: str):
    supervisor, other = cast.at_desk("supervisor"), cast.at_desk("other_operator")
    supervisor.post(f"{HOME}/{filed}", data={"event": "return", "words": "Kurang."})
    assert events_of(cast, filed) == ["submit", "return"]
    person = {f"person-{cast.people['other_employee'].id}": "1"}
    assert other.post(HOME, data=typed(id=filed, **person)).status_code == 409
    assert events_of(cast, filed) == ["submit", "return"]
    page = cast.at_desk("operator").get(f"{HOME}/{filed}").text
    assert "090/77" in page
    assert "Basri" not in page


def test_an_operator_takes_a_letter_back(cast: Cast, filed: str):
    desk = cast.at_desk("operator")
    assert desk.post(f"{HOME}/{filed}/withdrawal", data={"words": ""}).status_code == 422
    assert desk.post(f"{HOME}/{filed}/withdrawal", data={"words": "Batal."}).status_code == 303
    assert events_of(cast, filed) == ["submit", "withdraw"]
    assert "Dibatalkan" in desk.get(f"{HOME}/{filed}").text
