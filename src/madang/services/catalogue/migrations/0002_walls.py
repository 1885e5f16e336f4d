from django.db import migrations

# What the portals list is public: everybody reads it, workers of the whole house write it.
PUBLIC = """
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY {table}_read ON {table} FOR SELECT USING (true);
CREATE POLICY {table}_written ON {table}
    USING ((SELECT current_setting('madang.tenants', true)) = '*')
    WITH CHECK ((SELECT current_setting('madang.tenants', true)) = '*');
"""
# Rows that were not taken are whatever a source sent; nobody but the house looks into them.
HELD = """
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY {table}_wall ON {table}
    USING ((SELECT current_setting('madang.tenants', true)) = '*')
    WITH CHECK ((SELECT current_setting('madang.tenants', true)) = '*');
"""
READ = ("catalogue_listed", "catalogue_change")
KEPT = ("catalogue_import", "catalogue_quarantined", "catalogue_staged")
FORWARD = "".join(PUBLIC.format(table=table) for table in READ) + "".join(HELD.format(table=table) for table in KEPT)
BACKWARD = "".join(
    f"DROP POLICY {table}_written ON {table}; DROP POLICY {table}_read ON {table};\n"
    f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;\n"
    for table in READ
) + "".join(f"DROP POLICY {table}_wall ON {table}; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;\n" for table in KEPT)


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
