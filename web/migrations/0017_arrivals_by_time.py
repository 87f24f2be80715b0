"""What arrived on a day is found by when it arrived, however much is kept of other days."""

from tortoise import migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("sikeren", "0016_points_shared_and_open")]

    initial = False

    operations = [ops.AddIndex(model_name="CheckIn", index=Index(fields=["received_at"]))]
