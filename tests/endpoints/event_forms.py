"""What is typed to add an event, and what is kept of it?"""

from tests.endpoints.conftest import Cast
from web.models import JointEvent

APEL = {
    **{"kind": "apel", "name": "Apel pagi", "opens": "07.00", "closes": "07.30"},
    **{"first": "2026-08-17", "cut": "0,5"},
}
WEEKLY = {"repeat": "weekly", "last": "2026-08-31", "on1": "1", "on3": "1"}
DESK = "/desk/events"


def rows(cast: Cast) -> list[JointEvent]:
    async def look() -> list[JointEvent]:
        return await JointEvent.all().order_by("date")

    found: list[JointEvent] = cast.run(look)
    return found
