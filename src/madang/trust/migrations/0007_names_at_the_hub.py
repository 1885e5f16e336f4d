from django.db import migrations, models

# The hub makes and keeps what each party calls a person (hub_pseudonym); this table was written by nobody.
BACKWARD = """
ALTER TABLE trust_pseudonym ENABLE ROW LEVEL SECURITY;
CREATE POLICY trust_pseudonym_exchange ON trust_pseudonym
    USING ((SELECT current_setting('madang.subjects', true)) = '*');
"""


class Migration(migrations.Migration):
    dependencies = [("trust", "0006_look_reports")]

    operations = [
        migrations.RunSQL("DROP POLICY trust_pseudonym_exchange ON trust_pseudonym;", BACKWARD),
        migrations.DeleteModel(name="Pseudonym"),
        migrations.RemoveConstraint(model_name="key", name="key_use_known"),
        migrations.AddConstraint(
            model_name="key",
            constraint=models.CheckConstraint(
                condition=models.Q(("use__in", ["sign", "seal", "lookup", "letter"])), name="key_use_known"
            ),
        ),
    ]
