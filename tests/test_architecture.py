"""Does everybody live by the rules of the house? And would a breach be noticed?"""

from pathlib import Path

import pytest

from tests.house import breaches

ROOT = Path(__file__).resolve().parent.parent


def test_the_house_is_in_order() -> None:
    assert breaches(ROOT) == []


@pytest.mark.parametrize(
    ("path", "text", "breach"),
    [
        ("web/domain/a.py", '"""Q?"""\nimport tortoise\n', "may not import tortoise"),
        ("web/domain/a.py", '"""Q?"""\nfrom web import clock\n', "may not import web.clock"),
        (
            "web/domain/a.py",
            '"""Q?"""\nfrom web.models import Agency\n',
            "may not import web.models",
        ),
        (
            "web/models/a.py",
            '"""Q?"""\nfrom web.services import b\n',
            "may not import web.services.b",
        ),
        (
            "web/services/a.py",
            '"""Q?"""\nfrom web.services.b import c\n',
            "may not import web.serv",
        ),
        ("web/services/a.py", '"""Q?"""\nfrom web.endpoints import b\n', "may not import web.end"),
        (
            "web/endpoints/a.py",
            '"""Q?"""\nfrom web.endpoints.b import c\n',
            "may not import web.end",
        ),
        ("web/endpoints/a.py", '"""Q?"""\nfrom web import db\n', "may not import web.db"),
        ("web/a.py", '"""Q?"""\nfrom .b import c\n', "relatively"),
        ("web/a.py", '"""Q?"""\ndef f():\n    import json\n', "below the top"),
        ("web/a.py", '"""Q?"""\nimport os\nX = os.environ\n', "reads the environment"),
        ("web/a.py", '"""Q?"""\nfrom datetime import datetime\nX = datetime.now()\n', "the clock"),
        ("web/a.py", "X = 1\n", "does not say which question"),
        ("web/a.py", '"""Q?"""\n' + "X = 1\n" * 260, "more than 250 lines"),
        (
            "web/endpoints/a.py",
            '"""Q?"""\nasync def f(request):\n' + "    x = 1\n" * 25,
            "f is 26 lines long",
        ),
        ("templates/a/_b.html", '{% extends "page.html" %}', "never extends"),
        ("templates/a/b.html", "<p>\n" * 130, "more than 120 lines"),
        ("static/js/a.js", "x();\n" * 190, "more than 180 lines"),
        ("static/js/phone/a.js", "import { x } from './main.js';\n", "the entry file"),
        ("static/js/phone/a.js", "import { x } from './elements/b.js';\n", "imports the element"),
    ],
)
def test_a_breach_is_noticed(tmp_path: Path, path: str, text: str, breach: str) -> None:
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).write_text(text, "utf-8")
    assert any(path in found and breach in found for found in breaches(tmp_path))
