"""Is the photo of a check-in seen by whoever decides on a doubtful one, and by nobody else?"""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from tests import samples
from tests.endpoints.api.uploading import create, offset_of, patch, upload
from tests.endpoints.api.wire import problem_of
from tests.endpoints.attaching import LETTER, PHOTO, opens
from tests.endpoints.conftest import HERE, Cast, Phone
from web.domain.schedule import local_date
from web.models import Attachment, AuditEntry, AuditPerson, PhonePolicy
from web.services import delegations, roster
from web.services.softphone import fix

CHECKIN = {"subject_kind": "checkin"}


def far(phone: Phone) -> str:
    """A doubtful check-in."""
    return phone.check_in(metres_north=500)


def photographed(cast: Cast, phone: Phone, checkin: str) -> UUID:
    """Send a photo with a check-in."""
    return upload(phone, PHOTO, subject=UUID(cast.jti(checkin)), **CHECKIN)


def asks(cast: Cast, photo: str) -> None:
    """The office has asked for photos since long ago."""

    async def lay_down() -> None:
        at = datetime(2026, 1, 1, tzinfo=UTC)
        told = {"agency": cast.office, "valid_from": at.date(), "created_at": at}
        await PhonePolicy.create(id=uuid4(), photo=photo, **told)

    cast.run(lay_down)


def test_the_photo_of_a_doubtful_check_in_is_looked_at_and_who_did_is_recorded(cast: Cast):
    phone = cast.bind("employee")
    checkin = far(phone)
    id_ = photographed(cast, phone, checkin)
    people = cast.people
    people["auditor"] = cast.run(
        roster.add_employee, nip="AUDITOR", name="Auditor", agency=None, role="auditor"
    )
    address = f"/desk/attachments/{id_}"
    for who in ("supervisor", "operator", "admin"):
        assert f'src="{address}/small"' in cast.at_desk(who).get(f"/desk/checkins/{checkin}").text
        assert opens(cast, who, id_) == 200
    card = cast.at_desk("supervisor").get("/desk/reviews").text
    assert f'src="{address}/small"' in card
    assert "sesudah absen." in card
    for who in ("other_supervisor", "other_operator", "auditor"):
        assert opens(cast, who, id_) == 404
    there = cast.at_desk("auditor").get(f"/desk/checkins/{checkin}").text
    assert "Ada swafoto." in there
    assert str(id_) not in there

    async def seen() -> set[tuple[UUID, UUID]]:
        views = await AuditEntry.filter(subject="attachment_content", record=str(id_))
        whom = await AuditPerson.filter(seq__in=[one.seq for one in views])
        return {(one.author, two.person) for one in views for two in whom if one.seq == two.seq}

    whose = people["employee"].id
    assert cast.run(seen) == {
        (people[who].id, whose) for who in ("supervisor", "operator", "admin")
    }


def test_what_nobody_doubts_nobody_looks_at_but_its_person(cast: Cast):
    phone = cast.bind("employee")
    checkin = phone.check_in()
    id_ = photographed(cast, phone, checkin)
    for who in ("supervisor", "operator", "admin"):
        assert opens(cast, who, id_) == 404
        assert str(id_) not in cast.at_desk(who).get(f"/desk/checkins/{checkin}").text
    assert phone.browser.get(f"/api/v1/attachments/{id_}").status_code == 200
    assert cast.bind("other_employee").browser.get(f"/api/v1/attachments/{id_}").status_code == 404
    [entry] = phone.browser.get("/api/v1/history").json()["checkins"]
    assert entry["photo"] == {"asked": False, "id": str(id_)}


def test_a_stranger_s_check_in_takes_no_photo_and_a_like_id_shows_none(cast: Cast):
    phone, thief = cast.bind("employee"), cast.bind("other_employee")
    checkin = far(phone)
    jti = UUID(cast.jti(checkin))
    refused = create(thief, PHOTO, id=uuid4(), subject=jti, **CHECKIN)
    assert problem_of(refused) == (404, "not_found")
    # A check-in of their own under the same id changes nothing for the first.
    thief.check_in(jti=str(jti))
    slipped = upload(thief, PHOTO, subject=jti, **CHECKIN)
    assert str(slipped) not in cast.at_desk("supervisor").get("/desk/reviews").text
    assert opens(cast, "supervisor", slipped) == 404
    assert phone.browser.get(f"/api/v1/attachments/{slipped}").status_code == 404
    own = upload(phone, PHOTO, subject=jti, **CHECKIN)
    page = cast.at_desk("supervisor").get("/desk/reviews").text
    assert str(own) in page
    assert str(slipped) not in page
    # Nor does a desk attach anything to a check-in.
    desk, path = cast.at_desk("operator"), f"/desk/attachments/checkin/{jti}"
    assert desk.post(path, files={"file": ("a.jpg", PHOTO)}).status_code == 404


