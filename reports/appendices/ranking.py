"""Phụ lục xếp hạng: every unit of a campaign with its fields, one sheet for each kind of unit."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from openpyxl.worksheet.worksheet import Worksheet

from assessments.models import Campaign, Comparability, NodeResult, Result
from assessments.predecessors import merged_words
from criteria.models import Block, Criterion
from parindex.lib.dates import format_date
from parindex.lib.numbers import format_decimal
from parindex.lib.workbooks import XLSX
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
from reports.results_page import peer_label
from reports.versions import correction_words

NO_RESULT = "Chưa có kết quả"


def ranking_appendix(campaign: Campaign, results: Iterable[Result]) -> Paper:
    """``results`` are those that the reader may see, with ``assessment__unit`` selected."""
    tops = list(
        Criterion.objects.filter(set=campaign.criteria_set_id, level=1)
        .exclude(block=Block.ADJUSTMENT)
        .order_by("sort_key")
    )
    groups: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        groups[result.assessment.peer_group].append(result)
    points = field_points(campaign)
    book = new_book(f"Xếp hạng {campaign.name}")
    for key in sorted(groups):
        sheet = book.create_sheet(_sheet_name(peer_label(key)))
        _ranking(sheet, campaign, tops, groups[key], points)
    if groups:
        book.remove(book.worksheets[0])
    return Paper(f"xep-hang-{campaign.code.lower()}.xlsx", book_bytes(book), XLSX)


def _sheet_name(label: str) -> str:
    """Excel allows 31 characters and none of these."""
    return "".join("-" if char in r"[]:*?/\\" else char for char in label)[:31].strip()


def field_points(campaign: Campaign) -> dict[tuple[int, int], Decimal | None]:
    rows = NodeResult.objects.filter(assessment__campaign=campaign, criterion__level=1)
    return {(row.assessment_id, row.criterion_id): row.points for row in rows}


def _columns(tops: list[Criterion], results: list[Result]) -> tuple[Column, ...]:
    fields = tuple(
        Column(
            f"{top.name} ({format_decimal(top.max_score, strip=True)} điểm)",
            16,
            POINTS,
            over="Điểm theo nội dung đánh giá",
        )
        for top in tops
    )
    adjusted = any(result.bonus or result.penalty for result in results)
    adjustments = (Column("Điểm thưởng", 10, POINTS), Column("Điểm phạt", 10, POINTS))
    return (
        Column("STT", 6, WHOLE),
        Column("Đơn vị", 28),
        *fields,
        *(adjustments if adjusted else ()),
        Column("Tổng điểm", 11, POINTS),
        Column("Chỉ số (%)", 11, POINTS),
        Column("Xếp hạng", 9, WHOLE),
        Column("Nhóm", 22),
        Column("Chỉ số (%)", 11, POINTS, over="Năm trước"),
        Column("Xếp hạng", 9, WHOLE, over="Năm trước"),
        Column("Tăng, giảm (điểm %)", 11, SIGNED),
    )


def _ranking(
    sheet: Worksheet,
    campaign: Campaign,
    tops: list[Criterion],
    results: list[Result],
    points: dict[tuple[int, int], Decimal | None],
) -> None:
    columns = _columns(tops, results)
    table = Table(sheet, columns)
    table.title(f"XẾP HẠNG CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM {campaign.year}")
    table.title(_standing(campaign), size=12, bold=False)
    ranked = sum(result.rank is not None for result in results)
    table.title(f"Số đơn vị: {len(results)}; được xếp hạng: {ranked}", size=12, bold=False)
    table.head()
    adjusted = any(column.title == "Điểm thưởng" for column in columns)
    for number, result in enumerate(results, start=1):
        of_fields = [points.get((result.assessment_id, top.pk)) for top in tops]
        table.row((number, *_values(result, of_fields, adjusted=adjusted)))
    table.finish()


def _values(result: Result, of_fields: list[Decimal | None], *, adjusted: bool) -> list[Value]:
    """A unit without a complete result has no figures, never a zero; one alone has no place."""
    done = result.is_complete
    return [
        result.assessment.unit.title,
        *(of_fields if done else [None] * len(of_fields)),
        *([result.bonus, result.penalty] if adjusted else []),
        result.points if done else None,
        result.percent if done else None,
        result.rank if result.rank_of != 1 else None,
        result.group_label if done else NO_RESULT,
        result.previous_percent,
        _previous_rank(result),
        result.change if done else None,
    ]


def _previous_rank(result: Result) -> Value:
    """A merged unit had no place of its own: in words, with the number of its predecessors."""
    if result.comparability == Comparability.MERGED:
        return f"{Comparability.NONE.label} ({merged_words(result.previous_of)})"
    return result.previous_rank if result.rank_of != 1 else None


def _standing(campaign: Campaign) -> str:
    if campaign.is_provisional:
        return f"{campaign.name}. Kết quả dự kiến, chưa dùng làm căn cứ"
    if not campaign.is_published:
        return f"{campaign.name}. Số liệu tạm tính, chưa công bố"
    if not campaign.decision_number:
        return campaign.name
    day = f" ngày {format_date(campaign.decision_date)}" if campaign.decision_date else ""
    corrected = correction_words(campaign).rstrip(".")
    words = f"Kèm theo Quyết định số {campaign.decision_number}{day}"
    return f"{words}. {corrected}" if corrected else words
