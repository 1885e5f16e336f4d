from django.db import migrations

from madang.trust.service import walls

# A feed is nobody's: whoever acts may know that it is held back, only the room's worker writes it.
FEED = """
ALTER TABLE mydata_feed ENABLE ROW LEVEL SECURITY;
CREATE POLICY mydata_feed_known ON mydata_feed FOR SELECT
    USING ((SELECT current_setting('madang.actor', true)) <> '');
CREATE POLICY mydata_feed_wall ON mydata_feed
    USING ((SELECT current_setting('madang.subjects', true)) = '*')
    WITH CHECK ((SELECT current_setting('madang.subjects', true)) = '*');
"""
FORWARD = (
    walls("mydata_consent", tenant="tenant", subject=("giver", "applicant"))
    + walls("mydata_pendingfetch", tenant="tenant", subject="applicant")
    + FEED
)
BACKWARD = """
DROP POLICY mydata_feed_wall ON mydata_feed; DROP POLICY mydata_feed_known ON mydata_feed;
ALTER TABLE mydata_feed DISABLE ROW LEVEL SECURITY;
DROP POLICY mydata_pendingfetch_wall ON mydata_pendingfetch; ALTER TABLE mydata_pendingfetch DISABLE ROW LEVEL SECURITY;
DROP POLICY mydata_consent_wall ON mydata_consent; ALTER TABLE mydata_consent DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("mydata", "0001_initial"), ("trust", "0002_walls")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
