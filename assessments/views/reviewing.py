"""The office's page of the second appraisal, and one answer to an explanation."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assessments.loaders import load_entry, load_sheet
from assessments.models import Decision, FieldSheet
from assessments.pages.reviewing import Reviewed, review_url, reviewing_page
from assessments.services.appraising import Opinion
from assessments.services.reviewing import entry_review
from assessments.workflow import Turn
from parindex.errors import Conflict, Invalid
from parindex.http import Request

DECISIONS = (Decision.KEEP, Decision.REVISE)


def review(request: Request, code: str, unit_code: str, field_code: str) -> HttpResponse:
    sheet = load_sheet(
        request.user,
        assessment__campaign__code=code,
        assessment__unit__code=unit_code,
        criterion__code=field_code,
    )
    if Turn.EXPLANATION not in sheet.assessment.campaign.turns:
        raise Http404
    return _show(request, sheet)


def entry_opinion(request: Request, entry_id: int) -> HttpResponse:
    entry = load_entry(request.user, entry_id)
    sheet = load_sheet(request.user, pk=entry.sheet_id)
    here = f"{review_url(sheet)}#e{entry.pk}"
    if request.method != "POST":
        # Signing in again after an opinion that came too late leads to the address of the opinion.
        return redirect(here)
    opinion = _opinion_of(request)
    try:
        entry_review(entry_id=entry.pk, actor=request.user, opinion=opinion, at=timezone.now())
    except Invalid as error:
        return _show(request, sheet, {entry.pk: Reviewed(opinion, error.errors)}, 422)
    except Conflict as error:
        return _show(request, sheet, {entry.pk: Reviewed(opinion, message=error.message)}, 409)
    return redirect(here)


def _show(
    request: Request,
    sheet: FieldSheet,
    typed: dict[int, Reviewed] | None = None,
    status: int = 200,
) -> HttpResponse:
    page = reviewing_page(sheet, request.user, timezone.now(), typed)
    return render(request, "assessments/review.html", page, status=status)


def _opinion_of(request: Request) -> Opinion:
    decision, version = request.POST.get("decision", ""), request.POST.get("version", "")
    if decision not in DECISIONS or not version.isdecimal():
        raise Http404
    return Opinion(
        decision=Decision(decision),
        version=int(version),
        score=request.POST.get("score", ""),
        cause=request.POST.get("cause", ""),
    )
