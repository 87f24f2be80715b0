"""Which tables are there? Every model, so that Tortoise and readers find them in one place."""

from web.models.access import DeskPasskey, Enrolment, EnrolmentCode, Session, SignInLink, UsedNonce
from web.models.checkins import (
    Assessment,
    CheckIn,
    Contact,
    Decision,
    Explanation,
    Quarantine,
    Receipt,
)
from web.models.devices import Device, Revocation
from web.models.organisation import Agency, Employee, Role, WorkPattern
from web.models.places import Point, PointVersion

__all__ = [
    "Agency",
    "Assessment",
    "CheckIn",
    "Contact",
    "Decision",
    "DeskPasskey",
    "Device",
    "Employee",
    "Enrolment",
    "EnrolmentCode",
    "Explanation",
    "Point",
    "PointVersion",
    "Quarantine",
    "Receipt",
    "Revocation",
    "Role",
    "Session",
    "SignInLink",
    "UsedNonce",
    "WorkPattern",
]
