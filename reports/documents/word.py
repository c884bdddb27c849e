"""The same paper for Word: read from the very HTML that the PDF is drawn from.

One wording, two forms. The classes of ``static/css/documents/nd30.css`` are mapped to Word's
styles, so that the office edits the words and the layout of Nghị định 30/2020/NĐ-CP stays.
"""

import io
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import docx
import tinyhtml5
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Cm, Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from reports.documents.word_text import Run, block_text, classes, find_class, runs

FONT = "Times New Roman"
BODY, TABLE = 14, 13
CENTRE, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
HEADINGS = {"h2": 1, "h3": 2, "h4": 3}


def html_to_docx(html: str) -> bytes:
    """A .docx whose words and order are those of the PDF."""
    root = tinyhtml5.parse(html, namespace_html_elements=False)
    out = _blank(root)
    body = root.find("body")
    assert body is not None  # noqa: S101  (the template of every paper has one)
    for child in body:
        _block(out, child)
    with io.BytesIO() as stream:
        out.save(stream)
        return stream.getvalue()


def _blank(root: Element) -> WordDocument:
    out = docx.Document()
    title = root.find("head/title")
    out.core_properties.title = block_text(title) if title is not None else ""
    out.core_properties.language = "vi-VN"
    for meta in root.iter("meta"):
        if meta.get("name") == "author":
            out.core_properties.author = meta.get("content", "")
    normal = out.styles["Normal"]
    _font(normal, BODY)
    normal.paragraph_format.space_after = Pt(6)
    for level in HEADINGS.values():
        style = out.styles[f"Heading {level}"]
        _font(style, BODY)
        style.font.bold, style.font.color.rgb = True, RGBColor(0, 0, 0)
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(6)
        style.paragraph_format.first_line_indent = Cm(1.27)
    _page(out.sections[0], landscape=False)
    return out


def _font(style: object, size: int) -> None:
    style.font.name, style.font.size = FONT, Pt(size)  # type: ignore[attr-defined]
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()  # type: ignore[attr-defined]
    for part in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(part), FONT)
    for part in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        if qn(part) in fonts.attrib:
            del fonts.attrib[qn(part)]


def _page(section: Section, *, landscape: bool) -> None:
    """A4, margins 20/15/20/30 mm; the number at the top centre from the second page on."""
    section.page_width, section.page_height = (
        (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
    )
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    section.header.is_linked_to_previous = section.first_page_header.is_linked_to_previous = False
    number = section.header.paragraphs[0]
    number.alignment = CENTRE
    _field(number, "PAGE")
    kind = OxmlElement("w:pgNumType")
    kind.set(qn("w:start"), "1")
    for old in section._sectPr.findall(qn("w:pgNumType")):
        section._sectPr.remove(old)
    section._sectPr.insert_element_before(kind, "w:cols", "w:titlePg", "w:docGrid")


def _field(paragraph: Paragraph, code: str) -> None:
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        run = paragraph.add_run()
        run.font.size = Pt(14)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)


def _block(out: WordDocument, node: Element) -> None:
    """One element of the page; containers are walked through."""
    kinds = classes(node)
    write = next((BLOCKS[kind] for kind in kinds if kind in BLOCKS), TAGS.get(node.tag))
    if write is not None:
        write(out, node)
        return
    if "annex" in kinds:
        _page(out.add_section(WD_SECTION.NEW_PAGE), landscape="annex--upright" not in kinds)
        _thin(out.paragraphs[-1], Pt(1))  # it carries the break and must not need a page
    before = len(out.paragraphs) if "end" in kinds else None
    for child in node:
        _block(out, child)
    if before is not None:
        for paragraph in out.paragraphs[before:]:
            paragraph.paragraph_format.keep_with_next = True


def _letterhead(out: WordDocument, node: Element) -> None:
    """Two columns without lines: the agency, and the national name."""
    table = _columns(out, (6.4, 10.1))
    for cell, name in zip(
        table.rows[0].cells, ("letterhead__agency", "letterhead__nation"), strict=True
    ):
        side = find_class(node, name)
        lines = list(side.iter("p")) if side is not None else []
        for index, line in enumerate(lines):
            kinds = classes(line)
            upper = bool(kinds & {"letterhead__upper", "letterhead__name"})
            paragraph = _cell_line(cell, index)
            paragraph.alignment = CENTRE
            _write(
                paragraph,
                runs(line, upper=upper),
                size=14 if kinds & {"letterhead__motto", "letterhead__day"} else 13,
                bold=bool(kinds & {"letterhead__name", "letterhead__state", "letterhead__motto"}),
                italic="letterhead__day" in kinds,
            )
            if find_class(line, "ruled") is not None:
                _rule(cell, short=find_class(line, "ruled--short") is not None)


