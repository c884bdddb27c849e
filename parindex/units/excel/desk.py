"""A workbook that comes in: looked into, shown, written when confirmed. One way for all of them."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, BinaryIO, Protocol, TypeVar, cast

from django import forms
from django.core.files import File
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parindex.http import Request
from parindex.lib.uploads import UploadError, inspect
from parindex.lib.workbooks import XLSX, CellError, WorkbookRefused
from parindex.units.excel.uploads import PlanChanged, upload_keep, upload_load
from parindex.units.models import WorkbookUpload

MAX_MB = 5
ERRORS_SHOWN = 200

P = TypeVar("P")

if TYPE_CHECKING:
    Upload = File[bytes]
else:
    Upload = File


class WorkbookForm(forms.Form):
    file = forms.FileField(label=gettext_lazy("Tệp Excel đã điền theo mẫu"))

    def clean_file(self) -> Upload:
        file: Upload = self.cleaned_data["file"]
        try:
            found = inspect(
                file.file,  # type: ignore[arg-type]
                name=str(file.name or ""),
                size=file.size,
                limit=MAX_MB * 1024 * 1024,
            )
        except UploadError as error:
            raise forms.ValidationError(str(error)) from error
        if found.content_type != XLSX:
            raise forms.ValidationError(_("Chỉ nhận tệp Excel đuôi .xlsx."))
        file.name = found.name
        return file


class ShowForm(Protocol):
    """The page with the form: empty, refused, or with what is wrong in the named file."""

    def __call__(
        self,
        form: WorkbookForm | None = None,
        *,
        name: str = "",
        errors: Sequence[CellError] = (),
    ) -> HttpResponse: ...


def form_context(
    form: forms.Form | None, name: str, errors: Sequence[CellError]
) -> dict[str, object]:
    """What every page with such a form shows of it."""
    shown = form or WorkbookForm()
    return {
        "form": shown,
        "file_error": " ".join(str(error) for error in shown.errors.get("file", [])),
        "max_mb": MAX_MB,
        "name": name,
        "errors": errors[:ERRORS_SHOWN],
        "count": len(errors),
        "more": max(0, len(errors) - ERRORS_SHOWN),
    }


def form_status(form: forms.Form | None, errors: Sequence[CellError]) -> int:
    return 422 if errors or (form and form.errors) else 200


def workbook_answer(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def workbook_receive(
    request: Request,
    *,
    plan_of: Callable[[BinaryIO], object],
    show: ShowForm,
    check_url: Callable[[str], str],
) -> HttpResponse:
    """Look into a file; nothing is written but the file itself."""
    if request.method != "POST":
        return show()
    form = WorkbookForm(request.POST, request.FILES)
    if not form.is_valid():
        return show(form)
    file = form.cleaned_data["file"]
    try:
        plan_of(file.file)
    except WorkbookRefused as refused:
        return show(name=file.name, errors=refused.errors)
    kept = upload_keep(file=file, name=file.name, owner=request.user, at=timezone.now())
    return redirect(check_url(kept.token))


def workbook_confirm(
    request: Request,
    token: str,
    *,
    plan_of: Callable[[BinaryIO], P],
    show: ShowForm,
    show_plan: Callable[[WorkbookUpload, P, str], HttpResponse],
    write: Callable[[WorkbookUpload, str], HttpResponse],
) -> HttpResponse:
    """Show what the kept file would do; on confirmation write it.

    ``write`` takes the digest of the plan that the person saw; where it raises PlanChanged, the new
    plan is shown with the reason.
    """
    kept = upload_load(token=token, owner=request.user, at=timezone.now())
    try:
        if request.method == "POST":
            return write(kept, request.POST.get("seen", ""))
        with kept.file.open("rb") as file:
            return show_plan(kept, plan_of(cast(BinaryIO, file)), "")
    except PlanChanged as changed:
        return show_plan(kept, changed.plan, changed.message)
    except WorkbookRefused as refused:
        return show(name=kept.name, errors=refused.errors)
