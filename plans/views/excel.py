"""The task table out to Excel and back in: download, dry run, confirmation."""

from typing import BinaryIO, cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assessments.campaign_forms.recorded import MAX_MB, XLSX, WorkbookForm
from parindex.errors import Forbidden
from parindex.http import Request
from parindex.lib.workbooks import CellError, WorkbookRefused
from parindex.units.excel.uploads import upload_keep, upload_load
from parindex.units.models import WorkbookUpload
from plans.access import may_edit
from plans.excel.layout import tasks_workbook
from plans.excel.planning import TablePlan, plan_of
from plans.loaders import load_plan
from plans.models import Plan
from plans.pages.frame import frame
from plans.services.importing import TableChanged, tasks_import

ERRORS_SHOWN = 200
shown_or_sent = require_http_methods(["GET", "HEAD", "POST"])


def workbook(request: Request, plan_id: int) -> HttpResponse:
    """The task table as it stands; with ``?trong`` the empty template."""
    found = load_plan(request.user, plan_id)
    response = HttpResponse(
        tasks_workbook(found, is_filled="trong" not in request.GET), content_type=XLSX
    )
    name = f"bang-nhiem-vu-{found.unit.code.lower()}-{found.year}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@shown_or_sent
def upload(request: Request, plan_id: int) -> HttpResponse:
    """Look into a file; nothing is written but the file itself."""
    found = _load(request, plan_id)
    if request.method != "POST":
        return _page(request, found, WorkbookForm())
    form = WorkbookForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, found, form)
    file = form.cleaned_data["file"]
    try:
        plan_of(file.file, found)
    except WorkbookRefused as refused:
        return _page(request, found, WorkbookForm(), name=file.name, errors=refused.errors)
    kept = upload_keep(file=file, name=file.name, owner=request.user, at=timezone.now())
    return redirect("plan-tasks-check", plan_id=found.pk, token=kept.token)


@never_cache
@shown_or_sent
def check(request: Request, plan_id: int, token: str) -> HttpResponse:
    """Show what the kept file would do; on confirmation write it."""
    found = _load(request, plan_id)
    kept = upload_load(token=token, owner=request.user, at=timezone.now())
    try:
        if request.method == "POST":
            return _apply(request, found, kept)
        with kept.file.open("rb") as file:
            return _diff(request, found, kept, plan_of(cast(BinaryIO, file), found))
    except WorkbookRefused as refused:
        return _page(request, found, WorkbookForm(), name=kept.name, errors=refused.errors)


def _load(request: Request, plan_id: int) -> Plan:
    found = load_plan(request.user, plan_id)
    if not may_edit(request.user, found):
        raise Forbidden(
            _("Bảng nhiệm vụ chỉ nhập được khi kế hoạch đang soạn hoặc đang điều chỉnh.")
        )
    return found


def _apply(request: Request, found: Plan, kept: WorkbookUpload) -> HttpResponse:
    try:
        table = tasks_import(
            upload=kept,
            plan_id=found.pk,
            seen=request.POST.get("seen", ""),
            actor=request.user,
            at=timezone.now(),
        )
    except TableChanged as changed:
        return _diff(request, found, kept, changed.table, note=changed.message)
    count = table.writes
    text = ngettext("Đã ghi %(count)d thay đổi.", "Đã ghi %(count)d thay đổi.", count)
    messages.success(request, text % {"count": count})
    return redirect("plan-tasks", found.pk)


def _diff(
    request: Request, found: Plan, kept: WorkbookUpload, table: TablePlan, note: str = ""
) -> HttpResponse:
    page = {
        **frame(found, request.user, "tasks"),
        "upload": kept,
        "table": table,
        "new": len(table.of_kind("new")),
        "changed": len(table.of_kind("changed")),
        "same": len(table.of_kind("same")),
        "changes": [change for change in table.changes if change.kind != "same"],
        "note": note,
    }
    return render(request, "plans/excel_check.html", page, status=409 if note else 200)


def _page(
    request: Request,
    found: Plan,
    form: WorkbookForm,
    *,
    name: str = "",
    errors: list[CellError] | None = None,
) -> HttpResponse:
    wrong = errors or []
    page = {
        **frame(found, request.user, "tasks"),
        "form": form,
        "file_error": " ".join(str(error) for error in form.errors.get("file", [])),
        "max_mb": MAX_MB,
        "name": name,
        "errors": wrong[:ERRORS_SHOWN],
        "count": len(wrong),
        "more": max(0, len(wrong) - ERRORS_SHOWN),
    }
    return render(request, "plans/excel.html", page, status=422 if wrong or form.errors else 200)
