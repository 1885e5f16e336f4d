import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("entitlements", "0003_walls"),
    ]

    operations = [
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=40, unique=True)),
                ("tenant", models.CharField(max_length=64)),
                ("unit", models.CharField(blank=True, default="", max_length=64)),
                ("service", models.CharField(max_length=64)),
                ("applicant", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=200)),
                ("filed_by", models.CharField(max_length=128)),
                ("filed_as", models.CharField(max_length=16)),
                ("filed_at", models.DateTimeField()),
                ("day", models.DateField()),
                ("state", models.CharField(max_length=16)),
                ("outcome", models.CharField(blank=True, default="", max_length=16)),
                ("clerk", models.CharField(blank=True, default="", max_length=128)),
                ("due_at", models.DateTimeField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "subjects",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=64), default=list, size=None
                    ),
                ),
                ("answers", models.JSONField(default=dict)),
                ("waits_for", models.JSONField(default=list)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "decision",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="entitlements.decision",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="IssuedLetter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=32)),
                ("document", models.CharField(max_length=40, unique=True)),
                ("number", models.CharField(max_length=80)),
                ("code", models.CharField(max_length=32)),
                ("language", models.CharField(max_length=2)),
                ("issued_at", models.DateTimeField()),
                ("title", models.CharField(max_length=200)),
                ("pdf", models.BinaryField()),
                ("seal_key", models.CharField(max_length=96)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="letters", to="casework.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Objection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("filed_at", models.DateTimeField()),
                ("filed_by", models.CharField(max_length=128)),
                ("why", models.TextField()),
                ("excuse", models.TextField(blank=True, default="")),
                ("due_at", models.DateTimeField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("outcome", models.CharField(blank=True, default="", max_length=16)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="objections", to="casework.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("kind", models.CharField(max_length=32)),
                ("actor", models.CharField(max_length=128)),
                ("before", models.CharField(blank=True, default="", max_length=16)),
                ("after", models.CharField(max_length=16)),
                ("said", models.JSONField(default=dict)),
                ("until", models.DateField(null=True)),
                ("known_to_applicant", models.BooleanField(default=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="casework.case"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("decided_at", None)), fields=["tenant", "due_at", "id"], name="case_open_due"
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("decided_at", None)),
                fields=["tenant", "unit", "due_at", "id"],
                name="case_unit_due",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["tenant", "state", "due_at", "id"], name="case_state_due"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["tenant", "name"], name="case_name"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["tenant", "-filed_at", "-id"], name="case_filed"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["applicant", "-id"], name="case_of"),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.UniqueConstraint(
                condition=models.Q(("decided_at", None)), fields=("applicant", "service"), name="case_open_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["received", "working", "supplement", "notice", "decided", "withdrawn"])
                ),
                name="case_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["", "granted", "refused", "issued", "withdrawn"])),
                name="case_outcome_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", False), ("state__in", ["decided", "withdrawn"])),
                    models.Q(
                        models.Q(("state__in", ["decided", "withdrawn"]), _negated=True),
                        ("decided_at", None),
                        ("outcome", ""),
                    ),
                    _connector="OR",
                ),
                name="case_ends_with_an_outcome",
            ),
        ),
        migrations.AddIndex(
            model_name="issuedletter",
            index=models.Index(fields=["case", "id"], name="letter_of_case"),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.UniqueConstraint(
                condition=models.Q(("decided_at", None)), fields=("case",), name="objection_open_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at", None), ("outcome", "")),
                    models.Q(("decided_at__isnull", False), ("outcome__in", ["upheld", "dismissed"])),
                    _connector="OR",
                ),
                name="objection_answered",
            ),
        ),
        migrations.AddIndex(
            model_name="step",
            index=models.Index(fields=["case", "id"], name="step_of_case"),
        ),
    ]
