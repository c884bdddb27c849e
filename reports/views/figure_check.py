"""Holds an official table against itself and lists every slip; nothing is stored."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from parindex.http import Request
from reports.figure_check import (
    EXAMPLE,
    FILE_MAX,
    LABELS,
    MEANINGS,
    PASTED,
    Findings,
    Kind,
    Slip,
    UnreadableFile,
    check_sheets,
    read_pasted,
    read_workbook,
)
from reports.figure_check.grid import Sheet
from reports.figure_check.words import UNRECOGNISED, summary, to_people

TEXT_MAX = 300_000
"""Characters; the longest such report has 40 thousand."""
MEGABYTE = 1024 * 1024

TONES = {Kind.BLANK: "warning", Kind.MISSING: "warning"}


class FigureCheckForm(forms.Form):
    table = forms.CharField(
        label=gettext_lazy("Bảng chép từ Word, PDF hoặc Excel"),
        help_text=gettext_lazy(
            "Chép cả dòng tiêu đề. Dán được nhiều bảng cùng lúc, kể cả lời văn nêu nguyên nhân."
        ),
        required=False,
        strip=False,
        max_length=TEXT_MAX,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "wrap": "off"}),
        error_messages={"max_length": gettext_lazy("Đoạn dán quá dài; hãy chia thành nhiều lần.")},
    )
    workbook = forms.FileField(
        label=gettext_lazy("Tệp Excel"), required=False, allow_empty_file=True
    )
    sheets: tuple[Sheet, ...] = ()
    remarks: tuple[str, ...] = ()

    def clean_workbook(self) -> Any:
        """Read here, so that what is wrong with a file stands beside the file."""
        file = self.cleaned_data["workbook"]
        if file:
            try:
                workbook = read_workbook(file, name=file.name or "", size=file.size or 0)
            except UnreadableFile as error:
                raise forms.ValidationError(str(error)) from error
            self.sheets = workbook.sheets
            self.remarks = workbook.remarks
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        text = cleaned.get("table") or ""
        if text.strip():
            self.sheets = (read_pasted(text), *self.sheets)
        if not self.errors and not self.sheets:
            self.add_error("table", _("Dán một bảng vào đây hoặc chọn tệp Excel ở dưới."))
        return cleaned


@sensitive_post_parameters("table")
@require_http_methods(["GET", "HEAD", "POST"])
def figure_check(request: Request) -> HttpResponse:
    context: dict[str, object] = {
        "max_mb": FILE_MAX // MEGABYTE,
        "kinds": [(LABELS[kind], MEANINGS[kind]) for kind in Kind],
        "crumbs": [{"label": _("Đối chiếu số liệu")}],
    }
    if request.method != "POST":
        shows_example = "vi-du" in request.GET
        form = FigureCheckForm(initial={"table": EXAMPLE} if shows_example else None)
        context["shows_example"] = shows_example
    else:
        form = FigureCheckForm(request.POST, request.FILES)
        if form.is_valid():
            findings = check_sheets(form.sheets)
            context |= result(findings, form.remarks)
    return render(request, "reports/figure_check.html", context | {"form": form})


def result(findings: Findings, remarks: tuple[str, ...]) -> dict[str, object]:
    if not findings.has_checked_anything:
        return {"unrecognised": UNRECOGNISED}
    return {
        "summary": summary(findings),
        "slips": [slip_row(slip) for slip in findings.slips],
        "shows_sheets": any(slip.at.sheet != PASTED for slip in findings.slips),
        "notes": [*remarks, *(place_words(n.at.sheet, n.at.row) + n.text for n in findings.notes)],
        "tables": findings.tables,
    }


def slip_row(slip: Slip) -> dict[str, object]:
    return {
        "sheet": slip.at.sheet,
        "row": slip.at.row,
        "code": slip.code,
        "code_label": _("Mã") if slip.code[:1].isdecimal() else "",
        "kind": LABELS[slip.kind],
        "tone": TONES.get(slip.kind, "error"),
        "printed": slip.printed or (_("trống") if slip.kind is Kind.BLANK else "–"),
        "recomputed": to_people(slip.recomputed) or "–",
        "message": slip.message,
    }


def place_words(sheet: str, row: int) -> str:
    if sheet == PASTED:
        return _("Dòng %(row)d: ") % {"row": row}
    return _("Trang “%(sheet)s”, dòng %(row)d: ") % {"sheet": sheet, "row": row}
