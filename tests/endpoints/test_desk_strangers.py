"""Does a stranger learn nothing of a matter, at any address that the route table has for it?

A record of somebody else's people answers as one that was never there, its files included.
"""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from starlette.routing import Route

from tests import samples
from tests.endpoints.conftest import Cast
from tests.services import daily_acts, duty_acts, inbox_acts, travel_acts
from web import routes
from web.services.attachment_files import Store
from web.services.demo_files import attach

FORM = {"event": "approve", "outcome": "approved", "words": "Ya.", "reason": "Ya."}
HOMES = ("duties", "travel-reports", "daily-reports", "corrections", "reviews", "checkins")


@pytest.fixture
def records(cast: Cast) -> dict[str, list[str]]:
    """A record of every kind of the employee's, with a file where it may have one; ids by home."""
    head = cast.bind("employee").check_in(metres_north=3000)

    async def enter() -> dict[str, list[str]]:
        person, store = cast.people["employee"], Store(cast.app.state.settings.data)
        duty = await duty_acts.file(person)
        await duty_acts.decide(cast.people["supervisor"], duty)
        made = {
            "correction": (await inbox_acts.correction(person)).id,
            "duty": duty,
            "travel_report": await travel_acts.report(person, duty),
            "daily_report": await daily_acts.hand_in(person, 23),
        }
        files = [
            await attach(store, person, kind, id_, "surat.pdf", samples.letter(1))
            for kind, id_ in made.items()
        ]
        return {
            "duties": [str(duty)],
            "travel-reports": [str(made["travel_report"])],
            "daily-reports": [str(made["daily_report"])],
            "corrections": [str(made["correction"])],
            **{home: [head] for home in ("reviews", "checkins")},
            "attachments": [str(one.id) for one in files],
        }

    found: dict[str, list[str]] = cast.run(enter)
    return found


def _addresses(home: str) -> Iterator[tuple[str, str]]:
    """Method and path of everything that the table has for one record of a home."""
    for group in vars(routes).values():
        for one in group if isinstance(group, list) else ():
            if isinstance(one, Route) and one.path.startswith(f"/desk/{home}/{{"):
                for method in sorted((one.methods or set()) - {"HEAD"}):
                    yield method, one.path


def _path(pattern: str, id: str) -> str:
    before, _, after = pattern.partition("{")
    return f"{before}{id}{after.partition('}')[2]}"


@pytest.mark.parametrize("who", ["other_supervisor", "other_operator"])
def test_a_record_of_others_answers_as_one_that_never_was(
    cast: Cast, records: dict[str, list[str]], who: str
) -> None:
    desk, seen = cast.at_desk(who), set()
    for home, ids in records.items():
        nobody = "0" * len(ids[0]) if home in ("reviews", "checkins") else str(uuid4())
        for method, pattern in _addresses(home):
            seen.add(home)
            if pattern.count("{") > 1:
                continue  # /desk/attachments/KIND/ID: asked in test_attachments
            for id_ in ids:
                told = [
                    desk.request(
                        method, _path(pattern, one), data=FORM if method == "POST" else None
                    )
                    for one in (id_, nobody)
                ]
                where = f"{method} {_path(pattern, id_)}"
                assert told[0].status_code in (403, 404), where
                assert told[0].status_code == told[1].status_code, where
                if method == "GET" and not pattern.endswith("/change"):
                    assert "Nurhayati Saleh" not in told[0].text, where
    assert seen == {*HOMES, "attachments"}


def test_their_own_supervisor_reads_all_of_it(cast: Cast, records: dict[str, list[str]]) -> None:
    desk = cast.at_desk("supervisor")
    for home, ids in records.items():
        for id_ in ids:
            assert desk.get(f"/desk/{home}/{id_}").status_code == 200, home
