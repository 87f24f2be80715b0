"""The record of changes is found by the way a change came, and a period of it by its numbers.

`via` had no index: a way that nothing came by was looked for in every entry. With `seq` beside
`at`, PostgreSQL too reads the first and last number of a period from the index alone.
"""

from tortoise import migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("sikeren", "0023_indexes_of_pages")]

    initial = False

    operations = [
        ops.AddIndex(model_name="AuditEntry", index=Index(fields=["via", "seq"])),
        ops.AddIndex(model_name="AuditEntry", index=Index(fields=["at", "seq"])),
        ops.RemoveIndex(model_name="AuditEntry", fields=["at"]),
    ]
