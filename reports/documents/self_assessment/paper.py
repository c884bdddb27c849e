"""The whole self-assessment report: where the unit sees itself, what it lacks, what it asks for."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from assessments.models import Assessment
from parindex.lib.numbers import format_percent
from parindex.units.models import Unit
from reports.documents.content import Content, titled
from reports.documents.letterhead import Foot, Issuing, letterhead, signature
from reports.documents.names import organ, organ_short, short_name
from reports.documents.phrases import counted, points, sentence
from reports.documents.self_assessment.tables import (
    FieldRow,
    ScoreRow,
    Shortfall,
    field_rows,
    score_rows,
    shortfalls,
)
from reports.documents.wording import wording_of
from reports.models import DocumentKind, Section
from reports.unit_result import UnitResult, unit_result


@dataclass(frozen=True, kw_only=True)
class SelfAssessment(Content):
    template: ClassVar[str] = "documents/self_assessment.html"

    year: int
    bases: tuple[str, ...]
    opening: str
    standing: str
    rows: tuple[FieldRow, ...]
    remarks: tuple[str, ...]
    shortfalls: tuple[Shortfall, ...]
    requests: tuple[str, ...]
    closing: str
    scores: tuple[ScoreRow, ...]


def self_assessment_context(
    assessment: Assessment, *, issuing: Issuing, issuer: Unit | None = None
) -> SelfAssessment:
    result = unit_result(assessment)
    unit, campaign = issuer or assessment.unit, assessment.campaign
    wording = wording_of(campaign, assessment.unit, DocumentKind.SELF_ASSESSMENT)
    subject = f"Tự đánh giá, chấm điểm Chỉ số cải cách hành chính năm {campaign.year} của {unit}"
    rows = field_rows(result)
    return SelfAssessment(
        title=titled("Báo cáo", subject),
        subject=subject,
        author=organ(unit),
        kind="Báo cáo",
        issuer=unit,
        letterhead=letterhead(unit, "BC", issuing),
        addressee=organ(campaign.organiser),
        foot=_foot(unit, result),
        year=campaign.year,
        bases=wording.lines(Section.BASIS) or (f"Thực hiện {campaign.name}",),
        opening=(
            f"{organ(unit)} báo cáo kết quả tự đánh giá, chấm điểm Chỉ số cải cách hành chính"
            f" (CCHC) năm {campaign.year} như sau:"
        ),
        standing=_standing(result),
        rows=rows,
        remarks=wording.lines(Section.REMARK),
        shortfalls=tuple(shortfalls(result, assessment)),
        requests=tuple(
            sentence(line) for passage in wording.of(Section.PROPOSAL) for line in passage.lines
        ),
        closing=(
            f"Trên đây là báo cáo tự đánh giá, chấm điểm Chỉ số CCHC năm {campaign.year} của"
            f" {unit}, kính đề nghị {organ(campaign.organiser)} xem xét, thẩm định./."
        ),
        scores=score_rows(result, assessment),
    )


def _standing(result: UnitResult) -> str:
    """Of the part that a unit scores itself; surveys and statistics come from the office."""
    own = [field for field in result.fields if field.self_points is not None]
    if not own:
        return "Đơn vị chưa tự chấm điểm mục nào."
    total = sum((field.self_points or Decimal(0) for field in own), Decimal(0))
    maximum = sum((field.max_points or Decimal(0) for field in own), Decimal(0))
    full = [field.name for field in own if field.self_points == field.max_points]
    text = (
        f"Tổng điểm tự chấm {counted(len(own))} lĩnh vực là {points(total)}/{points(maximum)} điểm"
        f" ({format_percent(total / maximum * 100) if maximum else '–'})"
    )
    if full:
        text += f"; {counted(len(full))} lĩnh vực tự chấm điểm tối đa: {'; '.join(full)}"
    return f"{text}. Chi tiết từng tiêu chí tại Phụ lục kèm theo."


def _foot(unit: Unit, result: UnitResult) -> Foot:
    campaign = result.campaign
    office = campaign.standing_office
    lines = (
        organ_short(campaign.organiser),
        *((short_name(office),) if office else ()),
        f"Lãnh đạo {organ_short(unit)}",
        "Lưu: VT",
    )
    return Foot(lines, signature(unit))
