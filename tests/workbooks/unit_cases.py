"""Workbooks of units, people and roles: good ones, and one for every way in which one is wrong.

Each case edits the portal's own template; ``make.py`` writes them to files, which the tests read.
The portal around them is ``tests/units/places.py``; the standing office of HUYEN imports.
"""

import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from openpyxl import Workbook, load_workbook

from parindex.lib.workbooks.layout import MARK_SHEET
from parindex.lib.workbooks.reading import MAX_ROWS
from parindex.units.excel.layout import PEOPLE, ROLES, UNITS
from parindex.units.excel.template import empty_template

Book = Any
Edit = Callable[[Book], None]

PLACE = ["XA-BA", "xã Ba", "Xã", "HUYEN"]
PERSON = ["le.thi.ba", "Lê Thị Ba", "Công chức", "XA-MOT"]


@dataclass(frozen=True)
class Fault:
    sheet: str
    cell: str
    rule: str
    found: str = ""


@dataclass(frozen=True)
class Case:
    """``finish`` works on the saved bytes, for what openpyxl itself would not write."""

    name: str
    edit: Edit
    faults: Sequence[Fault] = ()
    finish: Callable[[bytes], bytes] = bytes

    def build(self) -> bytes:
        book = load_workbook(io.BytesIO(empty_template()))
        self.edit(book)
        target = io.BytesIO()
        book.save(target)
        return self.finish(target.getvalue())


def rows(sheet: str, *lines: Sequence[Any]) -> Edit:
    """Write the lines below the header."""

    def edit(book: Book) -> None:
        for number, line in enumerate(lines, start=2):
            for position, value in enumerate(line, start=1):
                if value is not None:
                    book[sheet].cell(number, position).value = value

    return edit


def many(*edits: Edit) -> Edit:
    def edit(book: Book) -> None:
        for one in edits:
            one(book)

    return edit


def wrong(name: str, edit: Edit, *faults: Fault, **more: Any) -> Case:
    return Case(name, edit, faults, **more)


def mark(address: str, value: object) -> Edit:
    def edit(book: Book) -> None:
        book[MARK_SHEET][address].value = value

    return many(rows(UNITS, PLACE), edit)


def without(sheet: str) -> Edit:
    def edit(book: Book) -> None:
        del book[sheet]

    return many(rows(UNITS, PLACE), edit)


def header(sheet: str, address: str, title: str | None) -> Edit:
    def edit(book: Book) -> None:
        book[sheet][address].value = title

    return many(rows(UNITS, PLACE), edit)


def too_many(book: Book) -> None:
    for number in range(MAX_ROWS + 1):
        book[UNITS].cell(number + 2, 1).value = f"XA-{number}"


def ghosts(book: Book) -> None:
    """Rows that look empty: blanks, and cells that only carry a format."""
    book[UNITS]["A40"].value = "   "
    book[UNITS]["B41"].value = "\u00a0\u200b"
    book[UNITS]["G900"].number_format = "DD/MM/YYYY"


