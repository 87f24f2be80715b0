"""Does what the server sends to a phone lead to a view that the phone has?"""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROUTER = (ROOT / "static/js/phone/router.js").read_text("utf-8")


def test_every_notice_leads_to_a_view_of_the_phone() -> None:
    services = "".join(path.read_text("utf-8") for path in (ROOT / "web/services").glob("*.py"))
    led_to = set(re.findall(r'url=f?"#([a-z]+)', services))
    views = set(re.findall(r"^  '([a-z]+)',$", ROUTER, re.MULTILINE))
    assert {"receipt", "duty", "travel", "report"} <= led_to
    assert led_to - views == set()
