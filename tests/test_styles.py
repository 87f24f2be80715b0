"""Does each class mean one thing? Files of one sheet share their names, and the later one wins."""

import re
from collections import defaultdict

import pytest

from web.settings import ROOT

CSS = ROOT / "static" / "css"
IMPORT = re.compile(r'@import "\./([^"]+)" layer\((\w+)\)')
# Rules that stand at the beginning of a line: those within @media only refine.
RULE = re.compile(r"(?m)^(\.[^{}@]+)\{([^{}]*)\}")
CLASS, PROPERTY = re.compile(r"\.[\w-]+"), re.compile(r"(?m)^\s*([\w-]+):")


@pytest.mark.parametrize("sheet", ["desk.css", "phone.css"])
def test_no_two_files_lay_out_the_same_class(sheet: str) -> None:
    """The chart of Hari ini once was `.columns`, and undid the two columns of every page."""
    said: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for name, layer in IMPORT.findall((CSS / sheet).read_text("utf-8")):
        plain = re.sub(r"/\*.*?\*/", "", (CSS / name).read_text("utf-8"), flags=re.DOTALL)
        for selectors, body in RULE.findall(plain):
            for one in selectors.split(","):
                if CLASS.fullmatch(one.strip()):
                    for property_ in PROPERTY.findall(body):
                        said[layer, one.strip(), property_].add(name)

    assert said
    assert {key: files for key, files in said.items() if len(files) > 1} == {}
