"""A campaign's preparation, step by step; each step is saved before the next one shows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from assessments.campaign_forms import (
    AssignmentsForm,
    DeadlinesForm,
    ExclusionsForm,
    GroupsForm,
    OutlineForm,
)
from assessments.candidates import organisers_for
from assessments.loaders import load_managed
from assessments.models import Campaign
from assessments.pages.preparation import (
    WHILE_OPEN,
    UnitFilter,
    frame,
    participants_page,
    step_after,
    summary_page,
)
from assessments.readiness import Step
from assessments.services import campaigns as services
from parindex.errors import Forbidden, Invalid, Locked
from parindex.http import Request, sent
from parindex.units.models import User

shown_or_sent = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class FormStep:
    """A step that is one form: how it is made and how it is kept."""

    template: str
    make: Callable[[Any, Campaign], forms.Form]
    keep: Callable[[forms.Form, Campaign, User, datetime], None]


@shown_or_sent
def campaign_new(request: Request) -> HttpResponse:
    if not organisers_for(request.user).exists():
        raise Forbidden(_("Chỉ cơ quan thường trực của tỉnh, huyện được lập đợt đánh giá."))
    form = OutlineForm(sent(request), user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.campaign_draft(outline=form.outline(), actor=request.user)
        except Invalid as error:
            _put_errors(form, error)
        else:
            messages.success(request, _("Đã lập đợt; các bước sau làm lúc nào cũng được."))
            return redirect(step_after(made, Step.OUTLINE))
    return _show(request, None, Step.OUTLINE, "campaign_outline", {"form": form})


def campaign_edit(request: Request, code: str) -> HttpResponse:
    """The first step that still lacks something is where one goes on; an open one shows terms."""
    campaign = load_managed(request.user, code)
    _check_step(campaign, None)
    if campaign.is_open:
        return redirect("campaign-step", code=code, step=Step.DEADLINES)
    return redirect("campaign-step", code=code, step=Step.SUMMARY)


@shown_or_sent
def campaign_step(request: Request, code: str, step: str) -> HttpResponse:
    if step not in set(Step):
        raise Http404
    campaign = load_managed(request.user, code)
    _check_step(campaign, Step(step))
    if step == Step.OUTLINE:
        return _outline(request, campaign)
    if step == Step.PARTICIPANTS:
        return _participants(request, campaign)
    if step == Step.SUMMARY:
        page = summary_page(campaign, timezone.now())
        return _show(request, campaign, Step.SUMMARY, "campaign_summary", page)
    return _form_step(request, campaign, Step(step))


@require_POST
def campaign_start(request: Request, code: str) -> HttpResponse:
    """Open the prepared campaign."""
    campaign = load_managed(request.user, code)
    try:
        opened = services.draft_open(campaign=campaign, actor=request.user, at=timezone.now())
    except Invalid as error:
        messages.error(request, _("Chưa mở được đợt. %(why)s") % {"why": error.message})
        return redirect("campaign-step", code=code, step=Step.SUMMARY)
    count = opened.assessments.count()
    messages.success(
        request,
        ngettext(
            "Đã mở đợt: %(count)d đơn vị đã có phiếu tự chấm.",
            "Đã mở đợt: %(count)d đơn vị đã có phiếu tự chấm.",
            count,
        )
        % {"count": count},
    )
    return redirect("campaign", code=code)


@shown_or_sent
def campaign_discard(request: Request, code: str) -> HttpResponse:
    campaign = load_managed(request.user, code)
    _check_step(campaign, Step.OUTLINE)
    if request.method != "POST":
        return render(request, "assessments/campaign_discard.html", {"campaign": campaign})
    services.campaign_discard(campaign=campaign, actor=request.user)
    messages.success(request, _("Đã bỏ “%(name)s”.") % {"name": campaign.name})
    return redirect("campaigns")


def _check_step(campaign: Campaign, step: Step | None) -> None:
    if campaign.is_published:
        raise Locked(_("Đợt này đã công bố nên không sửa được nữa."))
    if campaign.is_open and step is not None and step not in WHILE_OPEN:
        raise Locked(
            _(
                "Đợt này đã mở: chỉ còn sửa được thời hạn, nhóm xếp loại, phân công thẩm định, và"
                " thêm hay bớt đơn vị."
            )
        )


def _outline(request: Request, campaign: Campaign) -> HttpResponse:
    form = OutlineForm(sent(request), user=request.user, campaign=campaign)
    if request.method == "POST" and form.is_valid():
        try:
            kept = services.campaign_describe(
                campaign=campaign, outline=form.outline(), actor=request.user
            )
        except Invalid as error:
            _put_errors(form, error)
        else:
            return redirect(step_after(kept, Step.OUTLINE))
    return _show(request, campaign, Step.OUTLINE, "campaign_outline", {"form": form})


def _participants(request: Request, campaign: Campaign) -> HttpResponse:
    if request.method != "POST":
        page = participants_page(campaign, request.GET)
        return _show(request, campaign, Step.PARTICIPANTS, "campaign_participants", page)
    act = request.POST.get("act", "")
    shown = _numbers(request.POST.get("shown", "").split(","))
    chosen = _numbers(request.POST.getlist("unit"))
    if act in ("all", "none"):
        shown = [unit.pk for unit in UnitFilter.read(request.GET).find(campaign)]
        chosen = shown if act == "all" else []
    elif act == "clean":
        shown = chosen = list(campaign.participants.values_list("pk", flat=True))
    services.participants_choose(campaign=campaign, shown=shown, chosen=chosen, actor=request.user)
    if act in ("all", "none", "clean"):
        return redirect(request.get_full_path())
    if act == "find" or "page" in request.POST:
        return redirect(f"{request.path}?{_looked_for(request)}")
    return redirect(step_after(campaign, Step.PARTICIPANTS, back="back" in request.POST))


def _looked_for(request: Request) -> str:
    """The filter as typed when it is sent; when pages are turned, the one that was applied."""
    source = request.GET if "page" in request.POST else request.POST
    query = {name: source.get(name, "") for name in ("tim", "thuoc", "loai")}
    query["page"] = request.POST.get("page", "")
    return urlencode({name: value for name, value in query.items() if value})


def _numbers(texts: list[str]) -> list[int]:
    return [int(text) for text in texts if text.isdecimal()]


def _form_step(request: Request, campaign: Campaign, step: Step) -> HttpResponse:
    page = FORM_STEPS[step]
    form = page.make(sent(request), campaign)
    if request.method == "POST" and "more" not in request.POST and form.is_valid():
        try:
            page.keep(form, campaign, request.user, timezone.now())
        except Invalid as error:
            _put_errors(form, error)
        else:
            if campaign.is_open:
                messages.success(request, _("Đã lưu thay đổi."))
            return redirect(step_after(campaign, step, back="back" in request.POST))
    return _show(request, campaign, step, page.template, {"form": form})


def _keep_assignments(form: forms.Form, campaign: Campaign, actor: User, at: datetime) -> None:
    assert isinstance(form, AssignmentsForm)  # noqa: S101 – FORM_STEPS pairs them
    services.assignments_set(
        campaign=campaign, offices=form.offices(), actor=actor, reason=form.reason
    )


def _keep_deadlines(form: forms.Form, campaign: Campaign, actor: User, at: datetime) -> None:
    assert isinstance(form, DeadlinesForm)  # noqa: S101
    services.deadlines_set(
        campaign=campaign,
        **{name: form.cleaned_data[name] for name in DeadlinesForm.base_fields},
        actor=actor,
        at=at,
        reason=form.reason,
    )


def _keep_groups(form: forms.Form, campaign: Campaign, actor: User, at: datetime) -> None:
    assert isinstance(form, GroupsForm)  # noqa: S101
    services.groups_set(campaign=campaign, groups=form.groups, actor=actor, reason=form.reason)


def _keep_exclusions(form: forms.Form, campaign: Campaign, actor: User, at: datetime) -> None:
    assert isinstance(form, ExclusionsForm)  # noqa: S101
    services.exclusions_set(campaign=campaign, reasons=form.reasons(), actor=actor)


FORM_STEPS = {
    Step.ASSIGNMENTS: FormStep(
        "campaign_assignments",
        lambda data, campaign: AssignmentsForm(data, campaign=campaign),
        _keep_assignments,
    ),
    Step.DEADLINES: FormStep(
        "campaign_deadlines",
        lambda data, campaign: DeadlinesForm(data, campaign=campaign),
        _keep_deadlines,
    ),
    Step.GROUPS: FormStep(
        "campaign_groups",
        lambda data, campaign: GroupsForm(data, campaign=campaign),
        _keep_groups,
    ),
    Step.EXCLUSIONS: FormStep(
        "campaign_exclusions",
        lambda data, campaign: ExclusionsForm(data, campaign=campaign),
        _keep_exclusions,
    ),
}


def _show(
    request: Request,
    campaign: Campaign | None,
    step: Step,
    template: str,
    page: dict[str, object],
) -> HttpResponse:
    form = page.get("form")
    failed = isinstance(form, forms.Form) and form.is_bound and bool(form.errors)
    return render(
        request,
        f"assessments/{template}.html",
        {**frame(campaign, step, timezone.now()), **page},
        status=422 if failed else 200,
    )


def _put_errors(form: forms.Form, error: Invalid) -> None:
    """A refusal of the service stands at the input it is about."""
    named = form.field_named if isinstance(form, GroupsForm) else None
    for name, message in error.errors.items():
        place = named(name) if named else name
        form.add_error(place if place in form.fields else None, message)
