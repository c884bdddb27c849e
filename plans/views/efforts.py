"""How hard each leaf of a campaign's set is to win back: shown and set on one page."""

from dataclasses import dataclass
from itertools import groupby

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from assessments.loaders import load_managed
from assessments.models import Campaign
from criteria.models import Block, Criterion
from parindex.errors import Conflict, Invalid
from parindex.http import Request
from plans.efforts import Effort, standard_effort
from plans.services.efforts import efforts_set, said_of, stamp_of


@dataclass(frozen=True)
class EffortRow:
    leaf: Criterion
    name: str
    usual: str
    chosen: str


@require_http_methods(["GET", "HEAD", "POST"])
def leaf_efforts(request: Request, code: str) -> HttpResponse:
    campaign = load_managed(request.user, code)
    if request.method == "POST":
        return _keep(request, campaign)
    return _show(request, campaign, said_of(campaign.criteria_set))


def _keep(request: Request, campaign: Campaign) -> HttpResponse:
    typed = {leaf.pk: request.POST.get(f"e{leaf.pk}", "") for leaf in _leaves(campaign)}
    seen = request.POST.get("seen", "")
    try:
        changed = efforts_set(campaign=campaign, efforts=typed, seen=seen, actor=request.user)
    except Invalid as error:
        return _show(request, campaign, typed, refusal=error.message, status=422)
    except Conflict as error:
        return _show(request, campaign, typed, refusal=error.message, status=409)
    messages.success(
        request,
        ngettext("Đã lưu %(count)d thay đổi.", "Đã lưu %(count)d thay đổi.", changed)
        % {"count": changed},
    )
    return redirect("leaf-efforts", campaign.code)


def _leaves(campaign: Campaign) -> list[Criterion]:
    leaves = Criterion.objects.leaves().filter(set=campaign.criteria_set_id)
    own = leaves.exclude(block=Block.ADJUSTMENT).select_related("parent__parent")
    return list(own.order_by("sort_key"))


def _show(
    request: Request,
    campaign: Campaign,
    chosen: dict[int, str],
    *,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    groups = [
        {"title": str(top), "rows": [_row(leaf, chosen) for leaf in leaves]}
        for top, leaves in groupby(_leaves(campaign), key=_top)
    ]
    page = {
        "campaign": campaign,
        "groups": groups,
        "efforts": Effort.choices,
        "seen": stamp_of(said_of(campaign.criteria_set)),
        "refusal": refusal,
    }
    return render(request, "plans/efforts.html", page, status=status)


def _top(leaf: Criterion) -> Criterion:
    while leaf.parent is not None:
        leaf = leaf.parent
    return leaf


def _row(leaf: Criterion, chosen: dict[int, str]) -> EffortRow:
    usual = _("Thường: %(effort)s") % {"effort": standard_effort(leaf.method).label}
    return EffortRow(leaf, f"e{leaf.pk}", usual, chosen.get(leaf.pk, ""))
