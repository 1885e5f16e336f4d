from typing import ClassVar

from django.db import migrations, models

ROLES = [
    "caseworker",
    "approver",
    "supervisor",
    "privacy_officer",
    "rule_author",
    "rule_releaser",
    "operator",
    "auditor",
]


class Migration(migrations.Migration):
    dependencies: ClassVar = [("people", "0002_walls")]

    operations: ClassVar = [
        migrations.RemoveConstraint(model_name="appointment", name="appointment_role_known"),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", tuple(ROLES))), name="appointment_role_known"
            ),
        ),
    ]
