import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("service", models.CharField(max_length=64)),
                ("applicant", models.CharField(max_length=64)),
                ("actor", models.CharField(max_length=128)),
                ("filed_as", models.CharField(max_length=16)),
                ("answers", models.JSONField(default=dict)),
                ("begun_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("case", models.BigIntegerField(null=True)),
                ("number", models.CharField(blank=True, default="", max_length=40)),
                ("sent_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["applicant", "-changed_at"], name="draft_of")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("sent_at", None)),
                        fields=("applicant", "service", "actor"),
                        name="draft_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("filed_as__in", ["own", "delegate"])), name="draft_filed_as_known"
                    ),
                ],
            },
        ),
    ]
