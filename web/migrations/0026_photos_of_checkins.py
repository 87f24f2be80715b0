"""Whether an office asks for a photo with a check-in."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("sikeren", "0025_import_runs")]

    initial = False

    operations = [
        ops.AddField("PhonePolicy", "photo", fields.CharField(null=True, max_length=10)),
    ]
