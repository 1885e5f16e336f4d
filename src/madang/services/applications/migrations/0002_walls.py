from django.db import migrations

from madang.trust.service import walls

FORWARD = walls("applications_draft", subject="applicant")
BACKWARD = """
DROP POLICY applications_draft_wall ON applications_draft;
ALTER TABLE applications_draft DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("applications", "0001_initial"), ("trust", "0002_walls")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
