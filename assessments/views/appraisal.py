"""The appraising office's pages: the queue, one sheet, one opinion."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.loaders import load_campaign, load_entry, load_sheet
from assessments.models import Decision, Entry, FieldSheet
from assessments.pages.judging import Judged, judging_page, queue_page
from assessments.services.appraising import Opinion, agree_all, entry_appraise
from criteria import rules
from parindex.errors import Conflict, Invalid
from parindex.http import Request


def queue(request: Request, code: str) -> HttpResponse:
    campaign = load_campaign(request.user, code)
    page = queue_page(campaign, request.user, timezone.now())
    return render(request, "assessments/queue.html", page)


def appraise(request: Request, code: str, unit_code: str, field_code: str) -> HttpResponse:
    sheet = load_sheet(
        request.user,
        assessment__campaign__code=code,
        assessment__unit__code=unit_code,
        criterion__code=field_code,
    )
    if request.method == "POST":
        return _agree_all(request, sheet)
    return _show(request, sheet)


def _agree_all(request: Request, sheet: FieldSheet) -> HttpResponse:
    """Agree to every row that has no opinion yet."""
    count = agree_all(sheet_id=sheet.pk, actor=request.user, at=timezone.now())
    messages.success(request, _("Đã đồng ý %(count)d mục chưa có ý kiến.") % {"count": count})
    return redirect(_url(sheet))


def _show(
    request: Request, sheet: FieldSheet, judged: dict[int, Judged] | None = None, status: int = 200
) -> HttpResponse:
    page = judging_page(sheet, request.user, timezone.now(), judged)
    return render(request, "assessments/appraise.html", page, status=status)


def entry_opinion(request: Request, entry_id: int) -> HttpResponse:
    entry = load_entry(request.user, entry_id)
    if request.method != "POST":
        # Signing in again after an opinion that came too late leads to the address of the opinion.
        return redirect(f"{_url(entry.sheet, entry)}#e{entry.pk}")
    opinion = _opinion_of(request, entry)
    try:
        entry_appraise(entry_id=entry.pk, actor=request.user, opinion=opinion, at=timezone.now())
    except Invalid as error:
        judged = {entry.pk: Judged(opinion, error.errors)}
        return _show(request, _sheet(request, entry), judged, status=422)
    except Conflict as error:
        judged = {entry.pk: Judged(opinion, message=error.message)}
        return _show(request, _sheet(request, entry), judged, status=409)
    return redirect(f"{_url(entry.sheet, entry)}#e{entry.pk}")


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


def _sheet(request: Request, entry: Entry) -> FieldSheet:
    return load_sheet(request.user, pk=entry.sheet_id)


def _url(sheet: FieldSheet, entry: Entry | None = None) -> str:
    assessment = entry.assessment if entry else sheet.assessment
    return reverse(
        "appraise", args=[assessment.campaign.code, assessment.unit.code, sheet.criterion.code]
    )
