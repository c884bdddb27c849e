"""The plan's own words: begin one, head and foot, sections, duties, discard a draft."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parindex.errors import Forbidden
from parindex.http import Request
from parindex.units.permissions import Right, memberships_granting
from plans.forms.words import DutyForm, NewPlanForm, PartForm, PlanForm, SectionForm
from plans.loaders import load_plan
from plans.models import Duty, Plan, Section
from plans.offices import Offices
from plans.pages.frame import frame
from plans.services import words as services
from plans.views.answers import Tried, tried

shown_or_sent = require_http_methods(["GET", "HEAD", "POST"])


@shown_or_sent
def plan_new(request: Request) -> HttpResponse:
    if not memberships_granting(request.user, Right.WRITE_PLAN):
        raise Forbidden(_("Kế hoạch do đơn vị hoặc cơ quan thường trực lập."))
    sent = request.POST if request.method == "POST" else None
    form = NewPlanForm(sent, user=request.user)
    made: list[Plan] = []
    if sent is not None:
        answer = tried(
            form,
            lambda: made.append(services.plan_create(actor=request.user, **form.cleaned_data)),
        )
        if answer.is_done:
            return redirect("plan-words", made[0].pk)
    return render(request, "plans/new.html", {"form": form}, status=422 if form.errors else 200)


@shown_or_sent
def plan_words(request: Request, plan_id: int) -> HttpResponse:
    """Sections and duties to look at; the form of head and foot for who may edit."""
    found = load_plan(request.user, plan_id)
    if request.method != "POST":
        return _show(request, found, PlanForm.of(found))
    form = PlanForm(request.POST)
    answer = tried(
        form,
        lambda: services.plan_describe(
            plan_id=found.pk,
            actor=request.user,
            version=form.cleaned_data["version"],
            values=form.values(),
        ),
    )
    if answer.is_done:
        messages.success(request, _("Đã ghi."))
        return redirect("plan-words", found.pk)
    return _show(request, found, form, answer)


def _show(
    request: Request, found: Plan, form: PlanForm, answer: Tried | None = None
) -> HttpResponse:
    page = {
        **frame(found, request.user, "words"),
        "form": form,
        "sections": found.sections.all(),
        "duties": found.duties.all(),
        **(answer.context if answer else {}),
    }
    return render(request, "plans/words.html", page, status=answer.status if answer else 200)


@shown_or_sent
def section(request: Request, plan_id: int, part_id: int | None = None) -> HttpResponse:
    found = load_plan(request.user, plan_id)
    part = get_object_or_404(found.sections, pk=part_id) if part_id else None
    form = _part_form(request, SectionForm, part)

    def keep() -> object:
        return services.section_keep(
            plan_id=found.pk,
            actor=request.user,
            values=form.values(),
            section_id=part_id,
            version=form.cleaned_data["version"] or 0,
        )

    return _part(request, found, part, form, keep)


@shown_or_sent
def duty(request: Request, plan_id: int, part_id: int | None = None) -> HttpResponse:
    found = load_plan(request.user, plan_id)
    part = get_object_or_404(found.duties, pk=part_id) if part_id else None
    form = _part_form(request, DutyForm, part)

    def keep() -> object:
        return services.duty_keep(
            plan_id=found.pk,
            actor=request.user,
            values=form.values(),
            duty_id=part_id,
            version=form.cleaned_data["version"] or 0,
        )

    return _part(request, found, part, form, keep)


@require_POST
def section_remove(request: Request, plan_id: int, part_id: int) -> HttpResponse:
    found = load_plan(request.user, plan_id)
    return _remove(request, found, get_object_or_404(found.sections, pk=part_id))


@require_POST
def duty_remove(request: Request, plan_id: int, part_id: int) -> HttpResponse:
    found = load_plan(request.user, plan_id)
    return _remove(request, found, get_object_or_404(found.duties, pk=part_id))


@shown_or_sent
def plan_discard(request: Request, plan_id: int) -> HttpResponse:
    """Ask, then delete a draft; what was issued is refused with the reason."""
    found = load_plan(request.user, plan_id)
    if request.method != "POST":
        return render(request, "plans/discard.html", frame(found, request.user, "overview"))
    version = request.POST.get("version", "")
    services.plan_discard(
        plan_id=found.pk,
        actor=request.user,
        version=int(version) if version.isdecimal() else found.version,
    )
    messages.success(request, _("Đã xoá bản dự thảo."))
    return redirect("plans")


def _part_form(request: Request, kind: type[PartForm], part: Section | Duty | None) -> PartForm:
    if request.method == "POST":
        return kind(request.POST)
    return kind.of(part) if part else kind()


def _part(
    request: Request,
    found: Plan,
    part: Section | Duty | None,
    form: PartForm,
    keep: Callable[[], object],
) -> HttpResponse:
    answer = tried(form, keep) if request.method == "POST" else None
    if answer and answer.is_done:
        messages.success(request, _("Đã ghi."))
        return redirect("plan-words", found.pk)
    page = {
        **frame(found, request.user, "words"),
        "form": form,
        "part": part,
        "is_duty": isinstance(form, DutyForm),
        "offices": Offices(found.unit).choices(),
        **(answer.context if answer else {}),
    }
    return render(request, "plans/part.html", page, status=answer.status if answer else 200)


def _remove(request: Request, found: Plan, part: Section | Duty) -> HttpResponse:
    version = request.POST.get("version", "")
    services.part_remove(
        part=part,
        actor=request.user,
        version=int(version) if version.isdecimal() else part.version,
    )
    messages.success(request, _("Đã xoá “%(name)s”.") % {"name": part})
    return redirect("plan-words", found.pk)