def _rule(cell: _Cell, *, short: bool) -> None:
    """The line under agency and motto: the border of a thin empty paragraph, as long as it is to
    be. On the paragraph of the words it would make those wrap."""
    paragraph = cell.add_paragraph()
    borders = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for key, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "000000")):
        bottom.set(qn(f"w:{key}"), value)
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().append(borders)
    inset = Cm(2.1) if short else Cm(2.0)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = inset
    _thin(paragraph, Pt(3))
    paragraph.paragraph_format.space_after = Pt(6)


def _thin(paragraph: Paragraph, height: Pt) -> None:
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraph.paragraph_format.line_spacing = height


def _title(out: WordDocument, node: Element) -> None:
    for name, upper in (("title__kind", True), ("title__subject", False)):
        part = find_class(node, name)
        paragraph = out.add_paragraph()
        paragraph.alignment = CENTRE
        paragraph.paragraph_format.space_after = Pt(0 if upper else 12)
        if upper:
            paragraph.paragraph_format.space_before = Pt(12)
        inset = Mm(0 if upper else 5)
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = inset
        if part is not None:
            _write(paragraph, runs(part, upper=upper), size=BODY, bold=True)


def _paragraph(out: WordDocument, node: Element) -> None:
    kinds = classes(node)
    level = HEADINGS.get(str(node.tag))
    if level and (label := find_class(node, "annex__label")) is not None:
        name = find_class(node, "annex__name")
        for part, upper in ((label, False), (name, True)):
            if part is not None:
                paragraph = out.add_paragraph(style="Heading 1" if not upper else None)
                paragraph.alignment = CENTRE
                paragraph.paragraph_format.first_line_indent = Cm(0)
                paragraph.paragraph_format.space_before = Pt(0)
                paragraph.paragraph_format.space_after = Pt(0)
                _write(paragraph, runs(part, upper=upper), size=BODY, bold=True)
        return
    paragraph = out.add_paragraph(style=f"Heading {level}" if level else None)
    centred = kinds & {"addressee", "authority", "annex__of", "outline__part"}
    paragraph.alignment = CENTRE if centred else JUSTIFY
    if not centred and not level and "note" not in kinds:
        paragraph.paragraph_format.first_line_indent = Cm(1.27)
    _write(
        paragraph,
        runs(node, upper="authority" in kinds),
        size=12 if "note" in kinds else BODY,
        bold="authority" in kinds or level is not None,
        italic=bool(kinds & {"basis", "note", "annex__of"}),
    )


def _list(out: WordDocument, node: Element) -> None:
    """Items keep the dash that the decree knows; those of a plain list have their own words."""
    plain = "plain" in classes(node)
    for item in node.findall("li"):
        inner = item.findall("p") or [item]
        for part in inner:
            paragraph = out.add_paragraph()
            paragraph.alignment = JUSTIFY
            paragraph.paragraph_format.first_line_indent = Cm(1.27)
            found = list(runs(part))
            _write(paragraph, found if plain else [Run("- "), *found], size=BODY)


def _table(out: WordDocument, node: Element) -> None:
    """With real header rows that repeat on each page, and merged cells as in the page."""
    caption = node.find("caption")
    if caption is not None:
        paragraph = out.add_paragraph()
        paragraph.alignment = CENTRE
        paragraph.paragraph_format.keep_with_next = True
        _write(paragraph, runs(caption), size=TABLE, bold=True)
    heads = list(node.iterfind("thead/tr"))
    rows = [*heads, *node.iterfind("tbody/tr")]
    width = max((sum(_span(cell) for cell in row) for row in rows), default=0)
    table = out.add_table(rows=len(rows), cols=width)
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _margins(table, Mm(0.9))
    size = next((SIZES[kind] for kind in classes(node) if kind in SIZES), TABLE)
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while (number, column) in taken:
                column += 1
            _fill(table, number, column, cell, row, taken, size, is_head=number < len(heads))
            column += _span(cell)
        _row_rules(table, number, is_head=number < len(heads))
    _widths(table, node, out.sections[-1], width)
    _thin(out.add_paragraph(), Pt(8))


def _margins(table: Table, side: Mm) -> None:
    """Left and right of the text in every cell."""
    margins = OxmlElement("w:tblCellMar")
    for name in ("left", "right"):
        edge = OxmlElement(f"w:{name}")
        edge.set(qn("w:w"), str(side.twips))
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")


def _span(cell: Element) -> int:
    return int(cell.get("colspan", "1"))


