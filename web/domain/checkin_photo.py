"""Of which check-ins is a photo asked for, and what is said of when it came?

A photo is looked at by people and recognised by no machine. It never changes what a check-in counts
for: it only helps whoever decides on a doubtful one.
"""

from datetime import datetime, timedelta

from web.domain.flags import span
from web.domain.phone_policy import DOUBTFUL, EVERY, PhonePolicy

LONGEST_DAYS = 365  # where a month is never locked
LATE = timedelta(minutes=10)  # a check-in that came later than that was kept on the phone


def asked(policy: PhonePolicy, verdict: str) -> bool:
    """Whether a photo is asked for, told what held on the check-in's day and its verdict."""
    return policy.photo == EVERY or (policy.photo == DOUBTFUL and verdict == "review")


def arrival(claimed: datetime, received: datetime, photo: datetime) -> str:
    """How long after a check-in its photo came, for whoever judges what it proves.

    Args:
        claimed: when the check-in was made.
        received: when the check-in came.
        photo: when the photo came.
    """
    told = f"Diterima {span(max(photo - claimed, timedelta()))} sesudah absen"
    if received - claimed <= LATE:
        return f"{told}."
    after = max(photo - received, timedelta())
    return f"{told}, {span(after)} sesudah absen itu sendiri diterima."
