"""Do names with numbers stand as people count, in pages of either database as in a short list?"""

from tests.cast import enact
from web.domain.name_order import name_key
from web.models import Agency, PointVersion
from web.services import points, roster
from web.services.name_order import by_name, ordered
from web.settings import Settings

# In the order in which people look for them.
SCHOOLS = (
    *("Badan Lain Contoh", "Dinas Contoh", "Éboni", "SDN 2 Karema", "SDN 10 Karema"),
    *("sdn 10 Rimuku", "SDN No. 3", "Škola", "SMPN 1, Kelas Jauh 2", "SMPN 1, Kelas Jauh 11"),
    *("SMPN 02", "SMPN 12", "SMPN 760201000000000001"),
)
CIRCLE = {"type": "circle", "lat": -2.7, "lng": 118.9, "radius": 80.0}


def test_the_key_of_a_name() -> None:
    assert sorted(SCHOOLS, key=name_key) == [*SCHOOLS]
    assert name_key("S.D.N 02") == name_key("sdn 2")
    assert name_key(None) == name_key("") == ""
    long = "9" * 40
    assert name_key(f"A {long}") == name_key(f"A {'9' * 18}")


async def test_a_page_of_the_database_has_the_order_of_a_short_list(copied: Settings) -> None:
    async with enact(copied) as cast:
        for name in sorted(SCHOOLS[2:], key=len):
            await roster.add_agency(name=name, timezone="Asia/Makassar")
        assert [one.name for one in await by_name(Agency.all())] == [*SCHOOLS]
        paged = [
            one.name
            for start in range(0, len(SCHOOLS), 4)
            for one in await ordered(Agency.all(), "name", "id").offset(start).limit(4)
        ]
        assert paged == [*SCHOOLS]
        await Agency.filter(name="SMPN 12").update(parent_id=cast.office.id)
        last = await ordered(Agency.all(), "-parent__name", "name").first()
        assert last
        assert last.name == "SMPN 12"  # none comes first, on either database
        turned = await ordered(Agency.all(), "-name").values_list("name", flat=True)
        assert [*turned] == [*reversed(SCHOOLS)]
        for agency in await Agency.exclude(id=cast.office.id).order_by("id"):
            for name in ("Titik 10", "Titik 2"):
                await points.add_point(agency=agency, name=name, shape=CIRCLE)
        found = PointVersion.exclude(point__agency_id=cast.office.id)
        told = ordered(found, "point__agency__name", "name", "id").select_related("point__agency")
        assert [(one.point.agency.name, one.name) for one in await told] == [
            (school, name)
            for school in SCHOOLS
            if school != "Dinas Contoh"
            for name in ("Titik 2", "Titik 10")
        ]
