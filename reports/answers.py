"""The four questions of a leader, each answered by one figure and one line."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parindex.lib.numbers import DASH, format_percent, format_signed
from reports.losses import Loss
from reports.progress import CampaignProgress
from reports.unit_page import UnitPage
from reports.units_summary import UnitsSummary

BETTER = gettext_lazy("Tốt hơn năm trước không?")
WORST = gettext_lazy("Mất điểm nhiều nhất ở đâu?")


@dataclass(frozen=True)
class Answer:
    question: str
    value: str = DASH
    unit: str = ""
    note: str = ""
    anchor: str = ""
    tone: str = ""


def own_answers(page: UnitPage, losses: Sequence[Loss]) -> tuple[Answer, Answer, Answer]:
    """Of a unit that has a published result."""
    place = ""
    if page.rank != DASH:
        place = _("Hạng %(rank)s %(note)s") % {"rank": page.rank, "note": page.rank_note}
    known = [_("Năm %(year)d") % {"year": page.result.year}, place, page.group]
    return (
        Answer(
            _("Chúng ta đứng ở đâu?"),
            page.percent,
            note=" · ".join(filter(None, known)),
            anchor="#qua-cac-nam",
        ),
        _own_change(page),
        _worst(losses, _("điểm")),
    )


def _own_change(page: UnitPage) -> Answer:
    total = page.result.total
    if total.change is None or total.previous_percent is None:
        return Answer(str(BETTER), note=page.comparability, anchor="#qua-cac-nam")
    return Answer(
        str(BETTER),
        page.change,
        _("điểm %"),
        _("%(before)s năm %(year)d → %(now)s")
        % {
            "before": format_percent(total.previous_percent),
            "year": page.result.previous_year,
            "now": page.percent,
        },
        "#qua-cac-nam",
        _tone(total.change),
    )


def units_answers(summary: UnitsSummary | None) -> tuple[Answer, Answer, Answer]:
    """Of the units below, for a leader whose unit has no published result of its own."""
    where = _("Các đơn vị đứng ở đâu?")
    if summary is None:
        nothing = _("Chưa có kết quả đã công bố.")
        return Answer(where, note=nothing), Answer(str(BETTER)), Answer(str(WORST))
    year = summary.campaign.year
    mean = _("Bình quân %(count)d đơn vị năm %(year)d") % {"count": summary.units, "year": year}
    return (
        Answer(where, format_percent(summary.mean_percent), note=mean, anchor="#cac-don-vi"),
        _mean_change(summary),
        _worst(summary.losses, _("điểm bình quân")),
    )


def _mean_change(summary: UnitsSummary) -> Answer:
    if summary.mean_change is None:
        return Answer(str(BETTER), note=_("Không so sánh được với năm trước."))
    return Answer(
        str(BETTER),
        format_signed(summary.mean_change),
        _("điểm % bình quân"),
        _("%(risen)d đơn vị tăng, %(fallen)d đơn vị giảm")
        % {"risen": summary.risen, "fallen": summary.fallen},
        "#cac-don-vi",
        _tone(summary.mean_change),
    )


def _worst(losses: Sequence[Loss], unit: str) -> Answer:
    if not losses:
        return Answer(str(WORST))
    worst = losses[0]
    return Answer(str(WORST), worst.lost_text, unit, worst.label, "#mat-diem", "down")


def lateness_answer(campaigns: Sequence[CampaignProgress]) -> Answer:
    question = _("Ai đang chậm?")
    if not campaigns:
        return Answer(question, note=_("Không có đợt đánh giá nào đang mở."))
    late = sum(campaign.late for campaign in campaigns)
    if not late:
        return Answer(
            question, "0", _("phiếu quá hạn"), _next_deadline(campaigns), "#ai-cham", "up"
        )
    rows = [row for campaign in campaigns for row in campaign.units if row.late]
    worst = max(rows, key=lambda row: row.late)
    return Answer(
        question,
        str(late),
        _("phiếu quá hạn"),
        _("Ở %(count)d đơn vị; nhiều nhất: %(unit)s (%(late)d)")
        % {"count": len(rows), "unit": worst.unit.title, "late": worst.late},
        "#ai-cham",
        "down",
    )


def _next_deadline(campaigns: Sequence[CampaignProgress]) -> str:
    ahead = [d for campaign in campaigns for d in campaign.deadlines if not d.is_over]
    if not ahead:
        return ""
    coming = min(ahead, key=lambda deadline: deadline.until)
    return _("%(what)s: %(moment)s, %(left)s") % {
        "what": coming.label,
        "moment": coming.moment,
        "left": coming.left,
    }


def _tone(change: Decimal) -> str:
    return "up" if change > 0 else "down" if change < 0 else ""
