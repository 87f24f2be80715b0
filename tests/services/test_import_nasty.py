"""Can any file of any matter make the server fall, be half done, or leave somebody wordless?"""

from collections.abc import Sequence
from typing import Any

import pytest

from tests import nasty_files
from tests.cast import Cast
from tests.services.bringing import applied, brought, standing, told
from tests.services.import_samples import SAMPLES, Rows, Sample
from web.domain.import_plan import WRONG
from web.models import Employee
from web.services import import_drafts, roster
from web.services.bulk import Bulk
from web.services.import_drafts import COLUMNS, DONE, PREVIEW, REFUSED, Draft

pytestmark = pytest.mark.parametrize("copied", ["sqlite"], indirect=True)
every_matter = pytest.mark.parametrize("sample", SAMPLES.values(), ids=list(SAMPLES))


async def admin() -> Employee:
    return await roster.add_employee(nip="ADMIN", name="Admin", agency=None, role="admin")


def full(rows: Rows, head: Sequence[str]) -> Rows:
    """Rows as long as their headings."""
    return [(*row, *[""] * (len(head) - len(row))) for row in rows]


def sentences(draft: Draft) -> None:
    """Whatever is said of a file is said in whole sentences, and nothing broke."""
    assert not draft.failed
    errors = [word for one in draft.plan.entries for word in one.errors]
    for one in filter(None, [draft.refusal, *errors]):
        assert one.endswith("."), one
        assert "Traceback" not in one


@every_matter
async def test_a_file_that_cannot_be_is_refused_in_words_and_changes_nothing(
    cast: Cast, sample: Sample, subtests: pytest.Subtests
) -> None:
    held, viewer = import_drafts.drafts(), await admin()
    before = await standing()
    for name, (make, words) in nasty_files.REFUSED.items():
        if name == "another matter's GeoJSON" and sample.kind == "points":
            continue
        with subtests.test(msg=name):
            content = make(sample.head, full(sample.right, sample.head))
            draft = await brought(held, viewer, content, sample.kind)
            sentences(draft)
            assert (draft.content, words in draft.refusal) == (REFUSED, True), draft.refusal
    assert await standing() == before


@every_matter
async def test_a_wrong_row_is_told_and_its_neighbours_are_not_held_up(
    cast: Cast, sample: Sample, subtests: pytest.Subtests
) -> None:
    held, viewer = import_drafts.drafts(), await admin()
    made = [(name, make, words) for name, (make, words) in nasty_files.WRONG.items()]
    for name, make, words in made:
        with subtests.test(msg=name):
            rows = full(sample.right, sample.head)
            draft = await brought(held, viewer, make(sample.head, rows), sample.kind)
            sentences(draft)
            assert draft.content == PREVIEW
            assert draft.plan.of(WRONG)
            assert words in told(draft)
    before = await standing()
    for rows, words in sample.nasty:
        with subtests.test(msg=words):
            content = nasty_files.text(sample.head, full(rows, sample.head))
            draft = await brought(held, viewer, content, sample.kind)
            sentences(draft)
            assert words in told(draft), told(draft)
            only_wrong = draft.plan.changes_nothing
            await applied(held, draft)
            assert not draft.failed
            assert not only_wrong or await standing() == before
            before = await standing()


@pytest.mark.parametrize("kind", ["points", "statuses"])
async def test_of_a_formula_in_any_column_one_thing_is_said(
    cast: Cast, kind: str, subtests: pytest.Subtests
) -> None:
    held, viewer, sample = import_drafts.drafts(), await admin(), SAMPLES[kind]
    for at, heading in enumerate(sample.head[2:], 2):
        with subtests.test(msg=heading):
            row = full(sample.right, sample.head)[0]
            row = (*row[:at], "=1+1", *row[at + 1 :])
            draft = await brought(held, viewer, nasty_files.text(sample.head, [row]), kind)
            [entry] = draft.plan.entries
            assert len(entry.errors) == 1, entry.errors
            assert "berisi rumus" in entry.errors[0]


GEOMETRIES = {
    "infinite": ('{"type": "Point", "coordinates": [Infinity, -2]}', "Bujur antara"),
    "not a number": ('{"type": "Point", "coordinates": [118, NaN]}', "Lintang antara"),
    "huge": ('{"type": "Point", "coordinates": [1e999, -1e999]}', "Lintang antara"),
    "of 400 digits": (f'{{"type": "Point", "coordinates": [{"9" * 400}, -2]}}', "Bujur antara"),
    "text": ('{"type": "Point", "coordinates": ["118", "-2"]}', "Lintang antara"),
    "turned round": ('{"type": "Point", "coordinates": [-2.7, 118.9]}', "tampaknya tertukar"),
    "in parts": ('{"type": "MultiPolygon", "coordinates": [[[[0, 0]]]]}', "bukan Point atau"),
    "a bag": ('{"type": "GeometryCollection", "geometries": []}', "bukan Point atau Polygon"),
    "a line": ('{"type": "LineString", "coordinates": [[118, -2], [119, -3]]}', "bukan Point"),
}


