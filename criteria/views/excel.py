"""A set as a workbook: out for everybody who may read it, in for those who may change it."""

from typing import cast

from django.contrib import messages
from django.core.files import File
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from criteria.access import drafts_for, may_create
from criteria.excel.changes import Plan
from criteria.excel.loading import plan_of, table_load
from criteria.excel.reading import FILE_MAX
from criteria.excel.writing import table_workbook
from criteria.forms.excel import TableForm
from criteria.loaders import load_draft, load_set
from criteria.models import CriteriaSet
from criteria.pages.excel import errors_page, plan_page
from parindex.errors import Forbidden
from parindex.http import Request
from parindex.lib.uploads.sizes import MEGABYTE
from parindex.lib.workbooks import CellError, WorkbookRefused
from parindex.units.excel.desk import workbook_answer
from parindex.units.excel.uploads import PlanChanged, upload_keep, upload_load
from parindex.units.models import WorkbookUpload


@require_safe
def criteria_excel(request: Request, code: str) -> HttpResponse:
    found = load_set(code)
    return workbook_answer(table_workbook(found), f"{found.code}.xlsx")


def criteria_import(request: Request) -> HttpResponse:
    """Take a file and look into it; nothing is written but the file itself."""
    _check_may_import(request)
    drafts = drafts_for(request.user)
    if request.method != "POST":
        initial = {"into": request.GET.get("bo", "")}
        return _show_form(request, TableForm(initial=initial, drafts=drafts))
    form = TableForm(request.POST, request.FILES, drafts=drafts)
    if not form.is_valid():
        return _show_form(request, form)
    file: File[bytes] = form.cleaned_data["file"]
    chosen: CriteriaSet | None = form.cleaned_data["into"]
    name = str(file.name or "")
    try:
        plan_of(
            file.file,  # type: ignore[arg-type]
            name=name,
            size=file.size,
            actor=request.user,
            chosen=chosen,
        )
    except WorkbookRefused as refused:
        return _show_form(request, form, name, refused.errors)
    kept = upload_keep(file=file, name=name, owner=request.user, at=timezone.now())
    url = reverse("criteria-import-check", args=[kept.token])
    return redirect(f"{url}?{urlencode({'bo': chosen.code})}" if chosen else url)


@never_cache
def criteria_import_check(request: Request, token: str) -> HttpResponse:
    """Show what the kept file would do; on confirmation write it."""
    _check_may_import(request)
    kept = upload_load(token=token, owner=request.user, at=timezone.now())
    code = request.POST.get("into", request.GET.get("bo", ""))
    chosen = load_draft(request.user, code) if code else None
    try:
        if request.method == "POST":
            return _load(request, kept, chosen)
        with kept.file.open("rb") as file:
            plan = plan_of(
                cast("File[bytes]", file),  # type: ignore[arg-type]
                name=kept.name,
                size=kept.file.size,
                actor=request.user,
                chosen=chosen,
            )
    except WorkbookRefused as refused:
        form = TableForm(initial={"into": code}, drafts=drafts_for(request.user))
        return _show_form(request, form, kept.name, refused.errors)
    return _show_plan(request, kept, plan, chosen)


def _load(request: Request, kept: WorkbookUpload, chosen: CriteriaSet | None) -> HttpResponse:
    seen = request.POST.get("seen", "")
    try:
        plan = table_load(
            upload=kept, seen=seen, actor=request.user, at=timezone.now(), chosen=chosen
        )
    except PlanChanged as changed:
        return _show_plan(request, kept, changed.plan, chosen, changed.message)
    words = {
        "code": plan.target.code,
        "added": plan.count("added"),
        "removed": plan.count("removed"),
        "changed": plan.count("changed"),
    }
    messages.success(
        request,
        _("Đã nạp %(code)s từ Excel: thêm %(added)d, bớt %(removed)d, đổi %(changed)d mục.")
        % words,
    )
    return redirect("criteria-edit", code=plan.target.code)


def _show_form(
    request: Request, form: TableForm, name: str = "", errors: list[CellError] | None = None
) -> HttpResponse:
    page = {
        "form": form,
        "max_mb": FILE_MAX // MEGABYTE,
        "file_error": " ".join(str(error) for error in form.errors.get("file", [])),
        **errors_page(name, errors or []),
    }
    status = 422 if form.errors or errors else 200
    return render(request, "criteria/excel.html", page, status=status)


def _show_plan(
    request: Request,
    kept: WorkbookUpload,
    plan: Plan,
    chosen: CriteriaSet | None,
    note: str = "",
) -> HttpResponse:
    page = plan_page(plan, kept.name, chosen) | {"note": note}
    return render(request, "criteria/excel_check.html", page, status=409 if note else 200)


def _check_may_import(request: Request) -> None:
    if not may_create(request.user):
        raise Forbidden(_("Chỉ cơ quan thường trực và người quản trị được nhập bộ tiêu chí."))
