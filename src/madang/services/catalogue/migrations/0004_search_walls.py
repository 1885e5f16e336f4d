from django.db import migrations

# Like what is listed: everybody reads it, workers of the whole house write it.
FORWARD = """
ALTER TABLE catalogue_searchentry ENABLE ROW LEVEL SECURITY;
CREATE POLICY catalogue_searchentry_read ON catalogue_searchentry FOR SELECT USING (true);
CREATE POLICY catalogue_searchentry_written ON catalogue_searchentry
    USING ((SELECT current_setting('madang.tenants', true)) = '*')
    WITH CHECK ((SELECT current_setting('madang.tenants', true)) = '*');
"""
BACKWARD = """
DROP POLICY catalogue_searchentry_written ON catalogue_searchentry;
DROP POLICY catalogue_searchentry_read ON catalogue_searchentry;
ALTER TABLE catalogue_searchentry DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0003_search_entries")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
