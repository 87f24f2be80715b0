"""Does every long list filter, sort, page and leave as a file, and cost no more for many rows?"""

import csv
import io
import re
import zipfile

import pytest
from openpyxl import load_workbook

from tests.endpoints.conftest import Cast
from tests.endpoints.list_rows import DAY, GROUP, fill
from tests.queries import count_queries

# Whose list, and its address; each has a row of every person of `fill`.
LISTS = [
    *(("operator", f"/desk/{one}") for one in ("employees", "phones/bound", "statuses?show=all")),
    *(("operator", f"/desk/{one}") for one in ("phones", "phones?show=submitted")),
    *(("operator", f"/desk/{one}") for one in ("duties?show=all", "quarantine", "outages")),
    *(("operator", f"/desk/travel-reports?show={one}") for one in ("waiting", "overdue", "all")),
    *(("operator", f"/desk/{one}") for one in ("events", "special-days?year=2099", "shifts")),
    *(("operator", f"/desk/{one}") for one in ("schedules", "groups", f"groups/{GROUP}")),
    *(
        ("operator", one)
        for one in ("/desk/delegations", "/desk/points/all", "/desk/imports/history")
    ),
    *(
        ("supervisor", f"/desk/{one}{tab}")
        for one in ("reviews", "corrections", "daily-reports")
        for tab in ("", "?tab=decided")
    ),
    ("supervisor", "/desk/decisions"),
    ("supervisor", "/desk/duties?show=all"),
]
MOST = 45  # statements of a page, with its navigation


def file_of(path: str, ending: str) -> str:
    """The address of a list as a file."""
    home, _, asked = path.partition("?")
    return f"{home}.{ending}?{asked}" if asked else f"{home}.{ending}"


def with_(path: str, asked: str) -> str:
    """An address with more in it."""
    return f"{path}{'&' if '?' in path else '?'}{asked}"


def total(html: str) -> int:
    """How much a list says it found."""
    found = re.search(r'<p class="quiet small" role="status">(\d+) ', html)
    assert found
    return int(found.group(1))


@pytest.mark.parametrize(("who", "path"), LISTS)
def test_a_list_needs_no_more_statements_for_more_rows(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, who: str, path: str
) -> None:
    cast.run(fill, cast, 0, 2)
    desk = cast.at_desk(who)
    before = total(desk.get(path).text)  # folds the months, which is done once
    cast.run(fill, cast, 2, 12)
    assert total(desk.get(path).text) > before
    asked = cast.run(count_queries, monkeypatch)
    counts = []
    for text in ("orang 01", "orang"):
        asked.clear()
        assert desk.get(with_(path, f"q={text}")).status_code == 200
        counts.append(len(asked))
    assert counts[1] <= counts[0] + 1, "a statement for each row"
    assert counts[1] <= MOST


