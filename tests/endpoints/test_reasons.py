"""Does any page or file tell a supervisor, a delegate or a head why somebody was away?

The addresses are those of the table of routes: one that is new and shows a day is asked as well.
"""

import io
import re
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from openpyxl import load_workbook
from pikepdf import Pdf, String, parse_content_stream
from starlette.routing import Route

from tests import samples
from tests.endpoints.conftest import Cast
from tests.endpoints.test_attachments import attach
from web import clock, routes
from web.domain.duties import Letter, Place
from web.domain.schedule import local_date
from web.models import (
    AgencyHead,
    ClosingStep,
    Correction,
    DayChange,
    DayStatus,
    Delegation,
    Employee,
    LockedMonth,
)
from web.services import duty_filing
from web.services.recaps import recap_of

# Codes and words of illness; the letter's number, the operator's note and the file's name.
TOLD = re.compile(
    r"(?i:sakit|melahirkan|RSUD-77|demam|hasil-lab)|\bC[SM]\b"
    r'|(?<=[\s,>"+])S½?(?=[\s,<"+])'
)
READERS = ("supervisor", "head", "delegate")
# What a reader must get, so that the test cannot pass on refusals alone.
SEEN = {
    "supervisor": {
        *(
            "/desk/team-recap",
            "/desk/team-week",
            "/desk/inbox",
            "/desk/corrections",
            "/desk/duties",
        ),
        *("/desk/corrections/{id:uuid}", "/desk/duties/{id:uuid}", "/desk/signals"),
        *(routes.PERSON_MONTH, routes.PERSON_MONTH + "/{day:int}"),
    },
    "head": {
        *("/desk/recap", "/desk/closing/{agency:uuid}/{month}", routes.MONTH + ".{format}"),
        *(routes.PERSON_MONTH, routes.PERSON_MONTH + "/{day:int}"),
    },
}
SEEN["delegate"] = SEEN["supervisor"]


def _addresses() -> list[str]:
    groups = [one for one in vars(routes).values() if isinstance(one, list)]
    found = [one for group in groups for one in group if isinstance(one, Route)]
    wanted = [one.path for one in found if "GET" in (one.methods or ())]
    return sorted({path for path in wanted if path.startswith("/desk")})


async def _act(cast: Cast) -> dict[str, Any]:
    """Illness on every day of two months, a locked one and this one, with all that hangs on it."""
    person, operator = cast.people["employee"], cast.people["operator"]
    today = local_date(clock.now(), "Asia/Makassar")
    first = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    await Employee.filter(agency=cast.office).update(starts_on=first)
    kinds = (("S", "both"), ("CS", "both"), ("CM", "both"), ("S", "in"), ("CS", "out"))
    for offset in range((today - first).days + 8):
        code, covers = kinds[offset % len(kinds)]
        await DayStatus.create(
            **{"id": uuid4(), "employee": person, "code": code, "covers": covers},
            **{"first_day": first + timedelta(days=offset), "number": "RSUD-77/2026"},
            **{"last_day": first + timedelta(days=offset), "note": "demam", "author": operator},
            created_at=clock.now(),
        )
    ill = await DayStatus.filter(employee=person, first_day=today).get()
    away = await DayStatus.create(
        **{"id": uuid4(), "employee": person, "code": "WFA", "number": "1", "note": ""},
        **{"first_day": today, "last_day": today, "author": operator, "created_at": clock.now()},
    )
    asked = uuid4()
    await Correction.create(
        **{"id": asked, "employee": person, "date": today, "kind": "in", "at": clock.now()},
        **{"reason": "HP mati.", "evidence": "", "filed_at": clock.now()},
    )
    letter = Letter(
        **{"number": "090/1", "letter_date": today, "purpose": "Rapat.", "kind": "out_of_town"},
        **{"covers": "both", "first_day": today, "last_day": today + timedelta(days=2)},
        places=(Place("Kantor Gubernur"),),
    )
    duty = uuid4()
    await duty_filing.file(
        **{"id": duty, "author": person, "closing_day": 28, "now": clock.now()},
        filing=duty_filing.Filing(letter=letter, people=(person,), note=""),
        operates=False,
    )
    await _head_and_delegate(cast, today)
    month = f"{first:%Y-%m}"
    await _lock(cast, month)
    change = {"late_minutes": 0, "early_minutes": 0, "in": None, "out": None, "cut": 0}
    for on in (first + timedelta(days=1), today):
        await DayChange.create(
            **{
                "id": uuid4(),
                "employee": person,
                "date": on,
                "at": clock.now(),
                "causes": "status",
            },
            before=change | {"code": "CM", "why": "Cuti melahirkan (surat RSUD-77/2026)."},
            after=change | {"code": "TK", "why": "Tidak ada absen. TK."},
        )
    return {
        **{"ill": ill.id, "away": away.id, "correction": asked, "duty": duty},
        **{"month": month, "now": f"{today:%Y-%m}", "day": str(today.day)},
    }


