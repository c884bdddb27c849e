"""The sheet “Thông tin”: what a set says of itself, and which set the table is for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from criteria.access import may_manage, owners_for
from criteria.excel import complaints
from criteria.excel.cells import lines, listed, points_or_zero
from criteria.excel.layout import INFO, INFO_SHEET
from criteria.excel.reading import TableFile
from criteria.models import CriteriaSet, SetLevel
from parindex.lib.workbooks import Cell, Collector, WorkbookRefused, choice, count, day, text
from parindex.lib.workbooks import complaints as common
from parindex.units.models import Unit, User

_CODE = re.compile(r"[A-Z0-9][A-Z0-9._-]{0,39}")
YEARS = range(2000, 2101)
MOST_DECIMALS = 4


@dataclass(frozen=True)
class Target:
    """The set that the table goes to: a stored draft, or a new one. ``values`` are what its own
    columns become; none when the person chose the draft and the file speaks of another set."""

    draft: CriteriaSet | None
    values: Mapping[str, object]

    def as_set(self) -> CriteriaSet:
        """As it would be, not stored."""
        if self.draft is None:
            return CriteriaSet(**self.values)
        made = CriteriaSet.objects.select_related("owner").get(pk=self.draft.pk)
        for name, value in self.values.items():
            setattr(made, name, value)
        return made


def target_of(
    file: TableFile, actor: User, chosen: CriteriaSet | None, errors: Collector
) -> Target | None:
    """None with the reasons in ``errors``. Raises WorkbookRefused when the file names no set and
    none was chosen."""
    if chosen is not None and not _speaks_of(file, chosen):
        return Target(chosen, {})
    if not file.info:
        raise WorkbookRefused([Cell("", "").error(complaints.INFO_MISSING)])
    missing = [line for line in INFO if line.key not in file.info]
    for line in missing:
        cell = Cell(INFO_SHEET, "")
        errors.add(cell.error(complaints.INFO_LINE_MISSING, title=line.title))
    if missing:
        return None
    before = len(errors.errors)
    draft = _draft(file.info["code"], actor, errors)
    values = _values(file.info, actor, errors)
    return Target(draft, values) if len(errors.errors) == before else None


def _speaks_of(file: TableFile, chosen: CriteriaSet) -> bool:
    return "code" in file.info and file.info["code"].found == chosen.code


def _draft(cell: Cell, actor: User, errors: Collector) -> CriteriaSet | None:
    found = CriteriaSet.objects.select_related("owner").filter(code=cell.found).first()
    if found is None:
        return None
    if found.is_published:
        errors.add(cell.error(complaints.SET_PUBLISHED))
    elif not may_manage(actor, found.owner):
        errors.add(cell.error(complaints.SET_OF_OTHERS))
    return found


def _values(info: Mapping[str, Cell], actor: User, errors: Collector) -> dict[str, object]:
    take = errors.take
    return {
        "code": take(_code, info["code"]),
        "name": take(text, info["name"], limit=300, required="tên bộ tiêu chí"),
        "level": take(choice, info["level"], _labels(), required="cấp được đánh giá"),
        "year": take(_year, info["year"]),
        "owner": take(_owner, info["owner"], actor),
        "issuer": take(text, info["issuer"], limit=200),
        "legal_basis": take(text, info["legal_basis"], limit=300),
        "issued_on": take(day, info["issued_on"]),
        "provenance": take(lines, info["provenance"]),
        "decimals": take(_decimals, info["decimals"]),
        "adjustment_cap": take(points_or_zero, info["adjustment_cap"]),
        "expected_total": take(_total, info["expected_total"]),
    }


def _labels() -> dict[str, str]:
    return {value: str(label) for value, label in SetLevel.choices}


def _code(cell: Cell) -> str:
    found = text(cell, limit=40, required="mã bộ tiêu chí")
    if not _CODE.fullmatch(found):
        raise cell.refuse(complaints.SET_CODE_SHAPE)
    return found


def _year(cell: Cell) -> int:
    found = count(cell)
    if found is None or found not in YEARS:
        raise cell.refuse(complaints.YEAR_RANGE)
    return found


def _decimals(cell: Cell) -> int:
    found = count(cell)
    if found is None or found > MOST_DECIMALS:
        raise cell.refuse(complaints.DECIMALS_RANGE)
    return found


def _total(cell: Cell) -> object:
    found = points_or_zero(cell)
    if found is None:
        raise cell.refuse(common.EMPTY, what="tổng điểm của thang, thường là 100")
    return found


def _owner(cell: Cell, actor: User) -> Unit | None:
    """Of the actor's own units; only an administrator may leave a set to the whole country."""
    found = text(cell, limit=40)
    owners = {unit.code: unit for unit in owners_for(actor)}
    if found in owners:
        return owners[found]
    if not found and may_manage(actor, None):
        return None
    raise cell.refuse(complaints.OWNER_UNKNOWN, owners=listed(owners))
