"""The sheet “Đơn vị”: units by code, superiors in the portal or in the sheet itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from parindex.lib.workbooks import Cell, Collector, Row, choice, count, day, text
from parindex.units.codes import MAX_LENGTH, code_clean, is_code
from parindex.units.excel import complaints
from parindex.units.excel.changes import CellChange, Change, text_of
from parindex.units.excel.known import Known
from parindex.units.excel.layout import KINDS, UNIT_COLUMNS, UNITS
from parindex.units.models import Unit

LIMITS = {"name": 200, "place_name": 100, "symbol": 30}
LABELS = {column.key: column.title for column in UNIT_COLUMNS}
KEPT_WHEN_BLANK = ("parent", "valid_to", "position")


@dataclass(frozen=True)
class UnitRow:
    """One row whose cells could be read; ``stored`` is the unit that it describes anew."""

    row: Row
    code: str
    values: Mapping[str, Any]
    parent: str
    stored: Unit | None


def code_of(cell: Cell, required: str = "") -> str:
    """A code in capitals; blank unless ``required`` says what it is."""
    code = code_clean(text(cell, limit=200, required=required))
    if code and not is_code(code):
        raise cell.refuse(complaints.CODE_SHAPE)
    return code


def known_code_of(cell: Cell, required: str = "") -> str:
    """A code that must only be found, so older codes of any shape are taken."""
    return code_clean(text(cell, limit=MAX_LENGTH, required=required))


def named_codes(rows: list[Row]) -> frozenset[str]:
    """Every code that the sheet names, also in rows that are wrong: one fault is told once."""
    return frozenset(code_clean(row["code"].found) for row in rows)


def unit_rows(rows: list[Row], known: Known, errors: Collector) -> dict[str, UnitRow]:
    named = named_codes(rows)
    found: dict[str, UnitRow] = {}
    for row in rows:
        read = _read(row, known, errors)
        if read is None:
            continue
        if read.code in found:
            first = found[read.code].row["code"].address
            errors.add(row["code"].error(complaints.CODE_TWICE, first=first))
            continue
        found[read.code] = read
    for unit in found.values():
        _check_dates(unit, errors)
        _check_parent(unit, found, named, known, errors)
    return found


def _read(row: Row, known: Known, errors: Collector) -> UnitRow | None:
    before = len(errors.errors)
    written = errors.take(known_code_of, row["code"], required="mã đơn vị")
    stored = known.units.get(written or "")
    if written and not stored:
        errors.take(code_of, row["code"])
    if stored and stored.pk not in known.reach:
        errors.add(row["code"].error(complaints.CODE_ELSEWHERE))
    values: dict[str, Any] = {
        "name": errors.take(text, row["name"], limit=LIMITS["name"], required="tên đơn vị"),
        "kind": errors.take(choice, row["kind"], KINDS, required="loại đơn vị"),
        "place_name": errors.take(text, row["place_name"], limit=LIMITS["place_name"]),
        "symbol": errors.take(text, row["symbol"], limit=LIMITS["symbol"]),
        "valid_from": errors.take(day, row["valid_from"]),
        "valid_to": errors.take(day, row["valid_to"]),
        "position": errors.take(count, row["position"]),
    }
    parent = errors.take(known_code_of, row["parent"])
    if len(errors.errors) > before:
        return None
    if stored:
        values = {name: _kept(stored, row, name, value) for name, value in values.items()}
    elif values["position"] is None:
        values["position"] = row.number
    return UnitRow(row, written or "", values, parent or "", stored)


def _kept(stored: Unit, row: Row, name: str, value: Any) -> Any:
    """A column that the sheet lacks changes nothing; nor does a blank cell in some columns."""
    if not row.has(name) or (name in KEPT_WHEN_BLANK and value is None):
        return getattr(stored, name)
    return value


def _check_dates(unit: UnitRow, errors: Collector) -> None:
    start, end = unit.values["valid_from"], unit.values["valid_to"]
    if unit.stored and end != unit.stored.valid_to:
        errors.add(unit.row["valid_to"].error(complaints.CLOSED_HERE))
    elif start and end and end < start:
        cell = unit.row["valid_from" if unit.stored else "valid_to"]
        errors.add(cell.error(complaints.DATES_REVERSED, start=text_of(start)))


def _check_parent(
    unit: UnitRow,
    found: Mapping[str, UnitRow],
    named: frozenset[str],
    known: Known,
    errors: Collector,
) -> None:
    cell = unit.row["parent"]
    if unit.stored:
        above = unit.stored.parent
        if unit.parent and unit.parent != (above.code.upper() if above else ""):
            shown = above.code if above else "(không có)"
            errors.add(cell.error(complaints.PARENT_CHANGED, parent=shown))
    elif not unit.parent:
        if not known.makes_root:
            errors.add(cell.error(complaints.ROOT_FORBIDDEN))
    elif unit.parent not in named and not known.unit_in_reach(unit.parent):
        errors.add(cell.error(complaints.PARENT_UNKNOWN))
    else:
        _check_end_of_parent(unit, found, known, errors)
        _check_cycle(unit, found, errors)


def _check_end_of_parent(
    unit: UnitRow, found: Mapping[str, UnitRow], known: Known, errors: Collector
) -> None:
    stored = known.unit_in_reach(unit.parent)
    above = found.get(unit.parent)
    ends = [above.values["valid_to"]] if above else [stored.valid_to] if stored else []
    end: date | None = next(iter(ends), None)
    start = unit.values["valid_from"]
    if end and (start is None or start > end):
        errors.add(unit.row["parent"].error(complaints.PARENT_CLOSED, day=text_of(end)))


def _check_cycle(unit: UnitRow, found: Mapping[str, UnitRow], errors: Collector) -> None:
    """Told at every row of the ring, and at none that merely hangs below it."""
    if unit.parent not in found:
        return
    way, above = [unit.code], found[unit.parent]
    while above.code not in way:
        way.append(above.code)
        if above.stored or above.parent not in found:
            return
        above = found[above.parent]
    if above.code == unit.code:
        ring = " → ".join([*way, unit.code])
        errors.add(unit.row["parent"].error(complaints.PARENT_CYCLE, way=ring))


def unit_changes(found: Mapping[str, UnitRow]) -> list[Change]:
    """Superiors before their parts, so that they can be written in this order."""
    ordered: dict[str, UnitRow] = {}

    def place(unit: UnitRow) -> None:
        chain = [unit]
        while not chain[-1].stored and chain[-1].parent in found:
            chain.append(found[chain[-1].parent])
        for link in reversed(chain):
            ordered.setdefault(link.code, link)

    for unit in found.values():
        place(unit)
    return [_change(unit) for unit in ordered.values()]


def _change(unit: UnitRow) -> Change:
    values = dict(unit.values)
    if unit.stored is None:
        after = {**values, "parent": unit.parent}
        cells = [_cell(name, "", after[name]) for name in LABELS if after.get(name) is not None]
        return Change(
            *(UNITS, unit.row.number, unit.code, values["name"], "new"),
            cells=[cell for cell in cells if cell.after],
            values=after,
        )
    before = {name: getattr(unit.stored, name) for name in values}
    cells = [_cell(n, before[n], values[n]) for n in values if before[n] != values[n]]
    return Change(
        *(UNITS, unit.row.number, unit.stored.code, values["name"]),
        kind="changed" if cells else "same",
        cells=cells,
        values={**values, "version": unit.stored.version},
    )


def _cell(name: str, before: Any, after: Any) -> CellChange:
    if name == "kind":
        before, after = KINDS.get(before, before), KINDS.get(after, after)
    return CellChange(LABELS.get(name, name), text_of(before), text_of(after))
