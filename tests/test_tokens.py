"""Can every colour be read on its ground, in each of the looks? WCAG 2.2, 1.4.3 and 1.4.11."""

import re

import pytest

from web.settings import ROOT

TOKENS = (ROOT / "static" / "css" / "tokens.css").read_text()
TONES = ("good", "doubt", "bad", "waiting")
TEXT = [
    *((ink, ground) for ink in ("text", "text-quiet") for ground in ("page", "surface")),
    *(("text-quiet", "surface-sunken"), ("accent", "page"), ("accent", "surface")),
    *(("accent", "accent-soft"), ("on-accent", "accent"), ("on-accent", "accent-strong")),
    *(("on-masthead", "masthead"), ("on-masthead-quiet", "masthead")),
    *((tone, f"{tone}-soft") for tone in TONES),
    *((ink, f"{tone}-soft") for ink in ("text", "text-quiet") for tone in TONES),
    *((tone, ground) for tone in TONES for ground in ("page", "surface", "surface-sunken")),
]
EDGES = [("edge", "page"), ("edge", "surface"), ("focus", "page"), ("ornament", "masthead")]
DARK, CONTRAST = "(prefers-color-scheme: dark)", "(prefers-contrast: more)"
LOOKS = {
    "light": [],
    "dark": [DARK],
    "contrast": [CONTRAST],
    "contrast and dark": [DARK, CONTRAST, f"{CONTRAST} and {DARK}"],
}
NAMED = re.compile(r"--([\w-]+): ([^;]+);")


def palette(conditions: list[str]) -> dict[str, str]:
    """Every token as it stands where these media rules apply, in the order of the file."""
    found: dict[str, str] = {}
    for condition, block in re.findall(
        r"(?m)^(?:@media (.+?) \{\n  )?:root \{\n(.*?)\n *\}", TOKENS, re.DOTALL
    ):
        if not condition or condition in conditions:
            found |= dict(NAMED.findall(block))
    return found


def luminance(colours: dict[str, str], name: str) -> float:
    """Relative luminance, 0 to 1, of a token (WCAG 2.2, definition)."""
    value = colours[name]
    while named := re.fullmatch(r"var\(--([\w-]+)\)", value):
        value = colours[named[1]]
    parts = [int(value[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(colours: dict[str, str], ink: str, ground: str) -> float:
    """The ratio of two tokens, 1 to 21."""
    one, other = sorted((luminance(colours, ink), luminance(colours, ground)))
    return (other + 0.05) / (one + 0.05)


@pytest.mark.parametrize("look", LOOKS)
def test_words_and_edges_stand_out_from_their_ground(look: str) -> None:
    colours = palette(LOOKS[look])
    least = 7 if "contrast" in look else 4.5
    weak = [pair for pair in TEXT if contrast(colours, *pair) < least]
    weak += [pair for pair in EDGES if contrast(colours, *pair) < 3]
    assert weak == []


def test_a_look_changes_the_palette_and_nothing_that_has_a_meaning() -> None:
    light = palette([])
    for conditions in LOOKS.values():
        changed = {name for name, value in palette(conditions).items() if light[name] != value}
        assert not [name for name in changed if light[name].startswith("var(")]
        assert not [name for name in changed if name.startswith(("type", "time", "space"))]
