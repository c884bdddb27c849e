"""The workbooks that bring criteria sets: one that is right, and one for each thing that is wrong.

All are made from the same small table of the draft DU-THAO (100 points, four leaves).
"""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import PatternFill

from criteria.excel import complaints as own
from criteria.excel.layout import (
    COLUMNS,
    INFO,
    INFO_SHEET,
    KIND,
    MAX_NODES,
    TABLE_SHEET,
    VERSION,
)
from parindex.lib.workbooks import Complaint
from parindex.lib.workbooks import complaints as common
from parindex.lib.workbooks.layout import MARK_SHEET

LETTERS = {column.key: chr(ord("A") + place) for place, column in enumerate(COLUMNS)}
HEAD = 5
MANUAL = "Bước: 0,5\nTên số liệu: Điểm"
METHOD = "Tự chấm và thẩm định"
LEAF = {
    "method": METHOD,
    "evidence_hint": "Báo cáo",
    "appraising_office": "Phòng Nội vụ",
    "rule_kind": "Chấm theo mức độ",
    "rule_params": MANUAL,
    "not_applicable": "Không cho phép",
}
NODES: tuple[dict[str, Any], ...] = (
    {"code": "1", "name": "Nội dung 1", "max_score": 60, "block": "Lĩnh vực"},
    {"code": "1.1", "name": "Nội dung 1.1", "max_score": 50},
    {"code": "1.1.1", "name": "Nội dung 1.1.1", "max_score": 30, **LEAF},
    {"code": "1.1.2", "name": "Nội dung 1.1.2", "max_score": 20, **LEAF},
    {"code": "1.2", "name": "Nội dung 1.2", "max_score": 10, **LEAF},
    {"code": "2", "name": "Nội dung 2", "max_score": 40, "block": "Lĩnh vực"},
    {"code": "2.1", "name": "Nội dung 2.1", "max_score": 40, **LEAF},
)
ROWS = {node["code"]: HEAD + place for place, node in enumerate(NODES, start=1)}
TOTAL_ROW = HEAD + len(NODES) + 1
ABOUT: dict[str, Any] = {
    "code": "DU-THAO",
    "name": "Bộ tiêu chí đang soạn",
    "level": "Cấp xã",
    "year": 2026,
    "owner": "HUYEN-SOAN",
    "issuer": "UBND huyện",
    "legal_basis": "Quyết định số 1/QĐ-UBND",
    "issued_on": date(2026, 1, 5),
    "decimals": 2,
    "expected_total": 100,
    "provenance": "Soạn để thử.",
}
INFO_CELLS = {line.key: f"B{row}" for row, line in enumerate(INFO, start=1)}

Edit = Callable[[Any], None]


@dataclass(frozen=True)
class Case:
    """What is changed, and what the importer must say: where, which rule, with which words."""

    name: str
    rule: Complaint
    edit: Edit | None = None
    sheet: str = TABLE_SHEET
    cell: str = ""
    words: str = ""
    make: Callable[[], bytes] | None = None
    into: str = ""
    """The draft that the person chose."""

    def build(self) -> bytes:
        if self.make:
            return self.make()
        book = right()
        if self.edit:
            self.edit(book)
        return saved(book)


def at(key: str, code: str) -> str:
    return f"{LETTERS[key]}{ROWS[code]}"


def saved(book: Any) -> bytes:
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def right() -> Any:
    """The draft as the portal would write it."""
    book: Any = Workbook()
    table = book.active
    table.title = TABLE_SHEET
    table["A1"] = "Bộ tiêu chí đang soạn"
    for key, letter in LETTERS.items():
        title = next(column.title for column in COLUMNS if column.key == key)
        table[f"{letter}{HEAD}"] = title
        for node in NODES:
            table[f"{letter}{ROWS[node['code']]}"] = node.get(key)
    for row in ROWS.values():
        table[f"A{row}"].number_format = "@"
    table[f"B{TOTAL_ROW}"], table[f"C{TOTAL_ROW}"] = "Tổng điểm", 100
    info = book.create_sheet(INFO_SHEET)
    for row, line in enumerate(INFO, start=1):
        info[f"A{row}"], info[f"B{row}"] = line.title, ABOUT.get(line.key)
    mark = book.create_sheet(MARK_SHEET)
    mark["A1"], mark["A2"], mark["A3"] = KIND, VERSION, "DU-THAO"
    mark.sheet_state = "hidden"
    return book


