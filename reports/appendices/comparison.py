"""Phụ lục so sánh hai năm: every unit of a campaign, this year beside the last, field by field."""

from collections.abc import Iterable

from assessments.models import Campaign, NodeResult, Result
from criteria.models import Block, Criterion
from parindex.lib.workbooks import XLSX
from reports.appendices.ranking import NO_RESULT
from reports.appendices.sheet import (
    POINTS,
    SIGNED,
    WHOLE,
    Column,
    Table,
    Value,
    book_bytes,
    new_book,
)
from reports.documents.base import Paper


def comparison_appendix(campaign: Campaign, results: Iterable[Result]) -> Paper:
    """``results`` are those that the reader may see, with ``assessment__unit`` selected."""
    fields = list(
        Criterion.objects.filter(set=campaign.criteria_set_id, level=1, block=Block.FIELD).order_by(
            "sort_key"
        )
    )
    rows = NodeResult.objects.filter(assessment__campaign=campaign, criterion__in=fields)
    nodes = {(row.assessment_id, row.criterion_id): row for row in rows}
    before = campaign.previous.year if campaign.previous else campaign.year - 1
    columns = [
        Column("STT", 6, WHOLE),
        Column("Đơn vị", 28),
        Column(f"Năm {before}", 11, POINTS, over="Chỉ số (%)"),
        Column(f"Năm {campaign.year}", 11, POINTS, over="Chỉ số (%)"),
        Column("Tăng, giảm", 11, SIGNED, over="Chỉ số (%)"),
        Column(f"Năm {before}", 9, WHOLE, over="Xếp hạng"),
        Column(f"Năm {campaign.year}", 9, WHOLE, over="Xếp hạng"),
    ]
    columns += [
        Column(f"{field.code}. {field.name}", 16, SIGNED, over="Tăng, giảm từng lĩnh vực (điểm %)")
        for field in fields
    ]
    columns.append(Column("Ghi chú", 30))
    book = new_book(f"So sánh {before} và {campaign.year}: {campaign.name}")
    book.worksheets[0].title = "So sánh hai năm"
    table = Table(book.worksheets[0], columns)
    table.title(f"SO SÁNH CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM {before} VÀ NĂM {campaign.year}")
    table.title(campaign.name, size=12, bold=False)
    table.head()
    for number, result in enumerate(results, start=1):
        found = [nodes.get((result.assessment_id, field.pk)) for field in fields]
        table.row((number, *_values(result, found)))
    table.finish()
    name = f"so-sanh-hai-nam-{campaign.code.lower()}.xlsx"
    return Paper(name, book_bytes(book), XLSX)


def _values(result: Result, found: list[NodeResult | None]) -> list[Value]:
    """What cannot be compared stays empty and says so in the last column."""
    done = result.is_complete
    note = result.get_comparability_display() if done else NO_RESULT
    return [
        result.assessment.unit.title,
        result.previous_percent,
        result.percent if done else None,
        result.change if done else None,
        result.previous_rank,
        result.rank if done and result.rank_of != 1 else None,
        *(node.change if done and node else None for node in found),
        str(note),
    ]
