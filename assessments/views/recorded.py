"""Results of past years: the year, the page, the workbook in two steps, which figure counts."""

from collections.abc import Sequence
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from assessments.campaign_forms.recorded import PastYearForm
from assessments.candidates import organisers_for
from assessments.loaders import load_managed
from assessments.models import Campaign, RecordedResult
from assessments.pages.recorded import crumbs, figure_row, plan_page, recorded_page
from assessments.recorded.layout import recorded_template
from assessments.recorded.planning import Plan, plan_of
from assessments.services import recorded as services
from parindex.errors import Forbidden, Invalid
from parindex.http import Request, sent
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

shown_or_sent = require_http_methods(["GET", "HEAD", "POST"])


@shown_or_sent
def past_year_new(request: Request) -> HttpResponse:
    if not organisers_for(request.user).exists():
        raise Forbidden(_("Chỉ cơ quan thường trực của tỉnh, huyện được ghi kết quả năm trước."))
    form = PastYearForm(sent(request), user=request.user, initial=_asked(request))
    if form.is_bound and form.is_valid():
        try:
            made = services.past_year_record(
                past=form.past_year(), actor=request.user, at=timezone.now()
            )
        except Invalid as error:
            for name, message in error.errors.items():
                form.add_error(name if name in form.fields else None, message)
        else:
            return redirect("recorded-results", code=made.code)
    return render(
        request,
        "assessments/past_year.html",
        {"form": form},
        status=422 if form.errors else 200,
    )


def _asked(request: Request) -> dict[str, object]:
    """A link from a campaign proposes the year before it."""
    year = request.GET.get("nam", "")
    return {"year": year} if year.isdecimal() else {}


def recorded_results(request: Request, code: str) -> HttpResponse:
    return _page(request, _load(request.user, code))


def recorded_workbook(request: Request, code: str) -> HttpResponse:
    """The template, empty, or with ``?day-du`` what is recorded already."""
    campaign = _load(request.user, code)
    is_filled = "day-du" in request.GET
    content = recorded_template(campaign, is_filled=is_filled)
    name = f"{'ket-qua' if is_filled else 'mau-ket-qua'}-{campaign.code}.xlsx"
    return workbook_answer(content, name)


@require_POST
def recorded_upload(request: Request, code: str) -> HttpResponse:
    campaign = _load(request.user, code)
    return workbook_receive(
        request,
        plan_of=lambda file: plan_of(file, campaign),
        show=partial(_page, request, campaign),
        check_url=lambda token: reverse("recorded-check", args=[code, token]),
    )


@never_cache
@shown_or_sent
def recorded_check(request: Request, code: str, token: str) -> HttpResponse:
    campaign = _load(request.user, code)
    return workbook_confirm(
        request,
        token,
        plan_of=lambda file: plan_of(file, campaign),
        show=partial(_page, request, campaign),
        show_plan=partial(_diff, request, campaign),
        write=partial(_apply, request, campaign),
    )


@shown_or_sent
def recorded_use(request: Request, code: str, recorded_id: int) -> HttpResponse:
    """Choose which of several published figures counts."""
    campaign = _load(request.user, code)
    chosen = get_object_or_404(
        RecordedResult.objects.select_related("unit", "criterion", "campaign"),
        campaign=campaign,
        pk=recorded_id,
    )
    if request.method != "POST":
        return redirect("recorded-results", code=code)
    used = services.recorded_use(recorded=chosen, actor=request.user)
    row = figure_row(used)
    messages.success(
        request,
        _("%(unit)s, %(subject)s: dùng số của %(source)s. Kết quả đang được tính lại.")
        % {"unit": row.unit, "subject": row.subject, "source": row.source},
    )
    return redirect("recorded-results", code=code)


def _load(user: User, code: str) -> Campaign:
    campaign = load_managed(user, code)
    services.check_recorded(campaign)
    return campaign


def _apply(request: Request, campaign: Campaign, kept: WorkbookUpload, seen: str) -> HttpResponse:
    plan = services.recorded_import(
        upload=kept, campaign=campaign, seen=seen, actor=request.user, at=timezone.now()
    )
    messages.success(
        request,
        ngettext(
            "Đã ghi %(count)d thay đổi. Kết quả đang được tính lại.",
            "Đã ghi %(count)d thay đổi. Kết quả đang được tính lại.",
            plan.writes,
        )
        % {"count": plan.writes},
    )
    return redirect("recorded-results", code=campaign.code)


def _diff(
    request: Request, campaign: Campaign, kept: WorkbookUpload, plan: Plan, note: str
) -> HttpResponse:
    page = {"campaign": campaign, "upload": kept, "note": note, **plan_page(plan)}
    page["crumbs"] = crumbs(campaign, _("Xem trước khi ghi"))
    status = 409 if note else 200
    return render(request, "assessments/recorded_check.html", page, status=status)


def _page(
    request: Request,
    campaign: Campaign,
    form: WorkbookForm | None = None,
    *,
    name: str = "",
    errors: Sequence[CellError] = (),
) -> HttpResponse:
    page = {**recorded_page(campaign, request.GET), **form_context(form, name, errors)}
    return render(request, "assessments/recorded.html", page, status=form_status(form, errors))