async def test_of_a_geometry_that_is_none_one_thing_is_said(
    cast: Cast, subtests: pytest.Subtests
) -> None:
    held, viewer = import_drafts.drafts(), await admin()
    for name, (geometry, words) in GEOMETRIES.items():
        with subtests.test(msg=name):
            said = '{"name": "A", "agency": "Dinas Contoh", "radius": 100}'
            feature = f'{{"type": "Feature", "properties": {said}, "geometry": {geometry}}}'
            content = f'{{"type": "FeatureCollection", "features": [{feature}]}}'
            draft = await brought(held, viewer, content, "points")
            [entry] = draft.plan.entries
            assert len(entry.errors) == 1, entry.errors
            assert words in entry.errors[0]


@every_matter
async def test_an_odd_file_says_what_a_plain_one_says(
    cast: Cast, sample: Sample, subtests: pytest.Subtests
) -> None:
    held, viewer = import_drafts.drafts(), await admin()
    rows = full(sample.right, sample.head)
    plain = await brought(held, viewer, nasty_files.book(sample.head, rows), sample.kind)
    assert not plain.plan.of(WRONG), told(plain)
    for name, make in nasty_files.READ.items():
        with subtests.test(msg=name):
            draft = await brought(held, viewer, make(sample.head, rows), sample.kind)
            sentences(draft)
            assert draft.content == PREVIEW, draft.refusal
            assert meant(draft) == meant(plain)
    windows = nasty_files.text(sample.head, rows).encode("cp1252", "ignore")
    assert meant(await brought(held, viewer, windows, sample.kind)) == meant(plain)


def meant(draft: Draft) -> list[Any]:
    return [(one.key, one.outcome, one.record) for one in draft.plan.entries]


@every_matter
async def test_two_who_apply_at_once_write_it_once(cast: Cast, sample: Sample) -> None:
    viewer, other = (
        await admin(),
        await roster.add_employee(nip="ADMIN-2", name="Admin Dua", agency=None, role="admin"),
    )
    held, content = (
        import_drafts.drafts(),
        nasty_files.text(sample.head, full(sample.right, sample.head)),
    )
    one = await brought(held, viewer, content, sample.kind)
    two = await brought(held, other, content, sample.kind)
    choice = import_drafts.Choice(doubtful=True)
    import_drafts.apply(held, one, choice)
    await applied(held, two)
    assert {one.content, two.content} == {DONE, PREVIEW}
    late = one if one.content == PREVIEW else two
    assert late.stale
    assert late.plan.changes_nothing
    after = await standing()
    await applied(held, late)
    assert await standing() == after


@every_matter
async def test_what_stops_in_the_middle_leaves_nothing(cast: Cast, sample: Sample) -> None:
    """The program ends while a file is applied: what was written goes with its transaction."""
    held, viewer = import_drafts.drafts(), await admin()
    content = nasty_files.text(sample.head, full(sample.right, sample.head))
    draft = await brought(held, viewer, content, sample.kind)
    assert not draft.plan.changes_nothing
    before, real = await standing(), draft.matter

    class Ends(Bulk):
        whole: Bulk

        async def write(self, connection: Any) -> None:
            await self.whole.write(connection)
            assert await standing() != before
            raise OSError("no power")

    class Matter:
        kind, plan, rests_on = real.kind, real.plan, real.rests_on

        async def prepare(self, *args: Any) -> Any:
            report, bulk = await real.prepare(*args)
            ends = Ends()
            ends.whole = bulk
            return report, ends

    draft.matter = Matter()
    await applied(held, draft)
    assert draft.failed
    assert await standing() == before


async def test_columns_of_ones_own_are_asked_for_where_headings_are_not_known(cast: Cast) -> None:
    held, viewer = import_drafts.drafts(), await admin()
    for kind, sample in SAMPLES.items():
        rows = full(sample.right, sample.head)
        content = nasty_files.text([f"kolom {n}" for n, _ in enumerate(sample.head)], rows)
        draft = await brought(held, viewer, content, kind)
        assert draft.content == COLUMNS
