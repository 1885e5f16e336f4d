from django.db import migrations

from madang.trust.walls import walls

# Entries are added, and of a body nothing can be done but erase it; the leaf stays, so the tree does too.
ENTRIES = """
CREATE FUNCTION madang_log_only_erases() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.body IS NULL AND NEW.salt IS NULL AND
       (NEW.id, NEW.tenant, NEW.act, NEW.kind, NEW.at, NEW.subject, NEW.actor, NEW.name, NEW.commitment, NEW.leaf) =
       (OLD.id, OLD.tenant, OLD.act, OLD.kind, OLD.at, OLD.subject, OLD.actor, OLD.name, OLD.commitment, OLD.leaf)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the log is append-only: % is refused; only a body may be erased', TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER log_only_erases BEFORE UPDATE OR DELETE ON trust_entry
    FOR EACH ROW EXECUTE FUNCTION madang_log_only_erases();
"""
# Anybody who acts may tell an event; only workers of the whole house take them.
OUTBOX = """
ALTER TABLE trust_outboxevent ENABLE ROW LEVEL SECURITY;
CREATE POLICY trust_outboxevent_told ON trust_outboxevent FOR INSERT
    WITH CHECK ((SELECT current_setting('madang.actor', true)) <> '');
CREATE POLICY trust_outboxevent_taken ON trust_outboxevent
    USING ((SELECT current_setting('madang.tenants', true)) = '*');
"""
# A key is made, and retired; it is never another one under the same name.
KEYS = """
CREATE FUNCTION madang_key_only_retires() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.retired_at IS NULL AND NEW.retired_at IS NOT NULL AND
       (NEW.id, NEW.use, NEW.scope, NEW.wrapped, NEW.made_at) = (OLD.id, OLD.use, OLD.scope, OLD.wrapped, OLD.made_at)
       AND NEW.public IS NOT DISTINCT FROM OLD.public
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a key is never changed or removed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER key_only_retires BEFORE UPDATE OR DELETE ON trust_key
    FOR EACH ROW EXECUTE FUNCTION madang_key_only_retires();
"""
# Only the exchange puts a pseudonym and a person together again.
PSEUDONYMS = """
ALTER TABLE trust_pseudonym ENABLE ROW LEVEL SECURITY;
CREATE POLICY trust_pseudonym_exchange ON trust_pseudonym
    USING ((SELECT current_setting('madang.subjects', true)) = '*');
"""
FORWARD = (
    ENTRIES
    + walls("trust_entry", tenant="tenant", subject="subject", actor="actor")
    + OUTBOX
    + walls("trust_performed", actor="actor")
    + KEYS
    + PSEUDONYMS
)
BACKWARD = """
DROP POLICY trust_pseudonym_exchange ON trust_pseudonym;
DROP TRIGGER key_only_retires ON trust_key; DROP FUNCTION madang_key_only_retires();
DROP POLICY trust_performed_wall ON trust_performed;
DROP POLICY trust_outboxevent_taken ON trust_outboxevent; DROP POLICY trust_outboxevent_told ON trust_outboxevent;
DROP POLICY trust_entry_wall ON trust_entry;
DROP TRIGGER log_only_erases ON trust_entry; DROP FUNCTION madang_log_only_erases();
"""


class Migration(migrations.Migration):
    dependencies = [("trust", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
