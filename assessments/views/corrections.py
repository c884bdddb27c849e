"""Correcting published results: prepare lines, take one back, publish them with a decision."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.campaign_forms.correction import CorrectionForm, LineForm
from assessments.loaders import load_managed
from assessments.models import Campaign, CorrectedEntry
from assessments.pages.correcting import correcting_page
from assessments.services.campaigns import correction_drop, correction_line, correction_publish
from parindex.errors import Invalid, Locked
from parindex.http import Request

shown_or_sent = require_http_methods(["GET", "HEAD", "POST"])


@shown_or_sent
def correction(request: Request, code: str) -> HttpResponse:
    campaign = _load(request, code)
    if request.method != "POST":
        return _show(request, campaign)
    form = LineForm(request.POST, campaign=campaign)
    if form.is_valid():
        try:
            line = correction_line(campaign=campaign, line=form.line, actor=request.user)
        except Invalid as error:
            _put_errors(form, error)
        else:
            messages.success(
                request,
                _("Đã thêm mục %(code)s của %(unit)s.")
                % {"code": line.entry.criterion.code, "unit": line.entry.assessment.unit},
            )
            return redirect("correction", code=campaign.code)
    return _show(request, campaign, status=422, line_form=form)


def publish(request: Request, code: str) -> HttpResponse:
    campaign = _load(request, code)
    if request.method != "POST":
        return redirect("correction", code=campaign.code)
    form = CorrectionForm(request.POST)
    if form.is_valid():
        try:
            made = correction_publish(
                campaign=campaign, actor=request.user, at=timezone.now(), **form.cleaned_data
            )
        except Invalid as error:
            _put_errors(form, error)
        else:
            messages.success(
                request, _("Đã công bố đính chính lần %(number)d.") % {"number": made.number or 0}
            )
            return redirect("ranking", code=campaign.code)
    return _show(request, campaign, status=422, form=form)


def drop(request: Request, line_id: int) -> HttpResponse:
    line = get_object_or_404(
        CorrectedEntry.objects.select_related("correction__campaign", "entry__criterion"),
        pk=line_id,
        correction__campaign__in=Campaign.objects.visible_to(request.user).values("pk"),
    )
    campaign = _load(request, line.correction.campaign.code)
    if request.method == "POST":
        correction_drop(line=line, actor=request.user)
        messages.success(request, _("Đã bỏ mục %(code)s.") % {"code": line.entry.criterion.code})
    return redirect("correction", code=campaign.code)


def _load(request: Request, code: str) -> Campaign:
    """The published campaign, for those who manage it. Raises Http404, Forbidden, Locked."""
    campaign = load_managed(request.user, code)
    if not campaign.is_published:
        raise Locked(_("Chỉ đính chính kết quả đã công bố."))
    return campaign


def _show(
    request: Request, campaign: Campaign, *, status: int = 200, **shown: forms.Form
) -> HttpResponse:
    context = {
        **correcting_page(campaign),
        "line_form": LineForm(campaign=campaign),
        "form": CorrectionForm(),
        **shown,
    }
    return render(request, "assessments/correction.html", context, status=status)


def _put_errors(form: forms.Form, error: Invalid) -> None:
    for name, message in error.errors.items():
        form.add_error(name if name in form.fields else None, message)
