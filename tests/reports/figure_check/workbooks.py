"""The same tables laid out as different offices would: sheets, headers, number cells, causes."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Literal

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from reports.figure_check import read_pasted, read_workbook
from reports.figure_check.grid import Sheet
from tests.reports.figure_check import van_canh
from tests.reports.figure_check.van_canh import PRINTED, Figures

Value = str | int | float | None

Sheets = Literal["one", "by table", "by field"]
Numbers = Literal["real", "dots", "commas", "mixed"]
Header = Literal["plain", "code", "two rows", "reordered", "no code", "extra"]
Summary = Literal["pairs", "columns", "one row", "no years first", "none"]
SubCodes = Literal["bullets", "coded", "letters"]
Causes = Literal["text", "column", "sheet", "below", "none"]
Loose = Literal["text", "pairs", "table", "none"]


@dataclass(frozen=True)
class Look:
    """How a paper looks."""

    sheets: Sheets = "one"
    numbers: Numbers = "real"
    header: Header = "plain"
    summary: Summary = "pairs"
    sub_codes: SubCodes = "bullets"
    causes: Causes = "text"
    loose: Loose = "text"
    shows_field_code: bool = False
    """The row of field 7 lacks its code on paper."""
    positive: bool = False
    has_page_breaks: bool = False
    figures: Figures = PRINTED
    offset: int = 0
    """Empty columns on the left."""

    @property
    def found(self) -> Counter[van_canh.Found]:
        """What a check must find in the printed paper, no more and no less."""
        sign = "" if self.positive else "-"
        found = Counter((c, k, _signed(v, sign)) for c, k, v in van_canh.DETAIL_SLIPS)
        found.update(van_canh.SUMMARY_SLIPS if self.summary != "none" else ())
        found.update(van_canh.CAUSE_SLIPS if self.causes != "none" else ())
        found.update(van_canh.TEXT_SLIPS if self.causes in {"text", "sheet"} else ())
        if self.loose != "none":
            found.update(van_canh.SIPAS_SLIPS)
            found.update(van_canh.PAST_SLIPS if self.summary != "none" else ())
        return found


def _signed(value: str, sign: str) -> str:
    return sign + value[1:] if value.startswith("-") else value


@dataclass
class Page:
    name: str
    rows: list[list[Value]] = field(default_factory=list)

    def add(self, *cells: Value) -> None:
        self.rows.append(list(cells))


def pages(look: Look) -> list[Page]:
    """Each table with the title above it and the text below it."""
    made = [*_overview(look), *_details(look), *_survey(look)]
    if look.causes == "sheet":
        made.append(_cause_page(look))
    if look.sheets != "one":
        return made
    whole = Page("Báo cáo")
    for page in made:
        whole.rows += [*page.rows, []]
    return [whole]


def workbook(look: Look) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for page in pages(look):
        _write(book.create_sheet(page.name), page, look.offset)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _write(sheet: Worksheet, page: Page, offset: int) -> None:
    for row, cells in enumerate(page.rows, start=1):
        for column, value in enumerate(cells, start=1 + offset):
            if value is not None and value != "":
                sheet.cell(row, column, value)
    for row, cells in enumerate(page.rows, start=1):
        if "Năm 2020" in cells and "Năm 2021" in cells and cells.count(None) > 1:
            first = cells.index("Năm 2020") + 1 + offset
            width = cells.index("Năm 2021") - cells.index("Năm 2020")
            for start in (first, first + width):
                sheet.merge_cells(
                    start_row=row, end_row=row, start_column=start, end_column=start + width - 1
                )


def sheets_of(look: Look) -> tuple[Sheet, ...]:
    content = workbook(look)
    return read_workbook(BytesIO(content), name="bảng.xlsx", size=len(content)).sheets


def pasted(look: Look) -> tuple[Sheet, ...]:
    """What copying the same tables from Word or Excel gives."""
    lines = ["\t".join(_as_text(cell) for cell in row) for p in pages(look) for row in p.rows]
    return (read_pasted("\n".join(lines)),)


def _as_text(value: Value) -> str:
    return "" if value is None else str(value)


# -------------------------------------------------------------------- cells


def _number(text: str, look: Look, position: int = 0) -> Value:
    if not text:
        return None
    style = look.numbers if look.numbers != "mixed" else ("dots", "commas", "real")[position % 3]
    if style == "real":
        return float(text) if "." in text else int(text)
    return text.replace(".", ",") if style == "commas" else text


def _deducted(text: str, look: Look, position: int) -> Value:
    if look.positive:
        return _number(text.removeprefix("-"), look, position)
    value = _number(text, look, position)
    is_spaced = isinstance(value, str) and position % 2
    return value.replace("-", "- ") if is_spaced and isinstance(value, str) else value


# -------------------------------------------------------------------- detail


def _details(look: Look) -> Iterator[Page]:
    rows = look.figures.detail
    if look.sheets == "by table":
        page = Page("Chi tiết")
        _detail_table(page, rows, look)
        yield page
        if look.causes == "text":
            prose = Page("Phân tích")
            for code in "1234567":
                _cause_text(prose, code, look)
            yield prose
        return
    for code in "1234567":
        page = Page(f"2.{code}")
        page.add(f"2.{code}. {van_canh.names()[code]}")
        page.add()
        _detail_table(page, [row for row in rows if row[0].split(".")[0] == code], look)
        if look.causes == "text":
            _cause_text(page, code, look)
        yield page


HEADERS = {
    "plain": ["Tiêu chí", "Nội dung", "Điểm tối đa", "Điểm đạt được", "Điểm bị trừ"],
    "code": ["Mã", "Tiêu chí, tiêu chí thành phần", "Điểm tối đa", "Điểm đạt", "Điểm trừ"],
    "reordered": ["Điểm bị trừ", "Điểm đạt được", "Điểm tối đa", "Nội dung", "Mã tiêu chí"],
    "no code": ["Lĩnh vực, tiêu chí", "Điểm tối đa", "Điểm đạt được", "Điểm bị trừ"],
    "extra": [
        "STT",
        "Mã số",
        "Nội dung",
        "Cơ quan theo dõi",
        "Điểm tối đa",
        "Điểm tự chấm",
        "Điểm đạt được",
        "Điểm bị trừ",
        "Ghi chú",
    ],
}


def _detail_header(look: Look) -> list[list[Value]]:
    tail: list[Value] = ["Nguyên nhân"] if look.causes == "column" else []
    if look.header == "two rows":
        upper: list[Value] = ["TIÊU CHÍ", "NỘI DUNG", "ĐIỂM", None, None]
        return [
            [*upper, *tail],
            [None, None, "Tối đa", "Đạt được", "Bị trừ"],
            ["(1)", "(2)", "(3)", "(4)", "(5)=(3)-(4)"],
        ]
    return [[*HEADERS[look.header], *tail]]


def _detail_table(page: Page, rows: Sequence[Sequence[str]], look: Look) -> None:
    header = _detail_header(look)
    page.rows += header
    for position, (code, maximum, achieved, deducted) in enumerate(rows):
        if look.has_page_breaks and position == 5:
            page.add()
            page.rows += header
        label = van_canh.names()[code]
        is_cut = look.has_page_breaks and position == 4 and " " in label
        head, _, tail = label.rpartition(" ") if is_cut else (label, "", "")
        figures = [
            _number(maximum, look, position),
            _number(achieved, look, position + 1),
            _deducted(deducted, look, position),
        ]
        cause = _causes(look).get(code) if look.causes == "column" else None
        printed, text = _identity(code, head, look)
        page.rows.append(_row(printed, text, figures, cause, position, look))
        if tail:
            page.rows.append(_row("", tail.lower(), [None, None, None], None, position, look))
        if look.causes == "below" and code in _causes(look):
            page.add(None, f"Nguyên nhân: {_causes(look)[code]}")


def _identity(code: str, label: str, look: Look) -> tuple[str, str]:
    if code == "7" and not look.shows_field_code:
        return "", label.upper()
    if code in {"1.1.1", "1.1.2"} and look.sub_codes == "bullets":
        return "", f"- {label};"
    if code in {"1.1.1", "1.1.2"} and look.sub_codes == "letters":
        return {"1.1.1": "1.1.a", "1.1.2": "1.1.b"}[code], label
    return code, label


def _row(
    code: str, label: str, figures: list[Value], cause: str | None, position: int, look: Look
) -> list[Value]:
    maximum, achieved, deducted = figures
    match look.header:
        case "reordered":
            cells: list[Value] = [deducted, achieved, maximum, label, code]
        case "no code":
            cells = [f"{code}. {label}" if code else label, maximum, achieved, deducted]
        case "extra":
            office = "Phòng Nội vụ" if maximum is not None else None
            serial = position + 1 if maximum is not None else None
            cells = [serial, code, label, office, maximum, maximum, achieved, deducted, None]
        case _:
            cells = [code, label, maximum, achieved, deducted]
    return [*cells, cause] if cause else cells


# -------------------------------------------------------------------- causes


def _causes(look: Look) -> dict[str, str]:
    causes = van_canh.causes().items()
    return {code: cause for code, cause in causes if code not in look.figures.unexplained}


def _told(code: str) -> str:
    return van_canh.MISLABELLED.get(code) or van_canh.EXPLAINED_ABOVE.get(code) or code


def _cause_text(page: Page, field_code: str, look: Look) -> None:
    page.add()
    page.add("Theo từng nội dung cụ thể, huyện không đạt điểm tối đa đối với các tiêu chí sau:")
    deducted = {row[0]: row[3].removeprefix("-") for row in look.figures.detail}
    for code, cause in _causes(look).items():
        if code.split(".")[0] != field_code:
            continue
        told = _told(code)
        name = van_canh.names()[van_canh.EXPLAINED_ABOVE.get(code, code)]
        page.add(f"- Tiêu chí {told}. {name} (trừ {deducted[code]} điểm);")
        page.add(f"Nguyên nhân: {cause}")


def _cause_page(look: Look) -> Page:
    page = Page("Nguyên nhân")
    page.add("Mã", "Nội dung", "Điểm bị trừ", "Nguyên nhân")
    deducted = {row[0]: row[3].removeprefix("-") for row in look.figures.detail}
    for position, (code, cause) in enumerate(_causes(look).items()):
        page.add(
            code, van_canh.names()[code], _number(deducted[code], look, position), f"Do {cause}"
        )
    return page


# -------------------------------------------------------------------- summary and loose figures


def _overview(look: Look) -> Iterator[Page]:
    page = Page("I.1")
    page.add("I. KẾT QUẢ CHỈ SỐ CCHC HUYỆN NĂM 2021")
    growth = look.figures.growth.replace(".", ",")
    now, before = look.figures.index, look.figures.past_index
    if look.loose == "text":
        page.add(
            f"Chỉ số CCHC năm 2021 huyện Vân Canh đạt: {now.replace('.', ',')}%, thuộc nhóm 3 "
            "(các địa phương có chỉ số đạt từ 70% đến dưới 80%)."
        )
        page.add()
        page.add("Năm đánh giá", "Chỉ số CCHC (%)", "Phân loại mức độ hoàn thành nhiệm vụ")
        page.add(2020, f"{before.replace('.', ',')}%", "Hoàn thành nhiệm vụ")
        page.add(2021, f"{now.replace('.', ',')}%", "Hoàn thành tốt nhiệm vụ")
        page.add()
        page.add(
            f"Tổng điểm chỉ số CCHC của huyện tăng {growth}% so với năm 2020, thuộc nhóm 4"
            " địa phương có điểm tăng cao nhất (điểm tăng trung bình của các huyện là 4,9%)."
        )
    if look.loose == "pairs":
        page.add("Chỉ số CCHC năm 2020 (%)", _number(before, look))
        page.add("Chỉ số CCHC năm 2021 (%)", _number(now, look))
        page.add("Tăng so với năm 2020", _number(look.figures.growth, look))
    if look.loose == "table":
        page.add("Chỉ tiêu", "Năm 2020", "Năm 2021", "Tăng/giảm")
        figures = [_number(text, look) for text in (before, now, look.figures.growth)]
        page.add("Chỉ số CCHC (%)", *figures)
    page.add()
    if look.summary != "none":
        page.add("So sánh kết quả Chỉ số CCHC năm 2020 và năm 2021:")
        _summary_table(page, look)
    yield page


def _summary_table(page: Page, look: Look) -> None:
    names = van_canh.names()
    text = "Lĩnh vực/Tiêu chí/Tiêu chí thành phần"
    pair = "Điểm chỉ số/ điểm tối đa"
    if look.summary == "columns":
        page.add("TT", text, "Năm 2020", None, None, "Năm 2021", None, None, "Tăng/giảm (%)")
        page.add(None, None, *["Điểm đạt", "Điểm tối đa", "Tỷ lệ (%)"] * 2)
    elif look.summary == "pairs":
        page.add("TT", text, "Năm 2020", None, "Năm 2021", None, "Tăng/giảm (%)")
        page.add(None, None, pair, "%", pair, "%")
    elif look.summary == "one row":
        years = [f"{pair} năm 2020", "% năm 2020", f"{pair} năm 2021", "% năm 2021"]
        page.add("TT", "Lĩnh vực", *years, "Tăng/giảm (%)")
    else:
        years = ["Năm 2021: điểm/điểm tối đa", "Năm 2021: %", "Năm 2020: điểm/điểm tối đa"]
        page.add("Lĩnh vực", "Mã", "Tăng, giảm (%)", *years, "Năm 2020: %")
    for position, row in enumerate(look.figures.summary):
        code, a0, m0, p0, a1, m1, p1, change = row
        figures = [_number(text, look, position) for text in (a0, m0, p0, a1, m1, p1)]
        delta = change if look.numbers != "real" else _number(change, look)
        if look.summary == "columns":
            page.add(code, names[code], *figures, delta)
            continue
        first, last = f"{a0}/{m0}", f"{a1}/{m1}"
        if look.numbers == "commas":
            first, last = first.replace(".", ","), last.replace(".", ",")
        if look.summary == "no years first":
            page.add(names[code], code, delta, last, figures[5], first, figures[2])
        else:
            page.add(code, names[code], first, figures[2], last, figures[5], delta)


def _survey(look: Look) -> Iterator[Page]:
    if look.loose == "none":
        return
    page = Page("SIPAS")
    page.add("II. KẾT QUẢ CHỈ SỐ HÀI LÒNG (SIPAS) HUYỆN VÂN CANH NĂM 2021")
    points, maximum = look.figures.sipas_points, look.figures.sipas_max
    percent, growth = look.figures.sipas_percent, look.figures.sipas_growth
    if look.loose == "text":
        page.add(
            "Chỉ số hài lòng của người dân và tổ chức đối với sự phục vụ của các cơ quan hành"
            f" chính nhà nước năm 2021 đạt {points}/{maximum} điểm, tỷ lệ {percent}%, đứng vị trí"
            f" 9/11 huyện, thị xã, thành phố; tăng {growth}% điểm và tăng 02 bậc so với năm 2020."
        )
        for name, value in van_canh.FACTORS.items():
            page.add(f"- Chỉ số hài lòng về {name} đạt {value.replace('.', ',')}%, xếp thứ 8/11.")
    if look.loose == "pairs":
        page.add("Điểm SIPAS năm 2021", _number(points, look))
        page.add("Điểm tối đa SIPAS", _number(maximum, look))
        page.add("Tỷ lệ SIPAS năm 2021 (%)", _number(percent, look))
        page.add("SIPAS tăng so với năm 2020 (điểm %)", _number(growth, look))
        for name, value in van_canh.FACTORS.items():
            page.add(name, _number(value, look))
    if look.loose == "table":
        page.add("Nội dung", "Điểm", "Điểm tối đa", "Tỷ lệ (%)", "Tăng/giảm (%)")
        figures = [_number(text, look) for text in (points, maximum, percent, growth)]
        page.add("Chỉ số hài lòng (SIPAS) năm 2021", *figures)
        page.add()
        page.add("Yếu tố", "Chỉ số (%)")
        for name, value in van_canh.FACTORS.items():
            page.add(name, _number(value, look))
    yield page
