"""Does the page of today show an arrival by itself, and is it gone down by the keyboard alone?"""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.looks import Inspector
from tests.browser.office import Office, Person
from tests.browser.phone import Phone
from web.models import Agency, WorkPattern
from web.settings import Settings


def _works_every_day(office: Office) -> None:
    """So that somebody is expected, whatever weekday it is."""

    async def enter(_: Settings) -> None:
        agency = await Agency.get(id=office.id)
        days = {str(weekday): ["00:00", "23:50"] for weekday in range(1, 8)}
        await WorkPattern.filter(agency=agency).update(days=days)

    office.server.enter(enter)


def test_an_arrival_appears_by_itself_and_people_are_reached_by_key(
    office: Office, desk_of: Callable[[Person], Desk], phone_of: Callable[..., Phone]
) -> None:
    _works_every_day(office)
    Office(office.server)  # of a single one there is no list
    admin, person = office.hire("Hj. Nurdiana", role="admin"), office.hire("Supriadi")
    desk = desk_of(admin)
    page, keys = desk.page, desk.page.keyboard
    seen = Inspector(page)
    desk.go("Hari ini")
    row = page.locator(f"#u{office.id}").get_by_role("link")
    expect(row).to_contain_text("0%")
    row.focus()
    keys.press("Enter")
    expect(page).to_have_url(re.compile(f"agency={office.id}"))
    expect(page.get_by_text("Belum masuk", exact=True)).to_have_count(2)
    expect(page.locator("#hour-title")).to_contain_text("belum ada absen")
    figures = page.locator("#hour-figures")
    figures.locator("summary").focus()
    keys.press("Enter")

    phone = phone_of(person)
    phone.tap("Absen Masuk")
    phone.delivers(1)

    drawn = page.get_by_role("img", name=re.compile("60 menit terakhir: 1 absen"))
    expect(drawn).to_be_visible(timeout=40_000)
    expect(page.get_by_text("Belum masuk", exact=True)).to_have_count(1)
    expect(figures).to_have_attribute("open", "")
    seen.look("today")
    page.get_by_role("link", name=re.compile("Supriadi")).focus()
    keys.press("Enter")
    expect(page.get_by_role("heading", name="Supriadi", level=1)).to_be_visible()
    assert seen.faults == []
