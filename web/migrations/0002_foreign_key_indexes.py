from tortoise import migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("sikeren", "0001_initial")]

    initial = False

    operations = [
        ops.AlterModelOptions(
            name="Assessment",
            options={
                "table": "assessment",
                "app": "sikeren",
                "indexes": [Index(fields=["verdict"])],
                "pk_attr": "checkin_id",
                "table_description": "What the rules named in `rules` say of a check-in. Derived, and computed again.",
            },
        ),
        ops.AddIndex(
            model_name="Decision",
            index=Index(fields=["checkin_id"]),
        ),
        ops.AddIndex(
            model_name="DeskPasskey",
            index=Index(fields=["employee_id"]),
        ),
        ops.AddIndex(
            model_name="Device",
            index=Index(fields=["employee_id"]),
        ),
        ops.AddIndex(
            model_name="Employee",
            index=Index(fields=["agency_id", "name"]),
        ),
        ops.AddIndex(
            model_name="Employee",
            index=Index(fields=["supervisor_id"]),
        ),
        ops.AddIndex(
            model_name="Enrolment",
            index=Index(fields=["code_id"]),
        ),
        ops.AddIndex(
            model_name="EnrolmentCode",
            index=Index(fields=["employee_id"]),
        ),
        ops.AddIndex(
            model_name="Explanation",
            index=Index(fields=["checkin_id"]),
        ),
        ops.AddIndex(
            model_name="Point",
            index=Index(fields=["agency_id"]),
        ),
        ops.AddIndex(
            model_name="PointVersion",
            index=Index(fields=["point_id"]),
        ),
        ops.AlterModelOptions(
            name="Receipt",
            options={
                "table": "receipt",
                "app": "sikeren",
                "pk_attr": "checkin_id",
                "table_description": "What the server signed when a check-in was recorded. Frozen.",
            },
        ),
        ops.AlterModelOptions(
            name="Revocation",
            options={
                "table": "revocation",
                "app": "sikeren",
                "pk_attr": "device_id",
                "table_description": "The end of a device's binding: who said so, when and why (replaced, lost, left).",
            },
        ),
        ops.AddIndex(
            model_name="Session",
            index=Index(fields=["employee_id"]),
        ),
        ops.AddIndex(
            model_name="Session",
            index=Index(fields=["device_id"]),
        ),
        ops.AddIndex(
            model_name="SignInLink",
            index=Index(fields=["employee_id"]),
        ),
        ops.AddIndex(
            model_name="WorkPattern",
            index=Index(fields=["agency_id"]),
        ),
    ]
