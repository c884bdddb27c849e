"""The council: its page, its minutes, its scores, its conclusion."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from assessments.access import may_lead
from assessments.campaign_forms.council import SessionForm
from assessments.evidence_view import upload_rules
from assessments.loaders import load_campaign, load_entry
from assessments.models import Campaign, CouncilSession, Decision
from assessments.pages.council import Heard, council_page, why_not_concluded
from assessments.services.appraising import Opinion
from assessments.services.council import council_conclude, council_score, session_record
from parindex.errors import Conflict, Forbidden, Invalid
from parindex.http import Request
from parindex.units.permissions import Right, may

shown_or_sent = require_http_methods(["GET", "HEAD", "POST"])


@shown_or_sent
def council(request: Request, code: str) -> HttpResponse:
    campaign = _load(request, code)
    if request.method != "POST":
        return _show(request, campaign)
    form = SessionForm(request.POST, request.FILES)
    if form.is_valid() and _record(request, campaign, form):
        messages.success(request, _("Đã ghi phiên họp của Hội đồng."))
        return redirect("council", code=campaign.code)
    return _show(request, campaign, form=form, status=422)


def _record(request: Request, campaign: Campaign, form: SessionForm) -> bool:
    file = form.cleaned_data["minutes"]
    try:
        session_record(
            campaign=campaign,
            session=form.session,
            file=file,
            actor=request.user,
            at=timezone.now(),
        )
    except Invalid as error:
        for name, message in error.errors.items():
            place = "minutes" if name == "file" else name
            form.add_error(place if place in form.fields else None, message)
        return False
    return True


def conclude(request: Request, code: str) -> HttpResponse:
    campaign = _load(request, code)
    if request.method != "POST":
        return redirect("council", code=campaign.code)
    sheets = council_conclude(campaign=campaign, actor=request.user, at=timezone.now())
    messages.success(
        request,
        ngettext(
            "Hội đồng đã kết luận %(count)d phiếu lĩnh vực.",
            "Hội đồng đã kết luận %(count)d phiếu lĩnh vực.",
            len(sheets),
        )
        % {"count": len(sheets)},
    )
    return redirect("council", code=campaign.code)


def entry_council(request: Request, entry_id: int) -> HttpResponse:
    """The council's score of one disputed entry."""
    entry = load_entry(request.user, entry_id)
    campaign = _load(request, entry.assessment.campaign.code)
    if request.method != "POST":
        return redirect("council", code=campaign.code)
    version = request.POST.get("version", "")
    if not version.isdecimal():
        raise Http404
    opinion = Opinion(
        Decision.COUNCIL,
        version=int(version),
        score=request.POST.get("score", ""),
        cause=request.POST.get("cause", ""),
    )
    try:
        council_score(entry_id=entry.pk, actor=request.user, opinion=opinion, at=timezone.now())
    except Invalid as error:
        heard = {entry.pk: Heard(opinion, error.errors)}
        return _show(request, campaign, heard=heard, status=422)
    except Conflict as error:
        heard = {entry.pk: Heard(opinion, message=error.message)}
        return _show(request, campaign, heard=heard, status=409)
    messages.success(
        request, _("Đã ghi điểm của Hội đồng, mục %(code)s.") % {"code": entry.criterion.code}
    )
    page = request.POST.get("page", "")
    query = f"?page={page}" if page.isdecimal() else ""
    return redirect(f"{reverse('council', args=[campaign.code])}{query}#e{entry.pk}")


@require_safe
def council_minutes(request: Request, session_id: int) -> HttpResponseBase:
    """The signed minutes, for those who follow the campaign."""
    session = get_object_or_404(
        CouncilSession.objects.select_related("campaign__organiser"),
        pk=session_id,
        campaign__in=Campaign.objects.visible_to(request.user).values("pk"),
    )
    _check_reader(request, session.campaign)
    if not session.minutes:
        raise Http404
    try:
        stream = session.minutes.open("rb")
    except FileNotFoundError as missing:
        raise Http404 from missing
    response = FileResponse(
        stream,
        as_attachment=True,
        filename=session.minutes_file_name,
        content_type=session.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, no_store=True)
    return response


def _load(request: Request, code: str) -> Campaign:
    """The campaign, for those who follow it. Raises Http404 (no council in it), Forbidden."""
    campaign = load_campaign(request.user, code)
    if not campaign.uses_council:
        raise Http404
    _check_reader(request, campaign)
    return campaign


def _check_reader(request: Request, campaign: Campaign) -> None:
    if not may(request.user, Right.READ_PROGRESS, campaign.organiser):
        raise Forbidden(_("Trang của Hội đồng chỉ dành cho người theo dõi đợt đánh giá."))


def _show(
    request: Request,
    campaign: Campaign,
    *,
    form: SessionForm | None = None,
    heard: dict[int, Heard] | None = None,
    status: int = 200,
) -> HttpResponse:
    query = request.POST if heard else request.GET
    page = council_page(campaign, request.user, timezone.now(), query, heard)
    current = page["current"]
    session = current if isinstance(current, CouncilSession) else None
    return render(
        request,
        "assessments/council.html",
        {
            **page,
            "form": form or SessionForm(session=session),
            "rules": upload_rules(),
            "why_not": why_not_concluded(page),
            "files_lost": bool(form and request.FILES),
            "may_lead": may_lead(request.user, campaign),
        },
        status=status,
    )
