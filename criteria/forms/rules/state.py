"""The form's texts: from what was posted, from stored parameters, with lines added and removed."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from criteria.forms.rules.layout import Cell, Layout, Rows, State, row_path
from criteria.forms.rules.layouts import LAYOUTS
from parindex.lib.numbers import NumberError, parse_plain, plain
from parindex.lib.text import nfc

PREFIX = "p."
"""In front of a path in the name of an input."""

_ROW = re.compile(r"\[(\d{1,4})\]")


def posted(data: Mapping[str, str]) -> State:
    return {
        name.removeprefix(PREFIX): nfc(str(text))
        for name, text in data.items()
        if name.startswith(PREFIX)
    }


def flattened(layout: Layout, params: Mapping[str, object], prefix: str = "") -> State:
    """Stored parameters as the texts that a person would have typed."""
    state: State = {}
    for part in layout:
        if isinstance(part, Rows):
            lines = params.get(part.name)
            for number, line in enumerate(lines if isinstance(lines, list) else []):
                state |= _flat_row(part, line, f"{row_path(prefix + part.name, number)}.")
        elif part.is_parameter and part.name in params:
            state[prefix + part.name] = _shown(part, params[part.name])
        elif not part.is_parameter:
            state[prefix + part.name] = _chosen(part, params)
    return state


def tidied(layout: Layout, state: State, prefix: str = "", *, is_final: bool = False) -> State:
    """Only what the layout knows, with lines numbered from 0; finally, without blank lines."""
    kept: State = {}
    for part in layout:
        if isinstance(part, Cell):
            if prefix + part.name in state:
                kept[prefix + part.name] = state[prefix + part.name]
            continue
        path = prefix + part.name
        numbers = row_numbers(state, path)
        if is_final:
            numbers = [n for n in numbers if not _is_blank(part, state, row_path(path, n))]
        for new, old in enumerate(numbers):
            line = _renamed(state, f"{row_path(path, old)}.", f"{row_path(path, new)}.")
            kept |= _tidied_row(part, line, f"{row_path(path, new)}.", is_final=is_final)
    return kept


def row_numbers(state: State, path: str) -> list[int]:
    """Numbers of the lines in the order in which they stand in the form."""
    found: dict[int, None] = {}
    for name in state:
        if name.startswith(f"{path}[") and (match := _ROW.match(name, len(path))):
            found[int(match[1])] = None
    return list(found)


def row_added(state: State, path: str, *, has_rest: bool = False) -> State:
    """With one more, blank line at the end, or before the last one, which takes all the rest."""
    numbers = row_numbers(state, path)
    blank = f"{row_path(path, max(numbers, default=-1) + 1)}.label"
    last = f"{row_path(path, numbers[-1])}." if numbers and has_rest else "\0"
    after = {name: text for name, text in state.items() if name.startswith(last)}
    before = {name: text for name, text in state.items() if name not in after}
    return {**before, blank: "", **after}


def row_removed(state: State, path: str) -> State:
    """Without the line of this path, "bands[1]"."""
    return {name: text for name, text in state.items() if not name.startswith(f"{path}.")}


def rows_of(layout: Layout) -> Iterable[Rows]:
    return (part for part in layout if isinstance(part, Rows))


def rows_at(path: str) -> Rows | None:
    """The list of this path, wherever it stands: names of lists mean the same in every rule."""
    name = path.rpartition(".")[2]
    return next((r for layout in LAYOUTS.values() for r in rows_of(layout) if r.name == name), None)


def _flat_row(rows: Rows, line: Mapping[str, object], prefix: str) -> State:
    state = flattened(rows.columns, line, prefix)
    nested = line.get("params")
    if rows.has_rules and isinstance(nested, Mapping):
        state |= flattened(LAYOUTS[str(line["kind"])], nested, f"{prefix}params.")
    return state or {f"{prefix}label": ""}


def _tidied_row(rows: Rows, state: State, prefix: str, *, is_final: bool) -> State:
    kept = tidied(rows.columns, state, prefix, is_final=is_final)
    kind = state.get(f"{prefix}kind", "")
    if rows.has_rules and kind in LAYOUTS:
        kept |= tidied(LAYOUTS[kind], state, f"{prefix}params.", is_final=is_final)
    return kept or {f"{prefix}label": ""}


def _is_blank(rows: Rows, state: State, path: str) -> bool:
    typed = [c.name for c in rows.columns if c.kind not in ("key", "select", "flag")]
    has_rule = rows.has_rules and state.get(f"{path}.kind")
    return not has_rule and not any(state.get(f"{path}.{name}", "").strip() for name in typed)


def _renamed(state: State, old: str, new: str) -> State:
    return {new + n.removeprefix(old): text for n, text in state.items() if n.startswith(old)}


def _shown(cell: Cell, value: object) -> str:
    if cell.kind == "flag":
        return "1" if value else ""
    if cell.kind in ("number", "edge", "whole"):
        return typed_number(str(value))
    return str(value)


def typed_number(text: str) -> str:
    """A stored number as it is typed: "0.5" → "0,5"."""
    try:
        return plain(Decimal(parse_plain(text))).replace(".", ",")
    except NumberError:
        return text


def _chosen(cell: Cell, params: Mapping[str, object]) -> str:
    """Of inputs that only steer: the option whose own part is there."""
    return next((value for value, _label in cell.choices if value in params), cell.default)
