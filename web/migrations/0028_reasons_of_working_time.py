"""Why hours, shifts, rosters and memberships were laid down for days that had passed."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops

WITH_REASON = ("WorkPattern", "GroupMember", "Shift", "RosterEntry")


class Migration(migrations.Migration):
    dependencies = [("sikeren", "0027_decisions_by_time")]

    initial = False

    operations = [
        ops.AddField(model, "reason", fields.CharField(null=True, max_length=1000))
        for model in WITH_REASON
    ]
