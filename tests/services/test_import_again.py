"""Does the same file again change nothing, and does every export import again, come what may?"""

import random
from collections.abc import Callable, Sequence

import pytest

from tests.cast import Cast
from tests.import_files import csv_text
from tests.services.bringing import applied, brought, standing, told
from tests.services.import_samples import BUDI, HEAD, OFFICE, SAMPLES, SITI
from web.domain.import_plan import SAME, WRONG
from web.services import import_drafts, import_geojson, import_workbooks, roster
from web.services.import_drafts import DONE
from web.services.import_matters import MATTERS

Pick = random.Random
Row = Callable[[Pick, int], Sequence[str]]
NAMES = ("Ma'ruf, S.Pd.", "=1+1", '@ "kutip"; titik', "-Añu é", "  spasi  ganda ", "O'Neil\u200b")
NIPS = (BUDI, SITI, HEAD, "HON-001", "199001012015011011", "123", "")


def name(pick: Pick, n: int) -> str:
    return f"{pick.choice(NAMES)} {n if pick.random() < 0.9 else 0}"


def day(pick: Pick) -> str:
    month, first = pick.randint(1, 12), pick.randint(1, 28)
    return pick.choice((f"2026-{month:02}-{first:02}", f"{first}/{month}/2026"))


def agency(pick: Pick, n: int) -> Sequence[str]:
    return name(pick, n), pick.choice((OFFICE, "", f"=1+1 {n - 1}")), pick.choice(("", "wit", "X"))


def employee(pick: Pick, n: int) -> Sequence[str]:
    number = pick.choice((f"HON-{n:03}", f"HON-{n:03}", *NIPS))
    starts = pick.choice(("", day(pick)))
    office = pick.choice((OFFICE, OFFICE, "Unit Baru", ""))
    head = pick.choice(("", HEAD, f"HON-{n + 1:03}"))
    return number, name(pick, n), office, pick.choice(NAMES), head, starts


def supervisor(pick: Pick, n: int) -> Sequence[str]:
    number = NIPS[n] if n < len(NIPS) else "123"
    above = {BUDI: SITI, SITI: HEAD, HEAD: ""}.get(number, pick.choice(NIPS))
    return number, name(pick, n), above


def point(pick: Pick, n: int) -> Sequence[str]:
    lat, lng = pick.uniform(-3, -2), pick.uniform(118, 119)
    corner = [f"{lat + a * 0.001:.9f} {lng + b * 0.001:.9f}" for a, b in ((0, 0), (0, 1), (1, 0))]
    ring = "; ".join(corner) if pick.random() < 0.4 else ""
    spot = ("", "", "") if ring else (f"{lat:.12f}", f"{lng:.8f}".replace(".", ","), "77.123456789")
    hours = pick.choice(("", "setiap saat", "Sabtu–Minggu 22.00–06.00", "senin 7:00-24:00", "x"))
    return name(pick, n), pick.choice((OFFICE, OFFICE, "Entah")), *spot, ring, hours


def status(pick: Pick, n: int) -> Sequence[str]:
    first = day(pick)
    last = pick.choice((first, day(pick)))
    return pick.choice(NIPS), pick.choice(("CT", "izin", "I", "?")), first, last, pick.choice(NAMES)


def turns(pick: Pick, n: int) -> Sequence[str]:
    return pick.choice(NIPS), "", *(pick.choice(("P", "m", "L", "", "-", "X")) for _ in range(2))


MAKERS: dict[str, Row] = {
    "agencies": agency,
    "employees": employee,
    "supervisors": supervisor,
    "points": point,
    "statuses": status,
    "rosters": turns,
}


@pytest.mark.parametrize("kind", MAKERS)
async def test_the_same_file_again_and_every_export_change_nothing(cast: Cast, kind: str) -> None:
    held = import_drafts.drafts()
    viewer = await roster.add_employee(nip="ADMIN", name="Admin", agency=None, role="admin")
    matter, wrote = MATTERS[kind], 0
    for seed in range(4):
        pick = random.Random(seed)
        rows = [MAKERS[kind](pick, n) for n in range(12)]
        content = csv_text(SAMPLES[kind].head, *rows, separator=pick.choice(";,\t"))
        draft = await applied(held, await brought(held, viewer, content, kind))
        assert draft.content == DONE, draft.errors
        wrote += draft.report.new + draft.report.changed
        after = await standing()
        again = await applied(held, await brought(held, viewer, content, kind))
        assert [one for one in again.plan.entries if one.outcome not in (SAME, WRONG)] == []
        assert await standing() == after
        month = "2030-01" if kind == "rosters" else ""
        records = await matter.export(viewer, None, month)
        writers = [import_workbooks.as_xlsx, import_workbooks.as_csv]
        writers += [import_geojson.as_geojson] if kind == "points" else []
        for write in writers:
            back = await brought(held, viewer, write(matter.kind, records), kind)
            assert {one.outcome for one in back.plan.entries} == {SAME}, told(back)
            assert len(back.plan.entries) == len(records)
    assert wrote
