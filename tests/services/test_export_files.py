"""Are the workbook and the PDF what an office can print, sort and sign?"""

import asyncio
import io
import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from openpyxl import load_workbook
from pikepdf import Pdf

from tests.services.recap_rows import sheet_of, unheard
from web.errors import Problem
from web.services.export_ink import PLAIN, printable, width_of, wrap
from web.services.export_jobs import KEPT, Exports, Job
from web.services.export_pdf import as_pdf
from web.services.export_xlsx import as_xlsx

NOW = datetime(2026, 12, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("month", "days"), [("2026-02", 28), ("2028-02", 29), ("2026-11", 30), ("2026-12", 31)]
)
def test_the_grid_has_every_day_and_prints_on_folio(month: str, days: int):
    page = load_workbook(io.BytesIO(as_xlsx(sheet_of(3, month), unheard)))["Rekap"]
    assert [page.cell(5, 5 + number).value for number in range(1, days + 1)] == list(
        range(1, days + 1)
    )
    assert page.cell(5, 6 + days).value == "Hari kerja"
    assert page.freeze_panes == "D6"
    assert page.print_title_rows == "$5:$5"
    # ECMA-376 part 1, 18.3.1.63: paper 14 is 8.5 by 13 inches, which is sold as F4 or Folio.
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (14, "landscape")
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.page_setup.fitToWidth in (None, 1)  # 1 is what a missing attribute means
    assert page.page_setup.fitToHeight == 0
    assert "&P" in page.oddFooter.right.text


def test_numbers_are_numbers_and_what_people_wrote_is_text():
    book = load_workbook(io.BytesIO(as_xlsx(sheet_of(), unheard)))
    cells = [cell for page in book for row in page.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    nip = book["Rekap"]["C6"]
    assert (nip.value, nip.data_type, nip.number_format) == ("199203152015030000", "s", "@")
    assert book["Rekap"]["AJ6"].data_type == "n"


def test_a_day_of_the_details_has_typed_date_and_local_times():
    page = load_workbook(io.BytesIO(as_xlsx(sheet_of(1), unheard)))["Rincian"]
    day = [cell.value for cell in page[3]]
    # 07.36 in WITA is 23.36 of the day before in UTC.
    assert day[2] == datetime(2026, 11, 2)  # noqa: DTZ001
    assert day[6] == datetime(2026, 11, 2, 7, 36)  # noqa: DTZ001
    assert day[8:11] == [11, 0, 0.005]


def test_the_workbook_names_its_rules():
    page = load_workbook(io.BytesIO(as_xlsx(sheet_of(1), unheard)))["Keterangan"]
    texts = {cell.value for row in page.iter_rows() for cell in row}
    assert "Contoh: Permentan 68/2012" in texts


@pytest.mark.parametrize("people", [0, 1, 24, 120])
def test_the_pdf_is_f4_and_counts_its_pages(people: int):
    heard: list[int] = []
    made = as_pdf(sheet_of(people), heard.append)
    # F4: 330 by 215 mm, in points.
    sizes = re.findall(rb"/MediaBox \[ ?0 0 ([\d.]+) ([\d.]+)", made)
    assert {(round(float(w)), round(float(h))) for w, h in sizes} == {(935, 609)}
    assert heard == list(range(1, people + 1))


def test_a_locked_month_is_another_document_than_a_draft():
    draft = as_pdf(sheet_of(1), unheard)
    locked = as_pdf(sheet_of(1, locked=True, digest="a" * 43), unheard)
    assert draft != locked
    assert draft == as_pdf(sheet_of(1), unheard)


def test_a_document_says_what_it_is_by_whom_and_of_which_moment():
    made = Pdf.open(io.BytesIO(as_pdf(sheet_of(1), unheard)))
    told = made.docinfo
    assert told["/Author"] == told["/Creator"] == "SIKEREN"
    assert str(told["/Title"]).startswith("Rekap ")
    assert str(told["/Subject"]).startswith("Rekapitulasi kehadiran pegawai, ")
    # settled at 01.30 UTC
    assert told["/CreationDate"] == told["/ModDate"] == "D:20261202093000+08'00'"


def test_no_letter_vanishes_and_no_line_spills():
    assert printable("Ñoñó d’Arc") == "Ñoñó d’Arc"
    assert printable("李") == "?"
    assert printable("Bāṣim") == "Basim"
    lines = wrap("Abdurrahman " + "W" * 90, PLAIN, 6, 100)
    assert "".join(lines).count("W") == 90
    assert all(width_of(line, PLAIN, 6) <= 100 for line in lines)


def job_of(owner: object = None, **more: object) -> Job:
    """A job of somebody."""
    given = {"owner": owner or uuid4(), "key": ("a", "2026-11", "pdf"), "name": "x.pdf"}
    return Job(**{**given, "began": NOW, "total": 1, **more})  # type: ignore[arg-type]


async def others() -> None:
    """Let everything else that was begun come to its end."""
    mine = asyncio.current_task()
    await asyncio.gather(*(one for one in asyncio.all_tasks() if one is not mine))


async def test_the_same_file_is_not_made_twice_at_once():
    exports, go = Exports(), asyncio.Event()

    async def work(_: Job) -> bytes:
        await go.wait()
        return b"made"

    first = exports.start(job_of(), work, NOW)
    assert exports.start(job_of(first.owner), work, NOW) is first
    assert exports.start(job_of(), work, NOW) is not first
    await exports.stop()


async def test_a_file_is_kept_for_who_asked_and_for_a_while():
    exports, owner = Exports(), uuid4()

    async def work(_: Job) -> bytes:
        return b"made"

    job = exports.start(job_of(owner), work, NOW)
    await others()
    assert exports.find(job.id, owner, NOW).content == b"made"
    with pytest.raises(Problem):
        exports.find(job.id, uuid4(), NOW)
    with pytest.raises(Problem):
        exports.find(job.id, owner, NOW + KEPT + timedelta(seconds=1))


async def test_a_file_that_fails_says_so():
    exports = Exports()

    async def work(_: Job) -> bytes:
        raise ValueError("no")

    job = exports.start(job_of(), work, NOW)
    await others()
    assert job.failed
    assert job.content is None
