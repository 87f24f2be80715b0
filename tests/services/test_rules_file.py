"""Can a regency hand its rules to the next, and is a broken file refused whole?"""

import json
from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from tests.services.month import codes_of, play, row_of
from tests.services.office import Office
from web.errors import Problem
from web.models import BandTable, CalendarDay, WorkPattern
from web.services.rules_file import export_rules, import_rules

ODD = {
    "sikeren_rules": 1,
    "patterns": [
        {
            "agency": "*",
            "name": "Enam hari",
            "days": {weekday: ["07:00", "13:00"] for weekday in "123456"},
            "options": {"tolerance": 5},
            "valid_from": "2026-11-16",
        }
    ],
    "bands": [
        {
            "agency": None,
            "name": "Tabel Mamuju",
            "source": "Contoh",
            "valid_from": "2026-11-16",
            "late": [{"code": "T1", "from": 1, "cut": 1}, {"code": "T2", "from": 16, "cut": 2}],
            "early": [{"code": "P1", "from": 1, "cut": 1}],
            "no_in": {"code": "TAM", "cut": 3},
            "no_out": {"code": "TAP", "cut": 3},
            "absent": {"code": "TK", "cut": 5},
            "most": 40,
        }
    ],
    "calendar": [
        {"agency": None, "date": "2026-11-25", "kind": "local", "name": "Hari jadi", "source": ""}
    ],
    "special_days": [{"agency": None, "date": "2026-11-26", "name": "Hari khusus", "absent": 50}],
    "shifts": [{"agency": "*", "code": "M", "name": "Malam", "hours": ["21:00", "07:30"]}],
}


async def test_rules_come_in_and_count_from_their_dates(office: Office):
    person = await office.hire()
    phone = await office.phone(person)
    await play(office, phone, {10: ["in 07:20", "out 16:00"], 17: ["in 07:20", "out 13:00"]})
    before = codes_of(await row_of(office.agency, person))
    assert (before[17], before[21], before[25]) == ("PSW4", "L", "TK")
    outcome = await import_rules(ODD)
    assert (outcome.added, outcome.unchanged, outcome.skipped) == (5, 0, [])
    row = await row_of(office.agency, person)
    after = codes_of(row)
    assert (after[10], after[17], after[21], after[25]) == ("H", "T2", "TK", "L")
    assert row["days"]["26"]["cut"] == 50
    assert row["totals"]["cut_percent"] == 40  # the most that a month can lose


async def test_the_same_file_again_changes_nothing(office: Office):
    await import_rules(ODD)
    again = await import_rules(deepcopy(ODD))
    assert (again.added, again.unchanged) == (0, 5)


async def test_what_was_exported_comes_in_unchanged(office: Office):
    await import_rules(ODD)
    told = json.loads(json.dumps(await export_rules()))
    assert (await import_rules(told)).added == 0
    assert await export_rules() == told


async def test_the_preset_that_holds_where_nobody_entered_bands_is_exported(office: Office):
    told = await export_rules()
    assert [one["code"] for one in told["bands"][0]["late"]] == ["TL1", "TL2", "TL3", "TL4"]
    assert (await import_rules(told)).added == 1


async def test_a_corrected_rule_is_a_newer_row(office: Office):
    changed = deepcopy(ODD)
    changed["bands"][0]["absent"]["cut"] = 6  # type: ignore[index]
    await import_rules(ODD)
    assert (await import_rules(changed)).added == 1
    kept = await BandTable.all().order_by("created_at")
    assert [one.body["absent"]["cut"] for one in kept] == [5, 6]


def broken(part: str, **change: Any) -> dict[str, Any]:
    """The document with something wrong in the first rule of a part."""
    document = deepcopy(ODD)
    document[part][0] |= change  # type: ignore[index]
    return document


@pytest.mark.parametrize(
    ("document", "where"),
    [
        ([], "sikeren_rules"),
        ({"sikeren_rules": 2}, "sikeren_rules"),
        (ODD | {"holidays": []}, "holidays"),
        (ODD | {"bands": {}}, "bands"),
        (ODD | {"bands": ["x"]}, "bands[0]"),
        (broken("patterns", days={"8": ["07:00", "13:00"]}), "patterns[0].days"),
        (broken("patterns", days={"1": ["7 pagi", "13:00"]}), "patterns[0].start"),
        (broken("patterns", agency=None), "patterns[0].agency"),
        (broken("patterns", valid_until="2026-01-01"), "patterns[0].valid_until"),
        (broken("patterns", valid_from="16/11/2026"), "patterns[0]"),
        (broken("bands", late=[{"code": "T1", "from": 1, "cut": 101}]), "bands[0].late"),
        (broken("bands", late=[]), "bands[0].late"),
        (broken("bands", name=""), "bands[0].name"),
        (broken("calendar", kind="feast"), "calendar[0].kind"),
        (broken("calendar", date=None), "calendar[0]"),
        (broken("special_days", absent="half"), "special_days[0].absent"),
        (broken("special_days", deadline="nine"), "special_days[0].deadline"),
        (broken("shifts", hours=["21:00"]), "shifts[0].spans"),
    ],
)
async def test_a_broken_file_changes_nothing(office: Office, document: Any, where: str):
    with pytest.raises(Problem) as caught:
        await import_rules(document)
    assert where in caught.value.fields
    assert await WorkPattern.all().count() == 1
    assert await CalendarDay.all().count() == await BandTable.all().count() == 0


async def test_a_rule_of_another_agency_is_skipped_and_said_so(office: Office):
    outcome = await import_rules(broken("patterns", agency="Dinas Kabupaten Lain"))
    assert outcome.added == 4
    assert outcome.skipped == ["patterns[0]: OPD “Dinas Kabupaten Lain” tidak ada di sini."]
    assert not await WorkPattern.filter(valid_from=date(2026, 11, 16)).exists()
