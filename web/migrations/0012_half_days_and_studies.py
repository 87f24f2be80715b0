"""Statuses for half a workday, the date of their letter, and studies beside the work."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("sikeren", "0011_joint_events")]

    initial = False

    operations = [
        ops.AddField("DayStatus", "letter_date", fields.DateField(null=True)),
        ops.AddField("DayStatus", "covers", fields.CharField(db_default="both", max_length=4)),
        ops.AddField("DayStatus", "working", fields.BooleanField(db_default=False)),
    ]
