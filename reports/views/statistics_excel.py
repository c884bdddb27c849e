"""Statistics by Excel: a unit's sheet out and in, the annex out."""

from typing import BinaryIO, cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from assessments.campaign_forms.recorded import MAX_MB, WorkbookForm
from parindex.errors import Forbidden
from parindex.http import Request
from parindex.lib.workbooks import CellError, WorkbookRefused
from parindex.units.excel.uploads import upload_keep, upload_load
from parindex.units.models import User, WorkbookUpload
from reports.appendices.sheet import XLSX
from reports.appendices.statistics import statistics_appendix
from reports.documents.base import Paper
from reports.models import StatisticsSheet
from reports.statistics.access import check_open, load_followed, load_sheet, may_report
from reports.statistics.services.importing import PlanChanged, sheet_import
from reports.statistics.workbook import Plan, plan_of, sheet_workbook
from reports.views.answers import file_answer
from reports.views.statistics import sheet_crumbs

ERRORS_SHOWN = 200
shown_or_sent = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def annex(request: Request, code: str) -> HttpResponse:
    return file_answer(statistics_appendix(load_followed(request.user, code)))


@require_safe
def workbook(request: Request, sheet_id: int) -> HttpResponse:
    found = load_sheet(request.user, sheet_id)
    name = f"so-lieu-{found.unit.code.lower()}-{found.period.until}.xlsx"
    return file_answer(Paper(name, sheet_workbook(found), XLSX))


@shown_or_sent
def upload(request: Request, sheet_id: int) -> HttpResponse:
    """Look into a file; nothing is written but the file itself."""
    found = _load(request.user, sheet_id)
    if request.method != "POST":
        return _page(request, found, WorkbookForm())
    form = WorkbookForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, found, form)
    file = form.cleaned_data["file"]
    try:
        plan_of(file.file, found)
    except WorkbookRefused as refused:
        return _page(request, found, form, name=file.name, errors=refused.errors)
    kept = upload_keep(file=file, name=file.name, owner=request.user, at=timezone.now())
    return redirect("statistics-check", sheet_id=sheet_id, token=kept.token)


@never_cache
@shown_or_sent
def check(request: Request, sheet_id: int, token: str) -> HttpResponse:
    """Show what the kept file would do; on confirmation write it."""
    found = _load(request.user, sheet_id)
    kept = upload_load(token=token, owner=request.user, at=timezone.now())
    try:
        if request.method == "POST":
            return _apply(request, found, kept)
        with kept.file.open("rb") as file:
            return _diff(request, found, kept, plan_of(cast(BinaryIO, file), found))
    except WorkbookRefused as refused:
        return _page(request, found, WorkbookForm(), name=kept.name, errors=refused.errors)


def _load(user: User, sheet_id: int) -> StatisticsSheet:
    found = load_sheet(user, sheet_id)
    if not may_report(user, found):
        raise Forbidden(_("Chỉ người của %(unit)s nhập được phiếu này.") % {"unit": found.unit})
    check_open(found, timezone.now())
    return found


def _apply(request: Request, found: StatisticsSheet, kept: WorkbookUpload) -> HttpResponse:
    seen = request.POST.get("seen", "")
    try:
        plan = sheet_import(
            upload=kept, sheet=found, seen=seen, actor=request.user, at=timezone.now()
        )
    except PlanChanged as changed:
        return _diff(request, found, kept, changed.plan, note=changed.message)
    messages.success(request, _("Đã ghi %(count)d số liệu.") % {"count": len(plan.writes)})
    return redirect("statistics-sheet", sheet_id=found.pk)


def _diff(
    request: Request, found: StatisticsSheet, kept: WorkbookUpload, plan: Plan, note: str = ""
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
    form: WorkbookForm,
    *,
    name: str = "",
    errors: list[CellError] | None = None,
) -> HttpResponse:
    wrong = errors or []
    context = {
        "sheet": found,
        "form": form,
        "file_error": " ".join(str(error) for error in form.errors.get("file", [])),
        "max_mb": MAX_MB,
        "name": name,
        "errors": wrong[:ERRORS_SHOWN],
        "count": len(wrong),
        "more": max(0, len(wrong) - ERRORS_SHOWN),
        "crumbs": sheet_crumbs(found, last=_("Nhập từ Excel")),
    }
    status = 422 if wrong or form.errors else 200
    return render(request, "reports/statistics/upload.html", context, status=status)
