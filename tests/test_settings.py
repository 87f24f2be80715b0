"""Are settings that cannot be used refused, with words that say which and why?"""

import json
import tomllib
from datetime import date
from pathlib import Path

import pytest

from web.domain.app_version import Support, release_of
from web.settings import ROOT, SettingsError, load


def test_the_oldest_app_is_a_release_from_a_day_on(tmp_path: Path):
    given = {"SIKEREN_OLDEST_APP": "0.10.0", "SIKEREN_OLDEST_APP_FROM": "2027-03-01"}
    assert load(tmp_path, given).support == Support(release_of("0.10.0"), date(2027, 3, 1))
    assert load(tmp_path, {}).support == Support()


@pytest.mark.parametrize(
    "given",
    [
        {"SIKEREN_OLDEST_APP": "0.10"},
        {"SIKEREN_OLDEST_APP": "v1.0.0"},
        {"SIKEREN_OLDEST_APP": "1.0.٣"},
        {"SIKEREN_OLDEST_APP": "1.0.0", "SIKEREN_OLDEST_APP_FROM": "1 Maret 2027"},
    ],
)
def test_an_oldest_app_that_cannot_be_read_stops_the_start(given: dict[str, str], tmp_path: Path):
    with pytest.raises(SettingsError, match="oldest_app"):
        load(tmp_path, given)


def test_both_halves_are_of_one_release():
    package = json.loads((ROOT / "package.json").read_text("utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert package["version"] == project["version"]
    assert release_of(package["version"])
