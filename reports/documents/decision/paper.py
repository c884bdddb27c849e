"""The whole decision: what is announced, who has to do what, who carries it out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from assessments.models import Campaign, Result
from parindex.lib.numbers import format_percent
from parindex.units.models import Unit
from reports.documents.content import Content, titled
from reports.documents.decision.annex import RankTable, rank_tables
from reports.documents.letterhead import Foot, Issuing, letterhead, signature
from reports.documents.names import organ, organ_short, peers_word, short_name, those_below
from reports.documents.phrases import counted
from reports.documents.wording import wording_of
from reports.models import DocumentKind, Section

INDEX = "Chỉ số cải cách hành chính"


@dataclass(frozen=True, kw_only=True)
class Decision(Content):
    template: ClassVar[str] = "documents/decision.html"

    authority: str
    bases: tuple[str, ...]
    articles: tuple[tuple[str, ...], ...]
    """The paragraphs of each Điều, the first without its head."""
    tables: tuple[RankTable, ...]
    annex_name: str
    is_provisional: bool


def decision_context(
    campaign: Campaign, *, issuing: Issuing, issuer: Unit | None = None
) -> Decision:
    issuer = issuer or campaign.organiser
    results = list(
        Result.objects.get_queryset()
        .filter(assessment__campaign=campaign, assessment__withdrawn_at=None)
        .select_related("assessment__unit")
        .in_rank_order()
    )
    wording = wording_of(campaign, issuer, DocumentKind.DECISION)
    office = campaign.standing_office or issuer
    subject = f"Về việc công bố {INDEX} năm {campaign.year} của {_whose(results, issuer)}"
    return Decision(
        title=titled("Quyết định", subject),
        subject=subject,
        author=organ(issuer),
        kind="Quyết định",
        issuer=issuer,
        letterhead=letterhead(issuer, "QĐ", issuing),
        addressee="",
        foot=_foot(issuer, office),
        authority=organ(issuer),
        bases=wording.lines(Section.BASIS) or tuple(_bases(campaign, office)),
        articles=(
            tuple(_announced(campaign, results, issuer)),
            (*_duties(campaign, office, issuer), *wording.lines(Section.REMARK)),
            (_execution(office, issuer),),
        ),
        tables=rank_tables(campaign, results),
        annex_name=f"Kết quả {INDEX} năm {campaign.year}",
        is_provisional=not campaign.is_published,
    )


def _whose(results: Sequence[Result], issuer: Unit) -> str:
    kinds = dict.fromkeys(peers_word(result.assessment.unit) for result in results)
    return f"{', '.join(kinds) or 'các đơn vị'} thuộc {issuer}"


def _bases(campaign: Campaign, office: Unit) -> Iterator[str]:
    yield "Căn cứ Luật Tổ chức chính quyền địa phương"
    yield (
        f"Căn cứ {campaign.criteria_set.name} và kết quả thẩm định của các cơ quan được phân công"
    )
    yield f"Theo đề nghị của {short_name(office)}"


def _announced(campaign: Campaign, results: Sequence[Result], issuer: Unit) -> Iterator[str]:
    done = [result for result in results if result.is_complete and result.percent is not None]
    yield (
        f"Công bố {INDEX} (CCHC) năm {campaign.year} của {counted(len(done))}"
        f" {_whose(results, issuer)} (chi tiết tại Phụ lục kèm theo)."
    )
    if len(done) > 1:
        percents = [result.percent for result in done if result.percent is not None]
        mean = sum(percents, Decimal(0)) / len(percents)
        yield (
            f"Chỉ số bình quân đạt {format_percent(mean)}; cao nhất {_named(done, max(percents))};"
            f" thấp nhất {_named(done, min(percents))}."
        )
    if groups := list(_groups(done)):
        yield f"Theo nhóm xếp loại: {'; '.join(groups)}."
    if missing := [r.assessment.unit.title for r in results if r not in done]:
        yield f"Chưa có kết quả, không xếp hạng: {', '.join(missing)}."


def _named(done: Sequence[Result], percent: Decimal) -> str:
    names = [str(result.assessment.unit) for result in done if result.percent == percent]
    return f"là {', '.join(names)} ({format_percent(percent)})"


def _groups(done: Sequence[Result]) -> Iterator[str]:
    labels: dict[str, int] = {}
    best_first = sorted(done, key=lambda result: -(result.percent or 0))
    for result in best_first:
        if result.group_label:
            labels[result.group_label] = labels.get(result.group_label, 0) + 1
    for label, count in labels.items():
        yield f"{label}: {counted(count)} đơn vị"


def _duties(campaign: Campaign, office: Unit, issuer: Unit) -> Iterator[str]:
    yield (
        f"{short_name(office)} thông báo kết quả đến từng đơn vị, tham mưu {organ(issuer)} theo"
        " dõi, đôn đốc việc khắc phục."
    )
    yield (
        "Thủ trưởng các đơn vị có tên tại Phụ lục căn cứ kết quả và nguyên nhân bị trừ điểm, ban"
        f" hành kế hoạch khắc phục, nâng cao {INDEX} năm {campaign.year + 1}."
    )


def _execution(office: Unit, issuer: Unit) -> str:
    below = those_below(issuer)
    return (
        f"Thủ trưởng {short_name(office)}, {below} và các tổ chức, cá nhân có liên quan chịu trách"
        " nhiệm thi hành Quyết định này kể từ ngày ký./."
    )


def _foot(issuer: Unit, office: Unit) -> Foot:
    above = issuer.parent
    symbol = f", {office.symbol}" if office.symbol and office != issuer else ""
    lines = (
        "Như Điều 3",
        *((organ_short(above),) if above else ()),
        f"Chủ tịch, các Phó Chủ tịch {organ_short(issuer)}",
        f"Lưu: VT{symbol}",
    )
    return Foot(lines, signature(issuer))