async def _head_and_delegate(cast: Cast, today: date) -> None:
    for key, nip, name in (
        ("head", "197001012000011001", "Kepala Dinas Contoh"),
        ("delegate", "197501012000011001", "Plh. Contoh"),
    ):
        cast.people[key] = await Employee.create(
            **{"id": uuid4(), "nip": nip, "name": name, "agency": cast.office, "role": "employee"},
            created_at=clock.now(),
        )
    await AgencyHead.create(
        **{"id": uuid4(), "agency": cast.office, "employee": cast.people["head"]},
        **{"title": "Kepala Dinas", "created_at": clock.now()},
    )
    await Delegation.create(
        **{"id": uuid4(), "principal": cast.people["supervisor"], "kind": "plh"},
        **{"delegate": cast.people["delegate"], "first_day": today, "last_day": today},
        **{"number": "1", "author": cast.people["admin"], "created_at": clock.now()},
    )


async def _lock(cast: Cast, month: str) -> None:
    step = await ClosingStep.create(
        **{"id": uuid4(), "agency": cast.office, "month": month, "step": "lock", "reason": ""},
        **{"author": cast.people["admin"], "at": clock.now()},
    )
    rows = (await recap_of(cast.office, month, clock.now())).rows
    await LockedMonth.create(
        **{"id": uuid4(), "agency": cast.office, "month": month, "step": step, "digest": "x" * 43},
        rows=rows,
    )


def _filled(cast: Cast, path: str, facts: dict[str, Any]) -> list[str]:
    """An address with everything that there is to put into it."""
    ids = {"/desk/corrections": "correction", "/desk/duties": "duty", "/desk/statuses": "ill"}
    id_ = next((facts[key] for start, key in ids.items() if path.startswith(start)), uuid4())
    path = path.replace("{agency:uuid}", str(cast.office.id))
    path = path.replace("{employee:uuid}", str(cast.people["employee"].id))
    path = re.sub(r"\{id:uuid\}|\{hash\}|\{id\}", str(id_), path).replace("{kind}", "day_status")
    found = []
    for month in (facts["month"], facts["now"]):
        for ending in ("xlsx", "pdf", "csv", "json") if "{format}" in path else ("",):
            one = path.replace("{month}", month).replace("{format}", ending)
            one = one.replace("{day:int}", "2" if month != facts["now"] else facts["day"])
            found += [one] if "{month}" in path else [one, f"{one}?month={month}&tab=decided"]
    return list(dict.fromkeys(found))


def _text_of(content: bytes, kind: str) -> str:
    """Everything that is to be read of an answer; the tags of a page are not."""
    if "spreadsheet" in kind:
        pages = load_workbook(io.BytesIO(content)).worksheets
        rows = [row for page in pages for row in page.iter_rows(values_only=True)]
        return " ".join(f" {cell} " for row in rows for cell in row)
    if "pdf" in kind:
        with Pdf.open(io.BytesIO(content)) as paper:
            lines = [line for page in paper.pages for line in parse_content_stream(page)]
        shown = [one for line in lines for one in line.operands if isinstance(one, String)]
        return " ".join(bytes(one).decode("cp1252") for one in shown)
    text = content.decode("utf-8", "replace")
    return re.sub(r"<style.*?</style>|<svg.*?</svg>|<[^>]*>", " ", text, flags=re.DOTALL)


@pytest.mark.parametrize("who", READERS)
def test_no_page_or_file_tells_who_need_not_know_why(cast: Cast, who: str):
    # UU 27/2022 art. 4: health data are specific personal data
    facts = cast.run(_act, cast)
    attach(cast.at_desk("operator"), facts["ill"], samples.photo(), "hasil-lab.jpg")
    desk = cast.at_desk(who)
    seen = set()
    for path in _addresses():
        for address in _filled(cast, path, facts):
            answer = desk.get(address)
            if answer.status_code == 200:
                seen.add(path)
                text = _text_of(answer.content, answer.headers.get("content-type", ""))
                found = TOLD.search(text)
                assert not found, (address, text[max(0, found.start() - 80) :][:200])
    assert SEEN[who] <= seen


def test_the_neutral_word_stands_where_the_reason_would(cast: Cast):
    facts = cast.run(_act, cast)
    person = cast.people["employee"].id
    for who, path in (
        ("supervisor", "/desk/team-recap"),
        ("supervisor", "/desk/team-week"),
        ("supervisor", f"/desk/recap/{cast.office.id}/{facts['month']}/{person}"),
        ("supervisor", f"/desk/duties/{facts['duty']}"),
        ("head", f"/desk/recap?month={facts['month']}"),
        ("head", f"/desk/recap/{cast.office.id}/{facts['month']}.csv"),
    ):
        text = cast.at_desk(who).get(path).text
        assert "TMS" in text or "idak masuk, sah" in text, (who, path)


def test_who_keeps_the_records_reads_them_and_hands_out_paper_without(cast: Cast):
    facts = cast.run(_act, cast)
    home = f"/desk/recap/{cast.office.id}/{facts['month']}"
    for who in ("operator", "admin"):
        desk = cast.at_desk(who)
        day = desk.get(f"{home}/{cast.people['employee'].id}/2").text
        assert "Cuti sakit" in day
        assert "RSUD-77" in day
        assert ",CS," in desk.get(f"{home}.csv").text
        paper = _text_of(desk.get(f"{home}.pdf").content, "application/pdf")
        assert "TMS" in paper
        assert not TOLD.search(paper)
