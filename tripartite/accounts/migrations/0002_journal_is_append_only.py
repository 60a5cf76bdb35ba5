"""The database itself refuses to rewrite the journal."""

from django.db import migrations

SQLITE = """
CREATE TRIGGER journal_is_append_only BEFORE UPDATE ON accounts_journalentry
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
"""

POSTGRESQL = """
CREATE FUNCTION journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the journal is append-only'; END; $$;
CREATE TRIGGER journal_is_append_only BEFORE UPDATE OR DELETE ON accounts_journalentry
FOR EACH ROW EXECUTE FUNCTION journal_is_append_only();
"""


def protect(apps, schema_editor):
    sql = POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE
    schema_editor.execute(sql)


def release(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER journal_is_append_only ON accounts_journalentry")
        schema_editor.execute("DROP FUNCTION journal_is_append_only()")
    else:
        schema_editor.execute("DROP TRIGGER journal_is_append_only")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunPython(protect, release)]
