"""Who reads the record of changes, what does it show, and is what people look at in it?"""

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

from tests.endpoints.conftest import Cast
from tests.endpoints.importing import plain_of
from web.domain.audit import chained
from web.models import Agency, AuditEntry, DayStatus, Employee
from web.services import roster

PAGE = "/desk/audit"


def entries(cast: Cast, **wanted: Any) -> list[dict[str, Any]]:
    async def look() -> list[dict[str, Any]]:
        found = await AuditEntry.filter(**wanted).order_by("seq")
        return [json.loads(one.body) for one in found]

    told: list[dict[str, Any]] = cast.run(look)
    return told


def auditor(cast: Cast) -> Any:
    async def hire() -> Employee:
        return await roster.add_employee(
            nip="AUDITOR", name="Siti Auditor", agency=None, role="auditor"
        )

    cast.people["auditor"] = cast.run(hire)
    return cast.at_desk("auditor")


def test_a_change_at_a_desk_is_recorded_with_who_and_by_which_way(cast: Cast):
    desk = cast.at_desk("admin")
    path = f"/desk/agencies/{cast.office.id}"
    assert desk.post(path, data={"name": "Dinas Baru"}).status_code == 303
    [told] = entries(cast, subject="agency", kind="change")
    assert told["before"]["name"] == "Dinas Contoh"
    assert told["after"]["name"] == "Dinas Baru"
    assert told["author"] == str(cast.people["admin"].id)
    assert (told["via"], told["role"], told["route"]) == ("desk", "admin", f"POST {path}")
    assert len(told["session"]) == 12


def test_a_change_by_a_phone_names_person_and_device(cast: Cast):
    phone = cast.bind("employee")
    hash_ = phone.check_in(metres_north=500)
    phone.explain(cast.jti(hash_), "Saya di gudang")
    [told] = entries(cast, subject="explanation")
    person = str(cast.people["employee"].id)
    assert (told["via"], told["author"], told["people"]) == ("phone", person, [person])
    assert told["device"] == str(phone.soft.device_id)
    assert entries(cast, subject="checkin") == []


def test_one_time_links_and_codes_leave_no_secret(cast: Cast):
    link = cast.link("operator")
    assert cast.browser().post(link).status_code == 303
    phone = cast.bind("employee")
    assert phone.soft.device_id
    token = link.rpartition("/")[2]
    bodies = json.dumps(entries(cast))
    assert token not in bodies
    assert "token_hash" not in bodies
    assert "code_hash" not in bodies
    assert "credential_key" not in bodies
    used = entries(cast, subject="sign_in_link", kind="change")[-1]
    assert used["route"] == "POST /sign-in/…"


def test_admins_and_auditors_read_it_and_nobody_else(cast: Cast):
    readers = [cast.at_desk("admin"), auditor(cast)]
    paths = (PAGE, f"{PAGE}/seal", f"{PAGE}.csv", f"{PAGE}.jsonl")
    for desk in readers:
        for path in paths:
            assert desk.get(path).status_code == 200, path
        assert f'href="{PAGE}"' in desk.get("/desk/today").text
    operator = cast.at_desk("operator")
    for path in paths:
        assert operator.get(path).status_code == 404, path
        assert cast.at_desk("supervisor").get(path).status_code in (403, 404), path
        assert cast.browser().get(path).status_code == 303, path
    assert f'href="{PAGE}"' not in operator.get("/desk/today").text
    assert cast.at_desk("admin").get(f"{PAGE}.xlsx").status_code == 404


def test_the_page_tells_before_and_after_in_words(cast: Cast):
    desk = cast.at_desk("admin")
    desk.post(f"/desk/agencies/{cast.office.id}", data={"name": "Dinas <Baru>"})
    page = desk.get(f"{PAGE}?kind=change&subject=agency").text
    assert "Dinas Contoh" in page
    assert "Dinas &lt;Baru&gt;" in page
    assert "Admin SIKEREN" in page
    assert f'href="/desk/agencies/{cast.office.id}"' in page
    assert "timezone" not in page


