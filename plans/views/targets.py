"""Targets on screen: where each stands, its words and measures, the figures reached."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parindex.errors import Conflict, Invalid
from parindex.http import Request
from plans.forms.actuals import ActualForm
from plans.forms.targets import TargetForm, measure_forms
from plans.loaders import load_plan
from plans.models import Plan, Target
from plans.offices import Offices
from plans.pages.frame import frame
from plans.pages.targets import figures_page, targets_page
from plans.services import targets as services
from plans.views.answers import Tried, tried

shown_or_sent = require_http_methods(["GET", "HEAD", "POST"])


def plan_targets(request: Request, plan_id: int) -> HttpResponse:
    found = load_plan(request.user, plan_id)
    page = targets_page(found, request.user, timezone.localdate())
    return render(request, "plans/targets.html", page)


@shown_or_sent
def target(request: Request, plan_id: int, target_id: int | None = None) -> HttpResponse:
    found = load_plan(request.user, plan_id)
    kept = get_object_or_404(found.targets, pk=target_id) if target_id else None
    criteria = services.linkable_criteria(found, target_id)
    if request.method != "POST":
        form = TargetForm.of(kept, criteria) if kept else TargetForm(criteria=criteria)
        return _show(request, found, kept, form, measure_forms(target=kept))
    form = TargetForm(request.POST, criteria=criteria)
    measures = measure_forms(request.POST)
    answer = _tried(request, found, kept, form, measures)
    if answer.is_done:
        messages.success(request, _("Đã ghi chỉ tiêu."))
        return redirect("plan-targets", found.pk)
    return _show(request, found, kept, form, measures, answer)


def _tried(
    request: Request, found: Plan, kept: Target | None, form: TargetForm, measures: Any
) -> Tried:
    """Messages about a measure go to its own inputs."""
    if not (form.is_valid() and measures.is_valid()):
        return Tried(is_done=False)

    def keep() -> object:
        words = [m for m in (part.words() for part in measures) if m]
        try:
            return services.target_keep(
                plan_id=found.pk,
                actor=request.user,
                words=form.words(words),
                target_id=kept.pk if kept else None,
                version=form.cleaned_data["version"] or 0,
            )
        except Invalid as error:
            raise Invalid(_measure_errors(error, measures)) from error

    return tried(form, keep)


def _measure_errors(error: Invalid, measures: Any) -> dict[str, str]:
    """Puts each at its input; answers with the rest."""
    used = [part for part in measures if part.words()]
    rest = {}
    for name, message in error.errors.items():
        place = name.split("-")
        if len(place) == 3:
            used[int(place[1])].add_error(place[2], message)
        else:
            rest[name] = message
    return rest or {"measures": _("Hãy sửa các thước đo bên dưới.")}


def _show(
    request: Request,
    found: Plan,
    kept: Target | None,
    form: TargetForm,
    measures: Any,
    answer: Tried | None = None,
) -> HttpResponse:
    page = {
        **frame(found, request.user, "targets"),
        "target": kept,
        "form": form,
        "measures": measures,
        "offices": Offices(found.unit).choices(),
        **(answer.context if answer else {}),
    }
    return render(request, "plans/target.html", page, status=answer.status if answer else 200)


@require_POST
def target_remove(request: Request, plan_id: int, target_id: int) -> HttpResponse:
    found = load_plan(request.user, plan_id)
    kept = get_object_or_404(found.targets, pk=target_id)
    version = request.POST.get("version", "")
    services.target_remove(
        target_id=kept.pk,
        actor=request.user,
        version=int(version) if version.isdecimal() else kept.version,
    )
    messages.success(request, _("Đã xoá chỉ tiêu."))
    return redirect("plan-targets", found.pk)


@shown_or_sent
def figures(request: Request, plan_id: int, target_id: int) -> HttpResponse:
    """What was reached, measure by measure; a new figure for who may report it."""
    found = load_plan(request.user, plan_id)
    kept = get_object_or_404(found.targets.select_related("plan__unit"), pk=target_id)
    today = timezone.localdate()
    if request.method != "POST":
        form = ActualForm(measures=kept.measures.all(), today=today)
        return _figures(request, found, kept, form)
    form = ActualForm(request.POST, measures=kept.measures.all(), today=today)
    if not form.is_valid():
        return _figures(request, found, kept, form, status=422)
    try:
        services.actual_keep(
            measure_id=form.cleaned_data["measure"].pk,
            actor=request.user,
            figure=form.figure(),
            today=today,
        )
    except Invalid as error:
        for name, message in error.errors.items():
            form.add_error(name if name in form.fields else None, message)
        return _figures(request, found, kept, form, status=422)
    except Conflict as error:
        form.add_error(None, error.message)
        return _figures(request, found, kept, form, status=409)
    messages.success(request, _("Đã ghi kết quả."))
    return redirect("plan-target-figures", found.pk, kept.pk)


def _figures(
    request: Request, found: Plan, kept: Target, form: ActualForm, status: int = 200
) -> HttpResponse:
    page = {
        **frame(found, request.user, "targets"),
        **figures_page(found, kept, request.user, timezone.localdate()),
        "form": form,
    }
    return render(request, "plans/figures.html", page, status=status)
