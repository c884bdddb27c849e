"""One sheet of figures as a workbook: made, read back, and what it would change."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _

from parindex.errors import Invalid
from parindex.lib.workbooks import (
    Cell,
    Collector,
    Column,
    Complaint,
    Guide,
    Row,
    Sheet,
    Template,
    WorkbookRefused,
    read,
    template_workbook,
    text,
)
from reports.models import Indicator, IndicatorKind, IndicatorValue, StatisticsSheet
from reports.statistics.asking import indicators_asked
from reports.statistics.figures import PARTS, Figure, figure_of, in_full
from reports.statistics.figures import read as read_figure
from reports.statistics.rollup import previous_figures, previous_period

TITLE = "Số liệu"
COLUMNS = (
    Column("code", "Mã", True, "không sửa cột này", width=11),
    Column("name", "Chỉ tiêu", hint="để đọc; cổng nhận dòng theo mã", width=60),
    Column("measure", "Đơn vị tính", width=14),
    Column("count", "Số liệu", hint="số đếm; với dòng có/không: Có = 1, Không = 0", width=14),
    Column("numerator", "Tử số", hint="chỉ với dòng tỷ lệ, ví dụ hồ sơ đúng hạn", width=14),
    Column("denominator", "Mẫu số", hint="chỉ với dòng tỷ lệ, ví dụ hồ sơ đã giải quyết", width=14),
    Column("percent", "Tỷ lệ %", hint="chỉ ghi khi không có tử số, mẫu số", width=10),
    Column("text", "Lời văn", hint="chỉ với dòng lời văn", width=40),
    Column("before", "Kỳ trước", hint="để đối chiếu; cổng không đọc cột này", width=22),
)
VALUE_KEYS = ("count", "numerator", "denominator", "percent", "text")
TEXT_LIMIT = 2000

ROW_UNKNOWN = Complaint(
    "row-unknown", "phiếu này không có dòng mang mã này.", "Hãy giữ nguyên cột Mã như tệp tải về."
)
ROW_TWICE = Complaint("row-twice", "mã này đã có ở ô %(first)s.", "Hãy xoá một trong hai dòng.")
NOT_HERE = Complaint(
    "not-here", "dòng này là %(kind)s, ô này phải để trống.", "Hãy nhập vào cột %(columns)s."
)
WRONG = Complaint("wrong", "%(message)s", "")


@dataclass(frozen=True)
class Change:
    row: int
    indicator: Indicator
    before: Figure
    after: Figure
    version: int

    @property
    def is_change(self) -> bool:
        return self.before != self.after

    @property
    def before_words(self) -> str:
        return in_full(self.indicator.kind, self.before)

    @property
    def after_words(self) -> str:
        return in_full(self.indicator.kind, self.after)


@dataclass(frozen=True)
class Plan:
    changes: list[Change]

    @property
    def writes(self) -> list[Change]:
        return [change for change in self.changes if change.is_change]

    @property
    def digest(self) -> str:
        """Changes when the file would do something else, because of it or of what is stored."""
        parts = [(c.indicator.pk, c.before, c.after, c.version) for c in self.changes]
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


def template_of(sheet: StatisticsSheet) -> Template:
    return Template(
        kind="so-lieu-thong-ke",
        version=1,
        name=_("Số liệu thống kê"),
        sheets=(Sheet(TITLE, COLUMNS),),
        subject=f"{sheet.period.collection.code}|{sheet.period.until}|{sheet.unit.code}",
    )


def sheet_workbook(sheet: StatisticsSheet) -> bytes:
    """All rows of the unit with what is entered now and, to compare, the period before."""
    period = previous_period(sheet.period)
    before = previous_figures(sheet, period)
    values = {v.indicator_id: figure_of(v) for v in IndicatorValue.objects.filter(sheet=sheet)}
    lines = []
    for row in indicators_asked(sheet):
        known = values.get(row.pk, Figure())
        merged = before.get(row.pk)
        figures = [getattr(known, key) if key != "percent" else None for key in VALUE_KEYS]
        if known.denominator is None:
            figures[3] = known.percent
        shown = in_full(row.kind, merged.figure) if merged else ""
        mark = f" ({merged.mark})" if merged and merged.of else ""
        lines.append([row.code, row.label, row.measure, *figures, f"{shown}{mark}"])
    guide = Guide(
        _("Số liệu: %(sheet)s") % {"sheet": sheet},
        [
            _("Điền vào các cột số liệu; không thêm dòng, không sửa cột Mã."),
            _("Ô trống là chưa có số liệu, khác với số 0. Ô trống thay số đã nhập bằng trống."),
            _("Tỷ lệ do cổng tính từ tử số và mẫu số."),
            _("Cột Kỳ trước lấy từ: %s") % (period.label if period else _("không có")),
            _("Có một ô sai thì không số nào được ghi."),
        ],
    )
    return template_workbook(template_of(sheet), guide, {TITLE: lines})


def plan_of(file: BinaryIO, sheet: StatisticsSheet) -> Plan:
    """Raises WorkbookRefused with everything that is wrong."""
    rows = read(file, template_of(sheet)).rows[TITLE]
    reader = _Reader(sheet)
    changes = [change for row in rows if (change := reader.change(row)) is not None]
    if reader.collector.errors:
        raise WorkbookRefused(reader.collector.errors)
    return Plan(changes)


class _Reader:
    def __init__(self, sheet: StatisticsSheet) -> None:
        self.collector = Collector()
        self.asked = {row.code: row for row in indicators_asked(sheet)}
        self.stored = {v.indicator_id: v for v in IndicatorValue.objects.filter(sheet=sheet)}
        self.seen: dict[str, str] = {}

    def change(self, row: Row) -> Change | None:
        indicator = self.collector.take(self._indicator, row["code"])
        if indicator is None:
            return None
        errors = len(self.collector.errors)
        typed = {key: self._typed(row[key], key, indicator) for key in VALUE_KEYS}
        if len(self.collector.errors) > errors:
            return None
        stored = self.stored.get(indicator.pk)
        try:
            after = read_figure(indicator, typed)
        except Invalid as error:
            for part, message in error.errors.items():
                self.collector.add(row[part].error(WRONG, message=message))
            return None
        version = stored.version if stored else 0
        return Change(row.number, indicator, figure_of(stored), after, version)

    def _indicator(self, cell: Cell) -> Indicator:
        code = text(cell, limit=30, required="mã chỉ tiêu")
        indicator = self.asked.get(code)
        if indicator is None:
            raise cell.refuse(ROW_UNKNOWN)
        if code in self.seen:
            raise cell.refuse(ROW_TWICE, first=self.seen[code])
        self.seen[code] = cell.address
        return indicator

    def _typed(self, cell: Cell, key: str, indicator: Indicator) -> str:
        found = self.collector.take(text, cell, limit=TEXT_LIMIT) or ""
        if found and key not in PARTS[indicator.kind]:
            self.collector.add(cell.error(NOT_HERE, **_own_columns(indicator)))
        return found


def _own_columns(indicator: Indicator) -> Mapping[str, str]:
    titles = {column.key: column.title for column in COLUMNS}
    columns = ", ".join(titles[part] for part in PARTS[indicator.kind])
    return {"kind": str(IndicatorKind(indicator.kind).label).lower(), "columns": columns}
