"""The whole paper: its head, its parts in order, its end."""

from dataclasses import dataclass
from typing import ClassVar

from assessments.models import Assessment
from parindex.lib.dates import format_date
from parindex.units.models import Unit
from reports.documents.analysis_report.fields import FieldSection, field_sections
from reports.documents.analysis_report.overview import Overview, overview
from reports.documents.analysis_report.proposals import (
    AnnexGroup,
    Proposal,
    annex_groups,
    proposals,
)
from reports.documents.analysis_report.survey import SurveySection, survey_section
from reports.documents.base import Paper
from reports.documents.content import Content, pdf_of, titled
from reports.documents.letterhead import (
    Foot,
    Issuing,
    addressee,
    issuing_office,
    letterhead,
    signature,
)
from reports.documents.names import area_word, organ, organ_short, short_name, those_below
from reports.documents.wording import Wording, wording_of
from reports.models import DocumentKind, Section
from reports.unit_result import UnitResult, unit_result

SAME_AS_ABOVE = "Như trên"
FULL_INDEX = "Chỉ số cải cách hành chính"
FULL_SURVEY = (
    "Chỉ số hài lòng của người dân, tổ chức đối với sự phục vụ của cơ quan hành chính nhà nước"
)


@dataclass(frozen=True, kw_only=True)
class AnalysisReport(Content):
    template: ClassVar[str] = "documents/analysis_report.html"

    year: int
    previous_year: int | None
    unit: str
    bases: tuple[str, ...]
    purpose: str
    overview: Overview
    remarks: tuple[str, ...]
    fields: tuple[FieldSection, ...]
    survey: SurveySection | None
    request: str
    proposals: tuple[Proposal, ...]
    closing: str
    annex: tuple[AnnexGroup, ...]


def analysis_report(
    assessment: Assessment, *, issuing: Issuing, office: Unit | None = None
) -> Paper:
    """``office`` issues it instead of the one that would. Raises PdfUnavailable."""
    paper = analysis_context(assessment, issuing=issuing, office=office)
    name = f"bao-cao-phan-tich-cchc-{paper.year}-{assessment.unit.code.lower()}.pdf"
    return Paper(name, pdf_of(paper))


def analysis_context(
    assessment: Assessment, *, issuing: Issuing, office: Unit | None = None
) -> AnalysisReport:
    result = unit_result(assessment)
    issuer = issuing_office(result.campaign, result.unit, office)
    wording = wording_of(result.campaign, result.unit, DocumentKind.ANALYSIS_REPORT)
    to = addressee(issuer)
    survey = survey_section(result)
    subject = _subject(result, with_survey=survey is not None)
    return AnalysisReport(
        title=titled("Báo cáo", subject),
        subject=subject,
        author=organ(issuer),
        kind="Báo cáo",
        issuer=issuer,
        letterhead=letterhead(issuer, "BC", issuing),
        addressee=to,
        foot=_foot(issuer, wording, to),
        year=result.year,
        previous_year=result.previous_year,
        unit=result.unit.name,
        bases=wording.lines(Section.BASIS) or _bases(result),
        purpose=_purpose(result, issuer, with_survey=survey is not None),
        overview=overview(result),
        remarks=wording.lines(Section.REMARK),
        fields=field_sections(result),
        survey=survey,
        request=_request(result, issuer, to),
        proposals=proposals(result, wording),
        closing=_closing(result, issuer, to, with_survey=survey is not None),
        annex=annex_groups(result),
    )


def _subject(result: UnitResult, *, with_survey: bool) -> str:
    both = f" và {FULL_SURVEY}" if with_survey else ""
    return f"Phân tích kết quả {FULL_INDEX}{both} năm {result.year} của {result.unit}"


def _bases(result: UnitResult) -> tuple[str, ...]:
    campaign = result.campaign
    if not campaign.is_published or not campaign.decision_number:
        return ()
    day = f" ngày {format_date(campaign.decision_date)}" if campaign.decision_date else ""
    return (
        f"Căn cứ Quyết định số {campaign.decision_number}{day} của {organ(campaign.organiser)}"
        f" công bố kết quả {FULL_INDEX} năm {campaign.year}",
    )


def _purpose(result: UnitResult, issuer: Unit, *, with_survey: bool) -> str:
    both = f" và {FULL_SURVEY} (SIPAS)" if with_survey else ""
    return (
        "Nhằm chủ động rà soát, khắc phục tồn tại, hạn chế và nâng cao chất lượng, hiệu quả công"
        f" tác cải cách hành chính (CCHC) của {result.unit}, {short_name(issuer)} báo cáo phân tích"
        f" kết quả Chỉ số CCHC (PAR INDEX){both} năm {result.year} của {result.unit} như sau:"
    )


def _request(result: UnitResult, issuer: Unit, to: str) -> str:
    directed = f"kính đề nghị {to} chỉ đạo" if to else "đề nghị"
    annexed = " (các mục bị trừ điểm được xếp theo cơ quan tại Phụ lục kèm theo)"
    return (
        "Để tiếp tục khắc phục những tồn tại, hạn chế nêu trên, nâng cao Chỉ số CCHC của"
        f" {result.unit} trong những năm tiếp theo, {short_name(issuer)} {directed}"
        f" {those_below(result.unit)} thực hiện các nội dung sau"
        f"{annexed if result.deductions else ''}:"
    )


def _closing(result: UnitResult, issuer: Unit, to: str, *, with_survey: bool) -> str:
    both = " và Chỉ số hài lòng (SIPAS)" if with_survey else ""
    text = (
        f"Trên đây là báo cáo phân tích kết quả Chỉ số CCHC{both} năm {result.year}"
        f" của {result.unit}"
    )
    if not to:
        return f"{text}./."
    board = f"Ban Chỉ đạo CCHC {area_word(result.unit)}"
    return f"{text}. {short_name(issuer)} kính báo cáo {to}, {board} xem xét, chỉ đạo thực hiện./."


def _foot(issuer: Unit, wording: Wording, to: str) -> Foot:
    signer = wording.first(Section.SIGNER)
    recipients = wording.lines(Section.RECIPIENTS) or _recipients(issuer)
    cleaned = tuple(line.rstrip(" ;.,") for line in recipients)
    if to and SAME_AS_ABOVE not in cleaned:
        cleaned = (SAME_AS_ABOVE, *cleaned)
    return Foot(
        recipients=cleaned,
        signature=signature(issuer, title=signer.heading, name=" ".join(signer.lines)),
    )


def _recipients(issuer: Unit) -> tuple[str, ...]:
    above = issuer.parent or issuer
    below = those_below(above)
    return (
        f"Các Phó Chủ tịch {organ_short(above)}",
        f"Ban Chỉ đạo CCHC {area_word(above)}",
        below[:1].upper() + below[1:],
        f"Lưu: VT, {issuer.symbol}" if issuer.symbol else "Lưu: VT",
    )
