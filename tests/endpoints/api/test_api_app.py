"""Is an app that is too old told so, and are its check-ins taken all the same?"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.endpoints.api.wire import API, Phone, Wire, problem_of

OLD, NEW = "sikeren-web/0.9.9+3f6d10314859", "sikeren-web/0.10.0+e9072f3e048a"
WITA_MIDNIGHT = timedelta(hours=16, minutes=35)  # from the wire's 07.25 WITA to the next day


@pytest.fixture
def oldest(wire: Wire) -> Callable[[str, str], None]:
    """Set the oldest app that is supported, and from which day."""

    def choose(release: str, since: str = "") -> None:
        state = wire.app.state
        state.settings = replace(state.settings, oldest_app=release, oldest_app_from=since)

    return choose


def told(phone: Phone, app: str | None) -> dict[str, Any]:
    """What the state says to an app of that name."""
    headers = {"Sikeren-App": app} if app else {}
    answer = phone.browser.get(f"{API}/state", headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()["app"]


def test_until_somebody_chooses_every_app_is_supported(wire: Wire):
    phone = wire.bind()
    for app in (OLD, NEW, "contoh/1", None):
        said = told(phone, app)
        assert (said["version"], said["standing"], said["detail"]) == (app, "current", None)
        assert (said["oldest"], said["from"], said["newest"]) == (None, None, "0.0.0+0")


def test_releases_compare_as_numbers_and_the_older_is_told(wire: Wire, oldest: Any):
    phone = wire.bind()
    oldest("0.10.0")
    assert told(phone, NEW)["standing"] == "current"
    assert told(phone, "sikeren-web/1.0.0+e9072f3e048a")["standing"] == "current"
    said = told(phone, OLD)
    assert (said["standing"], said["oldest"]) == ("outdated", "0.10.0")
    assert "Muat ulang" in said["detail"]
    # An app of before apps named their release, and names that are none.
    for app in (None, "sikeren-web/e9072f3e048a", "sikeren-web/99.0+e9072f3e048a", "x" * 5000):
        assert told(phone, app)["standing"] == "outdated"


def test_before_its_day_a_coming_end_is_announced_with_the_date(wire: Wire, oldest: Any):
    phone = wire.bind()
    oldest("0.10.0", "2026-11-25")
    said = told(phone, OLD)
    assert (said["standing"], said["from"]) == ("ending", "2026-11-25")
    assert "25 November 2026" in said["detail"]
    assert told(phone, NEW)["detail"] is None
    wire.now += WITA_MIDNIGHT - timedelta(seconds=1)
    assert told(phone, OLD)["standing"] == "ending"
    wire.now += timedelta(seconds=1)
    assert told(phone, OLD)["standing"] == "outdated"


def test_whatever_its_age_it_is_bound_signs_in_and_hands_in(wire: Wire, oldest: Any):
    oldest("9.0.0")
    phone = wire.bind()
    [result] = phone.hand_in(phone.press(app="sikeren-web/3f6d10314859"))
    assert (result["status"], result["verdict"], result["flags"]) == ("recorded", "accepted", [])
    assert phone.contact().status_code == 200
    assert phone.browser.get(f"{API}/history").status_code == 200


def test_one_that_knows_nothing_of_this_reads_it_where_it_loses_nothing(wire: Wire, oldest: Any):
    """Its recap is the one view that shows a problem of the server's in words of its own."""
    phone = wire.bind()
    month = f"{API}/recap?month=2026-11"
    assert phone.browser.get(month).status_code == 200
    oldest("0.10.0")
    assert problem_of(phone.browser.get(month)) == (403, "app_outdated")
    assert phone.browser.get(month, headers={"Sikeren-App": OLD}).status_code == 200
    oldest("0.10.0", "2026-11-25")
    assert phone.browser.get(month).status_code == 200
