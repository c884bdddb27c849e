"""Results of a campaign: the ranking of its units, and one unit's figures."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.models import Campaign
from assessments.pages.correcting import corrections_of
from parindex.http import Request
from parindex.lib.dates import format_date, format_moment
from parindex.units.permissions import Right, may
from plans.access import may_plan
from reports.access import load_ranked_campaign, load_result, may_follow
from reports.results_page import BY_NAME, BY_RANK, ranking_page
from reports.unit_page import unit_page
from reports.unit_result import unit_result
from reports.versions import correction_words, moved_units, unit_corrections, unit_versions


@require_safe
def ranking(request: Request, code: str) -> HttpResponse:
    campaign = load_ranked_campaign(request.user, code)
    order = BY_NAME if request.GET.get("xep-theo") == BY_NAME else BY_RANK
    page = ranking_page(campaign, request.user, order=order)
    context = {
        "campaign": campaign,
        "page": page,
        "may_follow": may_follow(request.user, campaign),
        "orders": [
            {"key": BY_RANK, "label": _("Theo hạng"), "current": order == BY_RANK},
            {"key": BY_NAME, "label": _("Theo tên đơn vị"), "current": order == BY_NAME},
        ],
        "standing": standing_text(campaign),
        "crumbs": [*campaign_crumbs(campaign), {"label": _("Kết quả")}],
        "figures_at": moment_text(page.computed_at),
        "corrections": corrections_of(campaign) if campaign.is_published else [],
        "moved": moved_units(campaign) if campaign.is_published else [],
    }
    return render(request, "reports/ranking.html", context)


@require_safe
def unit(request: Request, code: str, unit_code: str) -> HttpResponse:
    assessment = load_result(request.user, code, unit_code).assessment
    campaign = assessment.campaign
    reads_sheet = may(request.user, Right.READ_SHEET, assessment.unit)
    announced = campaign.is_published or (campaign.is_provisional and reads_sheet)
    follows = campaign.is_published or may_follow(request.user, campaign)
    result = unit_result(assessment)
    crumbs = [*campaign_crumbs(campaign)]
    if follows:
        crumbs.append({"label": _("Kết quả"), "url": reverse("ranking", args=[campaign.code])})
    context = {
        "campaign": campaign,
        "unit": assessment.unit,
        "assessment": assessment,
        "result": result,
        "page": unit_page(result, shows_rank=announced or follows, shows_own=reads_sheet),
        "versions": unit_versions(assessment) if campaign.is_published else [],
        "corrections": unit_corrections(assessment) if campaign.is_published else [],
        "reads_sheet": reads_sheet,
        "may_plan": campaign.is_published and may_plan(request.user, assessment.unit),
        "standing": standing_text(campaign),
        "crumbs": [*crumbs, {"label": assessment.unit.title}],
        "figures_at": moment_text(result.computed_at),
    }
    return render(request, "reports/unit_result.html", context)


def standing_text(campaign: Campaign) -> str:
    """Whether the figures are final, and by which decision."""
    if campaign.is_provisional:
        return _("Kết quả dự kiến, công bố tạm để rà soát; chưa dùng làm căn cứ.")
    if not campaign.is_published:
        return _("Số liệu tạm tính, còn thay đổi cho đến khi công bố.")
    if not campaign.decision_number:
        return _("Kết quả đã công bố.")
    decision = {"number": campaign.decision_number, "date": format_date(campaign.decision_date)}
    corrected = correction_words(campaign)
    if campaign.decision_date is None:
        words = _("Công bố tại Quyết định số %(number)s.") % decision
    else:
        words = _("Công bố tại Quyết định số %(number)s ngày %(date)s.") % decision
    return f"{words} {corrected}".strip()


def moment_text(moment: datetime | None) -> str:
    return format_moment(timezone.localtime(moment)) if moment else ""


def campaign_crumbs(campaign: Campaign) -> list[dict[str, str]]:
    return [
        {"label": _("Đợt đánh giá"), "url": reverse("campaigns")},
        {"label": str(campaign), "url": reverse("campaign", args=[campaign.code])},
    ]