def test_a_moved_point_is_named_with_its_office_and_its_place_is_worded(cast: Cast):
    form = {
        "name": "Kantor Dinas",
        "type": "circle",
        "lat": "-2,68030",
        "lng": "119.02",
        "radius": "80",
    }
    path = f"/desk/points/{cast.point.id}"
    assert cast.at_desk("operator").post(path, data=form | {"reason": "Pindah"}).status_code == 303

    page = plain_of(cast.at_desk("admin").get(f"{PAGE}?subject=point_version"))
    told = f"Letak titik absen diubah · Kantor Dinas, {cast.office.name}"
    assert told in page
    assert told.replace("diubah", "ditambah") in page
    assert "Lingkaran, radius 80 m, pusat -2,68030; 119,02000" in page
    assert '"radius"' not in page


def test_it_is_narrowed_by_person_author_kind_period_and_words(cast: Cast):
    desk, phone = cast.at_desk("admin"), cast.bind("employee")
    phone.explain(cast.jti(phone.check_in(metres_north=500)), "Saya di gudang")
    explained = "Penjelasan pegawai</strong>"

    def shows(query: str) -> bool:
        answer = desk.get(f"{PAGE}?{query}")
        assert answer.status_code == 200, query
        return explained in answer.text

    today = datetime.now(UTC) + timedelta(hours=8)
    yesterday, tomorrow = today - timedelta(days=1), today + timedelta(days=1)
    assert shows("")
    assert shows("person=Nurhayati")
    assert shows("person=199203152015031002")
    assert shows(f"person={cast.people['employee'].id}")
    assert not shows("person=Rosmini")
    assert not shows("person=Tidak+Ada")
    assert shows("author=nurhayati")
    assert not shows("author=Rosmini")
    assert shows("kind=create&subject=explanation&via=phone")
    assert not shows("kind=delete")
    assert not shows("via=command")
    assert shows(f"agency={cast.office.id}")
    assert not shows(f"agency={cast.other_office.id}")
    assert shows(f"since={today:%Y-%m-%d}&until={today:%Y-%m-%d}")
    assert not shows(f"until={yesterday:%Y-%m-%d}")
    assert not shows(f"since={tomorrow:%Y-%m-%d}")
    assert shows("q=di+GUDANG")
    assert not shows("q=di_gudang")
    assert not shows("q=100%25")
    assert not shows("below=1")
    assert shows("below=x&since=kemarin&agency=x&kind=")


def test_it_pages_by_number(cast: Cast):
    async def rename() -> None:
        for number in range(60):
            await Agency.filter(id=cast.office.id).update(name=f"Kantor {number}")

    cast.run(rename)
    desk = cast.at_desk("admin")
    first = desk.get(f"{PAGE}?subject=agency&kind=change").text
    assert first.count('class="audit-entry"') == 50
    older = first.rpartition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    second = desk.get(older).text
    assert second.count('class="audit-entry"') == 10
    assert 'rel="next"' not in second


def test_what_a_place_tells_of_people_is_recorded_once_an_hour(cast: Cast):
    hash_ = cast.bind("employee").check_in(metres_north=500)
    desk, person = cast.at_desk("operator"), str(cast.people["employee"].id)
    for _ in range(2):
        assert desk.get(f"/desk/checkins/{hash_}").status_code == 200
        assert desk.get("/desk/arrivals/fixes").status_code == 200
        assert desk.get("/desk/today").status_code == 200
        assert desk.get("/desk/arrivals").status_code == 200
        assert desk.get("/desk/arrivals/rows").status_code == 200
    views = entries(cast, kind="view")
    assert [one["subject"] for one in views] == ["checkin_location", "day_locations"]
    assert all(one["people"] == [person] for one in views)
    assert all(one["author"] == str(cast.people["operator"].id) for one in views)
    assert views[0]["record"] == hash_
    supervisor = cast.at_desk("supervisor")
    for path in ("/desk/reviews", f"/desk/reviews/{hash_}", "/desk/reviews"):
        assert supervisor.get(path).status_code == 200
    assert [one["subject"] for one in entries(cast, kind="view")[2:]] == ["review_locations"]
    assert "Lokasi satu absen" in cast.at_desk("admin").get(f"{PAGE}?kind=view").text


