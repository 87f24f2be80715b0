"""What can be imported and exported? One entry for each kind."""

from web.errors import Problem
from web.services.import_lists import Statuses, Supervisors
from web.services.import_matter import Matter
from web.services.import_people import People
from web.services.import_points import Points

MATTERS: dict[str, Matter] = {
    one.kind.key: one for one in (People(), Supervisors(), Points(), Statuses())
}


def matter_of(key: str) -> Matter:
    """A kind of import by its key.

    Raises:
        Problem: `not_found`.
    """
    if key not in MATTERS:
        raise Problem("not_found")
    return MATTERS[key]
