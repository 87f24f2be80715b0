"""Does docs/rules.md say what the rules say, in the words that people see?"""

import re
from pathlib import Path

from web.domain import evidence, geofence, vocabulary
from web.domain.flags import NEW_DEVICE_FOR
from web.domain.phone_policy import USUAL

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "rules.md").read_text("utf-8")


def test_each_flag_stands_under_its_weight_with_its_words() -> None:
    sections = {
        "contradiction": PAGE.partition("### Contradictions")[2].partition("### Strong")[0],
        "strong": PAGE.partition("### Strong")[2].partition("### Information")[0],
        "information": PAGE.partition("### Information")[2],
    }
    told = {
        code: (words, weight)
        for weight, section in sections.items()
        for words, code in re.findall(r"^\| ([^|`]+) \| `(\w+)` \|", section, re.MULTILINE)
    }
    assert told == {code: tuple(flag) for code, flag in vocabulary.FLAGS.items()}


def test_the_weights_on_screen_are_those_of_the_rules() -> None:
    assert vocabulary.DOUBTS == evidence.WEIGHTY


def test_the_version_and_the_limits_are_those_in_force() -> None:
    assert f"version **{evidence.RULES}**" in PAGE
    assert f"| {USUAL.cap} m |" in PAGE
    late = "days until a delivery is late | operator or admin, per agency, inherited"
    assert f"{late} | {USUAL.offline_days} |" in PAGE
    assert f"| {NEW_DEVICE_FOR.days} |" in PAGE
    assert f"radius {geofence.MIN_RADIUS} m to {geofence.MAX_RADIUS // 1000} km" in PAGE


def test_each_state_is_called_as_on_screen() -> None:
    rows = dict(
        re.findall(r"^\| (accepted|waiting|upheld|declined) \| ([^|]+) \|", PAGE, re.MULTILINE)
    )
    assert rows == vocabulary.STATES
