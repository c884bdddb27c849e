"""Statistics forms as they stand in the fixture files, matched by code; safe to repeat."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from reports.models import (
    Indicator,
    IndicatorCheck,
    IndicatorColumn,
    IndicatorKind,
    IndicatorSet,
    IndicatorTable,
    Scope,
)

Record = Mapping[str, Any]


def fixture_files() -> list[Path]:
    return sorted(Path(settings.FIXTURE_DIRS[0]).glob("statistics_*.json"))


@transaction.atomic
def indicator_sets_load(files: Iterable[Path] | None = None) -> list[IndicatorSet]:
    """Rows that stand there already are brought up to date by their code, never doubled; a row that
    the file no longer has stays while figures hang on it (the database refuses to drop it)."""
    paths = fixture_files() if files is None else files
    return [_set_load(json.loads(path.read_text())) for path in paths]


def _set_load(record: Record) -> IndicatorSet:
    made, _is_new = IndicatorSet.objects.update_or_create(
        code=record["code"],
        defaults={name: record[name] for name in ("name", "annex_title", "provenance")},
    )
    for column in record["columns"]:
        IndicatorColumn.objects.update_or_create(
            set=made,
            until=date.fromisoformat(column["until"]),
            defaults={"year": column["year"], "label": column["label"]},
        )
    rows = _rows_load(made, record["tables"])
    for check in record["checks"]:
        _check_load(made, check, rows)
    return made


def _rows_load(made: IndicatorSet, tables: Iterable[Record]) -> dict[str, Indicator]:
    """All rows by code, in a handful of statements: parents first, then those they point at."""
    wanted = list(_walk(made, tables))
    Indicator.objects.bulk_create(
        [row for row, _above, _twin in wanted],
        update_conflicts=True,
        unique_fields=["set", "code"],
        update_fields=_COLUMNS,
    )
    rows = {row.code: row for row in Indicator.objects.filter(set=made)}
    for row, above, twin in wanted:
        rows[row.code].parent = rows[above] if above else None
        rows[row.code].repeats = rows[twin] if twin else None
    Indicator.objects.bulk_update(rows.values(), ["parent", "repeats"])
    return rows


_TEXTS = ("number", "name", "measure", "offices", "part_label", "whole_label", "remark")
_COLUMNS = ["table", "position", "kind", "scope", *_TEXTS]


def _walk(made: IndicatorSet, tables: Iterable[Record]) -> Iterator[tuple[Indicator, str, str]]:
    """Each row with the codes of the row above and of the one it repeats."""
    places = count(1)
    for position, record in enumerate(tables, start=1):
        table = _table_load(made, record, position)
        stack = [(row, "") for row in reversed(record["rows"])]
        while stack:
            row, above = stack.pop()
            yield _row(made, table, row, next(places)), above, row.get("repeats", "")
            stack.extend((part, row["code"]) for part in reversed(row.get("rows", ())))


def _table_load(made: IndicatorSet, record: Record, position: int) -> IndicatorTable:
    names = ("name", "offices", "offices_label", "heading", "shows_offices")
    values = {name: record[name] for name in names}
    table, _is_new = IndicatorTable.objects.update_or_create(
        set=made,
        code=record["code"],
        defaults={**values, "position": position, "remark": record.get("remark", "")},
    )
    return table


def _row(made: IndicatorSet, table: IndicatorTable, record: Record, position: int) -> Indicator:
    return Indicator(
        set=made,
        table=table,
        code=record["code"],
        position=position,
        kind=IndicatorKind(record["kind"]),
        scope=Scope(record.get("scope", Scope.OWN)),
        **{name: record.get(name, "") for name in _TEXTS},
    )


def _check_load(made: IndicatorSet, record: Record, rows: Mapping[str, Indicator]) -> None:
    check, _is_new = IndicatorCheck.objects.update_or_create(
        set=made,
        code=record["code"],
        defaults={
            "kind": record["kind"],
            "whole": rows[record["whole"]],
            "is_blocking": record["blocking"],
        },
    )
    check.parts.set([rows[code] for code in record["parts"]])
