"""What would the index be if these lost points were won back?"""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from assessments.models import Source
from parindex.http import Request
from parindex.units.permissions import Right, may
from plans.access import may_plan
from plans.effort_queries import efforts_of
from reports.access import load_result, may_follow
from reports.unit_page import lost_leaves
from reports.unit_result import UnitResult, unit_result
from reports.views.results import campaign_crumbs, moment_text, standing_text
from reports.what_if.goals import GoalForm
from reports.what_if.page import AnswerText, answer_text, loss_groups, panel
from reports.what_if.reckoning import losses_of, outcome, reach


@require_safe
def what_if(request: Request, code: str, unit_code: str) -> HttpResponse:
    """Asked by GET: a choice has an address that can be sent to a colleague."""
    assessment = load_result(request.user, code, unit_code).assessment
    campaign = assessment.campaign
    shows_rank = campaign.is_published or may_follow(request.user, campaign)
    result = unit_result(assessment)
    page: dict[str, object] = {
        "campaign": campaign,
        "unit": assessment.unit,
        "result": result,
        "standing": standing_text(campaign),
        "figures_at": moment_text(result.computed_at),
        "crumbs": _crumbs(result, shows_rank),
        "may_manage": may(request.user, Right.MANAGE_CAMPAIGN, campaign.organiser),
        "may_plan": campaign.is_published and may_plan(request.user, assessment.unit),
    }
    status = 200
    if campaign.source == Source.SCORED and result.is_complete:
        trial = _trial(request, result, shows_rank)
        status = 422 if trial.form.errors else 200
        page |= {"trial": trial}
    return render(request, "reports/what_if.html", page, status=status)


@dataclass(frozen=True)
class Trial:
    """A choice of losses tried out: the form of the goal, and everything as text."""

    form: GoalForm
    answer: AnswerText | None
    groups: object
    panel: object
    dropped: str
    count: int


def _trial(request: Request, result: UnitResult, shows_rank: bool) -> Trial:
    losses = losses_of(lost_leaves(result), efforts_of(result.campaign.criteria_set))
    now = outcome(result.assessment, [])
    ranked = shows_rank and now.standing.rank_of > 1
    asked = request.GET if "value" in request.GET else None
    form = GoalForm(asked, rank_of=now.standing.rank_of if ranked else None)
    wanted = set(request.GET.getlist("muc"))
    chosen = [loss for loss in losses if loss.node.code in wanted]
    then, words = outcome(result.assessment, chosen), None
    if asked and form.is_valid():
        answer = reach(result.assessment, form.goal, losses, now.index)
        chosen = list(answer.chosen)
        then = outcome(result.assessment, chosen)
        words = answer_text(answer, now, then, shows_rank=ranked)
    codes = {loss.node.code for loss in chosen}
    return Trial(
        form=form,
        answer=words,
        groups=loss_groups(result, losses, codes),
        panel=panel(result, now, then, chosen, shows_rank=ranked),
        dropped=_dropped(len(wanted - {loss.node.code for loss in losses})),
        count=len(losses),
    )


def _dropped(count: int) -> str:
    """A link may be older than the scores."""
    if not count:
        return ""
    return ngettext(
        "%(count)d mục trong đường dẫn này không còn bị trừ điểm nên được bỏ qua.",
        "%(count)d mục trong đường dẫn này không còn bị trừ điểm nên được bỏ qua.",
        count,
    ) % {"count": count}


def _crumbs(result: UnitResult, shows_rank: bool) -> list[dict[str, str]]:
    crumbs = campaign_crumbs(result.campaign)
    if shows_rank:
        ranking = reverse("ranking", args=[result.campaign.code])
        crumbs.append({"label": _("Kết quả"), "url": ranking})
    own = reverse("unit-result", args=[result.campaign.code, result.unit.code])
    return [*crumbs, {"label": result.unit.title, "url": own}, {"label": _("Tính thử")}]
