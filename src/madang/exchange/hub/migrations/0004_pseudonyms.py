from django.db import migrations, models

OURS = (
    "((SELECT current_setting('madang.tenants', true)) = '*'"
    " OR 'hub' = ANY ((SELECT string_to_array(current_setting('madang.tenants', true), ','))::text[]))"
)
# The hub alone puts a name and a number together again.
WALL = (
    "ALTER TABLE hub_pseudonym ENABLE ROW LEVEL SECURITY;\n"
    f"CREATE POLICY hub_pseudonym_wall ON hub_pseudonym USING ({OURS}) WITH CHECK ({OURS});\n"
)
BACKWARD = "DROP POLICY hub_pseudonym_wall ON hub_pseudonym; ALTER TABLE hub_pseudonym DISABLE ROW LEVEL SECURITY;\n"


class Migration(migrations.Migration):
    dependencies = [("hub", "0003_walls")]

    operations = [
        migrations.AddField("accessright", "ground", models.CharField(blank=True, default="", max_length=200)),
        migrations.AddField("eventright", "ground", models.CharField(blank=True, default="", max_length=200)),
        migrations.AddField("eventtype", "persons", models.JSONField(blank=True, default=list)),
        migrations.AddField("service", "persons", models.JSONField(blank=True, default=dict)),
        migrations.CreateModel(
            name="Pseudonym",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("party", models.CharField(max_length=403)),
                ("name", models.CharField(max_length=28)),
                ("sealed", models.BinaryField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("party", "name"), name="hub_pseudonym_once")],
            },
        ),
        migrations.RunSQL(WALL, BACKWARD),
    ]
