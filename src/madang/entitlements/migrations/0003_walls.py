from django.db import migrations

from madang.trust.service import walls

OWN = {
    "entitlements_decision": "subject",
    "entitlements_resident": "id",
    "entitlements_standinganswer": "resident_id",
    "entitlements_standingchange": "resident",
    "entitlements_alert": "example",
}
# Rows that belong to a decision are there for whom the decision is; the decision's own wall is asked.
THROUGH = {"entitlements_storedanswer": "decision_id", "entitlements_proposalline": "decision_id"}

# The overlap of two lists is not an operator that may look behind a wall, so the index would lie idle; whoever may see
# everybody asks here instead, and nobody else gets an answer.
AROUND = """
CREATE FUNCTION madang_residents_around(subjects text[]) RETURNS SETOF varchar
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT id FROM entitlements_resident
    WHERE current_setting('madang.subjects', true) = '*' AND entitlements_resident.subjects && $1::varchar[]
$$;
"""
FORWARD = AROUND + "".join(walls(table, subject=column) for table, column in OWN.items())
_FOR_WHOM_DECIDED = """
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY {table}_wall ON {table} USING ((SELECT current_setting('madang.subjects', true)) = '*'
    OR EXISTS (SELECT FROM entitlements_decision AS decided WHERE decided.id = {column}));
"""
FORWARD += "".join(_FOR_WHOM_DECIDED.format(table=table, column=column) for table, column in THROUGH.items())
BACKWARD = "DROP FUNCTION madang_residents_around(text[]);\n" + "".join(
    f"DROP POLICY {table}_wall ON {table}; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;\n"
    for table in (*OWN, *THROUGH)
)


class Migration(migrations.Migration):
    dependencies = [("entitlements", "0002_append_only"), ("facts", "0003_walls")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
