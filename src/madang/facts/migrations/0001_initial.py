import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("key", models.CharField(max_length=128, primary_key=True, serialize=False)),
                ("digest", models.CharField(max_length=71)),
                ("count", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Fact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=128)),
                ("object", models.CharField(blank=True, default="", max_length=64)),
                ("value", models.JSONField(null=True)),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField()),
                ("retracts", models.BooleanField(default=False)),
                ("source", models.CharField(max_length=64)),
                ("as_of", models.DateField(null=True)),
                ("proven", models.BooleanField()),
                ("evidence", models.TextField(null=True)),
                ("line", models.PositiveIntegerField()),
                (
                    "batch",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="facts.batch"),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="facts.fact",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Current",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=128)),
                ("object", models.CharField(blank=True, default="", max_length=64)),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField(null=True)),
                ("fact", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="facts.fact")),
            ],
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=128)),
                ("object", models.CharField(blank=True, default="", max_length=64)),
            ],
        ),
        migrations.AddIndex(
            model_name="fact",
            index=models.Index(fields=["subject", "name"], name="fact_subject_name"),
        ),
        migrations.AddIndex(
            model_name="fact",
            index=models.Index(
                condition=models.Q(("object", ""), _negated=True), fields=["object"], name="fact_object"
            ),
        ),
        migrations.AddIndex(
            model_name="fact",
            index=models.Index(fields=["recorded_at"], name="fact_recorded_at"),
        ),
        migrations.AddConstraint(
            model_name="fact",
            constraint=models.UniqueConstraint(fields=("batch", "line"), name="fact_once_in_batch"),
        ),
        migrations.AddConstraint(
            model_name="fact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("subject", ""), _negated=True),
                    models.Q(("name", ""), _negated=True),
                    models.Q(("source", ""), _negated=True),
                ),
                name="fact_says_of_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="fact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_from", None), ("valid_to", None), ("valid_from__lt", models.F("valid_to")), _connector="OR"
                ),
                name="fact_period_not_empty",
            ),
        ),
        migrations.AddConstraint(
            model_name="fact",
            constraint=models.CheckConstraint(
                condition=models.Q(("retracts", False), ("supersedes__isnull", False), _connector="OR"),
                name="fact_retracts_something",
            ),
        ),
        migrations.AddIndex(
            model_name="current",
            index=models.Index(fields=["subject", "name"], name="current_subject_name"),
        ),
        migrations.AddIndex(
            model_name="current",
            index=models.Index(
                condition=models.Q(("object", ""), _negated=True), fields=["object"], name="current_object"
            ),
        ),
    ]