def test_a_photo_may_come_before_its_check_in(cast: Cast):
    phone, at = cast.bind("employee"), datetime.now(UTC)
    place = fix(HERE[0] + 500 / 110_574, HERE[1], 8.0, at)
    envelope = phone.soft.check_in("in", at=at, fixes=[place], jti=(jti := _uuid7()))
    id_ = upload(phone, PHOTO, subject=UUID(jti), **CHECKIN)
    assert opens(cast, "supervisor", id_) == 404
    assert phone.browser.get(f"/api/v1/attachments/{id_}").status_code == 200
    answer = phone.browser.post("/api/v1/checkins", json={"checkins": [envelope]}).json()
    assert answer["results"][0]["verdict"] == "review"
    assert opens(cast, "supervisor", id_) == 200


def _uuid7() -> str:
    return f"0190aaaa-0000-7000-8000-{uuid4().hex[:12]}"


def test_a_check_in_has_one_photo_which_a_newer_one_replaces_until_it_has_come(cast: Cast):
    phone = cast.bind("employee")
    jti, slow = UUID(cast.jti(far(phone))), uuid4()
    assert create(phone, PHOTO, id=slow, subject=jti, **CHECKIN).status_code == 201
    patch(phone, slow, 0, PHOTO[:500])
    large = samples.photo(3000, 2000)
    sent = upload(phone, large, subject=jti, **CHECKIN)
    assert offset_of(phone, slow) is None
    assert problem_of(patch(phone, slow, 500, PHOTO[500:])) == (404, "not_found")
    second = create(phone, PHOTO, id=uuid4(), subject=jti, **CHECKIN)
    assert problem_of(second) == (422, "invalid")
    [one] = cast.run(Attachment.all)
    assert (one.id, one.width, one.height) == (sent, 1280, 853)


def test_a_letter_is_no_photo(cast: Cast):
    phone, id_ = cast.bind("employee"), uuid4()
    subject = UUID(cast.jti(far(phone)))
    create(phone, LETTER, id=id_, subject=subject, **CHECKIN)
    assert problem_of(patch(phone, id_, 0, LETTER)) == (422, "file_refused")
    assert not cast.run(Attachment.exists)


def test_it_is_taken_back_until_somebody_has_decided_with_it_before_them(cast: Cast):
    phone = cast.bind("employee")
    checkin = far(phone)
    wrong, words = photographed(cast, phone, checkin), {"reason": "Salah foto."}
    path = "/api/v1/attachments/{}/removal"
    assert phone.browser.put(path.format(wrong), json=words).status_code == 201
    id_ = photographed(cast, phone, checkin)
    desk, form = cast.at_desk("supervisor"), {"outcome": "accepted", "reason": "Wajahnya jelas."}
    assert desk.post(f"/desk/reviews/{checkin}", data=form).status_code == 303
    assert problem_of(phone.browser.put(path.format(id_), json=words)) == (409, "decided")
    assert opens(cast, "supervisor", id_) == 200
    assert opens(cast, "supervisor", wrong) == 404


def test_who_acts_for_the_supervisor_opens_it_too(cast: Cast):
    phone = cast.bind("employee")
    id_ = photographed(cast, phone, far(phone))
    assert opens(cast, "other_supervisor", id_) == 404
    cast.run(acting, cast, "other_supervisor")
    assert opens(cast, "other_supervisor", id_) == 200


async def acting(cast: Cast, who: str) -> None:
    """Somebody is Plh. of the supervisor."""
    day = local_date(datetime.now(UTC), "Asia/Makassar")
    await delegations.add(
        principal=cast.people["supervisor"],
        delegate=cast.people[who],
        **{"kind": "plh", "first_day": day, "last_day": day, "number": "800/9"},
        author=cast.people["admin"],
    )


@pytest.mark.parametrize(
    ("photo", "near", "doubtful"),
    [("none", False, False), ("doubtful", False, True), ("every", True, True)],
)
def test_the_desk_and_the_phone_are_told_what_was_asked_for(
    cast: Cast, photo: str, near: bool, doubtful: bool
):
    asks(cast, photo)
    phone = cast.bind("employee")
    checkins = [phone.check_in(), far(phone)]
    missing = "Swafoto diminta, belum ada"
    desk = cast.at_desk("operator")
    shown = [missing in desk.get(f"/desk/checkins/{one}").text for one in checkins]
    assert shown == [near, doubtful]
    assert (missing in cast.at_desk("supervisor").get("/desk/reviews").text) == doubtful
    told = phone.browser.get("/api/v1/history").json()["checkins"]
    asked = {one["id"]: one["photo"] for one in told}
    assert [asked[cast.jti(one)] for one in checkins] == [
        {"asked": one, "id": None} for one in (near, doubtful)
    ]
    assert phone.browser.get("/api/v1/state").json()["policy"]["photo"] == photo
