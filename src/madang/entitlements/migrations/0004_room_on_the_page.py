from django.db import migrations

# Of a resident who is looked at again only day and moment differ. Where the page has room the new version of the row
# stays on it and no index is touched (PostgreSQL: heap-only tuples); the one over `subjects` has ten entries a row.
FORWARD = "ALTER TABLE entitlements_resident SET (fillfactor = 50)"
BACKWARD = "ALTER TABLE entitlements_resident RESET (fillfactor)"


class Migration(migrations.Migration):
    dependencies = [("entitlements", "0003_walls")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