def _fill(
    table: Table,
    row: int,
    column: int,
    cell: Element,
    parent: Element,
    taken: set[tuple[int, int]],
    size: int,
    *,
    is_head: bool,
) -> None:
    down, across = int(cell.get("rowspan", "1")), _span(cell)
    taken |= {(row + y, column + x) for y in range(down) for x in range(across)}
    place = table.cell(row, column)
    if down > 1 or across > 1:
        place = place.merge(table.cell(row + down - 1, column + across - 1))
    place.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    kinds = classes(cell)
    strong = "strong" in classes(parent)
    for index, line in enumerate(_lines(cell)):
        paragraph = _cell_line(place, index)
        paragraph.alignment = (
            CENTRE
            if is_head or "c" in kinds
            else WD_ALIGN_PARAGRAPH.RIGHT
            if "r" in kinds
            else WD_ALIGN_PARAGRAPH.LEFT
        )
        if column == 1 and "sub" in classes(parent):
            paragraph.paragraph_format.left_indent = Pt(10)
        _write(paragraph, line, size=size, bold=is_head or strong)


def _lines(cell: Element) -> Iterator[list[Run]]:
    """The runs of a cell, cut at its line breaks."""
    line: list[Run] = []
    for run in runs(cell):
        if run.is_break:
            yield line
            line = []
        else:
            line.append(run)
    yield line


def _row_rules(table: Table, number: int, *, is_head: bool) -> None:
    properties = table.rows[number]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))


def _widths(table: Table, node: Element, section: Section, width: int) -> None:
    """As the stylesheet gives them by class, the rest shared out."""
    assert section.page_width and section.left_margin and section.right_margin  # noqa: S101, PT018
    room = (section.page_width - section.left_margin - section.right_margin) / Mm(1)
    given = [
        next((WIDTHS[k] for k in classes(col) if k in WIDTHS), 0.0)
        for col in node.iterfind("colgroup/col")
    ][:width]
    given += [0.0] * (width - len(given))
    left = max(room - sum(given), 10.0 * given.count(0.0))
    share = left / max(given.count(0.0), 1)
    table.autofit = False
    for column, wide in zip(table.columns, given, strict=True):
        column.width = Mm(round(wide or share))
        for cell in column.cells:
            cell.width = Mm(round(wide or share))


WIDTHS = {
    "col-number": 12.0,
    "col-code": 15.0,
    "col-year": 36.0,
    "col-index": 32.0,
    "col-score": 19.0,
    "col-achieved": 22.0,
    "col-points": 24.0,
    "col-share": 15.0,
    "col-change": 20.0,
    "col-name": 74.0,
    "col-unit": 38.0,
    "col-group": 26.0,
    "col-previous": 25.0,
    "col-figures": 42.0,
    "col-proofs": 48.0,
    "col-notes": 50.0,
    "col-task": 74.0,
    "col-when": 46.0,
    "col-who": 40.0,
    "col-period": 20.0,
}
"""Millimetres; a test holds them to the stylesheet's."""


SIZES = {"ranking": 11, "scores": 12, "statistics": 12}
"""Points of tables that the stylesheet sets smaller."""


def _foot(out: WordDocument, node: Element) -> None:
    table = _columns(out, (7.5, 9))
    to, sign = table.rows[0].cells
    index = 0
    for part in node.iter():
        if part.tag == "p" and "foot__to-title" in classes(part):
            _write(_cell_line(to, index), runs(part), size=12, bold=True, italic=True)
            index += 1
        elif part.tag == "li":
            _write(_cell_line(to, index), [Run("- "), *runs(part)], size=11)
            index += 1
    side = find_class(node, "foot__sign")
    index = 0
    for part in side.iter() if side is not None else ():
        if part.tag == "p":
            paragraph = _cell_line(sign, index)
            paragraph.alignment = CENTRE
            upper = "foot__title" in classes(part)
            if not upper:
                paragraph.paragraph_format.space_before = Pt(80)
            _write(paragraph, runs(part, upper=upper), size=BODY, bold=True)
            index += 1


BLOCKS = {"letterhead": _letterhead, "title": _title, "foot": _foot}
TAGS = {
    "table": _table,
    **dict.fromkeys(("p", *HEADINGS), _paragraph),
    **dict.fromkeys(("ul", "ol"), _list),
}


def _columns(out: WordDocument, widths: tuple[float, float]) -> Table:
    table: Table = out.add_table(rows=1, cols=2)
    table.autofit = False
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    _margins(table, Mm(0))
    for column, cell, width in zip(table.columns, table.rows[0].cells, widths, strict=True):
        column.width = cell.width = Cm(width)
    return table


def _cell_line(cell: _Cell, index: int) -> Paragraph:
    paragraph: Paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(0)
    return paragraph


def _write(
    paragraph: Paragraph,
    found: "Iterator[Run] | list[Run]",
    *,
    size: int,
    bold: bool = False,
    italic: bool = False,
) -> None:
    for piece in found:
        if piece.is_break:
            paragraph.add_run().add_break()
            continue
        run = paragraph.add_run(piece.text)
        run.font.size = Pt(size)
        run.bold = True if bold or piece.bold else None
        run.italic = True if italic or piece.italic else None
