"""Phụ lục thẩm định: self scores beside appraised ones, the difference and its cause."""

from assessments.models import Assessment, Entry
from criteria.models import Level
from parindex.lib.workbooks import XLSX
from reports.appendices.scoring import CODE, NAME, evidence_texts
from reports.appendices.sheet import (
    POINTS,
    SIGNED,
    Column,
    Table,
    Value,
    book_bytes,
    new_book,
    widened,
)
from reports.documents.base import Paper
from reports.unit_result import Node, unit_result

FIGURES = Column("Số liệu kê khai, cách tính", 34)
PROOF = Column("Tài liệu kiểm chứng", 40)
CAUSE = Column("Nguyên nhân trừ điểm", 40)
NOTE = Column("Giải trình, ghi chú của đơn vị", 40)


def appraisal_appendix(assessment: Assessment) -> Paper:
    result = unit_result(assessment)
    entries = {entry.pk: entry for entry in Entry.objects.filter(assessment=assessment)}
    proofs = evidence_texts(assessment)
    book = new_book(f"Bảng thẩm định Chỉ số CCHC năm {result.year} – {result.unit.title}")
    book.worksheets[0].title = "Bảng thẩm định"
    columns = (
        CODE,
        NAME,
        Column("Điểm tối đa", 10, POINTS),
        FIGURES,
        Column("Điểm tự chấm", 10, POINTS),
        Column("Điểm thẩm định", 10, POINTS),
        Column("Chênh lệch", 10, SIGNED),
        widened(PROOF, list(proofs.values())),
        widened(CAUSE, [entry.cause for entry in entries.values()]),
        widened(NOTE, [entry.note for entry in entries.values()]),
    )
    table = Table(book.worksheets[0], columns)
    table.title(f"BẢNG THẨM ĐỊNH CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM {result.year}")
    table.title(result.unit.title, size=12, bold=False)
    table.head()
    for node in (node for top in result.top for node in top.walk()):
        is_field = node.level == Level.FIELD
        table.row(
            (node.code, node.name, *_values(node, entries.get(node.entry_id or 0), proofs)),
            level=node.level - 1,
            bold=is_field,
            fill=is_field,
        )
    table.finish()
    name = f"bang-tham-dinh-{result.year}-{result.unit.code.lower()}.xlsx"
    return Paper(name, book_bytes(book), XLSX)


def _values(node: Node, entry: Entry | None, proofs: dict[int, str]) -> tuple[Value, ...]:
    own, found = node.self_points, node.appraised_points
    return (
        node.max_points,
        entry.working if entry else "",
        own,
        found,
        None if own is None or found is None else found - own,
        proofs.get(node.entry_id or 0, ""),
        entry.cause if entry else "",
        entry.note if entry else "",
    )
