"""Phụ lục chấm điểm: one unit's whole sheet with deductions, causes, proofs; two years beside."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone
from openpyxl.worksheet.worksheet import Worksheet

from assessments.models import Assessment, EvidenceLink
from criteria.models import Level
from parindex.lib.dates import format_date
from parindex.lib.workbooks import XLSX
from reports.appendices.sheet import (
    DAY,
    MOMENT,
    POINTS,
    SIGNED,
    SIGNED_SHORT,
    WHOLE,
    Column,
    Fact,
    Table,
    Value,
    book_bytes,
    new_book,
    widened,
)
from reports.documents.base import Paper
from reports.unit_result import Figures, Node, Part, Rank, UnitResult, unit_result

CODE = Column("STT/ Mã", 9, centred=True)
NAME = Column("Nội dung", 50)
FIGURES = (
    Column("Điểm tối đa", 11, POINTS),
    Column("Điểm tự chấm", 11, POINTS),
    Column("Điểm thẩm định", 11, POINTS),
    Column("Điểm đạt", 11, POINTS),
    Column("Điểm bị trừ", 11, POINTS),
)
CAUSE = Column("Nguyên nhân", 46)
PROOF = Column("Tài liệu kiểm chứng", 46)
TOTAL = "TỔNG CỘNG"


def scoring_appendix(assessment: Assessment) -> Paper:
    result = unit_result(assessment)
    proofs = evidence_texts(assessment)
    book = new_book(f"Bảng chấm điểm Chỉ số CCHC năm {result.year} – {result.unit.title}")
    _scores(book.create_sheet("Bảng điểm"), result, proofs)
    _comparison(book.create_sheet("So sánh"), result)
    _summary(book.create_sheet("Thông tin"), result)
    book.remove(book.worksheets[0])
    name = f"bang-diem-cchc-{result.year}-{result.unit.code.lower()}.xlsx"
    return Paper(name, book_bytes(book), XLSX)


def evidence_texts(assessment: Assessment) -> dict[int, str]:
    """By entry: its documents, one a line, as they are cited."""
    lines: dict[int, list[str]] = defaultdict(list)
    links = EvidenceLink.objects.filter(entry__assessment=assessment).select_related("evidence")
    for link in links.order_by("evidence__created_at", "pk"):
        lines[link.entry_id].append(_citation(link))
    return {entry: "\n".join(cited) for entry, cited in lines.items()}


def _citation(link: EvidenceLink) -> str:
    """Số 12/KH-UBND ngày 05/01/2021, UBND huyện: Kế hoạch CCHC (mục II, trang 3)"""
    evidence = link.evidence
    number = f"Số {evidence.number}" if evidence.number else ""
    day = f"ngày {format_date(evidence.issued_on)}" if evidence.issued_on else ""
    source = ", ".join(filter(None, (f"{number} {day}".strip(), evidence.issuer)))
    place = f" ({link.place})" if link.place else ""
    return f"{source}: {evidence.title}{place}" if source else f"{evidence.title}{place}"


def _scores(sheet: Worksheet, result: UnitResult, proofs: Mapping[int, str]) -> None:
    nodes = [node for top in result.top for node in top.walk()]
    cause = widened(CAUSE, [node.cause for node in nodes])
    proof = widened(PROOF, list(proofs.values()))
    table = Table(sheet, (CODE, NAME, *FIGURES, cause, proof))
    table.title(f"BẢNG CHẤM ĐIỂM CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM {result.year}")
    table.title(_standing(result), size=12, bold=False)
    table.head()
    for node in nodes:
        table.row(
            (
                node.code,
                node.name if node.is_counted else f"{node.name} (không phát sinh, không tính điểm)",
                *_points(node),
                _negative(node),
                node.cause,
                proofs.get(node.entry_id or 0, ""),
            ),
            level=node.level - 1,
            bold=node.level == Level.FIELD,
            fill=node.level == Level.FIELD,
        )
    table.row(
        ("", TOTAL, *_points(result.total), _total_lost(result), "", ""), bold=True, fill=True
    )
    table.finish()


def _points(figures: Figures) -> tuple[Value, ...]:
    return (
        figures.max_points,
        figures.self_points,
        figures.appraised_points,
        figures.points,
    )


def _negative(node: Node) -> Value:
    """Shown negative; empty, not zero, where nothing is lost or nothing is known."""
    return -node.deducted if node.deducted else None


def _total_lost(result: UnitResult) -> Value:
    """Of the whole index, survey and adjustments too; unknown before every score is there."""
    points, maximum = result.total.points, result.total.max_points
    if not result.is_complete or points is None or maximum is None:
        return None
    return points - maximum


def _standing(result: UnitResult) -> str:
    campaign = result.campaign
    if not campaign.decision_number or result.is_provisional:
        return f"{result.unit.title}. {_state(result)}"
    day = f" ngày {format_date(campaign.decision_date)}" if campaign.decision_date else ""
    return f"{result.unit.title}. Công bố tại Quyết định số {campaign.decision_number}{day}"


def _summary(sheet: Worksheet, result: UnitResult) -> None:
    table = Table(sheet, (Column("", 36), Column("", 64)))
    table.title(f"CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM {result.year}")
    table.facts(_facts(result))
    table.finish()


def _facts(result: UnitResult) -> list[Fact]:
    campaign = result.campaign
    leaves = [node for top in result.top for node in top.walk() if node.is_leaf]
    return [
        Fact("Đơn vị", result.unit.title),
        Fact("Đợt đánh giá", f"{campaign.name} ({campaign.code})"),
        Fact("Tình trạng", _state(result)),
        Fact("Quyết định công bố", campaign.decision_number or None),
        Fact("Ngày quyết định", campaign.decision_date, DAY),
        Fact("Tổng điểm", result.total.points, POINTS),
        Fact("Điểm tối đa", result.total.max_points, POINTS),
        Fact("Chỉ số (%)", result.total.percent, POINTS),
        Fact("Chỉ số năm trước (%)", result.total.previous_percent, POINTS),
        Fact("Tăng, giảm (điểm phần trăm)", result.total.change, SIGNED),
        *_part("Điểm thẩm định", result.scored),
        *_part("Điểm điều tra xã hội học", result.survey),
        Fact("Xếp hạng", _rank(result.announced_rank)),
        Fact("Nhóm", result.group.label if result.group else None),
        Fact("Số mục chấm điểm", len(leaves), WHOLE),
        Fact("Số mục bị trừ điểm", len(result.deductions), WHOLE),
        Fact("Số liệu tính lúc", _local(result.computed_at), MOMENT),
    ]


def _rank(rank: Rank | None) -> str | None:
    return f"{rank.place}/{rank.of}" if rank else None


def _local(moment: datetime | None) -> datetime | None:
    """Spreadsheets know no time zones."""
    return timezone.localtime(moment).replace(tzinfo=None, microsecond=0) if moment else None


def _part(label: str, part: Part) -> list[Fact]:
    if part.max_points is None:
        return []
    return [
        Fact(label, part.points, POINTS),
        Fact(f"{label} tối đa", part.max_points, POINTS),
    ]


def _state(result: UnitResult) -> str:
    if not result.is_provisional:
        return "Đã công bố"
    return "Tạm tính, chưa công bố" if result.is_complete else "Tạm tính, chưa đủ điểm mọi mục"


def _comparison(sheet: Worksheet, result: UnitResult) -> None:
    before = f"Năm {result.previous_year}" if result.previous_year else "Năm trước"
    now = f"Năm {result.year}"
    columns = (
        CODE,
        Column("Lĩnh vực", 60),
        Column("Điểm đạt", 12, POINTS, over=before),
        Column("Điểm tối đa", 12, POINTS, over=before),
        Column("Tỷ lệ (%)", 12, POINTS, over=before),
        Column("Điểm đạt", 12, POINTS, over=now),
        Column("Điểm tối đa", 12, POINTS, over=now),
        Column("Tỷ lệ (%)", 12, POINTS, over=now),
        Column("Tăng, giảm (điểm %)", 14, SIGNED_SHORT),
    )
    table = Table(sheet, columns)
    table.title(f"SO SÁNH KẾT QUẢ CÁC LĨNH VỰC NĂM {result.year} VỚI NĂM TRƯỚC")
    table.title(f"{result.unit.title}. {result.comparability.label}", size=12, bold=False)
    table.head()
    for field in result.fields:
        table.row((field.code, field.name, *_two_years(field)))
    table.row(("", "CHỈ SỐ CCHC", *_two_years(result.total)), bold=True, fill=True)
    sheet.cell(table.at - 1, len(columns)).number_format = SIGNED
    table.finish()


def _two_years(figures: Figures) -> tuple[Value, ...]:
    return (
        figures.previous_points,
        figures.previous_max,
        figures.previous_percent,
        figures.points,
        figures.max_points,
        figures.percent,
        figures.change,
    )
