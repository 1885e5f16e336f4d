from django.db import migrations, models

# What may be told later is not there for the person it is about until then; for whoever wrote it, it is.
LATER = """
CREATE POLICY trust_entry_later ON trust_entry AS RESTRICTIVE FOR SELECT USING (
    shown_from IS NULL OR shown_from <= now()
    OR (SELECT current_setting('madang.tenants', true)) = '*'
    OR tenant = ANY ((SELECT string_to_array(current_setting('madang.tenants', true), ','))::text[])
    OR actor = (SELECT current_setting('madang.actor', true))
);
"""


class Migration(migrations.Migration):
    dependencies = [("trust", "0002_walls")]

    operations = [
        migrations.AddField("entry", "shown_from", models.DateTimeField(null=True)),
        migrations.RunSQL(LATER, "DROP POLICY trust_entry_later ON trust_entry"),
    ]
