"""Units that join or leave a running campaign."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from assessments.campaign_forms import AddUnitsForm, ReasonForm
from assessments.loaders import load_managed
from assessments.models import Campaign
from assessments.services import campaigns as services
from assessments.services.campaigns.participants import is_untouched
from parindex.errors import Invalid, Locked
from parindex.http import Request, sent

shown_or_sent = require_http_methods(["GET", "HEAD", "POST"])


@shown_or_sent
def participants_add(request: Request, code: str) -> HttpResponse:
    campaign = load_managed(request.user, code)
    if not campaign.is_open:
        raise Locked(_("Chỉ thêm được đơn vị khi đợt đang thực hiện."))
    form = AddUnitsForm(sent(request), campaign=campaign)
    if request.method == "POST" and form.is_valid():
        try:
            count = services.participants_add(
                campaign=campaign,
                units=[unit.pk for unit in form.cleaned_data["units"]],
                reason=form.cleaned_data["reason"],
                actor=request.user,
                at=timezone.now(),
            )
        except Invalid as error:
            _put_errors(form, error)
        else:
            messages.success(request, _added(count))
            return redirect("campaign", code=code)
    return render(
        request,
        "assessments/campaign_add_units.html",
        {"campaign": campaign, "form": form, "crumbs": _crumbs(campaign, _("Thêm đơn vị"))},
        status=422 if form.errors else 200,
    )


@shown_or_sent
def participant_remove(request: Request, code: str, assessment_id: int) -> HttpResponse:
    campaign = load_managed(request.user, code)
    assessment = get_object_or_404(
        campaign.assessments.taking_part().select_related("unit", "campaign"), pk=assessment_id
    )
    if not campaign.is_open:
        raise Locked(_("Chỉ đưa được đơn vị ra khỏi đợt đang thực hiện."))
    form = ReasonForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            vanished = services.participant_remove(
                assessment=assessment,
                reason=form.cleaned_data["reason"],
                actor=request.user,
                at=timezone.now(),
            )
        except Invalid as error:
            _put_errors(form, error)
        else:
            gone = _("%(unit)s không còn trong đợt này; đơn vị chưa làm gì nên không mất gì.")
            left = _("%(unit)s đã ngừng tham gia; phiếu giữ lại để xem, không xếp hạng.")
            messages.success(
                request, (gone if vanished else left) % {"unit": assessment.unit.title}
            )
            return redirect("campaign", code=code)
    return render(
        request,
        "assessments/campaign_remove_unit.html",
        {
            "campaign": campaign,
            "assessment": assessment,
            "form": form,
            "vanishes": is_untouched(assessment),
            "crumbs": _crumbs(campaign, _("Ngừng tham gia")),
        },
        status=422 if form.errors else 200,
    )


def _added(count: int) -> str:
    return ngettext(
        "Đã thêm %(count)d đơn vị; phiếu tự chấm đã sẵn sàng.",
        "Đã thêm %(count)d đơn vị; phiếu tự chấm đã sẵn sàng.",
        count,
    ) % {"count": count}


def _crumbs(campaign: Campaign, label: str) -> list[dict[str, str]]:
    return [
        {"label": _("Đợt đánh giá"), "url": reverse("campaigns")},
        {"label": campaign.name, "url": reverse("campaign", args=[campaign.code])},
        {"label": label, "url": ""},
    ]


def _put_errors(form: forms.Form, error: Invalid) -> None:
    for name, message in error.errors.items():
        form.add_error(name if name in form.fields else None, message)
