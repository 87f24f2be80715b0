"""What is asked and said at a desk about a further phone?"""

import re
from typing import Any
from uuid import uuid4

from tests.endpoints.conftest import Cast


def file_request(cast: Cast, **more: str) -> str:
    """The operator asks for the employee; the path of the request."""
    form = {"change": str(uuid4()), "cause": "broken", "reason": "Datang sendiri, layar pecah."}
    person = cast.people["employee"]
    answer = cast.at_desk("operator").post(
        f"/desk/employees/{person.id}/phone-change", data=form | more
    )
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"]).partition("?")[0]


def say(cast: Cast, path: str, event: str, words: str = "Ya.", who: str = "admin") -> Any:
    """A decision as the page's form sends it, with what was seen there."""
    page = cast.at_desk(who).get(path).text
    seen = re.search(r'name="seen" value="([^"]+)"', page)
    told = {"event": event, "words": words, "step": str(uuid4())}
    return told | {"seen": seen[1] if seen else str(uuid4())}
