"""Units, people and roles from Excel: template, dry run, confirmation, passwords once."""

import base64
from collections.abc import Sequence
from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from parindex.http import Request
from parindex.lib.workbooks import XLSX, CellError
from parindex.units.access import reach_of
from parindex.units.excel.changes import Plan
from parindex.units.excel.desk import (
    WorkbookForm,
    form_context,
    form_status,
    workbook_answer,
    workbook_confirm,
    workbook_receive,
)
from parindex.units.excel.passwords import passwords_workbook
from parindex.units.excel.planning import plan_of
from parindex.units.excel.template import empty_template, filled_template
from parindex.units.models import WorkbookUpload
from parindex.units.services.imports import Applied, import_apply


def template(request: Request) -> HttpResponse:
    """Empty, or with ``?day-du`` everything that the reader keeps."""
    reach_of(request.user)
    is_filled = "day-du" in request.GET
    content = filled_template(request.user) if is_filled else empty_template()
    name = "don-vi-nguoi-dung-hien-co.xlsx" if is_filled else "mau-don-vi-nguoi-dung.xlsx"
    return workbook_answer(content, name)


def upload(request: Request) -> HttpResponse:
    reach_of(request.user)
    return workbook_receive(
        request,
        plan_of=lambda file: plan_of(file, request.user),
        show=partial(_form, request),
        check_url=lambda token: reverse("units-excel-check", args=[token]),
    )


@never_cache
def check(request: Request, token: str) -> HttpResponse:
    reach_of(request.user)

    def write(kept: WorkbookUpload, seen: str) -> HttpResponse:
        applied = import_apply(upload=kept, seen=seen, actor=request.user, at=timezone.now())
        return _done(request, applied)

    return workbook_confirm(
        request,
        token,
        plan_of=lambda file: plan_of(file, request.user),
        show=partial(_form, request),
        show_plan=partial(_diff, request),
        write=write,
    )


def _form(
    request: Request,
    form: WorkbookForm | None = None,
    *,
    name: str = "",
    errors: Sequence[CellError] = (),
) -> HttpResponse:
    context = {
        **form_context(form, name, errors),
        "crumbs": [{"label": _("Nhập từ Excel")}],
    }
    return render(request, "units/excel.html", context, status=form_status(form, errors))


def _diff(request: Request, kept: WorkbookUpload, plan: Plan, note: str) -> HttpResponse:
    context = {
        "upload": kept,
        "plan": plan,
        "new": plan.count("new"),
        "changed": plan.count("changed"),
        "same": plan.count("same"),
        "parts": [
            (_("Đơn vị"), [change for change in plan.units if change.kind != "same"]),
            (_("Người dùng"), [change for change in plan.people if change.kind != "same"]),
            (_("Vai trò"), [change for change in plan.roles if change.kind != "same"]),
        ],
        "note": note,
        "crumbs": [{"label": _("Nhập từ Excel")}],
    }
    return render(request, "units/excel_check.html", context, status=409 if note else 200)


def _done(request: Request, applied: Applied) -> HttpResponse:
    workbook = passwords_workbook(applied.passwords)
    context = {
        "plan": applied.plan,
        "new": applied.plan.count("new"),
        "changed": applied.plan.count("changed"),
        "passwords": applied.passwords,
        # Không có lần tải thứ hai: tệp nằm ngay trong trang này, không nằm trên máy chủ.
        "workbook": f"data:{XLSX};base64,{base64.b64encode(workbook).decode()}",
        "crumbs": [{"label": _("Nhập từ Excel")}],
    }
    return render(request, "units/excel_done.html", context)
