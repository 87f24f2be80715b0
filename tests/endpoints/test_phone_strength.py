"""Does an operator find the phones that are bound more weakly than the office asks for now?"""

from datetime import date
from uuid import uuid4

from tests.endpoints.conftest import Cast
from web import clock
from web.models import Agency, Employee, PhonePolicy
from web.services import roster

WORDS = "Lebih lemah dari yang diminta"


async def ask_for(agency: Agency | None, binding: str) -> None:
    """This has been asked of phones since long."""
    since, now = date(2026, 1, 1), clock.now()
    await PhonePolicy.create(
        id=uuid4(), agency=agency, valid_from=since, binding=binding, created_at=now
    )


def test_phones_weaker_than_what_is_asked_are_found_and_marked(cast: Cast):
    cast.bind("employee")
    desk = cast.at_desk("operator")
    weak = "/desk/phones/bound?binding=weak"
    assert "Nurhayati Saleh" not in desk.get(weak).text
    assert WORDS not in desk.get("/desk/phones/bound.csv").text
    cast.run(lambda: ask_for(cast.office, "hardware"))
    page = desk.get(weak).text
    assert "Nurhayati Saleh" in page
    assert page.count(WORDS) == 2  # among the filters, and beside the phone
    assert WORDS in desk.get("/desk/phones/bound.csv").text


def test_what_one_office_asks_marks_no_phone_of_another(cast: Cast):
    cast.bind("employee")
    cast.run(lambda: ask_for(cast.other_office, "hardware"))
    assert (
        "Nurhayati Saleh" not in cast.at_desk("admin").get("/desk/phones/bound?binding=weak").text
    )


def test_the_phones_of_an_office_are_shown_with_those_of_its_units(cast: Cast):
    async def below() -> None:
        unit = await roster.add_agency(
            name="UPTD Contoh", timezone="Asia/Makassar", parent=cast.office
        )
        await Employee.filter(id=cast.people["employee"].id).update(agency=unit)

    cast.bind("employee")
    cast.run(below)
    desk = cast.at_desk("admin")
    page = f"/desk/phones/bound?agency={cast.office.id}"
    assert "Nurhayati Saleh" not in desk.get(page).text
    assert "Nurhayati Saleh" in desk.get(f"{page}&units=1").text
    assert "units=1" in desk.get(f"/desk/today?agency={cast.office.id}").text
