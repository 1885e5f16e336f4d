from django.db import migrations

from madang.trust.log.waking import ASLEEP, CHANNEL

# An entry waits from the moment it is committed, whatever its id: nothing that comes late is passed over.
#
# NOTIFY takes one lock for the whole server until the commit is on disk, so acts that all notified would commit one
# after the other. They do so only while the sequencer sleeps, which is when it holds this lock alone.
FORWARD = f"""
CREATE FUNCTION madang_entry_waits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO trust_waiting (entry_id, tenant) SELECT id, tenant FROM written;
    IF NOT pg_try_advisory_xact_lock_shared({ASLEEP}) THEN
        PERFORM pg_notify('{CHANNEL}', '');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER entry_waits AFTER INSERT ON trust_entry REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION madang_entry_waits();

CREATE FUNCTION madang_log_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER log_stays BEFORE UPDATE OR DELETE ON trust_leaf FOR EACH ROW EXECUTE FUNCTION madang_log_stays();
CREATE TRIGGER log_stays BEFORE UPDATE OR DELETE ON trust_storedhead FOR EACH ROW EXECUTE FUNCTION madang_log_stays();
CREATE TRIGGER log_stays BEFORE UPDATE OR DELETE ON trust_logkey FOR EACH ROW EXECUTE FUNCTION madang_log_stays();
CREATE TRIGGER log_stays BEFORE UPDATE OR DELETE ON trust_witness FOR EACH ROW EXECUTE FUNCTION madang_log_stays();
CREATE TRIGGER log_stays BEFORE UPDATE OR DELETE ON trust_cosignature FOR EACH ROW EXECUTE FUNCTION madang_log_stays();

CREATE FUNCTION madang_tile_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.tenant, NEW.level, NEW.index) = (OLD.tenant, OLD.level, OLD.index) AND
       substr(NEW.hashes, 1, length(OLD.hashes)) = OLD.hashes
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a tile only becomes longer: % is refused', TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER tile_grows BEFORE UPDATE OR DELETE ON trust_storedtile
    FOR EACH ROW EXECUTE FUNCTION madang_tile_grows();
ALTER TABLE trust_storedtile ALTER COLUMN hashes SET STORAGE EXTERNAL;

INSERT INTO trust_waiting (entry_id, tenant) SELECT id, tenant FROM trust_entry;
"""  # noqa: S608 -- two constants
BACKWARD = """
ALTER TABLE trust_storedtile ALTER COLUMN hashes SET STORAGE EXTENDED;
DROP TRIGGER tile_grows ON trust_storedtile; DROP FUNCTION madang_tile_grows();
DROP TRIGGER log_stays ON trust_cosignature; DROP TRIGGER log_stays ON trust_witness;
DROP TRIGGER log_stays ON trust_logkey; DROP TRIGGER log_stays ON trust_storedhead;
DROP TRIGGER log_stays ON trust_leaf;
DROP FUNCTION madang_log_stays();
DROP TRIGGER entry_waits ON trust_entry; DROP FUNCTION madang_entry_waits();
"""


class Migration(migrations.Migration):
    dependencies = [("trust", "0004_log")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