def test_who_may_not_see_anything_leaves_no_view(cast: Cast):
    hash_ = cast.bind("employee").check_in()
    assert cast.at_desk("other_operator").get(f"/desk/checkins/{hash_}").status_code == 404
    assert entries(cast, kind="view") == []


def test_files_hold_what_was_asked_for_and_taking_them_is_recorded(cast: Cast):
    desk = cast.at_desk("admin")
    desk.post(f"/desk/agencies/{cast.office.id}", data={"name": "=1+1"})
    lines = desk.get(f"{PAGE}.jsonl?subject=agency").text.splitlines()
    told = [json.loads(line) for line in lines]
    assert [one["entry"]["seq"] for one in told] == sorted(
        (one["entry"]["seq"] for one in told), reverse=True
    )
    assert told[0]["entry"]["after"]["name"] == "=1+1"
    rows = list(csv.reader(io.StringIO(desk.get(f"{PAGE}.csv?kind=change").text.lstrip("\ufeff"))))
    assert rows[0][0] == "nomor"
    assert any("Dinas Contoh → =1+1" in row[7] for row in rows[1:])
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row)
    taken = entries(cast, subject="audit_export")
    assert [one["record"] for one in taken] == ["subject=agency", "kind=change"]


def test_a_line_of_the_whole_file_can_be_checked_by_anybody(cast: Cast):
    lines = cast.at_desk("admin").get(f"{PAGE}.jsonl").text.splitlines()
    told = [json.loads(line) for line in lines][::-1]
    for before, one in pairwise(told):
        text = json.dumps(one["entry"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert one["hash"] == chained(before["hash"], text)


def test_what_is_said_of_health_is_hidden_from_auditors(cast: Cast):
    async def ill(code: str, note: str) -> None:
        await DayStatus.create(
            id=f"01890000-0000-7000-8000-{hash(code) % 10**12:012}",
            employee=cast.people["employee"],
            code=code,
            first_day="2026-11-02",
            last_day="2026-11-03",
            number="440/12",
            note=note,
            author=cast.people["operator"],
            created_at=datetime.now(UTC),
        )

    cast.run(ill, "S", "Demam berdarah")
    cast.run(ill, "CT", "Pulang kampung")
    for path in (f"{PAGE}?subject=day_status", f"{PAGE}.csv", f"{PAGE}.jsonl"):
        assert "Demam berdarah" in cast.at_desk("admin").get(path).text
    reader = auditor(cast)
    for path in (f"{PAGE}?subject=day_status", f"{PAGE}.csv", f"{PAGE}.jsonl"):
        text = reader.get(path).text
        assert "Demam berdarah" not in text, path
        assert "Pulang kampung" in text, path
        assert "dirahasiakan" in text, path
    # Nor is it found by its words: that would be asked for letter by letter.
    for words, told in (("demam", 0), ("440/12", 1), ("pulang kampung", 1)):
        asked = {"subject": "day_status", "q": words}
        assert len(reader.get(f"{PAGE}.jsonl", params=asked).text.splitlines()) == told, words
    assert "Demam" in cast.at_desk("admin").get(f"{PAGE}.jsonl?q=demam").text


def test_the_sheet_shows_the_newest_head(cast: Cast):
    page = cast.at_desk("admin").get(f"{PAGE}/seal").text
    newest = entries(cast)[-1]

    async def hash_of() -> str:
        return (await AuditEntry.get(seq=newest["seq"])).hash

    assert f"{newest['seq']}:{cast.run(hash_of)}" in page
