"""What stands in a regency's record of changes after a year? Entries in a realistic mixture.

What is drawn here are the contents alone; numbers, hashes and rows are made by the product's own
`continue_chain`, as for every change.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from random import Random
from typing import Any
from uuid import UUID

from tortoise.transactions import in_transaction

from web import acting
from web.domain import times
from web.models import Employee
from web.services import audit_chain

YEAR = timedelta(days=365)
AT_ONCE = 2000  # entries a transaction
ACTIVITY = "Melayani permohonan legalisasi dan menata arsip loket"
# How many of a thousand entries: kind, table or what was seen, and the way.
MIXTURE = {
    ("create", "daily_report_version", "phone"): 300,
    ("create", "approval_step", "phone"): 160,
    ("create", "daily_report", "phone"): 150,
    ("create", "approval_step", "desk"): 130,
    ("view", "checkin_location", "desk"): 100,
    ("create", "session", "desk"): 60,
    ("create", "day_status", "desk"): 40,
    ("create", "correction", "phone"): 25,
    ("create", "ruling", "desk"): 20,
    ("change", "employee", "desk"): 8,
    ("create", "point_version", "desk"): 4,
    ("delete", "group_member", "desk"): 2,
    ("create", "calendar_day", "command"): 1,
}


class Trail:
    """Entries of people, spread over the year before an instant."""

    def __init__(self, people: Sequence[Employee], until: datetime) -> None:
        self.homes = {str(one.id): str(one.agency_id) for one in people if one.agency_id}
        self.people, self.until = list(self.homes), until
        self.random = Random(2026)

    async def fill(self, count: int) -> None:
        """Continue the record by so many entries."""
        left = self._contents(count)
        while some := list(islice(left, AT_ONCE)):
            async with in_transaction() as connection:
                await audit_chain.begin(connection)
                await audit_chain.lock(connection)
                await audit_chain.continue_chain(connection, some, acting.now())

    def _contents(self, count: int) -> Iterator[dict[str, Any]]:
        drawn = self.random.choices(list(MIXTURE), list(MIXTURE.values()), k=count)
        for n, (kind, subject, via) in enumerate(drawn):
            yield self._content(kind, subject, via, self.until - YEAR * (count - n) / count)

    def _content(self, kind: str, subject: str, via: str, at: datetime) -> dict[str, Any]:
        whom = self.random.choice(self.people)
        author = {"phone": whom, "desk": self.random.choice(self.people[:300])}.get(via)
        row = self._row(subject, whom, at)
        later = row | {"name": "Pegawai Lain"}
        before, after = {
            "create": (None, row),
            "change": (row, later),
            "delete": (row, None),
            "view": (None, None),
        }[kind]
        return {
            **{"kind": kind, "subject": subject, "record": row["id"], "via": via},
            **{"author": author, "role": "employee" if via == "phone" else "supervisor"},
            **{"route": f"POST /{via}/{subject}", "act": self._id(), "at": times.write(at)},
            **{"people": [whom], "agency": self.homes[whom], "before": before, "after": after},
        }

    def _row(self, subject: str, whom: str, at: datetime) -> dict[str, Any]:
        row: dict[str, Any] = {"id": self._id(), "at": times.write(at)}
        if subject == "daily_report_version":
            line = {"begins": "07:30", "ends": "12:00", "activity": ACTIVITY, "volume": 9}
            return row | {"report_id": self._id(), "ordinal": 1, "lines": json.dumps([line] * 4)}
        if subject in ("approval_step", "ruling"):
            step = {"kind": "daily_report", "subject": self._id(), "event": "approve"}
            return row | step | {"author_id": whom, "words": "Sesuai dengan hasil kerja."}
        if subject == "day_status":
            days = {"first_day": f"{at:%Y-%m-%d}", "last_day": f"{at:%Y-%m-%d}"}
            return row | days | {"employee_id": whom, "code": "CS", "note": "Demam"}
        return row | {"employee_id": whom, "name": f"{subject} {row['id'][:4]}", "kind": "in"}

    def _id(self) -> str:
        return str(UUID(int=self.random.getrandbits(128), version=4))