def plain(*rows: tuple[object, ...], head: tuple[str, ...] = ()) -> Any:
    """A table as an office writes it by itself: a title, a header, the numbering of columns."""
    book: Any = Workbook()
    table = book.active
    table.title = "Phụ lục"
    table["A1"] = "BỘ TIÊU CHÍ XÁC ĐỊNH CHỈ SỐ CẢI CÁCH HÀNH CHÍNH"
    table.merge_cells("A1:E1")
    titles = head or ("STT", "Nội dung", "Điểm tối đa", "Cách chấm", "Tài liệu kiểm chứng")
    numbering = tuple(f"({n + 1})" for n in range(len(titles)))
    for number, cells in enumerate((titles, numbering, *rows), start=3):
        for position, value in enumerate(cells, start=1):
            table.cell(number, position, value)
    return book


PLAIN_ROWS: tuple[tuple[object, ...], ...] = (
    (1, "Chỉ đạo, điều hành", 6, None, None),
    (1.1, "Kế hoạch", "3,5", "Đúng hạn: 3,5 điểm\nMuộn: 0 điểm", "Kế hoạch"),
    (1.2, "Báo cáo", 2.5, "Mỗi báo cáo thiếu trừ 0,5 điểm", None),
    ("2.", "Thủ tục hành chính", 94, "Theo tỷ lệ", "Báo cáo"),
    (None, "Tổng cộng", 100, None, None),
)


def put(key: str, code: str, value: object) -> Edit:
    def edit(book: Any) -> None:
        book[TABLE_SHEET][at(key, code)] = value

    return edit


def say(key: str, value: object) -> Edit:
    def edit(book: Any) -> None:
        book[INFO_SHEET][INFO_CELLS[key]] = value

    return edit


def both(*edits: Edit) -> Edit:
    def edit(book: Any) -> None:
        for each in edits:
            each(book)

    return edit


def _error_value(book: Any) -> None:
    cell = book[TABLE_SHEET][at("max_score", "1.2")]
    cell.value, cell.data_type = "#DIV/0!", "e"


def _without_column(book: Any) -> None:
    book[TABLE_SHEET].delete_cols(ord(LETTERS["rule_params"]) - ord("A") + 1)


def _column_twice(book: Any) -> None:
    book[TABLE_SHEET]["P5"] = "Điểm tối đa"


def _emptied(book: Any) -> None:
    book[TABLE_SHEET].delete_rows(HEAD + 1, len(NODES) + 1)


def _merged(book: Any) -> None:
    area = f"{at('appraising_office', '1.1.1')}:{at('appraising_office', '1.2')}"
    book[TABLE_SHEET].merge_cells(area)


def _too_many(book: Any) -> None:
    for number in range(MAX_NODES + 1):
        book[TABLE_SHEET][f"A{HEAD + 1 + number}"] = f"{number + 1}"
        book[TABLE_SHEET][f"B{HEAD + 1 + number}"] = f"Nội dung {number + 1}"


def _without_1_1_2(book: Any) -> None:
    table = book[TABLE_SHEET]
    table[at("max_score", "1.1.1")] = 50
    table.delete_rows(ROWS["1.1.2"])


def _dropped(title: str) -> Edit:
    def edit(book: Any) -> None:
        del book[title]

    return edit


def _marked(address: str, value: object) -> Edit:
    def edit(book: Any) -> None:
        book[MARK_SHEET][address] = value

    return edit


