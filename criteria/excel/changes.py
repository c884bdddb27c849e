"""What a table would do to a set: which nodes come, go and change, cell by cell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from criteria.excel.layout import BY_KEY, INFO
from criteria.excel.resource import TableResource
from criteria.models import CriteriaSet, Criterion
from parindex.lib.numbers import format_decimal
from parindex.lib.workbooks import CellError

Kind = Literal["added", "removed", "changed"]

PARAMS, SENTENCE = BY_KEY["rule_params"].title, BY_KEY["sentence"].title


@dataclass(frozen=True)
class CellChange:
    title: str
    before: str
    after: str


@dataclass(frozen=True)
class NodeChange:
    """``row`` is where the node stands in the sheet; None when it is gone from it."""

    kind: Kind
    code: str
    name: str
    row: int | None
    cells: list[CellChange] = field(default_factory=list)


@dataclass(frozen=True)
class Plan:
    """``digest`` stands for the draft as it was and the table as it is: a confirmation is good
    only for what was shown."""

    target: CriteriaSet
    is_new: bool
    info: list[CellChange]
    nodes: list[NodeChange]
    unchanged: int
    remarks: list[CellError]
    findings: list[str]
    digest: str

    def count(self, kind: Kind) -> int:
        return sum(change.kind == kind for change in self.nodes)

    @property
    def writes(self) -> int:
        return len(self.nodes) + len(self.info) + self.is_new


def info_changes(stored: CriteriaSet | None, values: Mapping[str, object]) -> list[CellChange]:
    """Line by line of the sheet “Thông tin”; nothing for a new set, which is all new."""
    if stored is None:
        return []
    return [
        CellChange(line.title, _shown(getattr(stored, line.key)), _shown(values[line.key]))
        for line in INFO
        if line.key in values and getattr(stored, line.key) != values[line.key]
    ]


def node_changes(resource: TableResource, result: Any, rows: Mapping[str, int]) -> list[NodeChange]:
    """In the order of the table, then what is gone."""
    found: list[NodeChange] = []
    for row in result.rows:
        node: Criterion = row.instance
        if row.import_type == row.IMPORT_TYPE_NEW:
            found.append(NodeChange("added", node.code, node.name, rows.get(node.code)))
        elif row.import_type == row.IMPORT_TYPE_UPDATE:
            cells = list(_cells(resource.shown(row.original), resource.shown(node)))
            found.append(NodeChange("changed", node.code, node.name, rows.get(node.code), cells))
    gone = (NodeChange("removed", node.code, node.name, None) for node in resource.gone)
    return [*found, *gone]


def _cells(before: Mapping[str, object], after: Mapping[str, object]) -> Iterable[CellChange]:
    """A rule that changed is told by its sentence, or by its lines where that says the same."""
    differing = [title for title in before if before[title] != after[title]]
    for title in differing:
        if title == PARAMS and SENTENCE in differing:
            continue
        yield CellChange(title, _shown(before[title]), _shown(after[title]))


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format_decimal(value, 4, strip=True)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return str(value)
