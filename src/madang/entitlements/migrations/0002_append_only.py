from django.db import migrations

FORWARD = """
CALL madang_make_append_only('entitlements_law');
CALL madang_make_append_only('entitlements_decision');
"""
BACKWARD = """
DROP TRIGGER append_only ON entitlements_decision;
DROP TRIGGER append_only ON entitlements_law;
"""


class Migration(migrations.Migration):
    dependencies = [("entitlements", "0001_initial"), ("facts", "0002_append_only")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
