"""Is a whole file applied or none of it, on either database, and in bounded statements?"""

from typing import Any

import pytest

from tests.cast import Cast, enact
from tests.queries import counting
from web.domain.import_plan import NEW
from web.domain.import_table import Row
from web.models import Employee, Role
from web.services import import_people
from web.services.import_matter import Choice
from web.services.import_people import People
from web.settings import Settings
