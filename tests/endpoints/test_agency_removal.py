"""Is an agency that was entered by mistake taken out, and one that anything refers to never?"""

import html
import re

import pytest

from tests.endpoints.conftest import Cast
from web.models import Agency, WorkPattern
from web.services import agency_moves, roster


def enter(cast: Cast, name: str = "Dinas Salah Ketik", **more: object) -> Agency:
    """An agency, entered with the usual week."""

    async def make() -> Agency:
        return await roster.add_agency(name=name, timezone="Asia/Makassar", **more)

    return cast.run(make)


def ticked(page: str) -> dict[str, str]:
    """What the box of a page says that its reader is certain of."""
    [key] = re.findall(r'name="certain" value="([^"]+)"', page)
    return {"certain": html.unescape(key)}


def test_an_agency_never_used_goes_after_a_second_word_and_the_record_keeps_it(cast: Cast):
    unit = enter(cast, "UPTD Salah Ketik", parent=cast.office)
    desk, path = cast.at_desk("admin"), f"/desk/agencies/{unit.id}"

    asked = desk.post(f"{path}/remove")
    assert asked.status_code == 422
    assert "“UPTD Salah Ketik” hilang dari semua daftar" in asked.text
    assert desk.get(path).status_code == 200, "nothing is gone yet"

    other = enter(cast)
    assert (
        desk.post(f"/desk/agencies/{other.id}/remove", data=ticked(asked.text)).status_code == 422
    )

    gone = desk.post(f"{path}/remove", data=ticked(asked.text))
    assert "OPD dihapus" in desk.get(gone.headers["location"]).text
    assert desk.get(path).status_code == 404
    assert desk.post(f"{path}/remove", data=ticked(asked.text)).status_code == 404
    assert enter(cast, "UPTD Salah Ketik").id != unit.id, "its name is free"

    async def left() -> bool:
        return await WorkPattern.filter(agency_id=unit.id).exists()

    assert not cast.run(left)
    assert "UPTD Salah Ketik" in desk.get("/desk/audit?subject=agency&kind=delete").text


@pytest.mark.parametrize("use", ["people", "unit", "former unit"])
def test_what_refers_to_an_agency_keeps_it(cast: Cast, use: str):
    agency = enter(cast)

    async def take_into_use() -> None:
        if use == "people":
            who = cast.people["employee"]
            await roster.change_employee(
                employee=who,
                name=who.name,
                agency=agency,
                supervisor=None,
                role=who.role,
                active=True,
            )
            return
        unit = await roster.add_agency(name="Unit", timezone="Asia/Makassar", parent=agency)
        if use == "former unit":
            await agency_moves.move(
                agency=unit, parent=None, author=cast.people["admin"], seen=agency.id
            )

    cast.run(take_into_use)
    desk = cast.at_desk("admin")

    refused = desk.post(f"/desk/agencies/{agency.id}/remove", data={"certain": str(agency.id)})
    assert refused.status_code == 422
    assert "OPD ini sudah dipakai: 1 " in refused.text
    assert desk.get(f"/desk/agencies/{agency.id}").status_code == 200
