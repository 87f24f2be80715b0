"""What the pages of 9,000 people ask for stands in an index, and where it can, in it alone.

A row of a check-in holds its signed bytes, so that 18,000 of a day lie on as many pages of the
file; who came and what arrived is read from the narrow index instead. `Device` likewise holds keys.
What somebody decided is found by who decided and when, of every kind.
"""

from tortoise import migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

WIDENED = (
    ("CheckIn", ["claimed_at"], ["claimed_at", "kind", "employee_id", "hash", "received_at"]),
    ("CheckIn", ["received_at"], ["received_at", "claimed_at", "employee_id"]),
    ("Assessment", ["verdict"], ["verdict", "checkin_id"]),
    ("Decision", ["checkin_id"], ["checkin_id", "at", "outcome"]),
    ("Device", ["employee_id"], ["employee_id", "id", "enrolled_at"]),
)
ADDED = [
    (model, [who, "at"])
    for model in ("Decision", "Ruling", "ApprovalStep")
    for who in ("author_id", "on_behalf_of_id")
]


class Migration(migrations.Migration):
    dependencies = [("sikeren", "0022_open_matters")]

    initial = False

    operations = [
        *(
            operation
            for model, before, after in WIDENED
            for operation in (
                ops.AddIndex(model_name=model, index=Index(fields=after)),
                ops.RemoveIndex(model_name=model, fields=before),
            )
        ),
        *(ops.AddIndex(model_name=model, index=Index(fields=of)) for model, of in ADDED),
        ops.AddIndex(model_name="Quarantine", index=Index(fields=["received_at"])),
    ]
