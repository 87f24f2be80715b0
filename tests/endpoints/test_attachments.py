"""Does a letter reach those who must see it, and nobody else, whatever they try?"""

import asyncio
import re
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from tests import samples
from tests.endpoints.api.uploading import upload
from tests.endpoints.conftest import STRANGER, Cast
from web import clock
from web.models import Attachment, AttachmentRemoval, Correction, DayStatus

HTMX = {"HX-Request": "true"}
DAY = date(2026, 11, 24)
PHOTO, LETTER = samples.photo(), samples.letter(2)


async def _status(cast: Cast, code: str, who: str = "employee") -> UUID:
    made = await DayStatus.create(
        id=uuid4(),
        employee=cast.people[who],
        code=code,
        first_day=DAY,
        last_day=DAY,
        number="",
        note="",
        author=cast.people["operator"],
        created_at=clock.now(),
    )
    return made.id


async def _correction(cast: Cast, id: UUID, who: str = "employee") -> None:
    at = datetime(2026, 11, 24, 8, 5, tzinfo=UTC)
    words = {"kind": "out", "at": at, "reason": "HP mati.", "evidence": "", "filed_at": at}
    await Correction.create(id=id, employee=cast.people[who], date=DAY, **words)


def status_of(cast: Cast, code: str, who: str = "employee") -> UUID:
    """A leave of somebody."""
    found: UUID = cast.run(_status, cast, code, who)
    return found


def attach(
    desk: TestClient, subject: UUID, content: bytes, name: str = "surat.pdf", **headers: str
) -> Response:
    """Post the form of a leave."""
    files = {"file": (name, content, "application/octet-stream")}
    return desk.post(f"/desk/attachments/day_status/{subject}", files=files, headers=headers)


def the_one(cast: Cast) -> Attachment:
    """The only attachment there is."""

    async def look() -> Attachment:
        [one] = await Attachment.all()
        return one

    found: Attachment = cast.run(look)
    return found


def opens(cast: Cast, who: str, id: UUID) -> int:
    """The status with which a desk gets the content."""
    desk = cast.at_desk(who)
    small = desk.get(f"/desk/attachments/{id}/small")
    whole = desk.get(f"/desk/attachments/{id}")
    assert small.status_code in (whole.status_code, 404)
    return whole.status_code


def test_an_operator_attaches_a_letter_which_is_shown_and_opened(cast: Cast) -> None:
    subject, desk = status_of(cast, "CT"), cast.at_desk("operator")
    saved = attach(desk, subject, LETTER, "SPT 12 / Nur\u202ehayati.pdf")
    assert saved.status_code == 303
    page = desk.get(saved.headers["location"]).text
    assert "Berkas dilampirkan." in page
    assert "Nur hayati.pdf" in page
    assert "2 halaman" in page
    assert "Rosmini Tahir" in page

    one = the_one(cast)
    got = desk.get(f"/desk/attachments/{one.id}")
    assert got.content.startswith(b"%PDF-")
    assert got.headers["content-type"] == "application/pdf"
    assert got.headers["x-content-type-options"] == "nosniff"
    assert got.headers["cache-control"] == "private, no-store"
    assert "default-src 'none'" in got.headers["content-security-policy"]
    assert got.headers["content-disposition"].startswith("inline; filename")
    assert desk.get(f"/desk/attachments/{one.id}/small").status_code == 404


def test_a_photo_is_kept_without_where_it_was_taken(cast: Cast) -> None:
    subject, desk = status_of(cast, "I"), cast.at_desk("operator")
    fragment = attach(desk, subject, PHOTO, "foto.JPG", **HTMX)
    assert fragment.status_code == 200
    assert 'id="attachments"' in fragment.text
    got = desk.get(f"/desk/attachments/{the_one(cast).id}")
    assert got.headers["content-type"] == "image/jpeg"
    assert samples.WHERE not in got.content
    assert b"Exif" not in got.content
    assert desk.get(f"/desk/attachments/{the_one(cast).id}/small").status_code == 200


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Berkas ini kosong"),
        (b"MZ\x90\x00", "bukan foto"),
        (b"<svg onload='alert(1)'/>", "bukan foto"),
        (samples.letter(password="x"), "dikunci kata sandi"),
        (b"\xff" * ((10 << 20) + 1), "lebih dari 10 MB"),
    ],
)
def test_a_file_that_is_not_taken_is_told_beside_the_field(
    cast: Cast, content: bytes, words: str
) -> None:
    subject, desk = status_of(cast, "CT"), cast.at_desk("operator")
    answer = attach(desk, subject, content, "surat.pdf", **HTMX)
    assert answer.status_code == 422
    assert words in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert attach(desk, subject, content).status_code == 422  # without script: a page of its own


