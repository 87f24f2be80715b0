"""Does evidence from a phone reach the supervisor, and nobody else, whatever is tried?"""

import asyncio
import re
from uuid import UUID, uuid4

import pytest

from tests.endpoints.api.uploading import upload
from tests.endpoints.attaching import HTMX, PHOTO, asked, attach, opens, status_of, the_one
from tests.endpoints.conftest import Cast
from web.models import Attachment


def test_evidence_from_a_phone_is_shown_to_the_supervisor(cast: Cast) -> None:
    phone, subject = cast.bind("employee"), uuid4()
    id_ = upload(phone, PHOTO, subject=subject)
    # Its correction has not come yet: nobody else sees it.
    assert opens(cast, "supervisor", id_) == 404
    assert opens(cast, "operator", id_) == 404
    assert phone.browser.get(f"/api/v1/attachments/{id_}").status_code == 200

    cast.run(asked, cast, subject)
    page = cast.at_desk("supervisor").get("/desk/corrections").text
    assert f"/desk/attachments/{id_}/small" in page
    assert "Tanpa bukti" not in page
    assert opens(cast, "supervisor", id_) == 200
    assert opens(cast, "operator", id_) == 200
    assert opens(cast, "other_supervisor", id_) == 404
    listed = phone.browser.get("/api/v1/recap?month=2026-11").json()["corrections"]
    assert [one["id"] for one in listed[0]["files"]] == [str(id_)]


def test_nobody_slips_a_file_under_another_s_record(cast: Cast) -> None:
    thief, subject = cast.bind("other_employee"), uuid4()
    id_ = upload(thief, PHOTO, subject=subject)
    cast.run(asked, cast, subject)
    page = cast.at_desk("supervisor").get("/desk/corrections").text
    assert str(id_) not in page
    assert opens(cast, "supervisor", id_) == 404
    assert thief.browser.get(f"/api/v1/attachments/{id_}").status_code == 404
    # Once the record is there, it is as if there were none.
    with pytest.raises(AssertionError, match="not_found"):
        upload(thief, PHOTO, subject=subject)


def test_a_phone_opens_its_owner_s_files_only(cast: Cast) -> None:
    phone, boss, subject = cast.bind("employee"), cast.bind("supervisor"), uuid4()
    cast.run(asked, cast, subject)
    id_ = upload(phone, PHOTO, subject=subject)
    assert phone.browser.get(f"/api/v1/attachments/{id_}").status_code == 200
    for path in (id_, f"{id_}/small"):
        assert boss.browser.get(f"/api/v1/attachments/{path}").status_code == 404
    removal = f"/api/v1/attachments/{id_}/removal"
    assert boss.browser.put(removal, json={"reason": "x"}).status_code == 404
    assert phone.browser.put(removal, json={"reason": "Salah foto."}).status_code == 201
    assert phone.browser.put(removal, json={"reason": "Salah foto."}).status_code == 200
    assert phone.browser.get(f"/api/v1/attachments/{id_}").status_code == 404


def test_evidence_cannot_be_taken_back_after_the_decision(cast: Cast) -> None:
    phone, subject = cast.bind("employee"), uuid4()
    cast.run(asked, cast, subject)
    id_ = upload(phone, PHOTO, subject=subject)
    said = {"outcome": "approved", "reason": "Benar."}
    path = f"/desk/corrections/{subject}"
    assert cast.at_desk("supervisor").post(path, data=said).status_code == 303
    answer = phone.browser.put(f"/api/v1/attachments/{id_}/removal", json={"reason": "x"})
    assert (answer.status_code, answer.json()["code"]) == (409, "decided")


def test_the_same_file_twice_is_one_on_the_disk(cast: Cast) -> None:
    desk = cast.at_desk("operator")
    for code in ("CT", "I"):
        attach(desk, status_of(cast, code), PHOTO)
    data = cast.app.state.settings.data
    names = sorted(path.name for path in (data / "files").glob("*/*"))
    assert len(names) == 2
    assert re.fullmatch(r"[0-9a-f]{64}", names[0])
    assert names[1] == f"{names[0]}.small"
    assert list((data / "uploads").glob("*")) == []


def test_a_file_that_the_disk_lost_is_told(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    desk = cast.at_desk("operator")
    attach(desk, status_of(cast, "CT"), PHOTO)
    one = the_one(cast)
    cast.app.state.files.path(one.sha256).unlink()
    answer = desk.get(f"/desk/attachments/{one.id}")
    assert answer.status_code == 404
    assert "tidak ada lagi di server" in answer.text
    assert one.sha256 in caplog.text


def test_one_file_for_many_at_once_is_taken_once_each(cast: Cast) -> None:
    subject = status_of(cast, "CT")
    desk = cast.at_desk("operator")

    async def both() -> list[int]:
        sent = [asyncio.to_thread(attach, desk, subject, PHOTO) for _ in range(2)]
        return [one.status_code for one in await asyncio.gather(*sent)]

    assert asyncio.run(both()) == [303, 303]
    assert len(list((cast.app.state.settings.data / "files").glob("*/*"))) == 2


def test_the_same_holds_on_postgres(cast_on_postgres: Cast) -> None:
    cast = cast_on_postgres
    for code, seen in (("CS", 404), ("CT", 200)):
        subject, desk = status_of(cast, code), cast.at_desk("operator")
        assert attach(desk, subject, PHOTO, **HTMX).status_code == 200

        async def newest(subject: UUID = subject) -> Attachment:
            return await Attachment.get(subject_id=subject)

        one: Attachment = cast.run(newest)
        assert opens(cast, "supervisor", one.id) == seen
        assert opens(cast, "operator", one.id) == 200
        assert opens(cast, "other_operator", one.id) == 404
        removal = f"/desk/attachments/{one.id}/removal"
        assert "Belum ada" in desk.post(removal, data={"reason": "x"}, headers=HTMX).text
        assert opens(cast, "operator", one.id) == 404
