"""Are letters made for many at once, each code good for its own person, and nobody overrun?"""

import csv
import io
import re
from datetime import timedelta
from typing import Any

import pytest
from pikepdf import Pdf
from starlette.testclient import TestClient

from tests.endpoints.conftest import Cast
from web import clock
from web.models import EnrolmentCode


def _form(cast: Cast, desk: TestClient, **more: str) -> dict[str, str]:
    page = desk.get("/desk/letters").text
    opened = re.search(r'name="opened" value="([\d.]+)"', page)
    assert opened
    return {"agency": str(cast.office.id), "opened": opened[1], "who": "new"} | more


def _made(desk: TestClient, answer: Any) -> tuple[str, Pdf]:
    """The fragment when it is ready, and the PDF."""
    assert answer.status_code == 200, answer.text
    text = answer.text
    while found := re.search(r'hx-get="(/desk/letters/[\w-]+)"', text):
        text = desk.get(found[1]).text
    link = re.search(r'href="(/desk/letters/[\w-]+/content)"', text)
    assert link, text
    file = desk.get(link[1])
    assert file.headers["content-type"] == "application/pdf"
    assert file.headers["cache-control"] == "no-store"
    made = Pdf.open(io.BytesIO(file.content))
    assert made.docinfo["/Author"] == "SIKEREN"
    assert not str(made.docinfo["/CreationDate"]).startswith("D:2000")
    return text, made


async def _live() -> int:
    return await EnrolmentCode.filter(withdrawn_at=None, spent_at=None).count()


def test_a_page_a_person_without_a_phone(cast: Cast):
    cast.bind("employee")
    desk = cast.at_desk("operator")
    _, made = _made(desk, desk.post("/desk/letters", data=_form(cast, desk)))
    assert len(made.pages) == 2  # the operator and the supervisor
    assert cast.run(_live) == 2


def test_the_words_on_paper_are_those_of_the_page(cast: Cast):
    from web.domain import letter_words  # noqa: PLC0415

    desk = cast.at_desk("operator")
    made = desk.post(f"/desk/employees/{cast.people['employee'].id}/code")
    page = desk.get(made.headers["location"]).text
    bare = re.sub(r"<[^>]+>", "", page)
    for steps in letter_words.STEPS.values():
        for step in steps:
            told = letter_words.runs(step, address="localhost:8102")
            assert "".join(text for text, _ in told) in bare


def test_who_holds_a_code_keeps_it_unless_asked(cast: Cast):
    desk, person = cast.at_desk("operator"), cast.people["employee"]
    desk.post(f"/desk/employees/{person.id}/code")
    _, made = _made(desk, desk.post("/desk/letters", data=_form(cast, desk)))
    assert len(made.pages) == 2
    _, made = _made(desk, desk.post("/desk/letters", data=_form(cast, desk, who="all")))
    assert len(made.pages) == 3
    assert cast.run(_live) == 3


def test_a_code_that_was_made_meanwhile_is_not_overrun_but_listed(cast: Cast):
    desk, person = cast.at_desk("operator"), cast.people["employee"]
    form = _form(cast, desk, who="all")
    cast.at_desk("admin").post(f"/desk/employees/{person.id}/code")
    text, made = _made(desk, desk.post("/desk/letters", data=form))
    assert len(made.pages) == 2
    assert "Nurhayati Saleh: kodenya baru saja dibuat orang lain" in text


@pytest.mark.parametrize("who", ["", "x", "ticked"])
def test_nobody_chosen_makes_no_code(cast: Cast, who: str):
    desk = cast.at_desk("operator")
    answer = desk.post("/desk/letters", data=_form(cast, desk, who=who))
    assert answer.status_code == 422
    assert cast.run(_live) == 0


def test_the_list_is_narrowed_and_letters_are_made_for_what_it_shows(cast: Cast):
    desk, person = cast.at_desk("operator"), cast.people["employee"]
    desk.post(f"/desk/employees/{person.id}/code")

    def listed(asked: str) -> list[str]:
        rows = list(csv.reader(io.StringIO(desk.get(f"/desk/letters.csv?{asked}").text)))
        return [row[1] for row in rows[1:]]

    assert listed("show=holding") == [person.name]
    assert listed("q=NURHAYATI") == listed(f"q={person.nip[-6:]}") == [person.name]
    assert listed("") == sorted([person.name, *listed("show=new")])
    assert listed("sort=-name") == listed("")[::-1]
    assert "Tidak ada yang cocok" in desk.get("/desk/letters?q=zzz").text
    form = _form(cast, desk, who="all", q="nurhayati", show="holding")
    _, made = _made(desk, desk.post("/desk/letters", data=form))
    assert len(made.pages) == 1
    assert desk.post("/desk/letters", data=form | {"q": "zzz"}).status_code == 422


def test_only_the_ticked_and_only_one_s_own_people(cast: Cast):
    desk, theirs = cast.at_desk("operator"), cast.people["other_employee"]
    ticks = {f"person-{cast.people['employee'].id}": "1", f"person-{theirs.id}": "1"}
    form = _form(cast, desk, who="ticked", opened="x") | ticks
    _, made = _made(desk, desk.post("/desk/letters", data=form))
    assert len(made.pages) == 1
    form["agency"] = str(cast.other_office.id)
    assert desk.post("/desk/letters", data=form).status_code == 404


def test_a_file_that_is_kept_stays_in_reach(cast: Cast):
    desk = cast.at_desk("operator")
    text, _ = _made(desk, desk.post("/desk/letters", data=_form(cast, desk)))
    link = re.search(r'href="(/desk/letters/[\w-]+/content)"', text)
    assert link

    again = desk.get("/desk/letters").text
    assert link[1] in again
    assert re.search(r"Surat pendaftaran HP Dinas Contoh. Disimpan sampai \d\d\.\d\d", again)
    assert link[1] not in cast.at_desk("admin").get(f"/desk/letters?agency={cast.office.id}").text
    with clock.at(clock.now() + timedelta(minutes=16)):
        assert "Disimpan sampai" not in cast.at_desk("operator").get("/desk/letters").text


def test_the_pdf_is_its_owner_s_alone(cast: Cast):
    desk = cast.at_desk("operator")
    text, _ = _made(desk, desk.post("/desk/letters", data=_form(cast, desk)))
    link = re.search(r'href="(/desk/letters/[\w-]+/content)"', text)
    assert link
    assert cast.at_desk("admin").get(link[1]).status_code == 404
    assert cast.at_desk("supervisor").get(link[1]).status_code == 403
