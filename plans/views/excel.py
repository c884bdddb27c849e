"""The task table out to Excel and back in: download, dry run, confirmation."""

from collections.abc import Sequence
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

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
from parindex.units.models import WorkbookUpload
from plans.access import may_edit
from plans.excel.layout import tasks_workbook
from plans.excel.planning import TablePlan, plan_of
from plans.loaders import load_plan
from plans.models import Plan
from plans.pages.frame import frame
from plans.services.importing import tasks_import

shown_or_sent = require_http_methods(["GET", "HEAD", "POST"])


def workbook(request: Request, plan_id: int) -> HttpResponse:
    """The task table as it stands; with ``?trong`` the empty template."""
    found = load_plan(request.user, plan_id)
    content = tasks_workbook(found, is_filled="trong" not in request.GET)
    return workbook_answer(content, f"bang-nhiem-vu-{found.unit.code.lower()}-{found.year}.xlsx")


@shown_or_sent
def upload(request: Request, plan_id: int) -> HttpResponse:
    found = _load(request, plan_id)
    return workbook_receive(
        request,
        plan_of=lambda file: plan_of(file, found),
        show=partial(_page, request, found),
        check_url=lambda token: reverse("plan-tasks-check", args=[found.pk, token]),
    )


@never_cache
@shown_or_sent
def check(request: Request, plan_id: int, token: str) -> HttpResponse:
    found = _load(request, plan_id)
    return workbook_confirm(
        request,
        token,
        plan_of=lambda file: plan_of(file, found),
        show=partial(_page, request, found),
        show_plan=partial(_diff, request, found),
        write=partial(_apply, request, found),
    )


def _load(request: Request, plan_id: int) -> Plan:
    found = load_plan(request.user, plan_id)
    if not may_edit(request.user, found):
        raise Forbidden(
            _("Bảng nhiệm vụ chỉ nhập được khi kế hoạch đang soạn hoặc đang điều chỉnh.")
        )
    return found


def _apply(request: Request, found: Plan, kept: WorkbookUpload, seen: str) -> HttpResponse:
    table = tasks_import(
        upload=kept, plan_id=found.pk, seen=seen, actor=request.user, at=timezone.now()
    )
    count = table.writes
    text = ngettext("Đã ghi %(count)d thay đổi.", "Đã ghi %(count)d thay đổi.", count)
    messages.success(request, text % {"count": count})
    return redirect("plan-tasks", found.pk)


def _diff(
    request: Request, found: Plan, kept: WorkbookUpload, table: TablePlan, note: str
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
    form: WorkbookForm | None = None,
    *,
    name: str = "",
    errors: Sequence[CellError] = (),
) -> HttpResponse:
    page = {**frame(found, request.user, "tasks"), **form_context(form, name, errors)}
    return render(request, "plans/excel.html", page, status=form_status(form, errors))
