"""The database itself refuses to change or delete an event, whoever asks and however.

One change is let through: the key of a deleted account becomes empty (ON DELETE SET NULL); the name
stays. A later migration that rebuilds the table must install the guard anew, since SQLite drops
triggers with the table it rebuilds; a test looks whether it stands. Emptying the whole table
(TRUNCATE) is left to the owner of a PostgreSQL database, who could drop the guard as well.
"""

from collections.abc import Sequence

from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "history_event"
REFUSAL = "history_event is append-only"


def guard_install(connection: BaseDatabaseWrapper, columns: Sequence[str]) -> None:
    """``columns``: those of the table; all but ``actor_id`` must stay as they are."""
    guard_remove(connection)
    _run(connection, install_sql(connection.vendor, columns))


def guard_remove(connection: BaseDatabaseWrapper) -> None:
    _run(connection, remove_sql(connection.vendor))


def install_sql(vendor: str, columns: Sequence[str]) -> list[str]:
    return _postgresql() if vendor == "postgresql" else _sqlite(columns)


def remove_sql(vendor: str) -> list[str]:
    if vendor == "postgresql":
        return [
            f"DROP TRIGGER IF EXISTS {TABLE}_guard ON {TABLE}",
            f"DROP FUNCTION IF EXISTS {TABLE}_refuse()",
        ]
    return [f"DROP TRIGGER IF EXISTS {TABLE}_no_{verb}" for verb in ("update", "delete", "replace")]


def _postgresql() -> list[str]:
    return [
        f"""
        CREATE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'UPDATE' THEN
                IF NEW.actor_id IS NULL
                   AND to_jsonb(NEW) - 'actor_id' = to_jsonb(OLD) - 'actor_id' THEN
                    RETURN NEW;
                END IF;
            END IF;
            RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
        END $$
        """,
        f"""
        CREATE TRIGGER {TABLE}_guard BEFORE UPDATE OR DELETE ON {TABLE}
        FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse()
        """,
    ]


def _sqlite(columns: Sequence[str]) -> list[str]:
    kept = " AND ".join(f'NEW."{name}" IS OLD."{name}"' for name in columns if name != "actor_id")
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    return [
        f"CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE ON {TABLE}"
        f" WHEN NOT (NEW.actor_id IS NULL AND {kept}) {refuse}",
        f"CREATE TRIGGER {TABLE}_no_delete BEFORE DELETE ON {TABLE} {refuse}",
        # INSERT OR REPLACE deletes without asking the trigger above.
        f"CREATE TRIGGER {TABLE}_no_replace BEFORE INSERT ON {TABLE}"
        f" WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id) {refuse}",
    ]


def _run(connection: BaseDatabaseWrapper, statements: Sequence[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
