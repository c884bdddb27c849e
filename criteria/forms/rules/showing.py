"""The form as the template draws it: inputs with their texts, and every complaint at its input."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from criteria.forms.rules.draft import MAX_SCORE, RuleDraft
from criteria.forms.rules.layout import Cell, Label, Layout, Rows, State, applies, row_path
from criteria.forms.rules.layouts import LAYOUTS
from criteria.forms.rules.reading import Errors
from criteria.forms.rules.state import PREFIX, row_numbers
from criteria.rules.measure import NUMBER

PLACEHOLDER = "__n__"
"""Stands for a line's number in the blank line that the browser copies."""


@dataclass
class CellView:
    path: str
    cell: Cell
    text: str
    suffix: str = ""
    error: str = ""
    steers: bool = False
    is_cell: bool = True

    @property
    def name(self) -> str:
        return PREFIX + self.path

    @property
    def id(self) -> str:
        return element_id(self.path)


@dataclass
class LineView:
    path: str
    number: str
    cells: list[CellView]
    nested: "list[CellView | RowsView]" = field(default_factory=list)


@dataclass
class RowsView:
    path: str
    rows: Rows
    lines: list[LineView]
    blank: LineView
    next_number: int
    error: str = ""
    is_cell: bool = False

    @property
    def id(self) -> str:
        return element_id(self.path)


@dataclass(frozen=True)
class Complaint:
    """For the summary above the form."""

    href: str
    text: str


@dataclass(frozen=True)
class RuleView:
    parts: list[CellView | RowsView]
    max_error: str
    complaints: list[Complaint]


def shown(draft: RuleDraft) -> RuleView:
    parts = _parts(draft.layout, draft.state, "")
    return RuleView(parts, draft.errors.get(MAX_SCORE, ""), _place_errors(parts, draft.errors))


def element_id(path: str) -> str:
    return "p-" + re.sub(r"[^a-z0-9_]+", "-", path).strip("-")


def _parts(layout: Layout, state: State, prefix: str) -> list[CellView | RowsView]:
    return [
        _rows(part, state, prefix) if isinstance(part, Rows) else _cell(part, state, prefix, layout)
        for part in layout
        if applies(part, state, prefix, layout)
    ]


def _cell(
    cell: Cell, state: State, prefix: str, layout: Layout, scope: str | None = None
) -> CellView:
    path = prefix + cell.name
    steers = any(part.when and part.when.name == cell.name for part in layout)
    return CellView(
        path=path,
        cell=cell,
        text=state.get(path, cell.default),
        suffix=_suffix(cell, state, prefix if scope is None else scope),
        steers=steers,
    )


def _suffix(cell: Cell, state: State, scope: str) -> str:
    if cell.kind != "edge":
        return ""
    return state.get(f"{scope}unit", "") if state.get(f"{scope}measure") == NUMBER else "%"


def _rows(rows: Rows, state: State, prefix: str) -> RowsView:
    path = prefix + rows.name
    numbers = row_numbers(state, path)
    while len(numbers) < rows.at_least:
        numbers.append(max(numbers, default=-1) + 1)
    return RowsView(
        path=path,
        rows=rows,
        lines=[_line(rows, state, path, str(number), prefix) for number in numbers],
        blank=_line(rows, state, path, PLACEHOLDER, prefix),
        next_number=max(numbers, default=-1) + 1,
    )


def _line(rows: Rows, state: State, path: str, number: str, scope: str) -> LineView:
    at = row_path(path, number)
    cells = [
        _cell(cell, state, f"{at}.", rows.columns, scope)
        for cell in rows.columns
        if applies(cell, state, f"{at}.", rows.columns)
    ]
    kind = state.get(f"{at}.kind", "")
    is_ruled = rows.has_rules and kind in LAYOUTS
    nested = _parts(LAYOUTS[kind], state, f"{at}.params.") if is_ruled else []
    return LineView(at, number, cells, nested)


def _place_errors(parts: list[CellView | RowsView], errors: Errors) -> list[Complaint]:
    """Put every message at its input; what has no input of its own goes to the nearest one."""
    places = _places(parts)
    complaints = []
    for path, message in errors.items():
        if path == MAX_SCORE:
            complaints.append(Complaint("#max_score", _("Điểm tối đa: %s") % message))
            continue
        place = _nearest(path, places)
        if place is None:
            complaints.append(Complaint("", message))
            continue
        place.error = f"{place.error} {message}".strip()
        label = _label(place)
        complaints.append(Complaint(f"#{place.id}", f"{label}: {message}" if label else message))
    return complaints


def _places(parts: list[CellView | RowsView]) -> dict[str, CellView | RowsView]:
    """Everything that can carry a message, by path; a line stands for its first input."""
    found: dict[str, CellView | RowsView] = {}
    for part in parts:
        found[part.path] = part
        if isinstance(part, RowsView):
            for line in part.lines:
                visible = [cell for cell in line.cells if cell.cell.kind != "key"]
                found |= {cell.path: cell for cell in visible}
                found[line.path] = visible[0]
                found |= _places(line.nested)
    return found


def _nearest(path: str, places: Mapping[str, CellView | RowsView]) -> "CellView | RowsView | None":
    while path:
        if path in places:
            return places[path]
        path = re.sub(r"(\.[^.\[\]]+|\[\d+\]|^[^.\[\]]+)$", "", path)
    return None


def _label(place: CellView | RowsView) -> Label:
    return place.cell.label if isinstance(place, CellView) else place.rows.legend
