"""The official table as a workbook: to read, to print, and to bring back."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from criteria import rules
from criteria.excel.content import checksum, content, stored_nodes
from criteria.excel.layout import (
    COLUMNS,
    GUIDE_SHEET,
    INFO,
    INFO_SHEET,
    KIND,
    MAX_NODES,
    TABLE_SHEET,
    TOTAL,
    VERSION,
    WANTED,
)
from criteria.excel.resource import TableResource, bare
from criteria.excel.ruletext import LINES
from criteria.excel.table import BLOCKS, METHODS, NOT_APPLICABLE
from criteria.models import Block, CriteriaSet, Criterion, SetLevel
from parindex.lib.dates import format_date
from parindex.lib.workbooks.layout import MARK_SHEET
from parindex.lib.workbooks.writing import LISTS_SHEET, put

HEAD_ROW = 5
_BOLD, _TITLE = Font(bold=True), Font(bold=True, size=14)
_HEAD = PatternFill("solid", fgColor="DCE6F2")
_FIELD = PatternFill("solid", fgColor="F2F6FC")
_THIN = Side(style="thin", color="9AA5B1")
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_WRAP = Alignment(wrap_text=True, vertical="top")
_MIDDLE = Alignment(wrap_text=True, vertical="center", horizontal="center")
_CHOICES = {
    "method": METHODS.values(),
    "rule_kind": rules.KINDS.values(),
    "not_applicable": NOT_APPLICABLE.values(),
    "block": BLOCKS.values(),
}


def table_workbook(criteria_set: CriteriaSet) -> bytes:
    """One query for the nodes, whatever their number."""
    nodes = stored_nodes(criteria_set)
    book = Workbook()
    _write_table(book.active, criteria_set, nodes)
    _write_info(book.create_sheet(INFO_SHEET), criteria_set)
    _write_guide(book.create_sheet(GUIDE_SHEET))
    _write_lists(book.create_sheet(LISTS_SHEET), book[TABLE_SHEET], len(nodes))
    mark = book.create_sheet(MARK_SHEET)
    found = checksum(content(criteria_set, nodes))
    for row, value in enumerate((KIND, VERSION, criteria_set.code, found), start=1):
        put(mark.cell(row, 1), value)
    book[LISTS_SHEET].sheet_state = mark.sheet_state = "hidden"
    book.properties.title = criteria_set.name
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _write_table(ws: Any, criteria_set: CriteriaSet, nodes: Sequence[Criterion]) -> None:
    ws.title = TABLE_SHEET
    _write_titles(ws, criteria_set)
    for position, column in enumerate(COLUMNS, start=1):
        head = ws.cell(HEAD_ROW, position)
        put(head, column.title)
        head.font, head.fill, head.border, head.alignment = _BOLD, _HEAD, _GRID, _MIDDLE
        ws.column_dimensions[get_column_letter(position)].width = column.width
        if column.key == "code":
            ws.column_dimensions["A"].number_format = "@"
    resource = TableResource()
    for number, node in enumerate(nodes, start=HEAD_ROW + 1):
        _write_row(ws, number, resource.shown(node).values(), level=node.level)
    _write_total(ws, HEAD_ROW + 1 + len(nodes), nodes)
    _lay_out(ws, len(nodes))


def _write_titles(ws: Any, criteria_set: CriteriaSet) -> None:
    last = sum(column.is_printed for column in COLUMNS)
    basis = criteria_set.legal_basis
    if criteria_set.issued_on and basis:
        basis = f"{basis} (ngày {format_date(criteria_set.issued_on)})"
    lines = (
        (criteria_set.issuer, _BOLD),
        (criteria_set.name, _TITLE),
        (f"(Kèm theo: {basis})" if basis else "", Font(italic=True)),
    )
    for row, (text, font) in enumerate(lines, start=1):
        put(ws.cell(row, 1), text or None)
        ws.cell(row, 1).font = font
        ws.cell(row, 1).alignment = _MIDDLE
        ws.merge_cells(start_row=row, end_row=row, start_column=1, end_column=last)


def _write_row(ws: Any, number: int, values: Iterable[object], *, level: int) -> None:
    for position, value in enumerate(values, start=1):
        cell = ws.cell(number, position)
        if value not in (None, ""):
            put(cell, value)
        cell.border, cell.alignment = _GRID, _WRAP
        if COLUMNS[position - 1].key == "code":
            cell.number_format = "@"
        if isinstance(value, Decimal):
            cell.number_format = "0.####" if value % 1 else "0"
        if level == 1:
            cell.font, cell.fill = _BOLD, _FIELD
        elif level == 2 and COLUMNS[position - 1].key in WANTED:
            cell.font = _BOLD
    ws.row_dimensions[number].outlineLevel = level - 1


def _write_total(ws: Any, number: int, nodes: Sequence[Criterion]) -> None:
    """Bonus and penalty stand outside the scale."""
    inside = [n for n in nodes if n.parent_id is None and n.block != Block.ADJUSTMENT]
    total = sum((node.max_score for node in inside), Decimal(0))
    _write_row(ws, number, ("", TOTAL, bare(total)), level=1)
    ws.cell(number, 3).number_format = "0.####" if total % 1 else "0"


def _lay_out(ws: Any, count: int) -> None:
    printed = get_column_letter(sum(column.is_printed for column in COLUMNS))
    ws.freeze_panes = ws.cell(HEAD_ROW + 1, 3)
    ws.sheet_properties.outlinePr.summaryBelow = False
    ws.sheet_properties.pageSetUpPr.fitToPage = True
    ws.page_setup.orientation, ws.page_setup.paperSize = "landscape", ws.PAPERSIZE_A4
    ws.page_setup.fitToWidth, ws.page_setup.fitToHeight = 1, 0
    ws.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    ws.print_area = f"A1:{printed}{HEAD_ROW + count + 1}"
    ws.oddFooter.center.text = "&P/&N"
    margins = ws.page_margins
    margins.left, margins.right, margins.top, margins.bottom = 0.6, 0.4, 0.6, 0.6


def _write_info(ws: Any, criteria_set: CriteriaSet) -> None:
    for letter, width in (("A", 30), ("B", 80), ("C", 50)):
        ws.column_dimensions[letter].width = width
    for row, line in enumerate(INFO, start=1):
        put(ws.cell(row, 1), line.title)
        put(ws.cell(row, 3), line.hint or None)
        ws.cell(row, 1).font, ws.cell(row, 3).font = _BOLD, Font(italic=True, color="6B7785")
        cell = ws.cell(row, 2)
        put(cell, _info(criteria_set, line.key))
        for each in (ws.cell(row, 1), cell, ws.cell(row, 3)):
            each.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")
    state = ws.cell(len(INFO) + 2, 1)
    put(state, f"Trạng thái lúc xuất: {criteria_set.get_status_display()}")


def _info(criteria_set: CriteriaSet, key: str) -> object:
    if key == "owner":
        return criteria_set.owner.code if criteria_set.owner else None
    if key == "level":
        return str(SetLevel(criteria_set.level).label)
    value = getattr(criteria_set, key)
    if isinstance(value, Decimal):
        return bare(value)
    return value if isinstance(value, int | date) else (value or None)


def _write_guide(ws: Any) -> None:
    ws.column_dimensions["A"].width, ws.column_dimensions["B"].width = 34, 100
    row = 1
    for left, right in _guide():
        put(ws.cell(row, 1), left or None)
        put(ws.cell(row, 2), right or None)
        ws.cell(row, 1).alignment = ws.cell(row, 2).alignment = _WRAP
        if not right or not left:
            ws.cell(row, 1).font = _BOLD
        row += 1


def _guide() -> Iterable[tuple[str, str]]:
    yield "Sửa bộ tiêu chí bằng Excel", ""
    yield "", "Sửa ở trang “Bộ tiêu chí”, lưu, rồi tải lên mục “Nhập từ Excel” của cổng."
    yield "", "Cổng so từng ô và cho xem phần thêm, bớt, đổi; chưa ghi gì khi chưa xác nhận."
    yield (
        "",
        "Thêm mục: thêm dòng đúng chỗ theo mã. Bỏ mục: xoá dòng. Đổi mã: bỏ mục cũ, thêm mục mới.",
    )
    yield "", "Dòng thưởng, phạt không tính vào tổng điểm."
    yield "", ""
    yield "Các cột", ""
    for column in COLUMNS:
        yield column.title, column.hint
    yield "", ""
    yield "Tham số cách chấm", ""
    yield "", "Xuống dòng trong ô bằng Alt+Enter. Mỗi dòng là một tham số, hoặc một mức điểm."
    yield (
        "",
        "Chữ trong ngoặc vuông, ví dụ [dat], giữ câu trả lời đã lưu; dòng mới thì không cần ghi.",
    )
    for kind, lines in LINES.items():
        yield rules.KINDS[kind], "\n".join(line.example for line in lines)
    yield (
        "Dưới mỗi dòng “Trường hợp”",
        "“Điểm: 0” hoặc “Cách chấm: Theo bậc”, rồi các dòng của cách chấm ấy.",
    )


def _write_lists(lists: Any, ws: Any, count: int) -> None:
    """Each column of choices gets a list to pick from, for the rows there are and more to come."""
    for used, (key, labels) in enumerate(_CHOICES.items(), start=1):
        texts = list(labels)
        for row, label in enumerate(texts, start=1):
            put(lists.cell(row, used), label)
        source = get_column_letter(used)
        position = next(i for i, column in enumerate(COLUMNS, start=1) if column.key == key)
        validation = DataValidation(
            type="list",
            formula1=f"={LISTS_SHEET}!${source}$1:${source}${len(texts)}",
            allow_blank=True,
            showErrorMessage=True,
            errorTitle="Giá trị không có trong danh sách",
            error="Hãy chọn trong danh sách của ô.",
        )
        letter = get_column_letter(position)
        first, last = HEAD_ROW + 1, max(HEAD_ROW + MAX_NODES, HEAD_ROW + count)
        validation.add(f"{letter}{first}:{letter}{last}")
        ws.add_data_validation(validation)
