import django.db.models.deletion
from django.db import migrations, models

from madang.trust.walls import walls

FORWARD = walls("trust_lookreport", tenant="tenant", subject="subject")
BACKWARD = """
DROP POLICY trust_lookreport_wall ON trust_lookreport;
ALTER TABLE trust_lookreport DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("trust", "0005_log_order")]

    operations = [
        migrations.CreateModel(
            name="LookReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="report", to="trust.entry"
                    ),
                ),
                ("tenant", models.CharField(max_length=64)),
                ("subject", models.CharField(max_length=64)),
                ("words", models.TextField()),
                ("said_by", models.CharField(max_length=128)),
                ("said_at", models.DateTimeField()),
                ("answer", models.TextField(blank=True, default="")),
                ("answered_by", models.CharField(blank=True, default="", max_length=128)),
                ("answered_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["tenant", "answered_at", "id"], name="look_report_waiting")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("answer", ""), ("answered_at", None), ("answered_by", ""))
                        | models.Q(
                            models.Q(("answer", ""), _negated=True),
                            models.Q(("answered_by", ""), _negated=True),
                            ("answered_at__isnull", False),
                        ),
                        name="look_report_answered_whole",
                    )
                ],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
