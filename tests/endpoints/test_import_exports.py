"""Does everything leave as a file that imports again and then changes nothing?"""

import csv
import io
import math
import re
from datetime import UTC, date, datetime

import pytest

from tests.endpoints.conftest import Cast
from tests.endpoints.importing import HOME, upload
from tests.import_files import cells_of
from web import clock
from web.domain.schedule import local_date
from web.models import Employee
from web.services import points, roster, shifts, statuses
from web.services.point_versions import Terms

KINDS = ("agencies", "employees", "supervisors", "points", "statuses", "rosters")
FORMATS = ("xlsx", "csv", "geojson")
SIGNS = ("=", "+", "-", "@", "\t", "\r")
LONG_AGO, LATER = datetime(2026, 1, 5, 7, 30, 12, 345, UTC), datetime(2150, 1, 1, 12, 0, 59, 0, UTC)


def ring(corners: int) -> list[list[float]]:
    """A polygon with many corners, of as many digits as a map draws."""
    turns = [2 * math.pi * n / corners for n in range(corners)]
    return [[-2.68 + math.sin(t) / 317, 118.88 + math.cos(t) / 331] for t in turns]


async def furnish(cast: Cast) -> None:
    """Records that are as awkward as they may be, of every kind."""
    today = local_date(clock.now(), "Asia/Makassar")
    await shifts.define(agency=cast.office, code="P", name="Pagi", hours=["07:30", "14:00"])
    cells = {(cast.people["employee"].id, today): "P", (cast.people["operator"].id, today): "L"}
    await shifts.assign(agency=cast.office, cells=cells, author=None)
    named = await roster.add_agency(name='=Badan "Uji"; Coba', timezone="Asia/Jayapura")
    await roster.add_agency(name="@Unit", timezone="Asia/Jakarta", parent=named)
    await Employee.filter(nip=cast.people["employee"].nip).update(
        name="=HYPERLINK(1)", position="@kasir <script>alert(1)</script>", rank="+1"
    )
    for covers, number in (("in", "=1+1"), ("out", "-2")):
        await statuses.add_status(
            employee=cast.people["employee"],
            code="CT" if covers == "both" else "I",
            first_day=date(2026, 3, 2),
            last_day=date(2026, 3, 2),
            covers=covers,
            number=number,
            note="@keluarga; “acara”",
        )
    polygon = {"type": "polygon", "ring": ring(200)}
    hours = {"1": ["07:30", "16:00"], "2": ["07:30", "16:00"], "5": ["22:00", "06:00"]}
    hours |= {"7": ["00:00", "24:00"]}
    terms = Terms(hours, frozenset({named.id, cast.other_office.id}))
    await points.add_point(agency=cast.office, name="-Halaman", shape=polygon, terms=terms)
    circle = {"type": "circle", "lat": -2.1234567891, "lng": 118.0, "radius": 99.5}
    for lat in (-1e-9, -2.5):
        twin = circle | {"lat": lat}
        await points.add_point(agency=cast.office, name="Kembar", shape=twin, valid_from=LONG_AGO)
    span = {"valid_from": LONG_AGO, "valid_until": LATER}
    brief = await points.add_point(agency=named, name="Sementara", shape=circle, **span)
    await points.change_point(
        point=brief, name="Sementara", shape=circle, valid_until=LATER, terms=terms
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("format_", FORMATS)
def test_every_export_imports_without_a_change(cast: Cast, kind: str, format_: str):
    cast.run(lambda: furnish(cast))
    admin = cast.at_desk("admin")
    made = admin.get(f"{HOME}/exports/{kind}.{format_}")
    if format_ == "geojson" and kind != "points":
        assert made.status_code == 404
        return
    page = upload(admin, made.content, kind)
    assert 'data-of="wrong"><dt>Salah</dt><dd class="figures">0' in page.text
    assert "Tidak ada yang berubah" in page.text
    assert 'data-of="same"><dt>Sudah sama</dt><dd class="figures">0' not in page.text
    assert "<script>alert" not in page.text


@pytest.mark.parametrize("kind", KINDS)
def test_no_cell_of_an_export_is_a_formula(cast: Cast, kind: str):
    cast.run(lambda: furnish(cast))
    admin = cast.at_desk("admin")
    made = admin.get(f"{HOME}/exports/{kind}.csv").content.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(made)) for cell in row]
    assert any(cell[:2] in ("'=", "'@", "'-", "'+") for cell in cells)
    signs = [cell for cell in cells if cell.startswith(SIGNS)]
    assert not [cell for cell in signs if not re.fullmatch(r"-\d+(\.\d+)?", cell)]
    book = admin.get(f"{HOME}/exports/{kind}.xlsx").content
    assert b"<f>" not in book
    assert any(cell.startswith(SIGNS) for row in cells_of(book) for cell in row)


def test_an_export_holds_what_the_viewer_administers(cast: Cast):
    made = cast.at_desk("operator").get(f"{HOME}/exports/employees.csv").text
    assert cast.people["employee"].nip in made
    assert cast.people["other_employee"].nip not in made
    theirs = f"{HOME}/exports/employees.csv?agency={cast.other_office.id}"
    assert cast.at_desk("operator").get(theirs).status_code == 404
    assert cast.at_desk("admin").get(f"{HOME}/exports/employees.exe").status_code == 404
    assert cast.at_desk("admin").get(f"{HOME}/exports/secrets.csv").status_code == 404


@pytest.mark.parametrize("kind", KINDS)
def test_every_template_is_understood(cast: Cast, kind: str):
    admin = cast.at_desk("admin")
    page = upload(admin, admin.get(f"{HOME}/templates/{kind}.xlsx").content, kind)
    assert "Periksa impor" in page.text
    assert "Yang dibaca hanya lembar “" in page.text
