from django.db import migrations

# Two walls: the application's role loses the rights, and a trigger stops whoever still has them, the owner included.
# Rights are given by default when a table is made (config/database/roles.py), so they are there to be taken away.
FORWARD = """
CREATE FUNCTION madang_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % is refused; record a correction or a withdrawal instead', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE PROCEDURE madang_make_append_only(name regclass) LANGUAGE plpgsql AS $$
DECLARE
    held record;
BEGIN
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %s '
        'FOR EACH STATEMENT EXECUTE FUNCTION madang_append_only()', name);
    FOR held IN
        SELECT DISTINCT acl.grantee FROM pg_class, aclexplode(relacl) AS acl
        WHERE pg_class.oid = name AND acl.grantee <> relowner
    LOOP
        EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %s FROM %s', name,
            CASE held.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(held.grantee)) END);
    END LOOP;
END $$;

CALL madang_make_append_only('facts_batch');
CALL madang_make_append_only('facts_fact');
"""
BACKWARD = """
DROP TRIGGER append_only ON facts_fact;
DROP TRIGGER append_only ON facts_batch;
DROP PROCEDURE madang_make_append_only(regclass);
DROP FUNCTION madang_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("facts", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
