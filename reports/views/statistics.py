"""Statistics: the board of a collection, its sums, one unit's sheet, entry row by row."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from parindex.errors import Invalid
from parindex.http import Request
from parindex.refusals import refusal_json
from reports.handing import STEPS, Verb
from reports.handing_forms import ReturnForm
from reports.models import Collection, Indicator, IndicatorTable, StatisticsSheet
from reports.statistics.access import (
    load_collection,
    load_followed,
    load_sheet,
    load_table,
    may_collect,
)
from reports.statistics.asking import asked_of
from reports.statistics.collection_page import (
    collection_page,
    figures_page,
    period_summary,
    row_page,
)
from reports.statistics.entry_page import Typed, entry_page, prefix_of, warnings_of
from reports.statistics.figures import PARTS, figure_of, in_full
from reports.statistics.services import (
    Entered,
    Unfinished,
    ValueConflict,
    sheet_move,
    value_enter,
)
from reports.statistics.sheet_page import entry_url, row_url, sheet_page


@require_safe
def collection(request: Request, code: str) -> HttpResponse:
    found = load_collection(request.user, code)
    page = collection_page(found, request.user, timezone.now(), request.GET.get("ky", ""))
    context = {"page": page, "summary": period_summary(page), "crumbs": crumbs(found, here=True)}
    return render(request, "reports/statistics/collection.html", context)


@require_safe
def figures(request: Request, code: str) -> HttpResponse:
    found = load_followed(request.user, code)
    periods = list(found.periods.all())
    context = {
        "collection": found,
        "periods": periods,
        "tables": figures_page(found, periods),
        "crumbs": [*crumbs(found), {"label": _("Tổng hợp")}],
        "figures_at": timezone.localtime().strftime("%H:%M ngày %d/%m/%Y"),
    }
    return render(request, "reports/statistics/figures.html", context)


@require_safe
def row(request: Request, code: str, row_code: str) -> HttpResponse:
    """One indicator: what each unit reported, year by year."""
    found = load_followed(request.user, code)
    rows = Indicator.objects.select_related("table", "parent", "repeats")
    indicator = rows.filter(set=found.set_id, code=row_code).first()
    if indicator is None or not PARTS[indicator.kind]:
        raise Http404
    periods = list(found.periods.all())
    units, summed = row_page(found, indicator, periods)
    url = reverse("statistics-figures", args=[code])
    context = {
        "collection": found,
        "indicator": indicator,
        "periods": periods,
        "units": units,
        "summed": summed,
        "crumbs": [
            *crumbs(found),
            {"label": _("Tổng hợp"), "url": url},
            {"label": indicator.code},
        ],
    }
    return render(request, "reports/statistics/row.html", context)


@require_safe
def sheet(request: Request, sheet_id: int) -> HttpResponse:
    return _show_sheet(request, load_sheet(request.user, sheet_id))


def entry(request: Request, sheet_id: int, table_code: str) -> HttpResponse:
    found = load_sheet(request.user, sheet_id)
    table = load_table(found, table_code)
    if request.method == "POST":
        return _save_all(request, found, table)
    return _show_entry(request, found, table)


@require_POST
def value_save(request: Request, sheet_id: int, indicator_id: int) -> HttpResponse:
    """One row, saved as it is typed."""
    found = load_sheet(request.user, sheet_id)
    indicator = _asked_row(found, indicator_id)
    entered = entered_of(indicator, request.POST)
    if entered is None:
        raise Http404
    at = timezone.now()
    try:
        value = value_enter(
            sheet_id=found.pk, indicator=indicator, entered=entered, actor=request.user, at=at
        )
    except ValueConflict as conflict:
        return refusal_json(conflict, url=row_url(found, indicator))
    page = sheet_page(found, request.user, at)
    return JsonResponse(
        {
            "ok": True,
            "version": value.version if value else 0,
            "working": _working(found, indicator),
            "saved_at": timezone.localtime(at).strftime("%H:%M:%S"),
            "totals": {"known": f"{page.known}/{page.asked}"},
        }
    )


@require_POST
def move(request: Request, sheet_id: int, verb: str) -> HttpResponse:
    found = load_sheet(request.user, sheet_id)
    if verb not in STEPS:
        raise Http404
    step = Verb(verb)
    form = ReturnForm(request.POST)
    until = form.cleaned_data.get("until") if form.is_valid() else None
    try:
        if not form.is_valid():
            raise Invalid({"until": " ".join(str(word) for word in form.errors["until"])})
        sheet_move(
            sheet=found,
            verb=step,
            actor=request.user,
            at=timezone.now(),
            reason=request.POST.get("reason", ""),
            until=until,
            without_missing=bool(request.POST.get("without_missing")),
        )
    except Unfinished as error:
        return _show_sheet(request, load_sheet(request.user, sheet_id), refused=error.message)
    except Invalid as error:
        return _show_sheet(
            request,
            load_sheet(request.user, sheet_id),
            refused=error.message,
            reason=request.POST.get("reason", ""),
        )
    messages.success(request, f"{found}: {STEPS[step].done}")
    if request.POST.get("back") == "board" and may_collect(request.user, found.period.collection):
        url = reverse("statistics", args=[found.period.collection.code])
        return redirect(f"{url}?ky={found.period_id}")
    return redirect("statistics-sheet", sheet_id=found.pk)


def crumbs(found: Collection, *, here: bool = False) -> list[dict[str, str]]:
    home = {"label": _("Báo cáo, thống kê"), "url": reverse("reports")}
    if here:
        return [home, {"label": found.name}]
    return [home, {"label": found.name, "url": reverse("statistics", args=[found.code])}]


def sheet_crumbs(found: StatisticsSheet, *, last: str = "") -> list[dict[str, str]]:
    trail = crumbs(found.period.collection)
    if not last:
        return [*trail, {"label": str(found)}]
    url = reverse("statistics-sheet", args=[found.pk])
    return [*trail, {"label": str(found), "url": url}, {"label": last}]


def _show_sheet(
    request: Request, found: StatisticsSheet, *, refused: str = "", reason: str = ""
) -> HttpResponse:
    context = {
        "page": sheet_page(found, request.user, timezone.now()),
        "refused": refused,
        "reason": reason,
        "return_form": ReturnForm(),
        "collects": may_collect(request.user, found.period.collection),
        "crumbs": sheet_crumbs(found),
    }
    status = 422 if refused else 200
    return render(request, "reports/statistics/sheet.html", context, status=status)


def _show_entry(
    request: Request,
    found: StatisticsSheet,
    table: IndicatorTable,
    typed: dict[int, Typed] | None = None,
) -> HttpResponse:
    at = timezone.now()
    overview = sheet_page(found, request.user, at)
    context = {
        "page": entry_page(found, table, request.user, at, typed),
        "overview": overview,
        "errors": [
            {"href": f"#e{pk}", "text": _first_words(item)} for pk, item in (typed or {}).items()
        ],
        "error_title": _("Có dòng chưa lưu được"),
        "crumbs": sheet_crumbs(found, last=_("Bảng %s") % table.code),
    }
    status = 422 if typed else 200
    return render(request, "reports/statistics/entry.html", context, status=status)


def _first_words(item: Typed) -> str:
    return item.conflict or " ".join(item.errors.values())


def _save_all(request: Request, found: StatisticsSheet, table: IndicatorTable) -> HttpResponse:
    """The whole table as one form: what is right is saved, what is wrong stays in its place."""
    at, typed, saved = timezone.now(), {}, 0
    for indicator in asked_of(found.period.collection, found.unit).filter(table=table):
        entered = entered_of(indicator, request.POST)
        if entered is None:
            continue
        try:
            value = value_enter(
                sheet_id=found.pk, indicator=indicator, entered=entered, actor=request.user, at=at
            )
        except ValueConflict as conflict:
            typed[indicator.pk] = Typed(entered.typed, conflict=conflict.message)
        except Invalid as error:
            typed[indicator.pk] = Typed(entered.typed, error.errors)
        else:
            saved += value is not None and value.version != entered.version
    _say_saved(request, saved, at)
    if typed:
        return _show_entry(request, found, table, typed)
    return redirect(_next_url(request, found, table))


def _next_url(request: Request, found: StatisticsSheet, table: IndicatorTable) -> str:
    if request.POST.get("next") == "sheet":
        return reverse("statistics-sheet", args=[found.pk])
    return entry_url(found, table)


def _say_saved(request: Request, saved: int, at: datetime) -> None:
    if saved:
        said = {"count": saved, "time": timezone.localtime(at).strftime("%H:%M:%S")}
        messages.success(request, _("Đã lưu %(count)d số liệu lúc %(time)s.") % said)


def entered_of(indicator: Indicator, posted: QueryDict) -> Entered | None:
    """What the form says of the row; None when it does not show it as editable."""
    prefix = prefix_of(indicator)
    version = posted.get(f"{prefix}version", "")
    if not version.isdecimal():
        return None
    typed = {part: posted.get(f"{prefix}{part}", "") for part in PARTS[indicator.kind]}
    return Entered(typed, int(version))


def _asked_row(found: StatisticsSheet, indicator_id: int) -> Indicator:
    rows = asked_of(found.period.collection, found.unit).select_related("table")
    indicator = rows.filter(pk=indicator_id).first()
    if indicator is None:
        raise Http404
    return indicator


def _working(found: StatisticsSheet, indicator: Indicator) -> str:
    """The figure in full, and what does not agree with it now."""
    values = {value.indicator_id: value for value in found.values.all()}
    value = values.get(indicator.pk)
    figure = in_full(indicator.kind, figure_of(value)) if value and value.is_known else ""
    remarks = warnings_of(found, values).get(indicator.pk, [])
    shown = figure if indicator.kind == "percent" else ""
    return " · ".join(filter(None, [shown, *remarks]))
