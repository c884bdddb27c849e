"""Tests empty tables between them, which the history refuses: then its guard steps aside.

On PostgreSQL a flush truncates, which the guard lets pass; SQLite deletes row by row.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.backends.sqlite3.base import DatabaseWrapper

from parindex.history.append_only import guard_install, guard_remove, install_sql, remove_sql
from parindex.history.models import Event

COLUMNS = [str(field.column) for field in Event._meta.concrete_fields]


@contextmanager
def history_open_to_deletion() -> Iterator[None]:
    guard_remove(connection)
    try:
        yield
    finally:
        guard_install(connection, COLUMNS)


def let_sqlite_flush(monkeypatch: Any) -> None:
    operations: Any = DatabaseWrapper.ops_class
    flush = operations.sql_flush

    def sql_flush(self: Any, *args: Any, **kwargs: Any) -> list[str]:
        statements: list[str] = flush(self, *args, **kwargs)
        if not statements:
            return statements
        return [*remove_sql("sqlite"), *statements, *install_sql("sqlite", COLUMNS)]

    monkeypatch.setattr(operations, "sql_flush", sql_flush)
