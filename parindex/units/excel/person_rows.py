"""The sheet “Người dùng”: people by username; nobody gets an account that is another's."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from parindex.lib.workbooks import Cell, Collector, Row, text
from parindex.units.excel import complaints
from parindex.units.excel.changes import CellChange, Change, text_of
from parindex.units.excel.known import Known
from parindex.units.excel.layout import PEOPLE, PERSON_COLUMNS
from parindex.units.excel.unit_rows import known_code_of
from parindex.units.models import User
from parindex.units.services.people import is_username, username_clean

LABELS = {column.key: column.title for column in PERSON_COLUMNS}


@dataclass(frozen=True)
class PersonRow:
    row: Row
    username: str
    values: Mapping[str, Any]
    """``unit`` is the code of the workplace."""
    stored: User | None


def username_of(cell: Cell) -> str:
    username = username_clean(text(cell, limit=200, required="tên đăng nhập"))
    if not is_username(username):
        raise cell.refuse(complaints.USERNAME_SHAPE)
    return username


def known_username_of(cell: Cell) -> str:
    return username_clean(text(cell, limit=150, required="tên đăng nhập"))


def named_usernames(rows: list[Row]) -> frozenset[str]:
    """Every username that the sheet names, also in rows that are wrong."""
    return frozenset(username_clean(row["username"].found) for row in rows)


def person_rows(
    rows: list[Row], codes: frozenset[str], known: Known, errors: Collector
) -> dict[str, PersonRow]:
    """``codes`` of units that the workbook itself brings."""
    found: dict[str, PersonRow] = {}
    for row in rows:
        read = _read(row, codes, known, errors)
        if read is None:
            continue
        if read.username in found:
            first = found[read.username].row["username"].address
            errors.add(row["username"].error(complaints.USERNAME_TWICE, first=first))
            continue
        found[read.username] = read
    return found


def _read(row: Row, codes: frozenset[str], known: Known, errors: Collector) -> PersonRow | None:
    before = len(errors.errors)
    username = errors.take(username_of, row["username"]) or ""
    values = {
        "full_name": errors.take(text, row["full_name"], limit=120, required="họ và tên"),
        "job_title": errors.take(text, row["job_title"], limit=120),
        "unit": errors.take(known_code_of, row["unit"], required="mã đơn vị công tác"),
    }
    code = values["unit"]
    if code and code not in codes and not known.unit_in_reach(code):
        errors.add(row["unit"].error(complaints.WORKPLACE_UNKNOWN))
    if len(errors.errors) > before:
        return None
    stored = known.people.get(username)
    if stored and not row.has("job_title"):
        values["job_title"] = stored.job_title
    read = PersonRow(row, username, values, stored)
    if stored:
        _check_stored(read, stored, known, errors)
    return read if len(errors.errors) == before else None


def _check_stored(read: PersonRow, stored: User, known: Known, errors: Collector) -> None:
    """Another name at another workplace is another person who wants a taken username."""
    before, after = _before(stored), read.values
    is_other = before["full_name"] != after["full_name"] and before["unit"] != after["unit"]
    if is_other or stored.pk not in known.people_reach:
        errors.add(read.row["username"].error(complaints.USERNAME_TAKEN))
    elif before != dict(after) and not known.may_manage(stored):
        errors.add(read.row["username"].error(complaints.PERSON_ELSEWHERE))


def person_changes(found: Mapping[str, PersonRow]) -> list[Change]:
    return [_change(person) for person in found.values()]


def _change(read: PersonRow) -> Change:
    values = dict(read.values)
    before = _before(read.stored) if read.stored else dict.fromkeys(values, "")
    cells = [
        CellChange(LABELS[name], text_of(before[name]), text_of(values[name]))
        for name in values
        if text_of(before[name]) != text_of(values[name])
    ]
    kind = "changed" if cells else "same"
    return Change(
        *(PEOPLE, read.row.number, read.username, values["full_name"]),
        kind=kind if read.stored else "new",  # type: ignore[arg-type]
        cells=cells,
        values=values,
    )


def _before(stored: User) -> dict[str, Any]:
    return {
        "full_name": stored.full_name,
        "job_title": stored.job_title,
        "unit": stored.unit.code.upper() if stored.unit else "",
    }
