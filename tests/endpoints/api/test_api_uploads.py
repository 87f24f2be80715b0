"""Does a file get through in parts, whatever breaks between, and nothing else with it?"""

import asyncio
import hashlib
from uuid import UUID, uuid4

import pytest

from tests import samples
from tests.endpoints.api.uploading import TUS, create, offset_of, patch, upload
from tests.endpoints.api.wire import API, Phone, Wire, problem_of
from web.models import Attachment, Upload

PHOTO = samples.photo()


def attachments(wire: Wire) -> list[Attachment]:
    async def look() -> list[Attachment]:
        return await Attachment.all().order_by("created_at")

    return wire.run(look)


def begun(wire: Wire, phone: Phone, content: bytes = PHOTO) -> UUID:
    id_ = uuid4()
    assert create(phone, content, id=id_, subject=uuid4()).status_code == 201
    return id_


def test_the_server_says_what_it_can_do(wire: Wire):
    answer = wire.client.options(f"{API}/uploads")
    assert answer.status_code == 204
    assert answer.headers["Tus-Version"] == "1.0.0"
    assert answer.headers["Tus-Extension"] == "creation,expiration,termination"
    assert answer.headers["Tus-Max-Size"] == str(10 << 20)


def test_a_file_in_parts_becomes_one_attachment(wire: Wire):
    phone, id_ = wire.bind(), uuid4()
    made = create(phone, PHOTO, id=id_, subject=uuid4())
    assert made.headers["Location"] == f"/api/v1/uploads/{id_}"
    assert made.headers["Upload-Offset"] == "0"
    assert made.headers["Tus-Resumable"] == "1.0.0"
    assert made.headers["Upload-Expires"].endswith("GMT")
    for start in range(0, len(PHOTO), 1000):
        answer = patch(phone, id_, start, PHOTO[start : start + 1000])
        assert answer.status_code == 204
        assert int(answer.headers["Upload-Offset"]) == min(start + 1000, len(PHOTO))
    [one] = attachments(wire)
    assert (one.id, one.kind, one.name, one.early) == (id_, "image", "Bukti saya.jpg", True)
    assert one.sent_sha256 == hashlib.sha256(PHOTO).hexdigest()
    got = phone.browser.get(f"{API}/attachments/{id_}")
    assert hashlib.sha256(got.content).hexdigest() == one.sha256
    assert samples.WHERE not in got.content
    small = phone.browser.get(f"{API}/attachments/{id_}/small")
    assert small.headers["content-type"] == "image/jpeg"


def test_after_a_break_it_goes_on_where_it_was(wire: Wire):
    phone = wire.bind()
    id_ = begun(wire, phone)
    patch(phone, id_, 0, PHOTO[:700])
    assert offset_of(phone, id_) == 700
    # The answer to these was lost: sending them again does not spoil anything.
    assert problem_of(patch(phone, id_, 0, PHOTO[:700])) == (409, "offset_differs")
    assert problem_of(patch(phone, id_, 900, PHOTO[900:])) == (409, "offset_differs")
    assert offset_of(phone, id_) == 700
    assert patch(phone, id_, 700, PHOTO[700:]).status_code == 204
    assert offset_of(phone, id_) == len(PHOTO)
    assert len(attachments(wire)) == 1


def test_what_was_finished_is_finished_again_and_again(wire: Wire):
    phone, id_, subject = wire.bind(), uuid4(), uuid4()
    create(phone, PHOTO, id=id_, subject=subject)
    patch(phone, id_, 0, PHOTO)
    again = create(phone, PHOTO, id=id_, subject=subject)
    assert (again.status_code, again.headers["Upload-Offset"]) == (201, str(len(PHOTO)))
    assert patch(phone, id_, len(PHOTO), b"").status_code == 204
    assert problem_of(patch(phone, id_, 0, PHOTO)) == (409, "offset_differs")
    assert len(attachments(wire)) == 1


def test_a_file_that_was_whole_when_the_server_died_is_finished_when_asked_for(wire: Wire):
    phone = wire.bind()
    id_ = begun(wire, phone)
    files = wire.app.state.files
    files.append(id_, 0, PHOTO)  # and then it died, before the check
    assert offset_of(phone, id_) == len(PHOTO)
    assert [one.id for one in attachments(wire)] == [id_]
    assert files.received(id_) == 0  # the part is gone


def test_bytes_that_changed_on_the_way_are_sent_anew(wire: Wire):
    phone = wire.bind()
    id_ = begun(wire, phone)
    spoilt = PHOTO[:-1] + bytes([PHOTO[-1] ^ 1])
    assert problem_of(patch(phone, id_, 0, spoilt)) == (409, "hash_differs")
    assert offset_of(phone, id_) == 0
    assert patch(phone, id_, 0, PHOTO).status_code == 204
    assert len(attachments(wire)) == 1


def test_what_is_refused_stays_refused_without_being_sent_again(wire: Wire):
    phone, id_, subject = wire.bind(), uuid4(), uuid4()
    program = b"MZ" + b"\x00" * 5000
    create(phone, program, id=id_, subject=subject, filename="foto.jpg")
    assert problem_of(patch(phone, id_, 0, program)) == (422, "file_refused")
    again = create(phone, program, id=id_, subject=subject)
    assert problem_of(again) == (422, "file_refused")
    assert "bukan foto" in again.json()["detail"]
    assert attachments(wire) == []


