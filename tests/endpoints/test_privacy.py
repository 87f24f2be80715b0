"""Can everybody read what becomes of their data, and whom to ask?"""

from dataclasses import replace

from tests.endpoints.conftest import Cast
from web.services.privacy import notice


def test_the_notice_is_open_to_everybody_and_says_what_the_phone_says(cast: Cast):
    answer = cast.browser().get("/privacy")

    assert answer.status_code == 200
    for section in notice()["sections"]:
        assert section["title"] in answer.text
        for line in section["lines"]:
            assert line in answer.text
    assert "UU 27/2022" in answer.text
    assert notice()["contactDefault"] in answer.text


def test_the_office_names_whom_to_ask(cast: Cast):
    state = cast.client.app.state
    state.settings = replace(state.settings, contact="Bagian Kepegawaian <0426 21001>")

    assert "Bagian Kepegawaian &lt;0426 21001&gt;" in cast.browser().get("/privacy").text
    phone = cast.bind("employee")
    assert phone.browser.get("/api/v1/state").json()["contact"] == "Bagian Kepegawaian <0426 21001>"


def test_a_page_for_signing_in_leads_to_it(cast: Cast):
    assert 'href="/privacy"' in cast.browser().get("/desk/sign-in").text
