"""Phụ lục các khoản bị trừ: every deduction of a unit, its cause, what is planned about it."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from assessments.models import Assessment
from parindex.lib.workbooks import XLSX
from plans.models import TAKEN, Repair
from reports.appendices.sheet import (
    DAY,
    POINTS,
    WHOLE,
    Column,
    Table,
    Value,
    book_bytes,
    new_book,
    widened,
)
from reports.documents.base import Paper
from reports.unit_result import Node, unit_result

CAUSE = Column("Nguyên nhân", 46)
REMEDY = Column("Nhiệm vụ, giải pháp khắc phục", 46)


def deductions_appendix(assessment: Assessment) -> Paper:
    result = unit_result(assessment)
    remedies = _remedies(assessment)
    cause = widened(CAUSE, [leaf.cause for leaf in result.deductions])
    remedy = widened(REMEDY, [str(row[0]) for row in remedies.values()])
    book = new_book(f"Các khoản bị trừ điểm năm {result.year} – {result.unit.title}")
    table = Table(
        book.worksheets[0],
        (
            Column("STT", 6, WHOLE),
            Column("Tiêu chí, tiêu chí thành phần", 46),
            Column("Điểm tối đa", 10, POINTS),
            Column("Điểm đạt", 10, POINTS),
            Column("Điểm bị trừ", 10, POINTS),
            cause,
            remedy,
            Column("Chủ trì", 22),
            Column("Thời hạn", 12, DAY),
        ),
    )
    book.worksheets[0].title = "Bị trừ điểm"
    table.title(f"CÁC KHOẢN BỊ TRỪ ĐIỂM CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM {result.year}")
    table.title(result.unit.title, size=12, bold=False)
    table.head()
    for number, leaf in enumerate(result.deductions, start=1):
        table.row((number, *_values(leaf), *remedies.get(leaf.entry_id or 0, ("", "", None))))
    lost = [leaf.deducted for leaf in result.deductions if leaf.deducted]
    total: Value = -sum(lost[1:], start=lost[0]) if lost else None
    table.row((None, "CỘNG", None, None, total, "", "", "", None), bold=True, fill=True)
    table.finish()
    name = f"bi-tru-diem-{result.year}-{result.unit.code.lower()}.xlsx"
    return Paper(name, book_bytes(book), XLSX)


def _values(leaf: Node) -> Iterator[Value]:
    yield f"{leaf.code}. {leaf.name}"
    yield leaf.max_points
    yield leaf.points
    yield -leaf.deducted if leaf.deducted else None
    yield leaf.cause


def _remedies(assessment: Assessment) -> dict[int, tuple[str, str, date | None]]:
    """By entry: what the unit's plan has taken on about it; a repair may need several tasks."""
    found: dict[int, list[Repair]] = defaultdict(list)
    repairs = Repair.objects.filter(entry__assessment=assessment, task__state__in=TAKEN)
    for repair in repairs.select_related("task").order_by("task__position", "pk"):
        found[repair.entry_id].append(repair)
    return {
        entry: (
            "\n".join(repair.task.content for repair in rows),
            "\n".join(dict.fromkeys(repair.task.lead for repair in rows if repair.task.lead)),
            max((r.task.deadline for r in rows if r.task.deadline), default=None),
        )
        for entry, rows in found.items()
    }
