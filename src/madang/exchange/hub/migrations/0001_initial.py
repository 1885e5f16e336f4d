from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Exchange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("agency", models.CharField(max_length=32)),
                ("operation", models.CharField(max_length=64)),
                ("outcome", models.CharField(max_length=8)),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("attempts", models.PositiveSmallIntegerField(default=1)),
                ("duration_ms", models.PositiveIntegerField()),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "indexes": [models.Index(fields=["agency", "at"], name="exchange_agency_at")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["right", "down", "slow", "wrong"])),
                        name="exchange_outcome_known",
                    )
                ],
            },
        ),
    ]