def broken_inside(content: bytes) -> bytes:
    return replaced(content, "xl/workbook.xml", lambda xml: xml[: len(xml) // 2])


def computed_formula(content: bytes) -> bytes:
    """As Excel saves it: the formula beside its result."""

    def with_result(xml: bytes) -> bytes:
        bare = re.search(rb'<c r="B2"[^>]*><f>([^<]*)</f><v\s*/?>(</v>)?</c>', xml)
        if bare is None:
            raise ValueError("the sheet has no formula in B2")
        result = f'<c r="B2" t="str"><f>{bare[1].decode()}</f><v>xã Ba</v></c>'
        return xml.replace(bare[0], result.encode())

    return replaced(content, "xl/worksheets/sheet2.xml", with_result)


def replaced(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for item in old.infolist():
            data = old.read(item)
            new.writestr(item.filename, change(data) if item.filename == part else data)
    return target.getvalue()


def other_workbook(content: bytes) -> bytes:
    target = io.BytesIO()
    Workbook().save(target)
    return target.getvalue()


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def loose_titles(book: Book) -> None:
    """As people retype them: a title above, no accents, no star, other capitals."""
    book[UNITS].insert_rows(1, 2)
    book[UNITS]["A1"].value = "DANH SÁCH ĐƠN VỊ"
    book[UNITS]["B3"].value = "TEN DON VI"
    book[UNITS]["C3"].value = " loai "


GOOD = (
    Case(
        "moi-ca-ba-trang",
        many(
            rows(
                UNITS,
                # Cấp dưới đứng trước cấp trên; mã số thành 21934.0; tên NFD, thừa dấu cách.
                ["XA-BA", f"  {nfd('xã Đồi Mới')} ", "xa", "H-MOI", "", "", date(2025, 7, 1)],
                [21934.0, "phường Bốn", "Phường", " huyen ", "Bốn", "UBND", "1/7/2025", None, 7.0],
                ["H-MOI", "phòng Nội vụ", "Phòng, cơ quan chuyên môn", "HUYEN"],
                ["XA-MOT", "xã Một Mới", "Xã", "HUYEN"],
            ),
            rows(
                PEOPLE,
                ["Le.Thi.Ba", nfd("Lê Thị Ba"), "Công chức", "XA-BA"],
                ["tran.bon", "Trần Bốn", None, 21934],
            ),
            rows(
                ROLES,
                ["le.thi.ba", "Cán bộ đầu mối", "XA-BA"],
                ["tran.bon", "thu truong don vi", "21934"],
                ["canbo", "official", "XA-MOT"],
            ),
            ghosts,
        ),
    ),
    Case(
        "cong-thuc-da-tinh",
        rows(UNITS, ["XA-BA", '="xã "&"Ba"', "Xã", "HUYEN"]),
        finish=computed_formula,
    ),
    Case("tieu-de-go-lai", many(rows(UNITS, PLACE), loose_titles)),
    Case(
        "chi-vai-tro",
        rows(ROLES, ["canbo", "Thủ trưởng đơn vị", "XA-HAI"]),
    ),
    Case("giu-nguyen", rows(ROLES, ["canbo", "Cán bộ đầu mối", "XA-MOT"])),
    Case(
        "don-vi-cu-da-dong",
        rows(
            UNITS,
            ["XA-CU", "xã Cũ", "Xã", "HUYEN", None, None, "01/01/1990", "31/12/2019"],
        ),
    ),
)

WRONG = (
    wrong(
        "sai-tep-hong", rows(UNITS, PLACE), Fault("", "", "workbook-broken"), finish=broken_inside
    ),
    wrong(
        "sai-tep-khac", rows(UNITS, PLACE), Fault("", "", "workbook-foreign"), finish=other_workbook
    ),
    wrong("sai-loai-mau", mark("A1", "bo-tieu-chi"), Fault("", "", "workbook-other-kind")),
    wrong("mau-cu", mark("A2", 0), Fault("", "", "workbook-old-version", "phiên bản 0")),
    wrong("thieu-trang", without(ROLES), Fault(ROLES, "", "sheet-missing")),
    wrong("thieu-cot", header(UNITS, "B1", None), Fault(UNITS, "", "column-missing")),
    wrong("cot-hai-lan", header(UNITS, "J1", "Mã"), Fault(UNITS, "J1", "column-twice", "Mã")),
    wrong(
        "cot-mat-khau",
        header(PEOPLE, "E1", "Mật khẩu"),
        Fault(PEOPLE, "E1", "column-unknown", "Mật khẩu"),
    ),
    wrong("qua-nhieu-dong", too_many, Fault(UNITS, "", "too-many-rows")),
    wrong("khong-co-dong", rows(UNITS), Fault("", "", "no-rows")),
    wrong("chi-co-dong-ma", ghosts, Fault("", "", "no-rows")),
    wrong(
        "cong-thuc-chua-tinh",
        rows(UNITS, ["XA-BA", '="xã "&"Ba"', "Xã", "HUYEN"]),
        Fault(UNITS, "B2", "formula-empty"),
    ),
    wrong(
        "cong-thuc-loi",
        rows(UNITS, ["XA-BA", "#N/A", "Xã", "HUYEN"]),
        Fault(UNITS, "B2", "formula-error", "#N/A"),
    ),
    wrong("o-trong", rows(UNITS, ["XA-BA", None, "Xã", "HUYEN"]), Fault(UNITS, "B2", "empty")),
    wrong(
        "ten-qua-dai",
        rows(UNITS, ["XA-BA", "xã " + "a" * 200, "Xã", "HUYEN"]),
        Fault(UNITS, "B2", "too-long", "xã " + "a" * 57 + "…"),
    ),
    wrong(
        "ten-thanh-ngay",
        rows(UNITS, ["XA-BA", date(2025, 7, 1), "Xã", "HUYEN"]),
        Fault(UNITS, "B2", "day-in-text", "01/07/2025"),
    ),
    wrong(
        "ngay-khong-co",
        rows(
            UNITS,
            [*PLACE, None, None, "31/02/2025"],
            ["XA-BON", "xã Bốn", "Xã", "HUYEN", None, None, "ngày kia"],
        ),
        Fault(UNITS, "G2", "not-a-day", "31/02/2025"),
        Fault(UNITS, "G3", "not-a-day", "ngày kia"),
    ),
    wrong(
        "thu-tu-khong-la-so",
        rows(UNITS, [*PLACE, None, None, None, None, "đầu tiên"]),
        Fault(UNITS, "I2", "not-a-count", "đầu tiên"),
    ),
    wrong(
        "loai-la",
        rows(UNITS, ["XA-BA", "làng Ba", "Làng", "HUYEN"]),
        Fault(UNITS, "C2", "not-a-choice", "Làng"),
    ),
    wrong(
        "ma-sai-dang",
        rows(UNITS, ["1.0", "xã Ba", "Xã", "HUYEN"], ["XÃ BỐN", "xã Bốn", "Xã", "HUYEN"]),
        Fault(UNITS, "A2", "code-shape", "1.0"),
        Fault(UNITS, "A3", "code-shape", "XÃ BỐN"),
    ),
    wrong(
        "ma-hai-lan",
        rows(UNITS, PLACE, ["xa-ba ", "xã Ba B", "Xã", "HUYEN"]),
        Fault(UNITS, "A3", "code-twice", "xa-ba"),
    ),
    wrong(
        "ma-ngoai-pham-vi",
        rows(UNITS, ["XA-XA", "xã Xa Hơn", "Xã"]),
        Fault(UNITS, "A2", "code-elsewhere", "XA-XA"),
    ),
    wrong(
        "cap-tren-la",
        rows(
            UNITS,
            ["XA-BA", "xã Ba", "Xã", "KHONG-CO"],
            ["XA-BON", "xã Bốn", "Xã", "HUYEN-KHAC"],
        ),
        Fault(UNITS, "D2", "parent-unknown", "KHONG-CO"),
        Fault(UNITS, "D3", "parent-unknown", "HUYEN-KHAC"),
    ),
    wrong(
        "cap-tren-vong",
        rows(
            UNITS,
            ["A", "phòng A", "Phòng, cơ quan chuyên môn", "B"],
            ["B", "phòng B", "Phòng, cơ quan chuyên môn", "A"],
            ["C", "phòng C", "Phòng, cơ quan chuyên môn", "C"],
            ["D", "phòng D", "Phòng, cơ quan chuyên môn", "A"],
        ),
        Fault(UNITS, "D2", "parent-cycle", "B"),
        Fault(UNITS, "D3", "parent-cycle", "A"),
        Fault(UNITS, "D4", "parent-cycle", "C"),
    ),
    wrong(
        "cap-tren-doi",
        rows(UNITS, ["XA-MOT", "xã Một", "Xã", "XA-HAI"]),
        Fault(UNITS, "D2", "parent-changed", "XA-HAI"),
    ),
    wrong(
        "cap-tren-da-dong",
        rows(UNITS, ["THON", "thôn Một", "Đơn vị sự nghiệp", "XA-DONG", None, None, "01/07/2025"]),
        Fault(UNITS, "D2", "parent-closed", "XA-DONG"),
    ),
    wrong(
        "khong-co-cap-tren",
        rows(UNITS, ["TINH-MOI", "tỉnh Mới", "Tỉnh, thành phố"]),
        Fault(UNITS, "D2", "root-forbidden"),
    ),
    wrong(
        "ngay-nguoc",
        rows(UNITS, [*PLACE, None, None, "01/07/2025", "30/06/2025"]),
        Fault(UNITS, "H2", "dates-reversed", "30/06/2025"),
    ),
    wrong(
        "dong-bang-excel",
        rows(UNITS, ["XA-MOT", "xã Một", "Xã", "HUYEN", None, None, None, "30/06/2025"]),
        Fault(UNITS, "H2", "closed-here", "30/06/2025"),
    ),
    wrong(
        "ten-dang-nhap-sai-dang",
        rows(PEOPLE, ["lê ba", "Lê Ba", None, "XA-MOT"], ["ab", "Lê Bốn", None, "XA-MOT"]),
        Fault(PEOPLE, "A2", "username-shape", "lê ba"),
        Fault(PEOPLE, "A3", "username-shape", "ab"),
    ),
    wrong(
        "ten-dang-nhap-hai-lan",
        rows(PEOPLE, PERSON, ["LE.THI.BA", "Lê Thị Bảy", None, "XA-HAI"]),
        Fault(PEOPLE, "A3", "username-twice", "LE.THI.BA"),
    ),
    wrong(
        "ten-dang-nhap-da-cap",
        rows(
            PEOPLE,
            ["canbo", "Người Khác Hẳn", None, "XA-HAI"],
            ["nguoi.xa", "Người Ở Xa", None, "XA-MOT"],
        ),
        Fault(PEOPLE, "A2", "username-taken", "canbo"),
        Fault(PEOPLE, "A3", "username-taken", "nguoi.xa"),
    ),
    wrong(
        "noi-cong-tac-la",
        rows(PEOPLE, ["le.thi.ba", "Lê Thị Ba", None, "XA-XA"]),
        Fault(PEOPLE, "D2", "workplace-unknown", "XA-XA"),
    ),
    wrong(
        "nguoi-giu-vai-tro-noi-khac",
        rows(PEOPLE, ["hai.noi", "Người Hai Nơi", "Chức vụ mới", "XA-MOT"]),
        Fault(PEOPLE, "A2", "person-elsewhere", "hai.noi"),
    ),
    wrong(
        "vai-tro-nguoi-la",
        rows(ROLES, ["khong.co", "Cán bộ đầu mối", "XA-MOT"], ["nguoi.xa", "official", "XA-MOT"]),
        Fault(ROLES, "A2", "role-person-unknown", "khong.co"),
        Fault(ROLES, "A3", "role-person-unknown", "nguoi.xa"),
    ),
    wrong(
        "vai-tro-don-vi-la",
        rows(ROLES, ["canbo", "Cán bộ đầu mối", "KHONG-CO"]),
        Fault(ROLES, "C2", "role-unit-unknown", "KHONG-CO"),
    ),
    wrong(
        "vai-tro-hai-lan",
        rows(
            ROLES,
            ["canbo", "Thủ trưởng đơn vị", "XA-MOT"],
            ["canbo", "head", "xa-mot"],
        ),
        Fault(ROLES, "A3", "role-twice", "canbo"),
    ),
    wrong(
        "vai-tro-quan-tri",
        rows(ROLES, ["canbo", "Quản trị", "XA-MOT"]),
        Fault(ROLES, "B2", "role-forbidden", "Quản trị"),
    ),
    wrong(
        "nhieu-loi-mot-luc",
        many(
            rows(UNITS, ["XA-BA", None, "Xã", "HUYEN"], ["XA BON", "xã Bốn", "Làng", "HUYEN"]),
            rows(PEOPLE, ["le.thi.ba", "Lê Thị Ba", None, "XA-BA"]),
            rows(ROLES, ["le.thi.ba", "Trùm", "XA-BA"]),
        ),
        Fault(UNITS, "B2", "empty"),
        Fault(UNITS, "A3", "code-shape", "XA BON"),
        Fault(UNITS, "C3", "not-a-choice", "Làng"),
        Fault(ROLES, "B2", "not-a-choice", "Trùm"),
    ),
)
