"""Workbooks of past results: good ones, and one for every way in which one is wrong.

Each case edits the portal's own template of the year that `recorded_year` makes; ``make.py`` writes
them to files, which the tests read.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from openpyxl import load_workbook

from assessments.models import Campaign
from assessments.recorded.layout import SHEET, recorded_template
from parindex.lib.workbooks.layout import MARK_SHEET
from parindex.lib.workbooks.reading import MAX_ROWS
from tests.workbooks.unit_cases import (
    Book,
    Edit,
    Fault,
    broken_inside,
    many,
    other_workbook,
    rows,
)

PAPER = "Quyết định số 100/QĐ-UBND ngày 20/01/2021"
OTHER_PAPER = "Báo cáo số 7/BC-SNV ngày 05/02/2021"


def line(
    unit: Any = "XA-MOT",
    level: Any = "Tổng",
    code: Any = None,
    points: Any = 75.5,
    maximum: Any = 100,
    percent: Any = None,
    rank: Any = None,
    rank_of: Any = None,
    source: Any = PAPER,
    note: Any = None,
) -> list[Any]:
    return [unit, level, code, points, maximum, percent, rank, rank_of, source, note]


@dataclass(frozen=True)
class Case:
    """``finish`` works on the saved bytes, for what openpyxl itself would not write."""

    name: str
    edit: Edit
    faults: Sequence[Fault] = ()
    finish: Callable[[bytes], bytes] = bytes

    def build(self) -> bytes:
        campaign = Campaign(code="BD-2020", name="Chỉ số CCHC cấp xã năm 2020", year=2020)
        book = load_workbook(io.BytesIO(recorded_template(campaign)))
        self.edit(book)
        target = io.BytesIO()
        book.save(target)
        return self.finish(target.getvalue())


def wrong(name: str, edit: Edit, *faults: Fault, **more: Any) -> Case:
    return Case(name, edit, faults, **more)


def wrong_line(name: str, *faults: tuple[str, str, str], **values: Any) -> Case:
    """One line that is wrong in cells (address, rule, found)."""
    return Case(name, rows(SHEET, line(**values)), [Fault(SHEET, *fault) for fault in faults])


def mark(address: str, value: object) -> Edit:
    def edit(book: Book) -> None:
        book[MARK_SHEET][address].value = value

    return many(rows(SHEET, line()), edit)


def header(address: str, title: str | None) -> Edit:
    def edit(book: Book) -> None:
        book[SHEET][address].value = title

    return many(rows(SHEET, line()), edit)


def without_sheet(book: Book) -> None:
    del book[SHEET]


def too_many(book: Book) -> None:
    for number in range(MAX_ROWS + 1):
        book[SHEET].cell(number + 2, 1).value = f"XA-{number}"


GOOD = (
    Case(
        "ba-muc",
        rows(
            SHEET,
            line("XA-MOT", "Tổng", None, "75,62", 100, "75,62%", 9, 11, PAPER, "Bảng 1"),
            line("xa-mot", "linh vuc", 1, 2.5, 3),
            line("XA-HAI", "Tiêu chí", "1.1", 1.5, 2, source=OTHER_PAPER),
        ),
    ),
    Case("chi-ty-le", rows(SHEET, line(points=None, maximum=None, percent=69.4))),
    Case(
        "hai-nguon",
        rows(SHEET, line(points=75.5), line(points=75.05, source=OTHER_PAPER)),
    ),
    Case("so-sua", rows(SHEET, line(points=80, rank=3, rank_of=11, note="Đính chính"))),
    Case(
        "tung-tieu-chi",
        rows(
            SHEET,
            line("XA-MOT", "Tiêu chí", "1.1", 1.5, 2),
            line("XA-MOT", "Tiêu chí", "1.2", 0.5, 1),
            line("XA-MOT", "Lĩnh vực", "2", 1, 1),
            line("XA-HAI", "Tiêu chí", "1.1", 2, 2),
            line("XA-HAI", "Lĩnh vực", "2", 0.25, 1),
        ),
    ),
    Case("ty-le-lech", rows(SHEET, line(points=75, maximum=100, percent=75.5))),
    Case("don-vi-da-sap-nhap", rows(SHEET, line("XA-CU"))),
)

WRONG = (
    wrong("tep-hong", rows(SHEET, line()), Fault("", "", "workbook-broken"), finish=broken_inside),
    wrong("tep-la", rows(SHEET, line()), Fault("", "", "workbook-foreign"), finish=other_workbook),
    wrong("mau-khac", mark("A1", "don-vi"), Fault("", "", "workbook-other-kind")),
    wrong("mau-cu", mark("A2", 0), Fault("", "", "workbook-old-version", "phiên bản 0")),
    wrong("thieu-trang", without_sheet, Fault(SHEET, "", "sheet-missing")),
    wrong("thieu-cot-nguon", header("I1", None), Fault(SHEET, "", "column-missing")),
    wrong("cot-hai-lan", header("K1", "Điểm"), Fault(SHEET, "K1", "column-twice", "Điểm")),
    wrong(
        "cot-ten-don-vi",
        header("K1", "Tên đơn vị"),
        Fault(SHEET, "K1", "column-unknown", "Tên đơn vị"),
    ),
    wrong("qua-nhieu-dong", too_many, Fault(SHEET, "", "too-many-rows")),
    wrong("khong-co-dong", rows(SHEET), Fault("", "", "no-rows")),
    wrong_line("cong-thuc-chua-tinh", ("D2", "formula-empty", ""), points="=70+5"),
    wrong_line("cong-thuc-loi", ("D2", "formula-error", "#DIV/0!"), points="#DIV/0!"),
    wrong_line("thieu-nguon", ("I2", "empty", ""), source=None),
    wrong_line("thieu-ma-don-vi", ("A2", "empty", ""), unit=None),
    wrong_line("thieu-muc", ("B2", "empty", ""), level=None),
    wrong_line("thieu-ma-tieu-chi", ("C2", "empty", ""), level="Lĩnh vực"),
    wrong_line("nguon-qua-dai", ("I2", "too-long", "Q" * 60 + "…"), source="Q" * 301),
    wrong_line(
        "ma-thanh-ngay",
        ("C2", "day-in-text", "02/01/2020"),
        level="Tiêu chí",
        code=date(2020, 1, 2),
    ),
    wrong_line("diem-khong-la-so", ("D2", "not-a-number", "bảy lăm"), points="bảy lăm"),
    wrong_line("ty-le-khong-la-so", ("F2", "not-a-number", "cao %"), percent="cao %"),
    wrong_line("hang-khong-la-so", ("G2", "not-a-count", "nhất"), rank="nhất"),
    wrong_line("muc-la", ("B2", "not-a-choice", "Chương"), level="Chương"),
    wrong_line("don-vi-la", ("A2", "unit-unknown", "xã Một"), unit="xã Một"),
    wrong_line("don-vi-noi-khac", ("A2", "unit-unknown", "XA-XA"), unit="XA-XA"),
    wrong_line("don-vi-khac-cap", ("A2", "unit-other-level", "PHONG"), unit="PHONG"),
    wrong_line("don-vi-chua-lap", ("A2", "unit-not-then", "XA-MOI"), unit="XA-MOI"),
    wrong_line("ma-o-muc-tong", ("C2", "code-at-total", "1"), code="1"),
    wrong_line("ma-la", ("C2", "code-unknown", "1.9"), level="Tiêu chí", code="1.9"),
    wrong_line("ma-khac-muc", ("C2", "code-other-level", "1.1"), level="Lĩnh vực", code="1.1"),
    wrong_line("khong-co-so", ("D2", "figure-missing", ""), points=None, maximum=None),
    wrong_line("thieu-diem-toi-da", ("E2", "maximum-missing", ""), maximum=None),
    wrong_line("diem-toi-da-bang-0", ("E2", "maximum-missing", "0"), points=0, maximum=0),
    wrong_line("diem-qua-toi-da", ("D2", "points-outside", "101"), points=101),
    wrong_line("diem-am", ("D2", "points-outside", "-1"), points=-1),
    wrong_line("ty-le-qua-100", ("F2", "percent-outside", "7562"), percent=7562),
    wrong_line("diem-qua-nhieu-so-le", ("D2", "too-precise", "1,23456"), points="1,23456"),
    wrong_line("hang-qua-tong", ("G2", "rank-outside", "12"), rank=12, rank_of=11),
    wrong_line("hang-0", ("G2", "rank-outside", "0"), rank=0),
    wrong(
        "dong-hai-lan",
        rows(SHEET, line(), line("xa-mot", points=70, source=PAPER.upper())),
        Fault(SHEET, "A3", "row-twice", "xa-mot"),
    ),
    wrong(
        "nhieu-loi-cung-luc",
        rows(SHEET, line(unit="KHONG-CO", points="x"), line(level="Tiêu chí", code="9", rank=-1)),
        Fault(SHEET, "A2", "unit-unknown", "KHONG-CO"),
        Fault(SHEET, "D2", "not-a-number", "x"),
        Fault(SHEET, "C3", "code-unknown", "9"),
        Fault(SHEET, "G3", "not-a-count", "-1"),
    ),
)
