"""What do people do who are away on a duty?"""

from typing import Any

from tests.services.month import codes_of, moment, row_of
from tests.services.office import MINUTE, Office
from web.models import Employee

FAR = 20_000  # metres north of the office: outside every point


async def away(office: Office, phone: Any, day: int, text: str, **more: Any) -> dict[str, Any]:
    """Check in far from the office on a day of November; the envelope."""
    kind, _, time = text.partition(" ")
    at = moment(day, time)
    await office.contact(phone, at - MINUTE)
    fixes = more.pop("fixes", None) or [office.place(FAR, at=at)]
    envelope = office.press(phone, at, kind=kind, fixes=fixes, **more)
    assert (await office.one(envelope, at=at + MINUTE)).status == "recorded"
    return envelope


async def codes_on(office: Office, person: Employee, *days: int) -> list[str]:
    codes = codes_of(await row_of(office.agency, person))
    return [codes[day] for day in days]
