from django.db import migrations

from madang.trust.service import walls, walls_through

# A release is law: everybody reads it, the authority that keeps the rules writes it, nobody changes it.
RELEASE = """
ALTER TABLE rulemaking_release ENABLE ROW LEVEL SECURITY;
CREATE POLICY rulemaking_release_read ON rulemaking_release FOR SELECT USING (true);
CREATE POLICY rulemaking_release_written ON rulemaking_release FOR INSERT WITH CHECK (
    (SELECT current_setting('madang.tenants', true)) = '*'
    OR tenant = ANY ((SELECT string_to_array(current_setting('madang.tenants', true), ','))::text[])
);
CALL madang_make_append_only('rulemaking_revision');
CALL madang_make_append_only('rulemaking_release');
"""
FORWARD = (
    walls("rulemaking_draft", tenant="tenant")
    + walls_through("rulemaking_revision", "draft_id", "rulemaking_draft")
    + walls_through("rulemaking_finding", "revision_id", "rulemaking_revision")
    + walls_through("rulemaking_effect", "revision_id", "rulemaking_revision")
    + RELEASE
)
BACKWARD = """
DROP TRIGGER append_only ON rulemaking_release;
DROP TRIGGER append_only ON rulemaking_revision;
DROP POLICY rulemaking_release_written ON rulemaking_release;
DROP POLICY rulemaking_release_read ON rulemaking_release;
ALTER TABLE rulemaking_release DISABLE ROW LEVEL SECURITY;
""" + "".join(
    f"DROP POLICY rulemaking_{name}_wall ON rulemaking_{name};\n"
    f"ALTER TABLE rulemaking_{name} DISABLE ROW LEVEL SECURITY;\n"
    for name in ("effect", "finding", "revision", "draft")
)


class Migration(migrations.Migration):
    dependencies = [("rulemaking", "0001_initial"), ("trust", "0002_walls"), ("facts", "0002_append_only")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
