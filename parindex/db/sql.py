"""Set-based writes whose rows are described by a Django query, on SQLite and PostgreSQL alike."""

from collections.abc import Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models import Func, QuerySet


def insert_select(
    model: type[models.Model],
    rows: "QuerySet[Any, Any]",
    *,
    columns: Sequence[str],
    conflict: Sequence[str] = (),
    update: Sequence[str] = (),
    using: str = DEFAULT_DB_ALIAS,
) -> int:
    """INSERT … SELECT; on a conflict update what differs, so an unchanged row is not rewritten.

    ``rows`` yields ``columns`` in this order (field names of ``model``) and has a WHERE clause,
    without which SQLite misreads ON CONFLICT. Returns the number of rows inserted or changed.
    """
    connection = connections[using]
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    names = {name: quote(_column(model, name)) for name in {*columns, *conflict, *update}}
    sql, params = rows.query.get_compiler(using).as_sql()
    statement = f"INSERT INTO {table} ({', '.join(names[c] for c in columns)}) {sql}"
    if conflict:
        statement += f" ON CONFLICT ({', '.join(names[c] for c in conflict)}) DO "
        statement += _update_changed(table, [names[c] for c in update], connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return int(cursor.rowcount)


def update_from(
    model: type[models.Model],
    rows: "QuerySet[Any, Any]",
    *,
    columns: Sequence[str],
    using: str = DEFAULT_DB_ALIAS,
) -> int:
    """UPDATE … FROM: ``rows`` yields the primary key, then ``columns``. Returns rows changed."""
    connection = connections[using]
    quote = connection.ops.quote_name
    table, key = quote(model._meta.db_table), quote(_column(model, "pk"))
    names = [quote(_column(model, name)) for name in columns]
    sql, params = rows.query.get_compiler(using).as_sql()
    # The select list is wrapped with positional names, since the two engines name columns apart.
    selected = [f"c{i}" for i in range(len(columns) + 1)]
    assigned = ", ".join(f"{name} = s.c{i}" for i, name in enumerate(names, start=1))
    changed = " OR ".join(
        f"{table}.{name} {_distinct(connection.vendor)} s.c{i}"
        for i, name in enumerate(names, start=1)
    )
    with connection.cursor() as cursor:
        cursor.execute(  # names come from the models, values go as parameters
            f"WITH s({', '.join(selected)}) AS ({sql}) "
            f"UPDATE {table} SET {assigned} FROM s WHERE {table}.{key} = s.c0 AND ({changed})",
            params,
        )
        return int(cursor.rowcount)


class ExactRatio(Func):
    """numerator ÷ denominator × 10^scale, rounded half up, in whole numbers; NULL when ÷ 0.

    Both sides are non-negative whole numbers in the same unit. The result reads as the output field
    says: with PercentField, scale 11 gives a percentage.
    """

    arity = 2

    def __init__(self, *sides: Any, scale: int, output_field: "models.Field[Any, Any]") -> None:
        super().__init__(*sides, output_field=output_field)
        self.scale = scale

    def as_sql(
        self,
        compiler: Any,
        connection: Any,
        function: str | None = None,
        template: str | None = None,
        arg_joiner: str | None = None,
        **extra_context: Any,
    ) -> tuple[str, tuple[str | int, ...]]:
        top, bottom = (compiler.compile(side) for side in self.get_source_expressions())
        sql = (
            f"((CAST({top[0]} AS BIGINT) * {2 * 10**self.scale} + CAST({bottom[0]} AS BIGINT))"
            f" / NULLIF(2 * CAST({bottom[0]} AS BIGINT), 0))"
        )
        return sql, (*top[1], *bottom[1], *bottom[1])


def _update_changed(table: str, names: Sequence[str], vendor: str) -> str:
    if not names:
        return "NOTHING"
    assigned = ", ".join(f"{name} = excluded.{name}" for name in names)
    changed = " OR ".join(f"{table}.{name} {_distinct(vendor)} excluded.{name}" for name in names)
    return f"UPDATE SET {assigned} WHERE {changed}"


def _distinct(vendor: str) -> str:
    return "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"


def _column(model: type[models.Model], name: str) -> str:
    if name == "pk":
        return str(model._meta.pk.column)
    field = model._meta.get_field(name)
    if not isinstance(field, models.Field):
        raise TypeError(f"{name} is not a column of {model.__name__}")
    return str(field.column)
