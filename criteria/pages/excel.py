"""What the pages of the import show: errors by cell, and what a file would change."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from criteria.comparing import words_changed
from criteria.excel.changes import CellChange, NodeChange, Plan
from criteria.models import CriteriaSet
from parindex.lib.workbooks import CellError
from parindex.units.excel.desk import ERRORS_SHOWN

LONG = 60
"""Characters from which two texts are shown as one, with marks."""

KINDS = {
    "added": gettext_lazy("Thêm"),
    "removed": gettext_lazy("Bớt"),
    "changed": gettext_lazy("Đổi"),
}
TONES = {"added": "ok", "removed": "error", "changed": "warning"}


@dataclass(frozen=True)
class CellRow:
    title: str
    before: str
    after: str
    words: list[tuple[str, str]]


@dataclass(frozen=True)
class ChangeRow:
    title: str
    place: str
    kind: str
    tone: str
    cells: list[CellRow]


def errors_page(name: str, errors: list[CellError]) -> dict[str, object]:
    return {
        "name": name,
        "errors": errors[:ERRORS_SHOWN],
        "count": len(errors),
        "more": max(0, len(errors) - ERRORS_SHOWN),
    }


def plan_page(plan: Plan, name: str, chosen: CriteriaSet | None) -> dict[str, object]:
    return {
        "plan": plan,
        "name": name,
        "target": plan.target,
        "into": chosen.code if chosen else "",
        "info": [_cell(change) for change in plan.info],
        "rows": [_row(change) for change in plan.nodes],
        "added": plan.count("added"),
        "removed": plan.count("removed"),
        "changed": plan.count("changed"),
        "remarks": plan.remarks[:ERRORS_SHOWN],
        "findings": plan.findings[:ERRORS_SHOWN],
    }


def _row(change: NodeChange) -> ChangeRow:
    return ChangeRow(
        title=f"{change.code}. {change.name}",
        place=_("dòng %d") % change.row if change.row else "",
        kind=str(KINDS[change.kind]),
        tone=TONES[change.kind],
        cells=[_cell(cell) for cell in change.cells],
    )


def _cell(change: CellChange) -> CellRow:
    is_long = min(len(change.before), len(change.after)) > LONG
    words = words_changed(change.before, change.after) if is_long else []
    return CellRow(change.title, change.before, change.after, [*words])