@pytest.mark.parametrize(("who", "path"), LISTS)
def test_a_file_holds_what_the_list_shows_and_no_formula(cast: Cast, who: str, path: str) -> None:
    cast.run(fill, cast, 0, 3)
    desk = cast.at_desk(who)
    if "outages" in path:
        return  # no person's; see below
    shown = total(desk.get(with_(path, "q=orang+02")).text)
    made = desk.get(with_(file_of(path, "csv"), "q=orang+02"))
    assert made.headers["content-disposition"].startswith("attachment")
    heads, *rows = csv.reader(io.StringIO(made.content.decode("utf-8-sig")))
    assert len(rows) == shown > 0
    assert all(len(row) == len(heads) for row in rows)
    assert all(any("Orang 02" in cell for cell in row) for row in rows)
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]

    made = desk.get(with_(file_of(path, "xlsx"), "q=orang+02"))
    [sheet] = load_workbook(io.BytesIO(made.content)).worksheets
    assert sheet.max_row == shown + 1
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    with zipfile.ZipFile(io.BytesIO(made.content)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")
    assert desk.get(file_of(path, "exe")).status_code == 404


@pytest.mark.parametrize(("who", "path"), LISTS)
def test_what_makes_no_sense_in_an_address_is_as_if_it_were_not_there(
    cast: Cast, who: str, path: str
) -> None:
    cast.run(fill, cast, 0, 1)
    desk = cast.at_desk(who)
    usual = total(desk.get(path).text)
    for junk in ("sort=nama;DROP", "sort=--name", "sort=", "sort=-", "page=-1", "page=9999"):
        assert total(desk.get(with_(path, junk)).text) == usual
        assert desk.get(with_(file_of(path, "csv"), junk)).status_code == 200
    assert desk.get(with_(path, "q=%25_%27%00")).status_code == 200


def test_a_foreign_office_is_neither_listed_nor_exported(cast: Cast) -> None:
    cast.run(fill, cast, 0, 2)
    for who, path in LISTS:
        stranger = cast.at_desk(f"other_{who}")
        assert "Orang" not in stranger.get(path).text
        assert "Orang" not in stranger.get(file_of(path, "csv")).text
        assert cast.at_desk("employee").get(file_of(path, "csv")).status_code in (403, 404)


@pytest.mark.parametrize("home", ["delegations", "quarantine", "outages"])
def test_a_list_is_narrowed_to_one_office(cast: Cast, home: str) -> None:
    cast.run(fill, cast, 0, 2)
    desk, path = cast.at_desk("admin"), f"/desk/{home}"
    assert total(desk.get(f"{path}?agency={cast.office.id}").text) == 2
    assert total(desk.get(f"{path}?agency={cast.other_office.id}").text) == 0
    assert "Tidak ada yang cocok" in desk.get(f"{path}?agency={cast.other_office.id}").text


def test_a_head_sorts_and_turns_round_and_pages_follow_it(cast: Cast) -> None:
    cast.run(fill, cast, 0, 60)
    desk = cast.at_desk("operator")

    def names(html: str) -> list[str]:
        return re.findall(r"<strong>=(Orang \d\d)</strong>", html)

    rising = desk.get("/desk/employees?q=orang").text
    assert names(rising) == [f"Orang {n:02d}" for n in range(50)]
    assert 'aria-sort="ascending"' in rising
    assert "/desk/employees?q=orang&amp;show=active&amp;sort=-name" in rising
    falling = desk.get("/desk/employees?q=orang&sort=-name&page=2").text
    assert names(falling) == [f"Orang {n:02d}" for n in range(9, -1, -1)]
    assert 'aria-sort="descending"' in falling
    beyond = desk.get("/desk/employees?q=orang&page=77").text
    assert names(beyond) == [f"Orang {n:02d}" for n in range(50, 60)]
    rows = desk.get("/desk/employees.csv?q=orang&sort=-name").text.splitlines()
    assert "Orang 59" in rows[1]


def test_a_workbook_counts_in_numbers_and_tells_moments_as_they_are_read(cast: Cast) -> None:
    cast.run(fill, cast, 0, 2)

    def columns(who: str, path: str) -> dict[str, list[object]]:
        made = cast.at_desk(who).get(f"{path}.xlsx").content
        [sheet] = load_workbook(io.BytesIO(made)).worksheets
        heads, *rows = sheet.iter_rows(values_only=True)
        return {str(head): [row[at] for row in rows] for at, head in enumerate(heads)}

    for path, counted in (
        ("/desk/agencies", "HP terdaftar"),
        ("/desk/imports/history", "Dilewati"),
    ):
        held = columns("admin", path)[counted]
        assert held, path
        assert all(isinstance(one, int) for one in held), path
    [*moments] = columns("operator", "/desk/phones/bound")["Terdaftar"]
    assert moments
    assert all(re.fullmatch(r"\d\d/\d\d/\d{4} \d\d\.\d\d WITA", str(one)) for one in moments)


def test_outages_are_found_by_their_office_and_cause(cast: Cast) -> None:
    cast.run(fill, cast, 0, 2)
    desk = cast.at_desk("operator")
    assert total(desk.get("/desk/outages?q=listrik").text) == 2
    assert total(desk.get("/desk/outages?q=dinas").text) == 2
    rows = list(csv.reader(io.StringIO(desk.get("/desk/outages.csv?q=padam").text)))
    assert len(rows) == 3
    assert rows[1][4] == "'@Listrik padam."


def test_the_bindings_of_offices_are_found_sorted_and_taken_along(cast: Cast) -> None:
    cast.run(fill, cast, 0, 2)
    cast.bind("other_employee")
    desk, home = cast.at_desk("admin"), "/desk/phones/kinds"

    def names(asked: str) -> list[str]:
        return re.findall(r'<th scope="row">([^<]+)</th>', desk.get(f"{home}?{asked}").text)

    assert names("") == ["Badan Lain", "Dinas Contoh", "Tanpa OPD", "Semua"]
    assert names("sort=-agency")[0] == "Tanpa OPD"
    assert names("sort=device") == ["Tanpa OPD", "Badan Lain", "Dinas Contoh", "Semua"]
    assert names("sort=-device")[0] == "Dinas Contoh"
    assert names("q=contoh") == ["Dinas Contoh"]
    assert "Tidak ada yang cocok" in desk.get(f"{home}?q=tidakada").text
    made = desk.get(f"{home}.csv?q=contoh").content.decode("utf-8-sig")
    heads, row = csv.reader(io.StringIO(made))
    assert heads == ["OPD", "Perangkat keras", "Perangkat", "Tersinkron", "Tanpa HP"]
    assert row[:4] == ["Dinas Contoh", "0", "2", "0"]
    assert desk.get(f"{home}.xlsx").content.startswith(b"PK")
    assert "Badan Lain" not in cast.at_desk("operator").get(f"{home}.csv").text


def test_the_lists_sort_alike_on_postgres(cast_on_postgres: Cast) -> None:
    cast_on_postgres.run(fill, cast_on_postgres, 0, 3)
    day = f"/desk/arrivals?day={DAY}"
    for who, path in (*LISTS, ("operator", day), ("operator", f"{day}&state=absent")):
        desk = cast_on_postgres.at_desk(who)
        for key in (
            "name",
            "-name",
            "agency",
            "days",
            "-days",
            "filed",
            "at",
            "date",
            "-from",
            "claimed",
        ):
            assert desk.get(with_(path, f"sort={key}&q=orang")).status_code == 200, (path, key)
        assert desk.get(with_(file_of(path, "csv"), "q=orang")).status_code == 200
