"""Is a person, agency or point found from anywhere, by whom it may be, and by nobody else?"""

import re

import pytest

from tests.endpoints.conftest import Cast

HOME = "/desk/search"


def links(html: str) -> list[str]:
    """Where the results lead."""
    return re.findall(r'<a[^>]*?href="([^"]+)"[^>]* data-hit', html)


def test_an_admin_opens_whatever_is_found(cast: Cast) -> None:
    desk = cast.at_desk("admin")
    html = desk.get(HOME, params={"q": "nurhayati"}).text
    assert links(html) == [f"/desk/employees/{cast.people['employee'].id}"]
    assert "1 pegawai" in html
    found = links(desk.get(HOME, params={"q": "dinas"}).text)
    assert f"/desk/agencies/{cast.office.id}" in found
    assert f"/desk/points/{cast.point.id}" in found
    assert {desk.get(one).status_code for one in found} == {200}


@pytest.mark.parametrize("path", [HOME, f"{HOME}/results"])
@pytest.mark.parametrize("typed", ["basri", "199505052019032004", "badan lain", "2004"])
def test_nobody_elses_people_are_hinted_at(cast: Cast, path: str, typed: str) -> None:
    for who in ("operator", "supervisor", "employee"):
        html = cast.at_desk(who).get(path, params={"q": typed}).text
        assert links(html) == []
        assert "Tidak ada yang cocok" in html
        assert "Basri" not in html.replace(typed, "")


def test_a_supervisor_is_led_to_the_month_of_their_own_people(cast: Cast) -> None:
    desk = cast.at_desk("supervisor")
    [link] = links(desk.get(f"{HOME}/results", params={"q": "saleh"}).text)
    assert link.startswith(f"/desk/recap/{cast.office.id}/")
    assert desk.get(link).status_code == 200
    assert links(desk.get(HOME, params={"q": "dinas"}).text) == []


def test_all_of_a_kind_stand_in_pages_and_stay_within_the_scope(cast: Cast) -> None:
    desk = cast.at_desk("operator")
    html = desk.get(HOME, params={"q": "a", "kind": "people"}).text
    assert "dua huruf" in html
    html = desk.get(HOME, params={"q": "saleh", "kind": "people", "page": "7"}).text
    assert len(links(html)) == 1  # beyond the last page stands the last
    for junk in ("kind=' OR 1", "kind=people&page=-1", "q=%00%ff&kind=points", "q=" + "x" * 5000):
        assert desk.get(f"{HOME}?{junk}").status_code == 200


def test_a_page_that_has_the_search_has_it_once(cast: Cast) -> None:
    desk = cast.at_desk("operator")
    page, search = desk.get("/desk/employees").text, desk.get(HOME).text
    assert page.count('id="search-results"') == search.count('id="search-results"') == 1
    assert "data-search-open" in page
    assert "data-search-page" in search
