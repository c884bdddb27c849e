"""Statistics by Excel: a unit's sheet out and in, the annex out."""

from collections.abc import Sequence
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from parindex.errors import Forbidden
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
from reports.appendices.statistics import statistics_appendix
from reports.models import StatisticsSheet
from reports.statistics.access import check_open, load_followed, load_sheet, may_report
from reports.statistics.services.importing import sheet_import
from reports.statistics.workbook import Plan, plan_of, sheet_workbook
from reports.views.answers import file_answer
from reports.views.statistics import sheet_crumbs

shown_or_sent = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def annex(request: Request, code: str) -> HttpResponse:
    return file_answer(statistics_appendix(load_followed(request.user, code)))


@require_safe
def workbook(request: Request, sheet_id: int) -> HttpResponse:
    found = load_sheet(request.user, sheet_id)
    name = f"so-lieu-{found.unit.code.lower()}-{found.period.until}.xlsx"
    return workbook_answer(sheet_workbook(found), name)


@shown_or_sent
def upload(request: Request, sheet_id: int) -> HttpResponse:
    found = _load(request.user, sheet_id)
    return workbook_receive(
        request,
        plan_of=lambda file: plan_of(file, found),
        show=partial(_page, request, found),
        check_url=lambda token: reverse("statistics-check", args=[sheet_id, token]),
    )


@never_cache
@shown_or_sent
def check(request: Request, sheet_id: int, token: str) -> HttpResponse:
    found = _load(request.user, sheet_id)
    return workbook_confirm(
        request,
        token,
        plan_of=lambda file: plan_of(file, found),
        show=partial(_page, request, found),
        show_plan=partial(_diff, request, found),
        write=partial(_apply, request, found),
    )


def _load(user: User, sheet_id: int) -> StatisticsSheet:
    found = load_sheet(user, sheet_id)
    if not may_report(user, found):
        raise Forbidden(_("Chỉ người của %(unit)s nhập được phiếu này.") % {"unit": found.unit})
    check_open(found, timezone.now())
    return found


def _apply(
    request: Request, found: StatisticsSheet, kept: WorkbookUpload, seen: str
) -> HttpResponse:
    plan = sheet_import(upload=kept, sheet=found, seen=seen, actor=request.user, at=timezone.now())
    messages.success(request, _("Đã ghi %(count)d số liệu.") % {"count": len(plan.writes)})
    return redirect("statistics-sheet", sheet_id=found.pk)


def _diff(
    request: Request, found: StatisticsSheet, kept: WorkbookUpload, plan: Plan, note: str
) -> HttpResponse:
    context = {
        "sheet": found,
        "upload": kept,
        "plan": plan,
        "changes": plan.writes,
        "same": len(plan.changes) - len(plan.writes),
        "note": note,
        "crumbs": sheet_crumbs(found, last=_("Xem trước khi ghi")),
    }
    status = 409 if note else 200
    return render(request, "reports/statistics/check.html", context, status=status)


def _page(
    request: Request,
    found: StatisticsSheet,
    form: WorkbookForm | None = None,
    *,
    name: str = "",
    errors: Sequence[CellError] = (),
) -> HttpResponse:
    context = {
        "sheet": found,
        **form_context(form, name, errors),
        "crumbs": sheet_crumbs(found, last=_("Nhập từ Excel")),
    }
    status = form_status(form, errors)
    return render(request, "reports/statistics/upload.html", context, status=status)
