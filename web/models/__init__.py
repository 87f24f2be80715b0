"""Which tables are there? Every model, so that Tortoise and readers find them in one place."""

from web.models.access import DeskPasskey, Enrolment, EnrolmentCode, Session, SignInLink, UsedNonce
from web.models.approvals import ApprovalStep, Delegation, OpenMatter
from web.models.attachments import Attachment, AttachmentRemoval, Upload
from web.models.audit import AuditCapture, AuditEntry, AuditPerson
from web.models.checkins import (
    Assessment,
    CheckIn,
    Contact,
    Decision,
    Explanation,
    Quarantine,
    Receipt,
)
from web.models.daily_reports import DailyReport, DailyReportVersion, DecidedReport
from web.models.devices import Device, Revocation
from web.models.duties import Duty, DutyMember, DutyVersion
from web.models.exceptions import Correction, DayStatus, Outage, Ruling, Withdrawal
from web.models.imports import ImportMapping, ImportRun
from web.models.months import ClosingStep, DayChange, LockedMonth, PersonMonth, RecapCheck
from web.models.organisation import Agency, AgencyHead, AgencyPlacement, Employee, Role
from web.models.phones import BoundBefore, PhoneChange, PhoneLoss
from web.models.places import Point, PointShare, PointVersion
from web.models.reminders import Notice, PushSubscription, ReminderWish
from web.models.rules import (
    BandTable,
    CalendarDay,
    EventExemption,
    JointEvent,
    PhonePolicy,
    Policy,
    SpecialDay,
)
from web.models.schedules import GroupMember, Posting, RosterEntry, Shift, WorkGroup, WorkPattern
from web.models.travel_reports import StepNote, TravelReport, TravelReportVersion

__all__ = [
    "Agency",
    "AgencyHead",
    "AgencyPlacement",
    "ApprovalStep",
    "Assessment",
    "Attachment",
    "AttachmentRemoval",
    "AuditCapture",
    "AuditEntry",
    "AuditPerson",
    "BandTable",
    "BoundBefore",
    "CalendarDay",
    "CheckIn",
    "ClosingStep",
    "Contact",
    "Correction",
    "DailyReport",
    "DailyReportVersion",
    "DayChange",
    "DayStatus",
    "DecidedReport",
    "Decision",
    "Delegation",
    "DeskPasskey",
    "Device",
    "Duty",
    "DutyMember",
    "DutyVersion",
    "Employee",
    "Enrolment",
    "EnrolmentCode",
    "EventExemption",
    "Explanation",
    "GroupMember",
    "ImportMapping",
    "ImportRun",
    "JointEvent",
    "LockedMonth",
    "Notice",
    "OpenMatter",
    "Outage",
    "PersonMonth",
    "PhoneChange",
    "PhoneLoss",
    "PhonePolicy",
    "Point",
    "PointShare",
    "PointVersion",
    "Policy",
    "Posting",
    "PushSubscription",
    "Quarantine",
    "RecapCheck",
    "Receipt",
    "ReminderWish",
    "Revocation",
    "Role",
    "RosterEntry",
    "Ruling",
    "Session",
    "Shift",
    "SignInLink",
    "SpecialDay",
    "StepNote",
    "TravelReport",
    "TravelReportVersion",
    "Upload",
    "UsedNonce",
    "Withdrawal",
    "WorkGroup",
    "WorkPattern",
]
