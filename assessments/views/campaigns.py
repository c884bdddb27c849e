"""Campaigns: the list, the board, publishing, more time for one unit."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.campaign_forms import ExtensionForm, PublishForm, RecallForm
from assessments.candidates import organisers_for
from assessments.loaders import load_campaign
from assessments.models import Assessment, Campaign
from assessments.pages.board import board_page
from assessments.services.campaigns import (
    campaign_announce,
    campaign_publish,
    campaign_recall,
    extension_grant,
)
from assessments.services.leading import LED, sheets_lead
from assessments.workflow import TRANSITIONS, Phase, Verb
from parindex.errors import Invalid, Locked
from parindex.http import Request


def campaigns(request: Request) -> HttpResponse:
    found = Campaign.objects.visible_to(request.user).select_related("organiser", "criteria_set")
    may_prepare = organisers_for(request.user).exists()
    return render(
        request, "assessments/campaigns.html", {"campaigns": found, "may_prepare": may_prepare}
    )


def campaign(request: Request, code: str) -> HttpResponse:
    return _show(request, load_campaign(request.user, code))


def _show(request: Request, found: Campaign, status: int = 200, **forms: object) -> HttpResponse:
    page = board_page(found, request.user, timezone.now())
    defaults = {
        "publish_form": PublishForm(),
        "recall_form": RecallForm(),
        "extension_form": ExtensionForm(campaign=found),
    }
    return render(
        request, "assessments/campaign.html", {**page, **defaults, **forms}, status=status
    )


def publish(request: Request, code: str) -> HttpResponse:
    found = load_campaign(request.user, code)
    if request.method != "POST":
        return redirect("campaign", code=found.code)
    form = PublishForm(request.POST)
    if not form.is_valid():
        return _show(request, found, status=422, publish_form=form)
    try:
        campaign_publish(
            campaign=found,
            actor=request.user,
            number=form.cleaned_data["number"],
            signed_on=form.cleaned_data["signed_on"],
            at=timezone.now(),
        )
    except (Invalid, Locked) as error:
        form.add_error(None, error.message)
        return _show(request, found, status=422, publish_form=form)
    messages.success(request, _("Đã công bố kết quả."))
    return redirect("ranking", code=found.code)


def announce(request: Request, code: str) -> HttpResponse:
    """Let the units see their results before the decision."""
    found = load_campaign(request.user, code)
    if request.method == "POST":
        campaign_announce(campaign=found, actor=request.user, at=timezone.now())
        messages.success(request, _("Đã công bố tạm: mỗi đơn vị xem được kết quả của mình."))
    return redirect("campaign", code=found.code)


def recall(request: Request, code: str) -> HttpResponse:
    """Take the provisional announcement back, with a reason."""
    found = load_campaign(request.user, code)
    if request.method != "POST":
        return redirect("campaign", code=found.code)
    form = RecallForm(request.POST)
    if not form.is_valid():
        return _show(request, found, status=422, recall_form=form)
    campaign_recall(
        campaign=found,
        actor=request.user,
        reason=form.cleaned_data["reason"],
        at=timezone.now(),
    )
    messages.success(request, _("Đã rút công bố tạm; đợt trở lại trạng thái đang thực hiện."))
    return redirect("campaign", code=found.code)


def lead(request: Request, code: str, verb: str) -> HttpResponse:
    """All sheets that wait for a step of the standing office take it."""
    if verb not in LED:
        raise Http404
    found = load_campaign(request.user, code)
    if request.method != "POST":
        return redirect("campaign", code=found.code)
    led = sheets_lead(campaign=found, verb=Verb(verb), actor=request.user, at=timezone.now())
    messages.success(
        request,
        ngettext("%(verb)s: %(count)d phiếu.", "%(verb)s: %(count)d phiếu.", len(led))
        % {"verb": TRANSITIONS[Verb(verb)].label, "count": len(led)},
    )
    return redirect("campaign", code=found.code)


def extension(request: Request, code: str) -> HttpResponse:
    found = load_campaign(request.user, code)
    if request.method != "POST":
        return redirect("campaign", code=found.code)
    form = ExtensionForm(request.POST, campaign=found)
    if not form.is_valid():
        return _show(request, found, status=422, extension_form=form)
    target = get_object_or_404(Assessment, campaign=found, pk=form.cleaned_data["assessment"].pk)
    try:
        granted = extension_grant(
            assessment=target,
            phase=Phase(form.cleaned_data["phase"]),
            until=form.cleaned_data["until"],
            reason=form.cleaned_data["reason"],
            actor=request.user,
            at=timezone.now(),
        )
    except Invalid as error:
        for name, message in error.errors.items():
            form.add_error(name, message)
        return _show(request, found, status=422, extension_form=form)
    messages.success(
        request,
        _("Đã gia hạn cho %(unit)s đến %(until)s.")
        % {
            "unit": granted.unit,
            "until": timezone.localtime(granted.until).strftime("%H:%M ngày %d/%m/%Y"),
        },
    )
    return redirect("campaign", code=found.code)
