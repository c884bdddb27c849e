"""The unit's page of explanations: answer each deduction, agree to the rest."""

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assessments.loaders import load_entry, load_sheet
from assessments.models import Entry, FieldSheet
from assessments.pages.addresses import explanation_url
from assessments.pages.explaining import Typed, agreed_words, answer_in_words, explaining_page
from assessments.services.explaining import Answer, AnswerConflict, entry_explain, rest_agree
from assessments.workflow import Turn
from parindex.errors import Invalid
from parindex.http import Request
from parindex.refusals import refusal_json


def explanation(request: Request, code: str, unit_code: str, field_code: str) -> HttpResponse:
    sheet = load_sheet(
        request.user,
        assessment__campaign__code=code,
        assessment__unit__code=unit_code,
        criterion__code=field_code,
    )
    if Turn.EXPLANATION not in sheet.assessment.campaign.turns:
        raise Http404
    if request.method == "POST":
        return _save_all(request, sheet)
    return _show(request, sheet)


@require_POST
def entry_explanation(request: Request, entry_id: int) -> HttpResponse:
    """One answer, saved as it is typed."""
    entry = load_entry(request.user, entry_id)
    answer = answer_of(entry, request.POST)
    if answer is None:
        raise Http404
    at = timezone.now()
    try:
        version = entry_explain(entry_id=entry.pk, actor=request.user, answer=answer, at=at)
    except AnswerConflict as conflict:
        entry.sheet.assessment = entry.assessment
        return refusal_json(conflict, url=f"{explanation_url(entry.sheet)}#e{entry.pk}")
    saved_at = timezone.localtime(at).strftime("%H:%M:%S")
    return JsonResponse({"ok": True, "version": version, "saved_at": saved_at})


def _show(
    request: Request, sheet: FieldSheet, typed: dict[int, Typed] | None = None
) -> HttpResponse:
    page = explaining_page(sheet, request.user, timezone.now(), typed)
    errors = [
        {"href": f"#e{pk}", "text": " ".join(item.errors.values()) or _("Người khác vừa lưu.")}
        for pk, item in (typed or {}).items()
    ]
    status = 422 if typed else 200
    return render(
        request, "assessments/explanation.html", {**page, "errors": errors}, status=status
    )


def _save_all(request: Request, sheet: FieldSheet) -> HttpResponse:
    """The whole page as one form, for a browser without scripts; what is right is saved."""
    at, typed = timezone.now(), {}
    for entry in sheet.entries.all():
        answer = answer_of(entry, request.POST)
        if answer is None:
            continue
        try:
            entry_explain(entry_id=entry.pk, actor=request.user, answer=answer, at=at)
        except Invalid as error:
            typed[entry.pk] = Typed(answer, error.errors)
        except AnswerConflict as error:
            typed[entry.pk] = Typed(answer, stored=answer_in_words(error.stored))
    if typed:
        return _show(request, sheet, typed)
    if "agree_rest" in request.POST:
        count = rest_agree(sheet_id=sheet.pk, actor=request.user, at=at)
        messages.success(request, agreed_words(count))
    else:
        messages.success(request, _("Đã lưu giải trình."))
    return redirect(explanation_url(sheet))


def answer_of(entry: Entry, posted: QueryDict) -> Answer | None:
    """What the form says of this entry; None when the form does not show it as editable."""
    prefix = f"e{entry.pk}-"
    version = posted.get(f"{prefix}version", "")
    if not version.isdecimal():
        return None
    return Answer(
        text=posted.get(f"{prefix}text", ""),
        version=int(version),
        agrees=bool(posted.get(f"{prefix}agrees")),
    )
