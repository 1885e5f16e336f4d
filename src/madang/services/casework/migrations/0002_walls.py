from django.db import migrations

from madang.trust.service import walls, walls_through

THROUGH = ("casework_step", "casework_issuedletter", "casework_objection")
APPEND_ONLY = ("casework_step", "casework_issuedletter")
FORWARD = (
    walls("casework_case", tenant="tenant", unit="unit", subject="applicant")
    + "".join(walls_through(table, "case_id", "casework_case") for table in THROUGH)
    + "".join(f"CALL madang_make_append_only('{table}');\n" for table in APPEND_ONLY)
)
BACKWARD = "".join(f"DROP TRIGGER append_only ON {table};\n" for table in APPEND_ONLY) + "".join(
    f"DROP POLICY {table}_wall ON {table}; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;\n"
    for table in ("casework_case", *THROUGH)
)


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_initial"), ("facts", "0002_append_only"), ("trust", "0002_walls")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
