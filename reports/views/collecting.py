"""The standing office's side of statistics: opening, periods, who reports what, more time."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parindex.errors import Forbidden, Invalid
from parindex.http import Request, sent
from parindex.units.permissions import Right, memberships_granting
from reports.handing_forms import ExtendForm
from reports.statistics.access import check_collects, load_collected, load_period, load_sheet
from reports.statistics.assigning import assignment_page, assignments_of
from reports.statistics.forms import CollectionForm, DueForm, PeriodForm
from reports.statistics.services import (
    collection_open,
    period_due_set,
    period_open,
    reporters_assign,
    sheet_extend,
)
from reports.views.statistics import crumbs, sheet_crumbs

shown_or_sent = require_http_methods(["GET", "HEAD", "POST"])


@shown_or_sent
def collection_new(request: Request) -> HttpResponse:
    if not memberships_granting(request.user, Right.COLLECT_REPORTS):
        raise Forbidden(_("Chỉ cơ quan thường trực mở được bộ số liệu."))
    form = CollectionForm(sent(request), user=request.user)
    if form.is_bound and form.is_valid():
        try:
            made = collection_open(**form.asked(), actor=request.user)
        except Invalid as error:
            _put(form, error)
        else:
            return redirect("statistics-period-new", code=made.code)
    trail = [{"label": _("Báo cáo, thống kê"), "url": "/bao-cao/"}, {"label": _("Mở bộ số liệu")}]
    context = {"form": form, "crumbs": trail, "heading": _("Mở bộ số liệu thống kê")}
    context["button"] = _("Mở bộ số liệu")
    return _form(request, context)


@shown_or_sent
def period_new(request: Request, code: str) -> HttpResponse:
    found = load_collected(request.user, code)
    form = PeriodForm(sent(request), collection=found)
    if form.is_bound and form.is_valid():
        try:
            made = period_open(collection=found, column=form.column(), actor=request.user)
        except Invalid as error:
            _put(form, error)
        else:
            said = {"label": made.label, "count": made.sheets.count()}
            messages.success(request, _("Đã mở kỳ “%(label)s” cho %(count)d đơn vị.") % said)
            return redirect("statistics", code=code)
    trail = [*crumbs(found), {"label": _("Mở kỳ số liệu")}]
    context = {"form": form, "crumbs": trail, "heading": _("Mở kỳ số liệu")}
    context["lead"] = _("Mỗi cơ quan được phân công và mỗi xã có một phiếu cho kỳ này.")
    context["button"] = _("Mở kỳ số liệu")
    return _form(request, context)


@shown_or_sent
def period_due(request: Request, period_id: int) -> HttpResponse:
    period = load_period(request.user, period_id)
    form = DueForm(sent(request), initial={"due_at": timezone.localtime(period.due_at)})
    if form.is_bound and form.is_valid():
        period_due_set(period=period, due_at=form.cleaned_data["due_at"], actor=request.user)
        messages.success(request, _("Đã đổi hạn gửi số liệu."))
        return redirect("statistics", code=period.collection.code)
    trail = [*crumbs(period.collection), {"label": _("Đổi hạn")}]
    context = {"form": form, "crumbs": trail, "button": _("Lưu hạn mới")}
    context["heading"] = _("Đổi hạn gửi: %s") % period.label
    return _form(request, context)


@shown_or_sent
def extend(request: Request, sheet_id: int) -> HttpResponse:
    sheet = load_sheet(request.user, sheet_id)
    check_collects(request.user, sheet.period.collection)
    form = ExtendForm(sent(request))
    if form.is_bound and form.is_valid():
        try:
            sheet_extend(
                sheet=sheet,
                until=form.cleaned_data["until"],
                reason=form.cleaned_data["reason"],
                actor=request.user,
                at=timezone.now(),
            )
        except Invalid as error:
            _put(form, error)
        else:
            messages.success(request, _("Đã gia hạn cho %s.") % sheet.unit.title)
            return redirect("statistics-sheet", sheet_id=sheet.pk)
    context = {"form": form, "crumbs": sheet_crumbs(sheet, last=_("Gia hạn"))}
    context |= {"heading": _("Gia hạn cho %s") % sheet.unit.title, "button": _("Gia hạn")}
    return _form(request, context)


@shown_or_sent
def assign(request: Request, code: str) -> HttpResponse:
    found = load_collected(request.user, code)
    if request.method == "POST":
        reporters_assign(
            collection=found, offices=assignments_of(found, request.POST), actor=request.user
        )
        messages.success(request, _("Đã lưu phân công nhập số liệu."))
        return redirect("statistics-assign", code=code)
    context = {
        "collection": found,
        "page": assignment_page(found),
        "crumbs": [*crumbs(found), {"label": _("Phân công")}],
    }
    return render(request, "reports/statistics/assign.html", context)


def _put(form: PeriodForm | CollectionForm | ExtendForm, error: Invalid) -> None:
    for name, message in error.errors.items():
        form.add_error(name if name in form.fields else None, message)


def _form(request: Request, context: dict[str, object]) -> HttpResponse:
    form = context["form"]
    status = 422 if getattr(form, "errors", None) else 200
    return render(request, "reports/form.html", context, status=status)
