"""How is a reminder asked for, and what does the server then know?"""

from collections.abc import Callable
from typing import Any

from tests.browser.office import Office
from tests.browser.phone import Phone
from tests.browser.waiting import until
from web.models import PushSubscription, ReminderWish
from web.settings import Settings


def turn_on(phone: Phone) -> None:
    phone.go("HP Saya")
    phone.press("Nyalakan pengingat")
    phone.reads("Menyala di HP ini")


def wish_of(office: Office) -> Any:
    """What the server knows of the office's wish: its settings, and how many phones it reaches."""

    async def read(_: Settings) -> Any:
        wish = await ReminderWish.filter(employee__agency_id=office.id).first()
        here = PushSubscription.filter(device__employee__agency_id=office.id)
        live = await here.filter(gone_at=None).count()
        return wish and (wish.body, live)

    return office.server.enter(read)


def until_told(office: Office, expected: Callable[[Any, int], bool]) -> None:
    until(lambda: (found := wish_of(office)) and expected(*found), "the server knows the wish")
