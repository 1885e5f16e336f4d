from django.db import migrations

REGISTRY = (
    "hub_member",
    "hub_subsystem",
    "hub_subsystemkey",
    "hub_service",
    "hub_description",
    "hub_accessright",
    "hub_eventtype",
    "hub_eventright",
    "hub_subscription",
)
# Every gateway reads the registry anew when it changed: a right that is taken away is gone at once.
TELLS = """
CREATE FUNCTION madang_hub_registry_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('madang_hub_registry', '');
    RETURN NULL;
END $$;
""" + "".join(
    f"CREATE TRIGGER registry_changed AFTER INSERT OR UPDATE OR DELETE ON {table}"
    " FOR EACH STATEMENT EXECUTE FUNCTION madang_hub_registry_changed();\n"
    for table in REGISTRY
)
# Events tell of persons. They are there for the hub itself and for workers of the whole house.
HELD = ("hub_event", "hub_delivery", "hub_quarantined")
OURS = (
    "((SELECT current_setting('madang.tenants', true)) = '*'"
    " OR 'hub' = ANY ((SELECT string_to_array(current_setting('madang.tenants', true), ','))::text[]))"
)
WALLS = "".join(
    f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;\n"
    f"CREATE POLICY {table}_wall ON {table} USING ({OURS}) WITH CHECK ({OURS});\n"
    for table in HELD
)
# What was accepted stays as it came.
KEPT = """
CREATE FUNCTION madang_hub_event_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an accepted event is never changed or removed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER event_stays BEFORE UPDATE OR DELETE ON hub_event
    FOR EACH ROW EXECUTE FUNCTION madang_hub_event_stays();
"""
BACKWARD = (
    "DROP TRIGGER event_stays ON hub_event; DROP FUNCTION madang_hub_event_stays();\n"
    + "".join(
        f"DROP POLICY {table}_wall ON {table}; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;\n" for table in HELD
    )
    + "".join(f"DROP TRIGGER registry_changed ON {table};\n" for table in REGISTRY)
    + "DROP FUNCTION madang_hub_registry_changed();\n"
)


class Migration(migrations.Migration):
    dependencies = [("hub", "0002_registry")]

    operations = [migrations.RunSQL(TELLS + WALLS + KEPT, BACKWARD)]
