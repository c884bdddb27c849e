"""What became of a plan: its effect on the next result, and what happened on the way."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parindex.http import Request
from plans.loaders import load_plan
from plans.pages.effect import effect_page
from plans.pages.history import history_page


@require_safe
def plan_effect(request: Request, plan_id: int) -> HttpResponse:
    plan = load_plan(request.user, plan_id)
    return render(request, "plans/effect.html", effect_page(plan, request.user))


@require_safe
def plan_history(request: Request, plan_id: int) -> HttpResponse:
    plan = load_plan(request.user, plan_id)
    return render(request, "plans/history.html", history_page(plan, request.user))
