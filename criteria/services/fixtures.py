"""Sets as they stand in the fixture files."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import serializers
from django.db import models, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from criteria.models import CriteriaSet, Criterion
from criteria.services.trees import sort_keys_fill
from parindex.errors import Locked
from parindex.history.services import event_record

Record = Mapping[str, Any]
"""One row of a fixture: model and fields, related rows by natural key."""


def fixture_files() -> list[Path]:
    """A set stands in a file that sorts after that of the set it succeeds."""
    return sorted(Path(settings.FIXTURE_DIRS[0]).glob("criteria_*.json"))


@transaction.atomic
def sets_load(*, files: Iterable[Path] | None = None) -> list[str]:
    """Bring the sets of the files into the database; returns the codes of those written.

    A set that stands there already, unchanged, is left alone. One that differs is replaced, unless
    a campaign or a later set builds on it: then Locked.
    """
    written = []
    for path in fixture_files() if files is None else files:
        for code, records in _by_set(json.loads(path.read_text())).items():
            if _set_load(code, records, path.name):
                written.append(code)
    return written


def _by_set(records: Iterable[Record]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for record in records:
        fields = record["fields"]
        code = fields["set"][0] if "set" in fields else fields["code"]
        found.setdefault(code, []).append(record)
    return found


def _set_load(code: str, records: Sequence[Record], file_name: str) -> bool:
    stored = CriteriaSet.objects.filter(code=code).first()
    if stored is not None and _is_same(stored, records):
        sort_keys_fill(stored)
        return False
    if stored is not None:
        _remove(stored, file_name)
    for row in serializers.deserialize("python", records):
        row.save()
    made = CriteriaSet.objects.get(code=code)
    sort_keys_fill(made)
    event_record(
        actor=None,
        action="criteria_set.load",
        subject=made,
        after={"file": file_name, "rows": len(records) - 1},
    )
    return True


def _remove(stored: CriteriaSet, file_name: str) -> None:
    try:
        # A published set is frozen to people; its own file is where it comes from.
        CriteriaSet.objects.filter(pk=stored.pk).delete()
    except ProtectedError as error:
        raise Locked(
            _(
                "Bộ tiêu chí %(code)s (%(name)s) khác với tệp %(file)s, nhưng đã có đợt đánh giá"
                " hoặc bộ sau dựa vào nên không thay được; hãy lập bộ mới với mã khác."
            )
            % {"code": stored.code, "name": stored.name, "file": file_name}
        ) from error


def _is_same(stored: CriteriaSet, records: Sequence[Record]) -> bool:
    nodes = Criterion.objects.filter(set=stored).select_related(
        "set", "parent__set", "predecessor__set"
    )
    rows: dict[str, models.Model] = {f"criteria.criterion {node.code}": node for node in nodes}
    rows[f"criteria.criteriaset {stored.code}"] = stored
    wanted = {f"{record['model']} {record['fields']['code']}": record for record in records}
    return wanted.keys() == rows.keys() and all(
        _has_fields(rows[name], record["fields"]) for name, record in wanted.items()
    )


def _has_fields(row: models.Model, fields: Mapping[str, Any]) -> bool:
    by_name = {field.name: field for field in row._meta.fields}
    return all(_has_value(row, by_name[name], value) for name, value in fields.items())


def _has_value(row: models.Model, field: "models.Field[Any, Any]", value: Any) -> bool:
    stored = getattr(row, field.name)
    if isinstance(stored, CriteriaSet | Criterion):
        return bool([*stored.natural_key()] == value)
    wanted = value if field.is_relation else field.to_python(value)
    return bool(stored == wanted)
