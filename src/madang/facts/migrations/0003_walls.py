from django.db import migrations

from madang.trust.service import walls

# A relation is there for both of its ends, a home's facts for whose context names the home.
TABLES = ("facts_fact", "facts_current", "facts_change")
FORWARD = "".join(walls(table, subject=("subject", "object")) for table in TABLES)
BACKWARD = "".join(
    f"DROP POLICY {table}_wall ON {table}; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;\n" for table in TABLES
)


class Migration(migrations.Migration):
    dependencies = [("facts", "0002_append_only"), ("trust", "0002_walls")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
