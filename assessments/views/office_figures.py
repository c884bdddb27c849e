"""Figures of the standing office: typed on one page, or brought by a workbook."""

from typing import BinaryIO, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from assessments.campaign_forms.recorded import MAX_MB, XLSX, WorkbookForm
from assessments.loaders import load_campaign
from assessments.models import Campaign
from assessments.office.layout import office_workbook
from assessments.office.planning import Plan, plan_of
from assessments.pages.office_figures import Sent, office_page, plan_page, typed_figures
from assessments.services import office_figures as services
from parindex.errors import Forbidden, Invalid
from parindex.http import Request
from parindex.lib.workbooks import CellError, WorkbookRefused
from parindex.units.excel.uploads import upload_keep, upload_load
from parindex.units.models import User, WorkbookUpload
from parindex.units.permissions import Right, may

ERRORS_SHOWN = 200

shown_or_sent = require_http_methods(["GET", "HEAD", "POST"])


@shown_or_sent
def office_figures(request: Request, code: str) -> HttpResponse:
    campaign = _load(request.user, code)
    if request.method != "POST":
        return _page(request, campaign)
    typed, indexes = typed_figures(campaign, request.POST)
    try:
        count = services.office_figures_save(
            campaign=campaign, typed=typed, indexes=indexes, actor=request.user, at=timezone.now()
        )
    except Invalid as error:
        sent = Sent({k: v for k, v in request.POST.items() if isinstance(v, str)}, error.errors)
        return _page(request, campaign, sent=sent)
    messages.success(request, _("Đã ghi %(count)d số liệu.") % {"count": count})
    return redirect(_url(request, campaign))


def office_template(request: Request, code: str) -> HttpResponse:
    """All units with what is entered already."""
    campaign = _load(request.user, code)
    response = HttpResponse(office_workbook(campaign), content_type=XLSX)
    name = f"so-lieu-co-quan-{campaign.code}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
def office_upload(request: Request, code: str) -> HttpResponse:
    """Look into a file; nothing is written but the file itself."""
    campaign = _load(request.user, code)
    form = WorkbookForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, campaign, form=form)
    file = form.cleaned_data["file"]
    try:
        plan_of(file.file, campaign, request.user)
    except WorkbookRefused as refused:
        return _page(request, campaign, name=file.name, errors=refused.errors)
    kept = upload_keep(file=file, name=file.name, owner=request.user, at=timezone.now())
    return redirect("office-check", code=code, token=kept.token)


@never_cache
@shown_or_sent
def office_check(request: Request, code: str, token: str) -> HttpResponse:
    """Show what the kept file would do; on confirmation write it."""
    campaign = _load(request.user, code)
    kept = upload_load(token=token, owner=request.user, at=timezone.now())
    try:
        if request.method == "POST":
            return _apply(request, campaign, kept)
        with kept.file.open("rb") as file:
            plan = plan_of(cast(BinaryIO, file), campaign, request.user)
            return _diff(request, campaign, kept, plan)
    except WorkbookRefused as refused:
        return _page(request, campaign, name=kept.name, errors=refused.errors)


def _load(user: User, code: str) -> Campaign:
    campaign = load_campaign(user, code)
    if not may(user, Right.ENTER_SURVEY, campaign.organiser):
        raise Forbidden(_("Số liệu này do cơ quan thường trực của đợt nhập."))
    return campaign


def _url(request: HttpRequest, campaign: Campaign) -> str:
    query = {k: request.GET[k] for k in ("nhom", "page") if k in request.GET}
    return reverse("office-figures", args=[campaign.code], query=query or None)


def _apply(request: Request, campaign: Campaign, kept: WorkbookUpload) -> HttpResponse:
    try:
        plan = services.office_import(
            upload=kept,
            campaign=campaign,
            seen=request.POST.get("seen", ""),
            actor=request.user,
            at=timezone.now(),
        )
    except services.FiguresChanged as changed:
        return _diff(request, campaign, kept, changed.plan, note=changed.message)
    messages.success(request, _("Đã ghi %(count)d số liệu từ tệp.") % {"count": plan.writes})
    return redirect("office-figures", code=campaign.code)


def _diff(
    request: Request, campaign: Campaign, kept: WorkbookUpload, plan: Plan, note: str = ""
) -> HttpResponse:
    page = {"campaign": campaign, "upload": kept, "note": note, **plan_page(plan)}
    status = 409 if note else 200
    return render(request, "assessments/office_check.html", page, status=status)


def _page(
    request: Request,
    campaign: Campaign,
    *,
    sent: Sent | None = None,
    form: forms.Form | None = None,
    name: str = "",
    errors: list[CellError] | None = None,
) -> HttpResponse:
    found = errors or []
    shown = form or WorkbookForm()
    page = {
        **office_page(campaign, request.user, request.GET, timezone.now(), sent),
        "form": shown,
        "file_error": " ".join(str(error) for error in shown.errors.get("file", [])),
        "max_mb": MAX_MB,
        "name": name,
        "errors": found[:ERRORS_SHOWN],
        "count": len(found),
        "more": max(0, len(found) - ERRORS_SHOWN),
    }
    status = 422 if found or shown.errors or (sent and sent.errors) else 200
    return render(request, "assessments/office_figures.html", page, status=status)
