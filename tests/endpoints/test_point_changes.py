"""Is a point moved only after its effects were seen, with a reason, and by whom it belongs to?"""

import csv
import io
import re
from datetime import timedelta
from typing import Any

import pytest

from tests.endpoints.conftest import HERE, Cast
from web import clock
from web.models import AuditEntry, PointShare, PointVersion

HOME = "/desk/points"
MOVED = {
    **{"type": "circle", "name": "Kantor Dinas", "lat": str(HERE[0] + 0.003)},
    **{"lng": str(HERE[1]), "radius": "100"},
}


@pytest.fixture
def used(cast: Cast) -> Cast:
    """The cast after somebody checked in at the office, yesterday as it is told."""
    cast.bind("employee").check_in()
    return cast


def versions(cast: Cast) -> list[PointVersion]:
    async def look() -> list[PointVersion]:
        found = PointVersion.filter(point_id=cast.point.id).order_by("created_at")
        return await found.prefetch_related("shares")

    found: list[PointVersion] = cast.run(look)
    return found


def views(cast: Cast) -> list[AuditEntry]:
    async def look() -> list[AuditEntry]:
        return await AuditEntry.filter(kind="view", subject="point_locations")

    found: list[AuditEntry] = cast.run(look)
    return found


def test_a_move_is_looked_at_first_and_kept_with_its_reason(used: Cast):
    desk, path = used.at_desk("operator"), f"{HOME}/{used.point.id}"
    with clock.at(clock.now() + timedelta(days=1)):
        page = used.at_desk("operator").post(f"{path}/preview", data=MOVED)

    assert page.status_code == 200
    assert "Menjadi di luar: 1 absen, 1 pegawai" in page.text
    assert used.people["employee"].name in page.text
    assert "bergeser" in page.text
    assert len(versions(used)) == 1, "nothing is kept yet"
    assert [one.record for one in views(used)] == [str(used.point.id)]

    without = desk.post(path, data=MOVED | {"reason": " "})
    assert without.status_code == 422
    assert "Tulis alasannya" in without.text
    assert f'value="{MOVED["lat"]}"' in without.text, "what was typed is carried along"
    assert len(versions(used)) == 1

    assert desk.post(path, data=MOVED | {"reason": "Kantor pindah"}).status_code == 303
    old, new = versions(used)
    assert (old.reason, new.reason) == (None, "Kantor pindah")
    history = desk.get(f"{path}?version={old.id}").text
    assert "Alasan: Kantor pindah" in history
    assert "data-shown=" in history


def test_the_form_comes_back_as_it_was_typed_and_wrong_figures_at_their_fields(cast: Cast):
    desk, path = cast.at_desk("operator"), f"{HOME}/{cast.point.id}/preview"

    back = desk.post(path, data=MOVED | {"radius": "77", "back": "1"})
    wrong = desk.post(path, data=MOVED | {"radius": "7"})

    assert 'value="77"' in back.text
    assert wrong.status_code == 422
    assert "Radius antara" in wrong.text


def test_a_preview_of_what_somebody_else_has_changed_is_refused(cast: Cast):
    desk, path = cast.at_desk("operator"), f"{HOME}/{cast.point.id}"
    [seen] = versions(cast)
    assert desk.post(path, data=MOVED | {"reason": "Pindah"}).status_code == 303

    stale = desk.post(f"{path}/preview", data=MOVED | {"seen": str(seen.id)})

    assert stale.status_code == 409


def test_closing_tells_whom_it_concerns_and_asks_why(used: Cast):
    desk, path = used.at_desk("operator"), f"{HOME}/{used.point.id}/closure"
    with clock.at(clock.now() + timedelta(days=1)):
        page = used.at_desk("operator").get(path).text
    assert "Menjadi di luar: 1 absen, 1 pegawai" in page

    assert desk.post(path, data={"reason": ""}).status_code == 422
    assert len(versions(used)) == 1
    assert desk.post(path, data={"reason": "Gedung dijual"}).status_code == 303
    assert "Alasan: Gedung dijual" in desk.get(f"{HOME}/{used.point.id}").text
    assert desk.get(path).status_code == 409


def test_hours_are_typed_for_weekdays_and_told_in_the_list(cast: Cast):
    desk, path = cast.at_desk("operator"), f"{HOME}/{cast.point.id}"
    hours = {"open": "hours", "day1": "1", "opens1": "07.00", "closes1": "17.00"}
    hours |= {"opens2": "07.00", "closes2": "17.00"}

    none = desk.post(f"{path}/preview", data=MOVED | {"open": "hours"})
    assert none.status_code == 422
    assert "Pilih sedikitnya satu hari." in none.text
    assert desk.post(path, data=MOVED | hours | {"reason": "Aula"}).status_code == 303

    assert versions(cast)[-1].opening == {"1": ["07:00", "17:00"]}
    assert "buka Senin 07.00–17.00" in desk.get(HOME).text
    assert "Buka Senin 07.00–17.00" in desk.get(path).text
    slip = desk.post(f"{path}/preview", data=MOVED | hours | {"closes1": "sore"})
    assert slip.status_code == 422
    assert "Tulis jam seperti 07.30." in slip.text


