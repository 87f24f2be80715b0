"""What can be imported and exported, by whom? One entry for each kind."""

from web.errors import Problem
from web.models import Employee
from web.services.import_agencies import Agencies
from web.services.import_lists import Statuses, Supervisors
from web.services.import_matter import Matter
from web.services.import_people import People
from web.services.import_points import Points
from web.services.import_shifts import Rosters

MATTERS: dict[str, Matter] = {
    one.kind.key: one
    for one in (Agencies(), People(), Supervisors(), Points(), Statuses(), Rosters())
}


def matters_of(viewer: Employee) -> dict[str, Matter]:
    """The kinds that are open to a viewer: to operators all but those of admins."""
    return {key: one for key, one in MATTERS.items() if viewer.everywhere or not one.of_admins}


def matter_of(viewer: Employee, key: str) -> Matter:
    """A kind of import by its key.

    Raises:
        Problem: `not_found`, also where it is not open to the viewer.
    """
    found = matters_of(viewer).get(key)
    if found is None:
        raise Problem("not_found")
    return found
