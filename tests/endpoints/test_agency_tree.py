"""Who sees which offices of the tree, and what may an auditor do but read?"""

import re
from typing import Any

import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

from tests.endpoints.conftest import CIRCLE, Cast
from web.models import Agency, AgencyPlacement, Employee
from web.routes import ADMIN, ATTACHMENTS, BANDS, OPERATOR, RECAP, RULES
from web.services import points, roster
from web.supervisor_routes import DAILY_REPORTS, DUTIES, SUPERVISOR, TRAVEL_REPORTS


@pytest.fixture
def tree(cast: Cast) -> Cast:
    """The cast with a unit below the office, a unit below that, their people, and an auditor."""

    async def grow() -> None:
        for key, above in (("unit", cast.office), ("post", None)):
            agency = await roster.add_agency(
                name=f"UPTD {key.title()}",
                timezone="Asia/Makassar",
                parent=above or await Agency.get(name="UPTD Unit"),
            )
            for who, role in (("operator", "operator"), ("employee", "employee")):
                cast.people[f"{key}_{who}"] = await roster.add_employee(
                    nip=f"{key}-{who}", name=f"Orang {key} {who}", agency=agency, role=role
                )
            await points.add_point(agency=agency, name=f"Titik {key}", shape=CIRCLE)
        cast.people["auditor"] = await roster.add_employee(
            nip="AUDIT-1", name="Auditor Contoh", agency=None, role="auditor"
        )

    cast.run(grow)
    return cast


def page_of(cast: Cast, who: str, path: str) -> str:
    answer = cast.at_desk(who).get(path)
    assert answer.status_code == 200, (who, path, answer.status_code)
    return answer.text


@pytest.mark.parametrize("path", ["/desk/employees?show=active"])
def test_an_operator_sees_their_office_and_all_below_it(tree: Cast, path: str):
    below = page_of(tree, "operator", path)
    assert "Orang unit employee" in below
    assert "Orang post employee" in below
    assert "Basri Daud" not in below

    unit = page_of(tree, "unit_operator", path)
    assert "Orang post employee" in unit
    assert "Nurhayati Saleh" not in unit, "a unit does not see the office above it"
    assert "Nurhayati Saleh" not in page_of(tree, "post_operator", path)


def test_what_is_above_or_beside_is_not_found(tree: Cast):
    for who, theirs, foreign in (
        ("operator", "post_employee", "other_employee"),
        ("unit_operator", "post_employee", "employee"),
        ("post_operator", "post_employee", "unit_employee"),
    ):
        desk = tree.at_desk(who)
        assert desk.get(f"/desk/employees/{tree.people[theirs].id}").status_code == 200
        assert desk.get(f"/desk/employees/{tree.people[foreign].id}").status_code == 404
        assert desk.get(f"/desk/agencies/{tree.people[foreign].agency_id}").status_code == 404
        assert desk.get(f"/desk/points?agency={tree.people[foreign].agency_id}").status_code == 404


def test_an_operator_chooses_among_the_offices_below(tree: Cast):
    unit = tree.people["unit_employee"].agency_id
    for path in ("/desk/points", "/desk/recap", "/desk/today", "/desk/calendar", "/desk/rules"):
        assert str(unit) in page_of(tree, "operator", path), path
    assert "Semua OPD</option>" not in page_of(tree, "operator", "/desk/calendar")
    added = tree.at_desk("operator").post(
        "/desk/employees",
        data={"nip": "HON-077", "name": "Orang Baru", "agency": str(unit)},
    )
    assert added.status_code == 303, added.text

    async def agency() -> Any:
        return (await Employee.get(nip="HON-077")).agency_id

    assert tree.run(agency) == unit
    refused = tree.at_desk("operator").post(
        "/desk/employees",
        data={"nip": "HON-078", "name": "Orang Lain", "agency": str(tree.other_office.id)},
    )
    assert refused.status_code == 422


def test_the_list_shows_the_tree_and_whose_rules_they_are(tree: Cast):
    text = page_of(tree, "admin", "/desk/agencies")
    order = [text.index(f"<strong>{name}</strong>") for name in ("Dinas Contoh", "UPTD Unit")]
    assert order == sorted(order)
    assert re.findall(r'data-depth="(\d)"', text) == ["0", "0", "1", "2"]
    assert "diwarisi dari Dinas Contoh" in text
    unit = tree.people["unit_employee"].agency_id
    shown = page_of(tree, "operator", f"/desk/agencies/{unit}")
    assert "Diwarisi dari Dinas Contoh" in shown
    for path in (f"/desk/schedules?agency={unit}", f"/desk/rules?agency={unit}"):
        assert "Diwarisi dari Dinas Contoh" in page_of(tree, "operator", path), path


def test_a_title_ends_the_sentence_by_its_own_full_stop(tree: Cast):
    async def entitle() -> None:
        await Employee.filter(name="Rosmini Tahir").update(name="Rosmini Tahir, S.T.")

    tree.run(entitle)
    unit, other = tree.people["unit_employee"].agency_id, tree.other_office.id
    page = page_of(tree, "admin", f"/desk/agencies/{unit}/move?parent={other}")
    assert "Rosmini Tahir, S.T.</p>" in page


