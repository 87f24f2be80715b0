"""What does the privacy notice say? One text for phones and desks, read where the phone has it."""

import json
from functools import cache
from typing import Any

from web.settings import ROOT

TEXT = ROOT / "static" / "js" / "phone" / "words" / "privacy.json"


@cache
def notice() -> dict[str, Any]:
    """The notice: `version`, `title`, `summary`, `sections` of `title` and `lines`, in Indonesian.

    It tells what UU 27/2022, art. 21 (1) asks for: purpose, kinds, retention, rights, contact.
    """
    text: dict[str, Any] = json.loads(TEXT.read_text("utf-8"))
    return text