def _broken() -> bytes:
    """A pack that says it is a workbook, in which the workbook itself is cut off."""
    target = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(saved(right()))) as pack,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out,
    ):
        for member in pack.infolist():
            content = pack.read(member)
            out.writestr(
                member.filename, content[:80] if "workbook.xml" in member.filename else content
            )
    return target.getvalue()


def _other_tables() -> bytes:
    book: Any = Workbook()
    book.active["A1"] = "Danh sách cán bộ"
    book.active["A2"], book.active["B2"] = "STT", "Họ tên"
    return saved(book)


def _info_line_gone(book: Any) -> None:
    book[INFO_SHEET]["A4"] = "Năm nào đó"


WRONG: tuple[Case, ...] = (
    Case(
        "khong-phai-excel",
        own.UPLOAD,
        make=lambda: b"Ma;Noi dung\n1;x\n",
        sheet="",
        words="không nhận ra",
    ),
    Case("tep-hong", common.BROKEN, make=_broken, sheet=""),
    Case("mau-khac", common.OTHER_KIND, _marked("A1", "units"), sheet="", words="Bộ tiêu chí"),
    Case("mau-cu", common.OLD_VERSION, _marked("A2", 0), sheet="", words="phiên bản 1"),
    Case("thieu-trang", common.SHEET_MISSING, _dropped(TABLE_SHEET)),
    Case("bang-khac", own.HEADER_MISSING, make=_other_tables, sheet=""),
    Case("thieu-cot", common.COLUMN_MISSING, _without_column, words="Tham số cách chấm"),
    Case("cot-hai-lan", common.COLUMN_TWICE, _column_twice, cell="P5", words="cột C"),
    Case("khong-co-dong", common.NO_ROWS, _emptied),
    Case("qua-nhieu-dong", own.TOO_MANY_NODES, _too_many, words="1.000"),
    Case("o-gop", own.MERGED, _merged, cell=at("appraising_office", "1.1.1"), words="H8:H10"),
    Case(
        "cong-thuc-chua-tinh",
        common.FORMULA_EMPTY,
        put("max_score", "1.2", "=5+5"),
        cell=at("max_score", "1.2"),
    ),
    Case("cong-thuc-loi", common.FORMULA_ERROR, _error_value, cell=at("max_score", "1.2")),
    Case("ma-trong", own.CODE_EMPTY, put("code", "1.2", None), cell=at("code", "1.2")),
    Case(
        "ma-thanh-ngay",
        own.CODE_DAY,
        put("code", "1.2", date(2026, 2, 1)),
        cell=at("code", "1.2"),
        words="Text",
    ),
    Case("ma-sai-dang", own.CODE_SHAPE, put("code", "1.2", "1,2"), cell=at("code", "1.2")),
    Case(
        "ma-bon-cap",
        own.CODE_TOO_DEEP,
        put("code", "1.1.2", "1.1.1.1"),
        cell=at("code", "1.1.2"),
        words="4 phần",
    ),
    Case(
        "ma-hai-lan",
        own.CODE_TWICE,
        put("code", "1.1.2", "1.1.1"),
        cell=at("code", "1.1.2"),
        words="A8",
    ),
    Case(
        "ma-mat-so-0",
        own.CODE_LOST_ZERO,
        put("code", "1.2", 1.1),
        cell=at("code", "1.2"),
        words="1.10",
    ),
    Case(
        "ma-lon-xon",
        own.CODE_ORDER,
        both(put("code", "1.1.1", "1.1.2"), put("code", "1.1.2", "1.1.1")),
        cell=at("code", "1.1.2"),
        words="1.1.2",
    ),
    Case(
        "cha-khong-co",
        own.PARENT_MISSING,
        put("code", "2.1", "3.1"),
        cell=at("code", "2.1"),
        words="mã 3",
    ),
    Case(
        "noi-dung-trong",
        common.EMPTY,
        put("name", "1.2", " "),
        cell=at("name", "1.2"),
        words="nội dung",
    ),
    Case(
        "noi-dung-dai",
        common.TOO_LONG,
        put("name", "1.2", "dài " * 200),
        cell=at("name", "1.2"),
        words="600",
    ),
    Case(
        "noi-dung-ngay",
        common.DAY_IN_TEXT,
        put("name", "1.2", date(2026, 2, 1)),
        cell=at("name", "1.2"),
    ),
    Case("diem-trong", own.MAX_EMPTY, put("max_score", "1.2", None), cell=at("max_score", "1.2")),
    Case("diem-am", own.MAX_RANGE, put("max_score", "1.2", -1), cell=at("max_score", "1.2")),
    Case(
        "diem-la-chu",
        common.NOT_A_NUMBER,
        put("max_score", "1.2", "mười"),
        cell=at("max_score", "1.2"),
    ),
    Case(
        "tong-con-lech",
        own.SUM_DIFFERS,
        put("max_score", "1.1", 45),
        cell=at("max_score", "1.1"),
        words="là 50 điểm",
    ),
    Case(
        "tong-bang-lech",
        own.TOTAL_DIFFERS,
        lambda b: b[TABLE_SHEET].__setitem__(f"C{TOTAL_ROW}", 99),
        cell=f"C{TOTAL_ROW}",
        words="là 100 điểm",
    ),
    Case(
        "phuong-phap-la",
        common.NOT_A_CHOICE,
        put("method", "1.2", "Bốc thăm"),
        cell=at("method", "1.2"),
        words=METHOD,
    ),
    Case(
        "loai-la",
        own.KIND_UNKNOWN,
        put("rule_kind", "1.2", "Đoán mò"),
        cell=at("rule_kind", "1.2"),
        words="Theo bậc",
    ),
    Case(
        "loai-trong",
        own.KIND_EMPTY,
        put("rule_kind", "1.2", None),
        cell=at("rule_params", "1.2"),
        words=at("rule_kind", "1.2"),
    ),
    Case(
        "tham-so-la",
        own.RULE_LINE,
        put("rule_params", "1.2", "Bước: 0,5\nnửa điểm"),
        cell=at("rule_params", "1.2"),
        words="Dòng 2 (“nửa điểm”)",
    ),
    Case(
        "tham-so-hong",
        own.RULE_INVALID,
        put("rule_params", "1.2", "Bước: 3"),
        cell=at("rule_params", "1.2"),
        words="Bước 3 không chia hết điểm tối đa 10",
    ),
    Case(
        "cach-cham-khong-hop",
        own.RULE_UNFIT,
        make=lambda: saved(
            plain(
                ("1", "Nội dung 1", 60.25),
                ("1.1", "Nội dung 1.1", 50),
                ("1.1.1", "Nội dung 1.1.1", 30),
                ("1.1.2", "Nội dung 1.1.2", 20),
                ("1.2", "Nội dung 1.2", 10.25),
                ("2", "Nội dung 2", 39.75),
            )
        ),
        sheet="Phụ lục",
        cell="C9",
        words="10,25",
        into="DU-THAO",
    ),
    Case(
        "cha-co-cach-cham",
        own.PARENT_WITH_RULE,
        put("rule_kind", "1.1", "Theo bậc"),
        cell=at("rule_kind", "1.1"),
    ),
    Case(
        "khoi-o-duoi",
        own.BLOCK_BELOW,
        put("block", "1.2", "Điều tra xã hội học"),
        cell=at("block", "1.2"),
        words="mục 1 ",
    ),
    Case(
        "ke-thua-sai-dang",
        own.PREDECESSOR_SHAPE,
        put("predecessor", "1.2", "1.2"),
        cell=at("predecessor", "1.2"),
    ),
    Case(
        "ke-thua-khong-co",
        own.PREDECESSOR_UNKNOWN,
        put("predecessor", "1.2", "TRUOC/9.9"),
        cell=at("predecessor", "1.2"),
    ),
    Case(
        "ke-thua-bo-sau",
        own.PREDECESSOR_LATER,
        put("predecessor", "1.2", "SAU/1.1"),
        cell=at("predecessor", "1.2"),
        words="SAU",
    ),
    Case("con-bo-ke-thua", own.STILL_NEEDED, _without_1_1_2, words="1.1.2"),
    Case("khong-biet-bo-nao", own.INFO_MISSING, make=lambda: saved(plain(*PLAIN_ROWS)), sheet=""),
    Case(
        "thieu-dong-thong-tin",
        own.INFO_LINE_MISSING,
        _info_line_gone,
        words="Năm áp dụng",
        sheet=INFO_SHEET,
    ),
    Case(
        "ma-bo-sai-dang",
        own.SET_CODE_SHAPE,
        say("code", "bộ mới"),
        cell=INFO_CELLS["code"],
        sheet=INFO_SHEET,
    ),
    Case(
        "bo-da-ban-hanh",
        own.SET_PUBLISHED,
        say("code", "DA-BAN-HANH"),
        cell=INFO_CELLS["code"],
        sheet=INFO_SHEET,
    ),
    Case(
        "bo-cua-nguoi-khac",
        own.SET_OF_OTHERS,
        say("code", "CUA-NGUOI-KHAC"),
        cell=INFO_CELLS["code"],
        sheet=INFO_SHEET,
    ),
    Case(
        "don-vi-la",
        own.OWNER_UNKNOWN,
        say("owner", "HUYEN-KHAC"),
        cell=INFO_CELLS["owner"],
        words="HUYEN-SOAN",
        sheet=INFO_SHEET,
    ),
    Case("nam-la", own.YEAR_RANGE, say("year", 1926), cell=INFO_CELLS["year"], sheet=INFO_SHEET),
    Case(
        "nam-la-chu",
        common.NOT_A_COUNT,
        say("year", "năm nay"),
        cell=INFO_CELLS["year"],
        sheet=INFO_SHEET,
    ),
    Case(
        "ngay-khong-co",
        common.NOT_A_DAY,
        say("issued_on", "31/02/2026"),
        cell=INFO_CELLS["issued_on"],
        sheet=INFO_SHEET,
    ),
    Case(
        "so-le-la",
        own.DECIMALS_RANGE,
        say("decimals", 7),
        cell=INFO_CELLS["decimals"],
        sheet=INFO_SHEET,
    ),
    Case(
        "tran-am",
        own.POINTS_RANGE,
        say("adjustment_cap", -5),
        cell=INFO_CELLS["adjustment_cap"],
        sheet=INFO_SHEET,
    ),
)


