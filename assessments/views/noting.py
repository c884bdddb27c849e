"""Internal notes: written beside what they are about, which they lead back to."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from assessments.loaders import load_entry, load_sheet
from assessments.pages.judging import ACROSS, ON_SHEET, Judged, sheet_judging_url
from assessments.services.noting import entry_note, sheet_note
from assessments.views.appraisal import answer_row, refuse_row, row_url, show_sheet
from parindex.errors import Invalid
from parindex.http import Request, is_htmx

sent_or_led_back = require_http_methods(["GET", "HEAD", "POST"])


@sent_or_led_back
def entry_note_add(request: Request, entry_id: int) -> HttpResponse:
    entry = load_entry(request.user, entry_id)
    place = ACROSS if request.POST.get("place") == ACROSS else ON_SHEET
    if request.method != "POST":
        return redirect(row_url(request, entry, place))
    text = request.POST.get("text", "")
    try:
        entry_note(entry=entry, actor=request.user, text=text, at=timezone.now())
    except Invalid as error:
        judged = Judged(note=text, note_error=error.errors["text"])
        return refuse_row(request, entry, place, error, judged)
    if is_htmx(request):
        return answer_row(request, entry, place)
    return redirect(row_url(request, entry, place))


@sent_or_led_back
def sheet_note_add(request: Request, sheet_id: int) -> HttpResponse:
    sheet = load_sheet(request.user, pk=sheet_id)
    if request.method == "POST":
        text = request.POST.get("text", "")
        try:
            sheet_note(sheet=sheet, actor=request.user, text=text, at=timezone.now())
        except Invalid as error:
            note = (text, error.errors["text"])
            return show_sheet(request, sheet, status=422, note=note)
    return redirect(f"{sheet_judging_url(sheet)}#ghi-chu")
