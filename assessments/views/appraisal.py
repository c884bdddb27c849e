"""The appraising office's pages: the queue, one sheet, one criterion across units, one opinion."""

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.loaders import load_campaign, load_entry, load_sheet
from assessments.models import Campaign, Decision, Entry, FieldSheet
from assessments.pages.across import criterion_page, criterion_url, opinion_row, page_of
from assessments.pages.judging import (
    ACROSS,
    ON_SHEET,
    Judged,
    judging_page,
    sheet_judging_url,
    sheet_row,
)
from assessments.pages.queue import queue_page
from assessments.pages.standings import may_preview, standing_views
from assessments.queries import criteria_progress
from assessments.services.agreeing import criterion_agree, sheet_agree
from assessments.services.appraising import Opinion, entry_appraise
from criteria import rules
from parindex.errors import Conflict, Forbidden, Invalid, Locked, PortalError
from parindex.http import Request, is_htmx


def queue(request: Request, code: str) -> HttpResponse:
    campaign = load_campaign(request.user, code)
    page = queue_page(campaign, request.user, request.GET)
    return render(request, "assessments/queue.html", page)


def appraise(request: Request, code: str, unit_code: str, field_code: str) -> HttpResponse:
    sheet = load_sheet(
        request.user,
        assessment__campaign__code=code,
        assessment__unit__code=unit_code,
        criterion__code=field_code,
    )
    if request.method == "POST":
        count = sheet_agree(sheet=sheet, actor=request.user, at=timezone.now())
        _say_agreed(request, count)
        return redirect(sheet_judging_url(sheet))
    return show_sheet(request, sheet)


def appraise_criteria(request: Request, code: str) -> HttpResponse:
    """Jump to the criterion that was chosen, else to the first that waits."""
    campaign = load_campaign(request.user, code)
    progress = criteria_progress(campaign, request.user)
    wanted = request.GET.get("ma", "")
    chosen = next(
        (item for item in progress if item.criterion.code == wanted),
        next((item for item in progress if item.waiting), next(iter(progress), None)),
    )
    if chosen is None:
        return redirect("appraisal-queue", code=code)
    return redirect(criterion_url(campaign, chosen.criterion))


def appraise_criterion(request: Request, code: str, criterion_code: str) -> HttpResponse:
    """One criterion across the units; a POST agrees to every row without an opinion."""
    campaign = load_campaign(request.user, code)
    if request.method == "POST":
        return _agree_across(request, campaign, criterion_code)
    return _show_criterion(
        request,
        campaign,
        criterion_code,
        view=request.GET.get("xem", ""),
        number=request.GET.get("page", ""),
    )


def _agree_across(request: Request, campaign: Campaign, criterion_code: str) -> HttpResponse:
    progress = criteria_progress(campaign, request.user)
    found = [p.criterion for p in progress if p.criterion.code == criterion_code]
    if not found:
        raise Http404
    count = criterion_agree(
        campaign=campaign, criterion=found[0], actor=request.user, at=timezone.now()
    )
    _say_agreed(request, count)
    return redirect(criterion_url(campaign, found[0]))


def _say_agreed(request: Request, count: int) -> None:
    messages.success(request, _("Đã đồng ý %(count)d mục chưa có ý kiến.") % {"count": count})


def standings(request: Request, code: str) -> JsonResponse:
    """The index, place and band of every unit with the scores of this moment, as texts."""
    campaign = load_campaign(request.user, code)
    if not may_preview(request.user, campaign):
        raise Forbidden(_("Kết quả chưa công bố; bạn chỉ xem được sau khi công bố."))
    views = standing_views(campaign, request.user)
    return JsonResponse(
        {str(key): {"text": view.text, "current": view.is_current} for key, view in views.items()}
    )


