"""Does a photo taken without a network follow its check-in to whoever decides on it?"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests import samples
from tests.browser.desk import Desk
from tests.browser.looks import Inspector
from tests.browser.office import Office, Person
from tests.browser.phone import Phone
from tests.browser.waiting import until
from web import clock
from web.models import Attachment, PhonePolicy
from web.settings import Settings

TAKE, AGAIN = "Ambil swafoto", "Ganti swafoto"


@pytest.fixture
def selfies(tmp_path: Path) -> tuple[Path, Path]:
    """Two photos as the camera gives them: with a position, much larger than what is needed."""
    first, second = tmp_path / "satu.jpg", tmp_path / "dua.jpg"
    first.write_bytes(samples.photo(3000, 4000))
    second.write_bytes(samples.photo(1600, 1200))
    return first, second


def asks(office: Office, photo: str) -> None:
    """The office asks for photos since some days."""

    async def lay_down(_: Settings) -> None:
        since = clock.now() - timedelta(days=5)
        told: dict[str, Any] = {"agency_id": office.id, "valid_from": since.date()}
        await PhonePolicy.create(id=uuid4(), photo=photo, created_at=since, **told)

    office.server.enter(lay_down)


def sent(office: Office, person: Person) -> list[dict[str, Any]]:
    """The photos that the server has of somebody."""

    async def look(_: Settings) -> list[dict[str, Any]]:
        return await Attachment.filter(author_id=person.id, subject_kind="checkin").values()

    return office.server.enter(look)


def test_a_photo_taken_offline_follows_its_check_in_to_the_supervisor(
    office: Office,
    selfies: tuple[Path, Path],
    phone_of: Callable[..., Phone],
    desk_of: Callable[[Person], Desk],
) -> None:
    asks(office, "every")
    above = office.hire("Nur Aisyah")
    person = office.hire("Sitti Aminah", supervisor=above)
    phone = phone_of(person)
    seen = Inspector(phone.page)
    phone.lose_network()
    phone.stand(office, metres_north=900)
    phone.reads("Anda di luar radius")
    phone.tap("Absen Masuk")
    phone.reads("Kantor Anda meminta swafoto untuk setiap absen.")
    seen.look("absen: a photo is asked for")
    phone.page.get_by_label(TAKE).set_input_files(selfies[0])
    expect(phone.page.get_by_label(AGAIN)).to_be_attached()
    phone.page.reload()
    phone.page.goto(f"{phone.origin}/#receipt/{phone.kept()[0]['id']}")
    phone.page.get_by_label(AGAIN).set_input_files(selfies[1])
    expect(phone.main.locator(".photo-card img")).to_have_count(1)
    seen.look("receipt: a photo waits")
    phone.page.reload()
    expect(phone.page.get_by_label(AGAIN)).to_be_attached()
    office.server.wire.forget()

    phone.find_network()
    phone.delivers(1)
    [one] = until(lambda: sent(office, person), "the photo at the server")
    asked = office.server.wire.requests
    first = next(number for number, request in enumerate(asked) if "/uploads" in request)
    assert "POST /api/v1/checkins" in asked[:first]
    assert str(one["subject_id"]) == phone.kept()[0]["id"]
    assert (one["width"], one["height"]) == (960, 720)  # the second, made small on the phone
    expect(phone.main.locator(".photo-card").get_by_text("Terkirim")).to_be_visible()
    expect(phone.main.get_by_text(AGAIN).last).to_be_hidden()

    desk = desk_of(above)
    desk.open("/desk/reviews")
    picture = desk.page.locator(f"img[src='/desk/attachments/{one['id']}/small']")
    expect(picture).to_have_count(1)
    until(lambda: picture.evaluate("image => image.naturalWidth > 0"), "the picture is shown")
    desk.reads("sesudah absen.")
    at_desk = Inspector(desk.page)
    at_desk.look("review with a photo")
    faults = [fault for fault in seen.faults if "ERR_INTERNET_DISCONNECTED" not in fault]
    assert faults + at_desk.faults == []


def test_a_doubtful_check_in_leads_to_its_photo(
    office: Office, selfies: tuple[Path, Path], phone_of: Callable[..., Phone]
) -> None:
    asks(office, "doubtful")
    person = office.hire("Baso Amir", supervisor=office.hire("Nur Aisyah"))
    phone = phone_of(person)
    phone.arrive(office)
    phone.tap("Absen Masuk")
    phone.reads("diterima server")
    phone.never_reads("Kantor Anda meminta swafoto")
    phone.stand(office, metres_north=900)
    phone.reads("Anda di luar radius")
    phone.tap("Absen Pulang")
    phone.reads("Kantor Anda meminta swafoto untuk absen yang ditinjau")
    phone.press("Tutup")
    phone.reads("ditinjau. Kantor Anda meminta swafoto.")
    phone.main.get_by_role("link", name=TAKE).click()
    phone.reads("Bukti Absen Pulang")
    phone.page.get_by_label(TAKE).set_input_files(selfies[0])
    until(lambda: sent(office, person), "the photo at the server")
    phone.go("Absen")
    phone.never_reads("Kantor Anda meminta swafoto")
