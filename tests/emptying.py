"""What a test has committed, undone: every table as the migrations left it.

Django empties all 128 tables, with their 421 indexes, and lets each application fill its own again:
two seconds of work after every such test. Nearly all of these tables are empty already.
"""

from functools import cache

from django.db import connection

# No trigger acts in there: no foreign key asks for an order, no audit refuses or records.
_UNDO = """
CREATE FUNCTION as_migrated.undo() RETURNS void LANGUAGE plpgsql
SET session_replication_role = replica AS $$
DECLARE
  name text;
  differs boolean;
BEGIN
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    IF to_regclass(format('as_migrated.%I', name)) IS NULL THEN
      EXECUTE format('DELETE FROM public.%I', name);
    ELSE
      EXECUTE format(
        'SELECT EXISTS (SELECT now::text FROM public.%1$I now EXCEPT ALL TABLE as_migrated.%1$I)'
        ' OR EXISTS (TABLE as_migrated.%1$I EXCEPT ALL SELECT now::text FROM public.%1$I now)',
        name
      ) INTO differs;
      IF differs THEN
        EXECUTE format('DELETE FROM public.%I', name);
        EXECUTE format(
          'INSERT INTO public.%1$I SELECT (line::public.%1$I).* FROM as_migrated.%1$I', name
        );
      END IF;
    END IF;
  END LOOP;
END $$
"""


@cache
def may_undo() -> bool:
    """Whether the owner of this database may switch its triggers off: a superuser may."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_parameter_privilege('session_replication_role', 'SET')")
        return cursor.fetchone()[0]


def remember_what_migrations_left() -> None:
    """Keep a copy of the tables that hold rows now, each row as text, in a schema of its own."""
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA IF EXISTS as_migrated CASCADE; CREATE SCHEMA as_migrated")
        for table in connection.introspection.table_names(cursor):
            name = connection.ops.quote_name(table)
            cursor.execute(f"SELECT EXISTS (SELECT FROM {name})")
            if cursor.fetchone()[0]:
                rows = f"SELECT now::text AS line FROM {name} now"
                cursor.execute(f"CREATE TABLE as_migrated.{name} AS {rows}")
        cursor.execute(_UNDO)


def undo_what_was_committed() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT as_migrated.undo()")
