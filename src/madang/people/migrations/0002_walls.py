from django.db import migrations

from madang.trust.service import walls

# Public reference data: everybody reads it, workers of the whole house write it.
PUBLIC = """
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY {table}_read ON {table} FOR SELECT USING (true);
CREATE POLICY {table}_written ON {table}
    USING ((SELECT current_setting('madang.tenants', true)) = '*')
    WITH CHECK ((SELECT current_setting('madang.tenants', true)) = '*');
"""
# Those who appoint see their own tenant only; the database sees them all, and lets one of two at once through.
APPOINTMENTS = """
CREATE FUNCTION people_appointment_alone() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('people.appointment:' || NEW.account, 0));
    IF EXISTS (
        SELECT FROM people_appointment held WHERE held.account = NEW.account
        AND GREATEST(held.valid_from, NEW.valid_from) < LEAST(held.valid_to, held.dismissed_at, NEW.valid_to)
        AND held.organisation_id <> NEW.organisation_id
    ) THEN
        RAISE EXCEPTION 'the account works for another tenant'
            USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'appointment_one_tenant';
    END IF;
    IF EXISTS (
        SELECT FROM people_appointment held WHERE held.account = NEW.account
        AND GREATEST(held.valid_from, NEW.valid_from) < LEAST(held.valid_to, held.dismissed_at, NEW.valid_to)
        AND held.role = NEW.role AND held.unit_id IS NOT DISTINCT FROM NEW.unit_id
    ) THEN
        RAISE EXCEPTION 'the account has this role already'
            USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'appointment_once';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER appointment_alone BEFORE INSERT ON people_appointment
    FOR EACH ROW EXECUTE FUNCTION people_appointment_alone();
"""
# Who may act for whom is never rewritten: it is answered once and ends once.
DELEGATIONS = """
CREATE FUNCTION people_delegation_moves_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.ended_at IS NULL
       AND (OLD.answered_at IS NULL OR OLD.answered_at IS NOT DISTINCT FROM NEW.answered_at)
       AND (NEW.id, NEW.holder_id, NEW.kind, NEW.proposed_by, NEW.services, NEW.deeds, NEW.valid_from, NEW.proposed_at,
            NEW.ground, NEW.evidence, NEW.source)
         = (OLD.id, OLD.holder_id, OLD.kind, OLD.proposed_by, OLD.services, OLD.deeds, OLD.valid_from, OLD.proposed_at,
            OLD.ground, OLD.evidence, OLD.source)
       AND NEW.giver_id IS NOT DISTINCT FROM OLD.giver_id AND NEW.firm_id IS NOT DISTINCT FROM OLD.firm_id
       AND NEW.valid_to IS NOT DISTINCT FROM OLD.valid_to
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a delegation is answered once and ends once: % is refused', TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER delegation_moves_on BEFORE UPDATE OR DELETE ON people_delegation
    FOR EACH ROW EXECUTE FUNCTION people_delegation_moves_on();
"""
FORWARD = (
    walls("people_person", subject="id")
    + walls("people_delegation", subject=("giver_id", "firm_id", "holder_id"))
    + walls("people_restriction", subject=("person_id", "against_id"))
    + walls("people_appointment", tenant="organisation_id", actor="('official:' || account)")
    + PUBLIC.format(table="people_organisation")
    + PUBLIC.format(table="people_unit")
    + APPOINTMENTS
    + DELEGATIONS
)
BACKWARD = """
DROP TRIGGER delegation_moves_on ON people_delegation; DROP FUNCTION people_delegation_moves_on();
DROP TRIGGER appointment_alone ON people_appointment; DROP FUNCTION people_appointment_alone();
DROP POLICY people_unit_written ON people_unit; DROP POLICY people_unit_read ON people_unit;
DROP POLICY people_organisation_written ON people_organisation;
DROP POLICY people_organisation_read ON people_organisation;
DROP POLICY people_appointment_wall ON people_appointment;
DROP POLICY people_restriction_wall ON people_restriction;
DROP POLICY people_delegation_wall ON people_delegation;
DROP POLICY people_person_wall ON people_person;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("trust", "0002_walls")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