def test_only_who_reaches_both_shares_a_point_and_both_sides_see_it(cast: Cast):
    path, other = f"{HOME}/{cast.point.id}", cast.other_office
    shared: dict[str, Any] = MOVED | {f"opd-{other.id}": "1", "reason": "Satu gedung"}
    denied = cast.at_desk("operator").post(path, data=shared)
    assert denied.status_code == 422
    assert "Pilih OPD dari daftar." in denied.text
    assert cast.run(PointShare.all().count) == 0

    assert cast.at_desk("admin").post(path, data=shared).status_code == 303

    assert f"Dipakai bersama {other.name}" in cast.at_desk("operator").get(HOME).text
    guest = cast.at_desk("other_operator")
    page = guest.get(HOME).text
    assert f"Milik {cast.office.name}" in page
    assert f'href="{path}"' not in page
    for answer in (
        guest.get(path),
        guest.get(f"{path}/closure"),
        guest.post(f"{path}/preview", data=MOVED),
        guest.post(path, data=shared),
    ):
        assert answer.status_code == 404
    # Its own operator keeps the partner without reaching it, and may take it away.
    owner = cast.at_desk("operator")
    kept = MOVED | {f"opd-{other.id}": "1", "radius": "120", "reason": "Lebih luas"}
    assert owner.post(path, data=kept).status_code == 303
    assert len(versions(cast)[-1].shares) == 1
    assert owner.post(path, data=MOVED | {"reason": "Pisah gedung"}).status_code == 303
    assert len(versions(cast)[-1].shares) == 0


def test_an_end_is_set_and_lifted_again(cast: Cast):
    desk, path = cast.at_desk("operator"), f"{HOME}/{cast.point.id}"
    ends = (clock.now() + timedelta(days=40)).strftime("%Y-%m-%dT%H:%M")
    until = {"span": "temporary", "valid_until": ends, "reason": "Gedung diperbaiki"}
    assert desk.post(path, data=MOVED | until).status_code == 303
    assert versions(cast)[-1].valid_until
    lifted = {"span": "standing", "reason": "Jadi tetap"}
    assert desk.post(path, data=MOVED | lifted).status_code == 303
    assert versions(cast)[-1].valid_until is None
    past = desk.post(f"{path}/preview", data=MOVED | until | {"valid_until": "2020-01-01T07:00"})
    assert past.status_code == 422


def test_a_move_is_planned_for_a_day_ahead_told_and_called_off(used: Cast):
    desk, path = used.at_desk("operator"), f"{HOME}/{used.point.id}"
    [first] = versions(used)
    ahead = MOVED | {"start": "dated", "starts_at": "2035-01-01T00:00", "seen": str(first.id)}

    for wrong, words in (("", "Isi tanggal dan jam mulai"), ("2020-01-01T00:00", "akan datang")):
        slip = desk.post(f"{path}/preview", data=ahead | {"starts_at": wrong})
        assert slip.status_code == 422
        assert words in slip.text
    page = desk.post(f"{path}/preview", data=ahead).text
    assert "Sampai Senin, 1 Januari 2035 pukul 00.00" in page
    assert 'name="starts_at" value="2035-01-01T00:00"' in page
    assert desk.post(path, data=ahead | {"reason": "Kantor baru"}).status_code == 303

    old, plan = versions(used)
    assert old.valid_until == plan.valid_from
    for listed in (HOME, f"{HOME}/all"):
        told = desk.get(listed).text
        assert "Berubah mulai 01/01/2035 00.00" in told, listed
        assert "Akan datang</span>" not in told, listed
    total = {
        show: len(desk.get(f"{HOME}/all.csv?show={show}").text.splitlines()) - 1
        for show in ("standing", "temporary", "coming", "closed", "open", "all")
    }
    assert total == dict.fromkeys(("standing", "open", "all"), 1) | dict.fromkeys(
        ("temporary", "coming", "closed"), 0
    )
    [row] = list(csv.DictReader(io.StringIO(desk.get(f"{HOME}/all.csv").text.lstrip("\ufeff"))))
    assert (row["Keadaan"], row["Sampai"]) == ("Berlaku", "")
    assert row["Berubah mulai"] == "01/01/2035 00.00 WITA"
    shown = desk.get(path).text
    assert "titik ini menjadi" in shown
    assert f'name="lat" type="text" value="{HERE[0]:.12g}"' in shown, "what is in force is edited"
    assert 'value="standing" checked' in shown, "it ends by the plan, not for good"
    drawn = desk.get("/desk/arrivals/fixes").json()["points"]
    assert [one["shape"]["lat"] for one in drawn] == [HERE[0]]

    [called_off] = re.findall(r'preview">(.*?)</form>', shown, re.DOTALL)
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', called_off))
    check = desk.post(f"{path}/preview", data=fields)
    assert "sampai 01/01/2035 00.00 → " in check.text
    assert desk.post(path, data=fields | {"reason": "Batal pindah"}).status_code == 303
    assert "titik ini menjadi" not in desk.get(path).text
    assert "Diganti sebelum berlaku" in desk.get(path).text
    [kept] = [one for one in versions(used) if one.valid_until is None]
    assert kept.shape["lat"] == HERE[0]
