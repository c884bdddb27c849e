"""The unit's pages: the assessment, the scoring sheet, saving, moving a sheet on."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assessments.loaders import load_assessment, load_entry, load_sheet
from assessments.models import Entry, FieldSheet
from assessments.pages.addresses import explanation_url
from assessments.pages.assessment import assessment_page
from assessments.pages.corrections import corrections_page
from assessments.pages.reviewing import review_url
from assessments.pages.rounds import sheet_history_page
from assessments.pages.scoring import (
    Typed,
    missing_links,
    scoring_page,
    sheet_url,
    totals_values,
)
from assessments.pages.texts import points_text
from assessments.services.declaring import Declaration, EntryConflict, entry_declare
from assessments.services.moving import Incomplete, sheet_move
from assessments.totals import running_totals
from assessments.workflow import TRANSITIONS, Verb
from criteria import rules
from parindex.errors import Invalid
from parindex.http import Request
from parindex.refusals import refusal_json


def assessment(request: Request, code: str, unit_code: str) -> HttpResponse:
    found = load_assessment(request.user, code, unit_code)
    page = assessment_page(found, request.user, timezone.now())
    return render(request, "assessments/assessment.html", page)


def corrections(request: Request, code: str, unit_code: str) -> HttpResponse:
    """All that was returned to the unit, with what to do, on one page to print."""
    found = load_assessment(request.user, code, unit_code)
    page = corrections_page(found, request.user)
    return render(request, "assessments/corrections.html", page)


def sheet(request: Request, code: str, unit_code: str, field_code: str) -> HttpResponse:
    found = load_sheet(
        request.user,
        assessment__campaign__code=code,
        assessment__unit__code=unit_code,
        criterion__code=field_code,
    )
    if request.method == "POST":
        return _save_all(request, found)
    return _show(request, found)


def sheet_history(request: Request, code: str, unit_code: str, field_code: str) -> HttpResponse:
    """What happened to the sheet, and two of its rounds side by side."""
    found = load_sheet(
        request.user,
        assessment__campaign__code=code,
        assessment__unit__code=unit_code,
        criterion__code=field_code,
    )
    page = sheet_history_page(found, request.user, request.GET)
    return render(request, "assessments/sheet_history.html", page)


def _show(
    request: Request, found: FieldSheet, *, typed: dict[int, Typed] | None = None, **more: object
) -> HttpResponse:
    page = scoring_page(found, request.user, timezone.now(), typed)
    status = 422 if typed or more.get("errors") else 200
    return render(request, "assessments/sheet.html", {**page, **more}, status=status)


def _save_all(request: Request, found: FieldSheet) -> HttpResponse:
    """The whole sheet as one form, for a browser without scripts: what is right is saved, what is
    wrong stays in its place with its message."""
    at, typed, saved = timezone.now(), {}, 0
    for entry in found.entries.select_related("criterion__set"):
        declared = declaration_of(entry, request.POST)
        if declared is None:
            continue
        try:
            after = entry_declare(entry_id=entry.pk, actor=request.user, declared=declared, at=at)
        except Invalid as error:
            typed[entry.pk] = Typed(declared, error.errors)
        except EntryConflict:
            typed[entry.pk] = Typed(declared, conflict=True)
        else:
            saved += after.version != entry.version
    _say_saved(request, saved, at)
    if not typed:
        return redirect(sheet_url(found.assessment, found))
    errors = [
        {"href": f"#e{pk}", "text": " ".join(item.errors.values()) or _("Người khác vừa lưu.")}
        for pk, item in typed.items()
    ]
    return _show(request, found, typed=typed, errors=errors)


def _say_saved(request: HttpRequest, saved: int, at: datetime) -> None:
    if saved:
        messages.success(
            request,
            _("Đã lưu %(count)d mục lúc %(time)s.")
            % {"count": saved, "time": timezone.localtime(at).strftime("%H:%M:%S")},
        )


def declaration_of(entry: Entry, posted: QueryDict) -> Declaration | None:
    """What the form says of this entry; None when the form does not show it as editable."""
    prefix = f"e{entry.pk}-"
    version = posted.get(f"{prefix}version", "")
    if not version.isdecimal():
        return None
    figures = {
        item.name: posted.get(prefix + item.name, "")
        for item in rules.input_fields(entry.criterion.rule)
    }
    return Declaration(
        figures=figures,
        note=posted.get(f"{prefix}note", ""),
        version=int(version),
        not_applicable=bool(posted.get(f"{prefix}na")),
    )


@require_POST
def entry_save(request: Request, entry_id: int) -> HttpResponse:
    """One row, saved as it is typed."""
    entry = load_entry(request.user, entry_id)
    declared = declaration_of(entry, request.POST)
    if declared is None:
        raise Http404
    try:
        saved = entry_declare(
            entry_id=entry.pk, actor=request.user, declared=declared, at=timezone.now()
        )
    except EntryConflict as conflict:
        url = f"{sheet_url(entry.assessment, entry.sheet)}#e{entry.pk}"
        return refusal_json(conflict, url=url)
    score = saved.self_score
    return JsonResponse(
        {
            "ok": True,
            "version": saved.version,
            "score_text": points_text(score) or "–",
            "score_percent": int(score / saved.max_score * 100) if score is not None else 0,
            "working": saved.working,
            "saved_at": timezone.localtime(saved.saved_at).strftime("%H:%M:%S")
            if saved.saved_at
            else "",
            "totals": totals_values(entry.sheet, running_totals(entry.assessment)),
        }
    )


def sheet_move_view(request: Request, sheet_id: int, verb: str) -> HttpResponse:
    if verb not in TRANSITIONS:
        raise Http404
    found = load_sheet(request.user, pk=sheet_id)
    if request.method != "POST":
        # Signing in again after a step that came too late leads to the address of the step.
        return redirect(sheet_url(found.assessment, found))
    back = request.POST.get("back", "")
    try:
        moved = sheet_move(
            sheet_id=found.pk,
            verb=Verb(verb),
            actor=request.user,
            at=timezone.now(),
            reason=request.POST.get("reason", ""),
        )
    except Incomplete as error:
        return _show_incomplete(request, found, error, Verb(verb))
    except Invalid as error:
        messages.error(request, error.message)
        return redirect(_back(found, back))
    messages.success(
        request,
        _("%(sheet)s: %(state)s.")
        % {"sheet": moved.criterion, "state": moved.workflow_state.label},
    )
    return redirect(_back(found, back))


def _show_incomplete(
    request: Request, found: FieldSheet, error: Incomplete, verb: Verb
) -> HttpResponse:
    title = _("Chưa làm được “%(verb)s”. %(why)s") % {
        "verb": TRANSITIONS[verb].label,
        "why": error.message,
    }
    if TRANSITIONS[verb].needs_complete == "self":
        return _show(request, found, errors=missing_links(found), error_title=title)
    lines = "; ".join(f"{entry.criterion.code}: {why}" for entry, why in error.missing[:20])
    messages.error(request, f"{title} {lines}.")
    return redirect(_back(found, request.POST.get("back", "")))


def _back(found: FieldSheet, page: str) -> str:
    """Where the button stood: the appraisal page or the scoring sheet."""
    if page == "appraise":
        parts = [found.assessment.campaign.code, found.assessment.unit.code, found.criterion.code]
        return reverse("appraise", args=parts)
    if page == "explain":
        return explanation_url(found)
    if page == "review":
        return review_url(found)
    if page == "queue":
        return reverse("appraisal-queue", args=[found.assessment.campaign.code])
    return sheet_url(found.assessment, found)