def test_a_move_is_weighed_before_it_is_made(tree: Cast):
    unit, other = tree.people["unit_employee"].agency_id, tree.other_office.id
    admin = tree.at_desk("admin")
    weighed = admin.get(f"/desk/agencies/{unit}/move?parent={other}")
    assert weighed.status_code == 200
    assert "Rosmini Tahir" in weighed.text
    assert "Arman Umar" in weighed.text
    path, office = f"/desk/agencies/{unit}/move", str(tree.office.id)
    assert admin.post(path, data={"parent": str(other)}).status_code == 422, "unseen"
    assert admin.post(path, data={"parent": str(unit), "seen": office}).status_code == 422
    assert admin.post(path, data={"parent": "x", "seen": office}).status_code == 422
    assert tree.at_desk("operator").get(path).status_code == 403
    assert tree.at_desk("operator").post(path, data={"parent": ""}).status_code == 403
    assert admin.post(path, data={"parent": str(other), "seen": office}).status_code == 303
    late = admin.post(path, data={"parent": "", "seen": office})
    assert late.status_code == 409
    assert tree.at_desk("operator").get(f"/desk/agencies/{unit}").status_code == 404
    assert tree.at_desk("other_operator").get(f"/desk/agencies/{unit}").status_code == 200

    async def authors() -> list[Any]:
        return await AgencyPlacement.filter(agency_id=unit, valid_from__isnull=False).values_list(
            "author_id", flat=True
        )

    assert tree.run(authors) == [tree.people["admin"].id]


DESKS = (
    *(*SUPERVISOR, *DUTIES, *TRAVEL_REPORTS, *DAILY_REPORTS),
    *(*OPERATOR, *RULES, *BANDS, *RECAP, *ADMIN, *ATTACHMENTS),
)
WRITES = sorted(
    {route.path for route in DESKS if isinstance(route, Route) and "POST" in (route.methods or ())}
)


@pytest.mark.parametrize("path", WRITES)
def test_an_auditor_changes_nothing(tree: Cast, path: str, auditor: TestClient):
    for name, filled in (("{month}", "2026-11"), ("{day}", "2026-11-24"), ("{kind}", "duty")):
        path = path.replace(name, filled)
    path = re.sub(r"\{[a-z]+(:uuid)?\}", str(tree.office.id), path)
    answer = auditor.post(path, data={"name": "X", "outcome": "approved"})
    assert answer.status_code == 403, path
    assert "Hanya membaca" in answer.text


@pytest.fixture
def auditor(tree: Cast) -> TestClient:
    return tree.at_desk("auditor")


def test_an_auditor_reads_all_and_finds_no_control(tree: Cast, auditor: TestClient):
    person, agency = tree.people["employee"], tree.office.id
    tree.bind("employee").check_in()
    for path in (
        *("/desk/today", "/desk/employees", "/desk/points", "/desk/agencies", "/desk/outages"),
        *("/desk/duties", "/desk/travel-reports", "/desk/rules", "/desk/calendar"),
        *("/desk/special-days", "/desk/events", "/desk/policies", "/desk/bands"),
        *("/desk/recap", "/desk/closing", "/desk/signals", "/desk/delegations", "/desk/statuses"),
        *("/desk/quarantine", "/desk/calendar/2026-11-24", "/desk/special-days/2026-11-24"),
        f"/desk/employees/{person.id}",
        f"/desk/agencies/{agency}",
        f"/desk/points/{tree.point.id}",
        f"/desk/schedules?agency={agency}",
        f"/desk/shifts?agency={agency}",
        f"/desk/roster?agency={agency}",
        f"/desk/bands/what-if?agency={agency}",
        f"/desk/recap?agency={agency}&month=2026-11",
        f"/desk/closing/{agency}/2026-11",
        f"/desk/recap/{agency}/2026-11/{person.id}",
    ):
        answer = auditor.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        kept = answer.text.replace('method="post" action="/desk/sign-out"', "")
        assert 'method="post"' not in kept, path
        assert "hx-post" not in kept, path
        for link in re.findall(r'href="(/desk/[^"]*/(?:new|import|change)[^"]*)"', kept):
            pytest.fail(f"{path} leads to {link}")
    for path in ("/desk/employees/new", "/desk/points/new", "/desk/duties/new"):
        assert auditor.get(path).status_code == 403


def test_an_auditor_keeps_their_own_passkeys_and_leaves(tree: Cast, auditor: TestClient):
    assert auditor.post("/desk/passkeys/options").status_code == 200
    assert auditor.post("/desk/sign-out").status_code == 303


def test_nobody_waits_for_an_auditor(tree: Cast):
    admin, supervisor = tree.at_desk("admin"), tree.people["supervisor"]
    made = admin.post(
        f"/desk/employees/{supervisor.id}",
        data={"name": supervisor.name, "agency": str(tree.office.id), "role": "auditor"}
        | {"active": "1"},
    )
    assert made.status_code == 422
    assert "bawahan" in made.text
    person = tree.people["unit_employee"]
    chosen = admin.post(
        f"/desk/employees/{person.id}",
        data={"name": person.name, "agency": str(person.agency_id), "role": "employee"}
        | {"active": "1", "supervisor": str(tree.people["auditor"].id)},
    )
    assert chosen.status_code == 422


def test_nobody_gives_themselves_a_role_and_only_admins_give_one(tree: Cast):
    operator, person = tree.people["operator"], tree.people["unit_employee"]
    for who, of in (("operator", person), ("operator", operator), ("admin", tree.people["admin"])):
        tree.at_desk(who).post(
            f"/desk/employees/{of.id}",
            data={"name": of.name, "agency": str(of.agency_id or ""), "role": "auditor"}
            | {"active": "1"},
        )

    async def roles() -> list[str]:
        return [(await Employee.get(id=one.id)).role for one in (person, operator)]

    assert tree.run(roles) == ["employee", "operator"]

    async def admin() -> str:
        return (await Employee.get(nip="ADMIN")).role

    assert tree.run(admin) == "admin"