def test_two_connections_at_once_leave_one_file(wire: Wire):
    phone = wire.bind()
    id_ = begun(wire, phone)

    async def both() -> list[bool]:
        files = wire.app.state.files

        async def put() -> bool:
            async with files.lock(id_):
                return await asyncio.to_thread(files.append, id_, 0, PHOTO[:500])

        return list(await asyncio.gather(put(), put(), put()))

    assert sorted(wire.run(both)) == [False, False, True]
    assert offset_of(phone, id_) == 500
    assert patch(phone, id_, 500, PHOTO[500:]).status_code == 204


def test_one_id_is_one_file_of_one_person(wire: Wire):
    phone, other, id_, subject = wire.bind(), wire.bind(), uuid4(), uuid4()
    create(phone, PHOTO, id=id_, subject=subject)
    for changes in ({"subject_id": str(uuid4())}, {"length": 5}, {"sha256": "0" * 64}):
        answer = create(phone, PHOTO, id=id_, subject=subject, **changes)
        assert problem_of(answer) == (409, "content_differs")
    assert problem_of(create(other, PHOTO, id=id_, subject=subject)) == (409, "content_differs")
    assert problem_of(patch(other, id_, 0, PHOTO)) == (404, "not_found")
    assert offset_of(other, id_) is None
    assert problem_of(other.browser.delete(f"{API}/uploads/{id_}", headers=TUS))[0] == 404
    patch(phone, id_, 0, PHOTO)
    assert problem_of(create(other, PHOTO, id=id_, subject=subject)) == (409, "content_differs")
    assert problem_of(other.browser.get(f"{API}/attachments/{id_}")) == (404, "not_found")


def test_what_is_too_large_or_too_much_is_told_before_it_is_sent(wire: Wire):
    phone = wire.bind()
    large = create(phone, PHOTO, id=uuid4(), subject=uuid4(), length=(10 << 20) + 1)
    assert problem_of(large) == (413, "too_large")
    assert "10 MB" in large.json()["detail"]
    empty = create(phone, b"", id=uuid4(), subject=uuid4())
    assert problem_of(empty) == (422, "invalid")
    id_ = begun(wire, phone)
    assert problem_of(patch(phone, id_, 0, PHOTO + b"x")) == (413, "too_large")
    for _ in range(20):
        create(phone, PHOTO, id=uuid4(), subject=uuid4(), length=10 << 20)
    late = create(phone, PHOTO, id=uuid4(), subject=uuid4(), length=10 << 20)
    assert problem_of(late) == (403, "upload_quota")


def test_a_record_has_room_for_twelve(wire: Wire):
    phone, subject = wire.bind(), uuid4()
    for _ in range(12):
        assert create(phone, PHOTO, id=uuid4(), subject=subject).status_code == 201
    assert problem_of(create(phone, PHOTO, id=uuid4(), subject=subject)) == (422, "invalid")


def test_a_file_can_be_given_up(wire: Wire):
    phone = wire.bind()
    id_ = begun(wire, phone)
    patch(phone, id_, 0, PHOTO[:100])
    answer = phone.browser.delete(f"{API}/uploads/{id_}", headers=TUS)
    assert answer.status_code == 204
    assert offset_of(phone, id_) is None
    assert not wire.app.state.files.part(id_).exists()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"subject_kind": "payroll"}, 404),
        ({"subject_kind": "../keys"}, 404),
        ({"subject_id": "1"}, 422),
        ({"sha256": "zz"}, 422),
        ({"length": "-1"}, 422),
        ({"length": "9" * 40}, 422),
        ({"length": "1e3"}, 422),
    ],
)
def test_what_is_announced_wrongly_is_refused(wire: Wire, changes: dict[str, str], code: int):
    answer = create(wire.bind(), PHOTO, id=uuid4(), subject=uuid4(), **changes)
    assert problem_of(answer)[0] == code
    assert answer.headers["Tus-Resumable"] == "1.0.0"


def test_requests_that_are_not_tus_are_refused(wire: Wire):
    phone = wire.bind()
    id_ = begun(wire, phone)
    wrong = {"Tus-Resumable": "0.2.2"}
    answer = phone.browser.post(f"{API}/uploads", headers=wrong)
    assert problem_of(answer) == (412, "unknown_version")
    assert answer.headers["Tus-Version"] == "1.0.0"
    plain = patch(phone, id_, 0, PHOTO, **{"Content-Type": "image/jpeg"})
    assert problem_of(plain) == (415, "unsupported_media")
    assert problem_of(patch(phone, id_, 0, PHOTO, **{"Upload-Offset": "x"}))[0] == 422
    for text in ("id", "id ***", "id " + "/w==", "id eA=="):
        headers = {**TUS, "Upload-Length": "1", "Upload-Metadata": text}
        assert problem_of(phone.browser.post(f"{API}/uploads", headers=headers))[0] == 422


def test_nobody_uploads_without_a_session(wire: Wire):
    nobody = wire.browser()
    id_ = begun(wire, wire.bind())
    assert problem_of(nobody.post(f"{API}/uploads", headers=TUS)) == (401, "not_signed_in")
    assert problem_of(nobody.patch(f"{API}/uploads/{id_}", content=b"x")) == (401, "not_signed_in")
    assert problem_of(nobody.get(f"{API}/attachments/{id_}")) == (401, "not_signed_in")


def test_rows_of_uploads_go_when_files_have_come(wire: Wire):
    upload(wire.bind(), PHOTO, subject=uuid4())

    async def count() -> int:
        return await Upload.all().count()

    assert wire.run(count) == 0
