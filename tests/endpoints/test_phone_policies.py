"""Does an operator lay down what an office asks of phones, and read whose each value is?"""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.endpoints.conftest import Cast
from tests.endpoints.importing import plain_of, text_of
from web.models import PhonePolicy
from web.services import phone_policies
from web.templating import date_of

PATH = "/desk/policies"
SOON = (datetime.now(UTC) + timedelta(days=3)).date().isoformat()


def test_what_is_laid_down_is_shown_with_whose_it_is(cast: Cast):
    admin, operator = cast.at_desk("admin"), cast.at_desk("operator")
    office = str(cast.office.id)
    form = {"about": "phones", "valid_from": SOON, "cap": "80", "offline_days": "", "binding": ""}
    assert admin.post(PATH, data=form).status_code == 303
    form |= {"agency": office, "offline_days": "14", "cap": "", "binding": "device"}
    form |= {"photo": "doubtful"}
    assert operator.post(PATH, data=form).status_code == 303
    page = text_of(operator.get(f"{PATH}?agency={office}"))
    assert "Absen boleh menunggu di HP: 14 hari" in page
    assert "Keringanan akurasi lokasi: seperti di atasnya" in page
    assert "Bawaan SIKEREN" in page
    assert "Swafoto: diminta bila absen ditinjau" in page
    rows = cast.run(PhonePolicy.all)
    assert {(one.agency_id, one.cap, one.offline_days, one.photo) for one in rows} == {
        (None, 80, None, None),
        (cast.office.id, None, 14, "doubtful"),
    }
    assert {one.author_id for one in rows} == {
        cast.people["admin"].id,
        cast.people["operator"].id,
    }


def test_a_wrong_word_is_said_beside_its_field_and_nothing_is_kept(cast: Cast):
    operator = cast.at_desk("operator")
    form = {"about": "phones", "agency": str(cast.office.id), "cap": "x", "offline_days": "99"}
    answer = operator.post(PATH, data={**form, "valid_from": "2026-01-01", "photo": "always"})
    assert answer.status_code == 422
    words = text_of(answer)
    for sentence in ("Paling cepat", "Isi 1 sampai 30 hari", "Isi 0 sampai 500 meter"):
        assert sentence in words
    assert "Pilih salah satu." in words
    assert not cast.run(PhonePolicy.exists)


def test_the_earliest_date_is_said_as_it_is_filled_in(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    late = datetime(2026, 11, 24, 15, 30, tzinfo=UTC)  # 23.30 WITA: Wednesday has begun in WIT
    monkeypatch.setattr(phone_policies.clock, "now", lambda: late)
    page = cast.at_desk("operator").get(f"{PATH}?agency={cast.office.id}")
    assert 'name="valid_from" type="date" value="2026-11-26"' in page.text
    assert "Paling cepat Kamis, 26 November 2026" in page.text


def test_another_office_is_not_found(cast: Cast):
    form = {"about": "phones", "agency": str(cast.other_office.id), "valid_from": SOON}
    assert cast.at_desk("operator").post(PATH, data=form).status_code == 404


def test_what_is_to_come_from_above_is_told_and_an_empty_field_speaks_of_it(cast: Cast):
    day = date.fromisoformat(SOON)
    form = {"about": "phones", "valid_from": SOON, "offline_days": "3"}
    assert cast.at_desk("admin").post(PATH, data=form).status_code == 303
    duties = {"valid_from": SOON, "report_days": "9", "silent": "letter"}
    assert cast.at_desk("admin").post(PATH, data=duties).status_code == 303

    operator, path = cast.at_desk("operator"), f"{PATH}?agency={cast.office.id}"
    page = plain_of(operator.get(path))
    assert f"Mulai {date_of(day)}: Absen boleh menunggu di HP 3 hari (dari semua OPD)" in page
    empty = f"Kosong: 7 hari, dari bawaan SIKEREN; mulai {date_of(day)} 3 hari, dari semua OPD."
    assert empty in page
    before = page.split("Akan berlaku", 1)[1].split("Tetapkan yang baru", 1)[0]
    assert "9 hari kerja" in before
    assert "Pernah ditetapkan" not in before

    form |= {"agency": str(cast.office.id), "offline_days": "99"}
    page = plain_of(operator.post(PATH, data=form))
    assert "Kosong: 3 hari, dari semua OPD." in page
    assert operator.post(PATH, data=form | {"offline_days": "5"}).status_code == 303
    page = plain_of(operator.get(path))
    assert "Absen boleh menunggu di HP 5 hari (aturan sendiri)" in page
