"""From the form's texts to the parameters of a rule."""

import re

from criteria.forms.rules.layout import Cell, Layout, Rows, State, applies, row_path
from criteria.forms.rules.layouts import LAYOUTS
from criteria.forms.rules.state import row_numbers
from criteria.rules.measure import NUMBER
from parindex.lib.numbers import (
    NumberError,
    parse_amount,
    parse_count,
    parse_decimal,
    parse_percent,
    plain,
)
from parindex.lib.text import fold

Errors = dict[str, str]

_NOT_IN_KEYS = re.compile(r"[^a-z0-9]+")
_KEY_LENGTH = 40


def read(layout: Layout, state: State, errors: Errors, prefix: str = "") -> dict[str, object]:
    """Parameters of what is filled in; figures that cannot be read go into ``errors``."""
    params: dict[str, object] = {}
    for part in layout:
        if not applies(part, state, prefix, layout):
            continue
        if isinstance(part, Rows):
            params[part.name] = _read_rows(part, state, errors, prefix)
        elif part.is_parameter:
            value = _read_cell(part, state, errors, prefix, scope=prefix)
            if value is not None:
                params[part.name] = value
    return params


def _read_rows(rows: Rows, state: State, errors: Errors, prefix: str) -> list[dict[str, object]]:
    lines: list[dict[str, object]] = []
    taken: set[str] = set()
    for number in row_numbers(state, prefix + rows.name):
        at = f"{row_path(prefix + rows.name, number)}."
        line: dict[str, object] = {}
        for cell in rows.columns:
            if not applies(cell, state, at, rows.columns):
                continue
            if cell.kind == "key":
                line["key"] = _key(state, at, taken)
            elif (value := _read_cell(cell, state, errors, at, scope=prefix)) is not None:
                line[cell.name] = value
        if rows.has_rules and str(line.get("kind", "")) in LAYOUTS:
            line["params"] = read(LAYOUTS[str(line["kind"])], state, errors, f"{at}params.")
        lines.append(line)
    return lines


def _read_cell(
    cell: Cell, state: State, errors: Errors, prefix: str, *, scope: str
) -> object | None:
    """None while blank. ``scope`` is the rule that the cell belongs to, which knows the measure."""
    text = state.get(prefix + cell.name, cell.default).strip()
    if not text:
        return None
    if cell.kind == "flag":
        return True
    if cell.kind in ("text", "select"):
        return text
    try:
        return _number(cell, text, is_rate=state.get(f"{scope}measure") != NUMBER)
    except NumberError as error:
        errors[prefix + cell.name] = str(error)
        return None


def _number(cell: Cell, text: str, *, is_rate: bool) -> object:
    if cell.kind == "whole":
        return parse_count(text)
    if cell.kind == "edge":
        return plain(parse_percent(text) if is_rate else parse_amount(text))
    return plain(parse_decimal(text))


def _key(state: State, prefix: str, taken: set[str]) -> str:
    """The line's own key, or one made from its words, unlike the others'."""
    kept = state.get(f"{prefix}key", "")
    words = _NOT_IN_KEYS.sub("_", fold(state.get(f"{prefix}label", ""))).strip("_")
    wished = kept or words[:_KEY_LENGTH].strip("_") or "muc"
    key, number = wished, 2
    while key in taken:
        ending = f"_{number}"
        key, number = wished[: _KEY_LENGTH - len(ending)] + ending, number + 1
    taken.add(key)
    return key
