"""Does a letter reach those who must see it, and nobody else, whatever they try?"""

from typing import Any
from uuid import UUID

import pytest

from tests import samples
from tests.endpoints.attaching import HTMX, LETTER, PHOTO, attach, opens, status_of, the_one
from tests.endpoints.conftest import STRANGER, Cast
from web.models import AttachmentRemoval


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
