"""The sheet “Vai trò”: roles that are given; what is not named stays."""

from collections.abc import Mapping
from dataclasses import dataclass

from parindex.lib.workbooks import Collector, Row, choice
from parindex.units.excel import complaints
from parindex.units.excel.changes import CellChange, Change
from parindex.units.excel.known import Known
from parindex.units.excel.layout import ROLE_LABELS, ROLES
from parindex.units.excel.person_rows import known_username_of
from parindex.units.excel.unit_rows import UnitRow, known_code_of
from parindex.units.models import Unit


@dataclass(frozen=True)
class RoleRow:
    row: Row
    username: str
    role: str
    unit: str
    is_held: bool


@dataclass(frozen=True)
class Brought:
    """What the workbook itself brings, for roles to refer to."""

    units: Mapping[str, UnitRow]
    codes: frozenset[str]
    usernames: frozenset[str]


def role_rows(rows: list[Row], brought: Brought, known: Known, errors: Collector) -> list[RoleRow]:
    found: dict[tuple[str, str, str], RoleRow] = {}
    for row in rows:
        read = _read(row, brought, known, errors)
        if read is None:
            continue
        key = (read.username, read.role, read.unit)
        if key in found:
            first = found[key].row["username"].address
            errors.add(row["username"].error(complaints.ROLE_TWICE, first=first))
            continue
        found[key] = read
    return list(found.values())


def _read(row: Row, brought: Brought, known: Known, errors: Collector) -> RoleRow | None:
    before = len(errors.errors)
    username = errors.take(known_username_of, row["username"]) or ""
    role = errors.take(choice, row["role"], ROLE_LABELS, required="vai trò") or ""
    code = errors.take(known_code_of, row["unit"], required="mã đơn vị") or ""
    person = known.person_in_reach(username)
    if username and username not in brought.usernames and not person:
        errors.add(row["username"].error(complaints.ROLE_PERSON_UNKNOWN))
    unit = known.unit_in_reach(code)
    if code and code not in brought.codes and not unit:
        errors.add(row["unit"].error(complaints.ROLE_UNIT_UNKNOWN))
    elif code and role and not known.may_grant(role, unit or _anchor(code, brought.units, known)):
        errors.add(row["role"].error(complaints.ROLE_FORBIDDEN))
    if len(errors.errors) > before:
        return None
    held = {(m.role, m.unit_id) for m in person.memberships.all()} if person else set()
    return RoleRow(row, username, role, code, unit is not None and (role, unit.pk) in held)


def _anchor(code: str, units: Mapping[str, UnitRow], known: Known) -> Unit | None:
    """The unit of the portal below which a new unit would stand; None for a new top."""
    seen: set[str] = set()
    while code in units and code not in known.units and code not in seen:
        seen.add(code)
        code = units[code].parent
    return known.units.get(code)


def role_changes(found: list[RoleRow]) -> list[Change]:
    return [
        Change(
            sheet=ROLES,
            row=read.row.number,
            key=read.username,
            title=read.username,
            kind="same" if read.is_held else "new",
            cells=[CellChange(ROLE_LABELS[read.role], "", read.unit)],
            values={"role": read.role, "unit": read.unit},
        )
        for read in found
    ]