def _ghosts(book: Any) -> None:
    """Formatted far down, as when a whole column was coloured."""
    for row in range(TOTAL_ROW + 1, TOTAL_ROW + 3001):
        book[TABLE_SHEET][f"B{row}"].fill = PatternFill("solid", fgColor="FFFFCC")


def _by_hand(book: Any) -> None:
    """Numbers typed as texts, both ways; a sum left to the portal; another order of columns."""
    both(
        put("max_score", "1.1.1", "30,5"),
        put("max_score", "1.1.2", "19.5"),
        put("max_score", "1.1", None),
        put("rule_params", "1.2", "buoc: 0.25\nTEN SO LIEU: Điểm"),
        put("method", "1.2", "tu cham va tham dinh"),
    )(book)
    book[TABLE_SHEET].move_range(f"O{HEAD}:O{TOTAL_ROW}", cols=2)


GOOD: dict[str, Callable[[], bytes]] = {
    "du-thao": lambda: saved(right()),
    "dong-trong-co-mau": lambda: saved(_edited(_ghosts)),
    "go-tay": lambda: saved(_edited(_by_hand)),
    "bang-van-ban": lambda: saved(plain(*PLAIN_ROWS)),
}


def _edited(edit: Edit) -> Any:
    book = load_workbook(BytesIO(saved(right())))
    edit(book)
    return book
