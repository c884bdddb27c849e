"""Units, people and roles from Excel: template, dry run, confirmation, passwords once."""

import base64
from typing import BinaryIO, cast

from django import forms
from django.core.files import File
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from parindex.http import Request
from parindex.lib.uploads import UploadError, inspect
from parindex.lib.workbooks import CellError, WorkbookRefused
from parindex.units.access import reach_of
from parindex.units.excel.changes import Plan
from parindex.units.excel.passwords import passwords_workbook
from parindex.units.excel.planning import plan_of
from parindex.units.excel.template import empty_template, filled_template
from parindex.units.excel.uploads import upload_keep, upload_load
from parindex.units.models import WorkbookUpload
from parindex.units.services.imports import Applied, PlanChanged, import_apply

MAX_MB = 5
ERRORS_SHOWN = 200
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class UploadForm(forms.Form):
    file = forms.FileField(label=gettext_lazy("Tệp Excel đã điền theo mẫu"))

    def clean_file(self) -> "File[bytes]":
        file: File[bytes] = self.cleaned_data["file"]
        name = str(file.name or "")
        try:
            found = inspect(
                file.file,  # type: ignore[arg-type]
                name=name,
                size=file.size,
                limit=MAX_MB * 1024 * 1024,
            )
        except UploadError as error:
            raise forms.ValidationError(str(error)) from error
        if found.content_type != XLSX:
            raise forms.ValidationError(_("Chỉ nhận tệp Excel đuôi .xlsx."))
        file.name = found.name
        return file


def template(request: Request) -> HttpResponse:
    """Empty, or with ``?day-du`` everything that the reader keeps."""
    reach_of(request.user)
    is_filled = "day-du" in request.GET
    content = filled_template(request.user) if is_filled else empty_template()
    name = "don-vi-nguoi-dung-hien-co.xlsx" if is_filled else "mau-don-vi-nguoi-dung.xlsx"
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def upload(request: Request) -> HttpResponse:
    """Take a file and look into it; nothing is written but the file itself."""
    reach_of(request.user)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return _form(request, form)
    file = form.cleaned_data["file"]
    try:
        plan_of(file.file, request.user)
    except WorkbookRefused as refused:
        return _form(request, UploadForm(), name=file.name, errors=refused.errors)
    kept = upload_keep(file=file, name=file.name, owner=request.user, at=timezone.now())
    return redirect("units-excel-check", token=kept.token)


def _form(
    request: Request, form: UploadForm, name: str = "", errors: list[CellError] | None = None
) -> HttpResponse:
    found = errors or []
    context = {
        "form": form,
        "file_error": " ".join(str(error) for error in form.errors.get("file", [])),
        "name": name,
        "errors": found[:ERRORS_SHOWN],
        "count": len(found),
        "more": max(0, len(found) - ERRORS_SHOWN),
        "max_mb": MAX_MB,
        "crumbs": [{"label": _("Nhập từ Excel")}],
    }
    status = 422 if form.errors or found else 200
    return render(request, "units/excel.html", context, status=status)


@never_cache
def check(request: Request, token: str) -> HttpResponse:
    """Show what the kept file would do; on confirmation write it."""
    reach_of(request.user)
    kept = upload_load(token=token, owner=request.user, at=timezone.now())
    try:
        if request.method == "POST":
            return _apply(request, kept)
        with kept.file.open("rb") as file:
            return _diff(request, kept, plan_of(cast(BinaryIO, file), request.user))
    except WorkbookRefused as refused:
        return _form(request, UploadForm(), name=kept.name, errors=refused.errors)


def _apply(request: Request, kept: WorkbookUpload) -> HttpResponse:
    seen = request.POST.get("seen", "")
    try:
        applied = import_apply(upload=kept, seen=seen, actor=request.user, at=timezone.now())
    except PlanChanged as changed:
        return _diff(request, kept, changed.plan, note=changed.message)
    return _done(request, applied)


def _diff(request: Request, kept: WorkbookUpload, plan: Plan, note: str = "") -> HttpResponse:
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
