"""Figures of the standing office: typed on one page, or brought by a workbook."""

from collections.abc import Sequence
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from assessments.loaders import load_campaign
from assessments.models import Campaign
from assessments.office.layout import office_workbook
from assessments.office.planning import Plan, plan_of
from assessments.pages.office_figures import Sent, office_page, plan_page, typed_figures
from assessments.services import office_figures as services
from parindex.errors import Forbidden, Invalid
from parindex.http import Request
from parindex.lib.workbooks import CellError
from parindex.units.excel.desk import (
    WorkbookForm,
    form_context,
    form_status,
    workbook_answer,
    workbook_confirm,
    workbook_receive,
)
from parindex.units.models import User, WorkbookUpload
from parindex.units.permissions import Right, may

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
        return _page(request, campaign, typed=sent)
    messages.success(request, _("Đã ghi %(count)d số liệu.") % {"count": count})
    return redirect(_url(request, campaign))


def office_template(request: Request, code: str) -> HttpResponse:
    """All units with what is entered already."""
    campaign = _load(request.user, code)
    return workbook_answer(office_workbook(campaign), f"so-lieu-co-quan-{campaign.code}.xlsx")


@require_POST
def office_upload(request: Request, code: str) -> HttpResponse:
    campaign = _load(request.user, code)
    return workbook_receive(
        request,
        plan_of=lambda file: plan_of(file, campaign, request.user),
        show=partial(_page, request, campaign),
        check_url=lambda token: reverse("office-check", args=[code, token]),
    )


@never_cache
@shown_or_sent
def office_check(request: Request, code: str, token: str) -> HttpResponse:
    campaign = _load(request.user, code)
    return workbook_confirm(
        request,
        token,
        plan_of=lambda file: plan_of(file, campaign, request.user),
        show=partial(_page, request, campaign),
        show_plan=partial(_diff, request, campaign),
        write=partial(_apply, request, campaign),
    )


def _load(user: User, code: str) -> Campaign:
    campaign = load_campaign(user, code)
    if not may(user, Right.ENTER_SURVEY, campaign.organiser):
        raise Forbidden(_("Số liệu này do cơ quan thường trực của đợt nhập."))
    return campaign


def _url(request: HttpRequest, campaign: Campaign) -> str:
    query = {k: request.GET[k] for k in ("nhom", "page") if k in request.GET}
    return reverse("office-figures", args=[campaign.code], query=query or None)


def _apply(request: Request, campaign: Campaign, kept: WorkbookUpload, seen: str) -> HttpResponse:
    plan = services.office_import(
        upload=kept, campaign=campaign, seen=seen, actor=request.user, at=timezone.now()
    )
    messages.success(request, _("Đã ghi %(count)d số liệu từ tệp.") % {"count": plan.writes})
    return redirect("office-figures", code=campaign.code)


def _diff(
    request: Request, campaign: Campaign, kept: WorkbookUpload, plan: Plan, note: str
) -> HttpResponse:
    page = {"campaign": campaign, "upload": kept, "note": note, **plan_page(plan)}
    status = 409 if note else 200
    return render(request, "assessments/office_check.html", page, status=status)


def _page(
    request: Request,
    campaign: Campaign,
    form: WorkbookForm | None = None,
    *,
    typed: Sent | None = None,
    name: str = "",
    errors: Sequence[CellError] = (),
) -> HttpResponse:
    page = {
        **office_page(campaign, request.user, request.GET, timezone.now(), typed),
        **form_context(form, name, errors),
    }
    status = 422 if typed and typed.errors else form_status(form, errors)
    return render(request, "assessments/office_figures.html", page, status=status)