def entry_opinion(request: Request, entry_id: int) -> HttpResponse:
    """An opinion on one entry; leads back to its row, on the sheet or among the units."""
    entry = load_entry(request.user, entry_id)
    place = ACROSS if request.POST.get("place") == ACROSS else ON_SHEET
    if request.method != "POST":
        # Signing in again after an opinion that came too late leads to the address of the opinion.
        return redirect(row_url(request, entry, place))
    opinion = _opinion_of(request, entry)
    try:
        entry_appraise(entry_id=entry.pk, actor=request.user, opinion=opinion, at=timezone.now())
    except Invalid as error:
        return refuse_row(request, entry, place, error, Judged(opinion, error.errors))
    except Conflict as error:
        return refuse_row(request, entry, place, error, Judged(opinion, message=error.message))
    except (Locked, Forbidden) as error:
        if not is_htmx(request):
            raise
        return refuse_row(request, entry, place, error, Judged(opinion, message=error.message))
    if is_htmx(request):
        return answer_row(request, entry, place)
    return redirect(row_url(request, entry, place))


def refuse_row(
    request: Request, entry: Entry, place: str, error: PortalError, judged: Judged
) -> HttpResponse:
    """The same row again with what was typed and why it was not taken."""
    if is_htmx(request):
        return answer_row(request, entry, place, judged, status=error.status)
    by_entry = {entry.pk: judged}
    if place == ACROSS:
        campaign = entry.assessment.campaign
        number = str(page_of(campaign, entry, request.user))
        return _show_criterion(
            request,
            campaign,
            entry.criterion.code,
            number=number,
            judged=by_entry,
            status=error.status,
        )
    sheet = load_sheet(request.user, pk=entry.sheet_id)
    return show_sheet(request, sheet, by_entry, status=error.status)


def answer_row(
    request: Request, entry: Entry, place: str, judged: Judged | None = None, status: int = 200
) -> HttpResponse:
    at = timezone.now()
    if place == ACROSS:
        page = opinion_row(entry, request.user, at, judged)
    else:
        page = sheet_row(
            load_sheet(request.user, pk=entry.sheet_id), entry, request.user, at, judged
        )
    return render(request, "assessments/_judge_answer.html", page, status=status)


def show_sheet(
    request: Request,
    sheet: FieldSheet,
    judged: dict[int, Judged] | None = None,
    status: int = 200,
    note: tuple[str, str] = ("", ""),
) -> HttpResponse:
    page = judging_page(sheet, request.user, timezone.now(), judged, note)
    return render(request, "assessments/appraise.html", page, status=status)


def _show_criterion(
    request: Request,
    campaign: Campaign,
    criterion_code: str,
    *,
    view: str = "",
    number: str = "",
    judged: dict[int, Judged] | None = None,
    status: int = 200,
) -> HttpResponse:
    page = criterion_page(
        campaign,
        criterion_code,
        request.user,
        timezone.now(),
        view=view,
        number=number,
        judged=judged,
    )
    return render(request, "assessments/appraise_criterion.html", page, status=status)


def _opinion_of(request: Request, entry: Entry) -> Opinion:
    decision, version = request.POST.get("decision", ""), request.POST.get("version", "")
    if decision not in Decision.values or not version.isdecimal():
        raise Http404
    return Opinion(
        decision=Decision(decision),
        version=int(version),
        score=request.POST.get("score", ""),
        cause=request.POST.get("cause", ""),
        figures={
            item.name: request.POST.get(f"e{entry.pk}-{item.name}", "")
            for item in rules.input_fields(entry.criterion.rule)
        }
        if decision == Decision.ENTER
        else {},
    )


def row_url(request: Request, entry: Entry, place: str) -> str:
    if place != ACROSS:
        return f"{sheet_judging_url(entry.sheet)}#e{entry.pk}"
    campaign = entry.assessment.campaign
    number = page_of(campaign, entry, request.user)
    query = f"?page={number}" if number > 1 else ""
    return f"{criterion_url(campaign, entry.criterion)}{query}#e{entry.pk}"
