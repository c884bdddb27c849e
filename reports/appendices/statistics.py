"""Phụ lục thống kê: every table of a collection as printed, one column a period, real numbers."""

from collections.abc import Sequence

from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from parindex.lib.dates import format_date
from parindex.lib.workbooks import XLSX
from reports.appendices.sheet import (
    WHOLE,
    Column,
    Fact,
    Table,
    Value,
    book_bytes,
    new_book,
)
from reports.documents.base import Paper
from reports.models import Collection, Indicator, IndicatorKind, Period
from reports.statistics.annex import annex_title, remarks_of
from reports.statistics.rollup import Key, Total, totals

NUMBER = "#,##0"
SHARE = "0.00"
"""Percentages are kept as in the tables of the seeds: 98.33 means 98,33 %."""
PERIOD_WIDTH = 13


def statistics_appendix(collection: Collection) -> Paper:
    periods = list(collection.periods.all())
    found = totals(collection, periods)
    book = new_book(annex_title(collection, periods))
    for table in collection.set.tables.order_by("position"):
        sheet = book.create_sheet(f"Bảng {table.code}")
        rows = list(table.indicators.order_by("position"))
        columns = _columns(table.heading, table.shows_offices, periods)
        printed = Table(sheet, columns)
        printed.title(annex_title(collection, periods))
        printed.title(f"{table} ({table.offices_label}: {table.offices})", size=12)
        printed.head()
        for row in rows:
            _row(printed, row, table.shows_offices, periods, found)
        printed.finish()
    _facts(book.create_sheet("Thông tin"), collection, periods, found)
    book.remove(book.worksheets[0])
    name = f"phu-luc-thong-ke-{collection.organiser.code.lower()}.xlsx"
    return Paper(name, book_bytes(book), XLSX)


def _columns(heading: str, shows_offices: bool, periods: Sequence[Period]) -> list[Column]:
    offices = [Column("Đơn vị thống kê báo cáo", 26)] if shows_offices else []
    years = [Column(period.label, PERIOD_WIDTH, NUMBER) for period in periods]
    return [Column("STT", 6, centred=True), Column(heading, 56), *offices, *years]


def _row(
    printed: Table,
    row: Indicator,
    shows_offices: bool,
    periods: Sequence[Period],
    found: dict[Key, Total],
) -> None:
    figures = [found[period.pk, row.pk] for period in periods]
    offices = [row.offices] if shows_offices else []
    values = [row.number, row.name, *offices, *(_value(total) for total in figures)]
    is_group = row.kind == IndicatorKind.GROUP
    printed.row(values, level=1 if row.parent_id else 0, bold=is_group, fill=is_group)
    first = len(values) - len(figures) + 1
    for column, total in enumerate(figures, start=first):
        cell = printed.sheet.cell(printed.at - 1, column)
        if total.kind == IndicatorKind.PERCENT:
            cell.number_format = SHARE
        elif isinstance(cell.value, str):
            cell.alignment = Alignment(horizontal="left", vertical="center", wrap_text=True)


def _value(total: Total) -> Value:
    """Numbers are numbers; what is not known stays empty, zero is zero."""
    figure = total.figure
    if total.kind == IndicatorKind.PERCENT:
        return figure.percent
    if total.kind == IndicatorKind.TEXT:
        return figure.text or None
    if total.kind == IndicatorKind.YES_NO and total.asked > 1:
        return total.words if total.reported else None
    return figure.count


def _facts(
    sheet: Worksheet, collection: Collection, periods: Sequence[Period], found: dict[Key, Total]
) -> None:
    table = Table(sheet, (Column("", 40), Column("", 90)))
    table.title(annex_title(collection, periods))
    asked = [total for total in found.values() if total.asked]
    table.facts(
        [
            Fact("Đơn vị tổng hợp", collection.organiser.title),
            Fact("Bộ số liệu", collection.name),
            Fact("Nguồn gốc của biểu", collection.set.provenance),
            Fact("Ghi chú", collection.note or None),
            Fact("Kỳ số liệu", _periods_text(periods)),
            Fact("Số dòng của biểu", collection.set.indicators.count(), WHOLE),
            Fact("Số ô được hỏi", len(asked), WHOLE),
            Fact("Số ô đủ mọi đơn vị", sum(total.is_complete for total in asked), WHOLE),
            Fact("Cách tính", "Chỉ cộng số đã gửi; tỷ lệ tính từ tổng các số đếm."),
            *(Fact(f"Ghi chú dòng {code}", text) for code, text in remarks_of(collection)),
        ]
    )
    table.finish()


def _periods_text(periods: Sequence[Period]) -> str:
    return "; ".join(f"{period.label} (đến {format_date(period.until)})" for period in periods)