def test_more_than_the_form_may_carry_ends_early(cast: Cast) -> None:
    subject = status_of(cast, "CT")
    answer = attach(cast.at_desk("operator"), subject, b"x" * (11 << 20))
    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("code", "who", "status"),
    [
        *(("CS", "operator", 200), ("CS", "admin", 200), ("CS", "employee", 200)),
        *(("S", "supervisor", 404), ("CM", "supervisor", 404), ("CS", "supervisor", 404)),
        *(("CT", "supervisor", 200), ("CT", "other_supervisor", 404)),
        *(("CS", "other_operator", 404), ("CT", "other_operator", 404)),
        ("CT", "other_employee", 404),
    ],
)
def test_a_doctor_s_letter_is_for_the_person_and_who_keeps_the_records(
    cast: Cast, code: str, who: str, status: int
) -> None:
    attach(cast.at_desk("operator"), status_of(cast, code), PHOTO)
    assert opens(cast, who, the_one(cast).id) == status


def test_the_supervisor_does_not_even_see_that_there_is_a_doctor_s_letter(cast: Cast) -> None:
    attach(cast.at_desk("operator"), status_of(cast, "CS"), LETTER, "hasil lab HIV.pdf")
    agency, person = cast.office.id, cast.people["employee"].id
    page = cast.at_desk("supervisor").get(f"/desk/recap/{agency}/2026-11/{person}/24").text
    assert "Surat (PDF)" not in page
    assert "HIV" not in page
    assert str(the_one(cast).id) not in page


def test_only_who_keeps_a_record_attaches_to_it_or_takes_away(cast: Cast) -> None:
    subject = status_of(cast, "CT")
    for who in ("supervisor", "employee", "other_operator", "other_supervisor"):
        assert attach(cast.at_desk(who), subject, LETTER).status_code == 404, who
    attach(cast.at_desk("operator"), subject, LETTER)
    removal = f"/desk/attachments/{the_one(cast).id}/removal"
    for who in ("supervisor", "employee", "other_operator"):
        answer = cast.at_desk(who).post(removal, data={"reason": "x"})
        assert answer.status_code == 404, who


def test_what_does_not_exist_and_who_is_nobody(cast: Cast) -> None:
    desk = cast.at_desk("operator")
    for path in (STRANGER, f"{STRANGER}/small"):
        assert desk.get(f"/desk/attachments/{path}").status_code == 404
    assert attach(desk, UUID(STRANGER), LETTER).status_code == 404
    files = {"file": ("x.pdf", LETTER)}
    for kind in ("payroll", "correction", "..%2f..%2fkeys"):
        path = f"/desk/attachments/{kind}/{status_of(cast, 'CT')}"
        assert desk.post(path, files=files).status_code == 404, kind
    nobody = cast.browser()
    assert nobody.get(f"/desk/attachments/{STRANGER}").status_code == 303
    assert nobody.post(f"/desk/attachments/day_status/{STRANGER}", files=files).status_code == 401


def test_a_removal_is_a_record_and_the_file_is_closed(cast: Cast) -> None:
    subject, desk = status_of(cast, "CT"), cast.at_desk("operator")
    attach(desk, subject, LETTER)
    one = the_one(cast)
    removal = f"/desk/attachments/{one.id}/removal"
    assert desk.post(removal, data={"reason": " "}, headers=HTMX).status_code == 422
    left = desk.post(removal, data={"reason": "Surat pegawai lain."}, headers=HTMX)
    assert "Belum ada berkas." in left.text
    assert opens(cast, "operator", one.id) == 404

    async def look() -> Any:
        return await AttachmentRemoval.get(attachment_id=one.id).select_related("author")

    kept = cast.run(look)
    assert (kept.author.name, kept.reason) == ("Rosmini Tahir", "Surat pegawai lain.")
    assert the_one(cast).sha256 == one.sha256


def test_evidence_from_a_phone_is_shown_to_the_supervisor(cast: Cast) -> None:
    phone, subject = cast.bind("employee"), uuid4()
    id_ = upload(phone, PHOTO, subject=subject)
    # Its correction has not come yet: nobody else sees it.
    assert opens(cast, "supervisor", id_) == 404
    assert opens(cast, "operator", id_) == 404
    assert phone.browser.get(f"/api/v1/attachments/{id_}").status_code == 200

    cast.run(_correction, cast, subject)
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
    cast.run(_correction, cast, subject)
    page = cast.at_desk("supervisor").get("/desk/corrections").text
    assert str(id_) not in page
    assert opens(cast, "supervisor", id_) == 404
    assert thief.browser.get(f"/api/v1/attachments/{id_}").status_code == 404
    # Once the record is there, it is as if there were none.
    with pytest.raises(AssertionError, match="not_found"):
        upload(thief, PHOTO, subject=subject)


def test_a_phone_opens_its_owner_s_files_only(cast: Cast) -> None:
    phone, boss, subject = cast.bind("employee"), cast.bind("supervisor"), uuid4()
    cast.run(_correction, cast, subject)
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
    cast.run(_correction, cast, subject)
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
