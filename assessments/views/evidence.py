"""Documents of an entry: attach, reuse, mend, detach."""

from collections.abc import Iterable

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from assessments.evidence_view import (
    SEARCH_FROM,
    SHOWN_AT_MOST,
    document_view,
    evidence_of,
    other_documents,
    upload_rules,
)
from assessments.forms import AddForm, DetailsForm, ReplaceForm, StandInForm
from assessments.loaders import load_entry
from assessments.models import Entry, Evidence, EvidenceLink
from assessments.offers import offer_of, offers_for
from assessments.pages.addresses import entry_url
from assessments.pages.judging import sheet_judging_url
from assessments.services import evidence as services
from assessments.services.own_entries import check_proof
from assessments.services.standing_in import check_stand_in
from assessments.views.evidence_files import evidence_file
from parindex.errors import Invalid, Locked
from parindex.http import Request, sent
from parindex.lib.dates import format_date

__all__ = [
    "evidence_add",
    "evidence_file",
    "evidence_replace",
    "evidence_stand_in",
    "evidence_unlink",
]

shown_or_sent = require_http_methods(["GET", "HEAD", "POST"])


@shown_or_sent
def evidence_add(request: Request, entry_id: int) -> HttpResponse:
    """New files, or documents of the assessment that prove this entry too."""
    entry = load_entry(request.user, entry_id)
    if request.method != "POST":
        return _show_add(request, entry, AddForm())
    if "reuse" in request.POST:
        return _reuse(request, entry)
    if "take" in request.POST:
        return _take(request, entry)
    form = AddForm(request.POST, request.FILES)
    if form.is_valid() and _add_files(request, entry, form):
        return redirect(_back_url(entry))
    return _show_add(request, entry, form, status=422)


@shown_or_sent
def evidence_stand_in(request: Request, entry_id: int) -> HttpResponse:
    """A document that an office adds in the unit's place."""
    entry = load_entry(request.user, entry_id)
    check_stand_in(request.user, entry, timezone.now())
    form = StandInForm(sent(request), request.FILES or None)
    if form.is_bound and form.is_valid():
        try:
            services.evidence_stand_in(
                entry_id=entry.pk,
                actor=request.user,
                file=form.cleaned_data["file"],
                details=form.details,
                reason=form.cleaned_data["reason"],
                at=timezone.now(),
            )
        except Invalid as error:
            _put_errors(form, [error])
        else:
            messages.success(request, _("Đã tải lên thay đơn vị; đơn vị được báo."))
            return redirect(f"{sheet_judging_url(entry.sheet)}#e{entry.pk}")
    page = {
        "entry": entry,
        "criterion": entry.criterion,
        "form": form,
        "rules": upload_rules(),
        "attached": evidence_of([entry], user=request.user).get(entry.pk, []),
        "back_url": f"{sheet_judging_url(entry.sheet)}#e{entry.pk}",
        "files_lost": bool(form.errors and request.FILES),
    }
    status = 422 if form.errors else 200
    return render(request, "assessments/evidence_stand_in.html", page, status=status)


def _add_files(request: Request, entry: Entry, form: AddForm) -> bool:
    """Each file stands for itself: what can be taken is, what cannot is named with its reason."""
    added, refused = [], []
    details = form.details
    for file in form.cleaned_data["file"]:
        try:
            added.append(
                services.evidence_add(
                    entry_id=entry.pk,
                    actor=request.user,
                    file=file,
                    details=details,
                    at=timezone.now(),
                )
            )
        except Invalid as error:
            refused.append(error)
    _say_added(request, added)
    _warn_of_year(request, entry, added)
    _put_errors(form, refused)
    return not refused


def _reuse(request: Request, entry: Entry) -> HttpResponse:
    chosen = [int(key) for key in request.POST.getlist("documents") if key.isdecimal()]
    own = set(
        Evidence.objects.filter(assessment=entry.assessment_id, pk__in=chosen).values_list(
            "pk", flat=True
        )
    )
    if not own:
        problem = _("Hãy đánh dấu tài liệu muốn dùng lại.")
        return _show_add(request, entry, AddForm(), status=422, reuse_error=problem)
    for evidence_id in sorted(own):
        services.evidence_link(
            evidence_id=evidence_id,
            entry_id=entry.pk,
            actor=request.user,
            at=timezone.now(),
            place=request.POST.get("reuse_place", ""),
        )
    messages.success(
        request,
        ngettext(
            "Đã gắn %(count)d tài liệu có sẵn vào mục %(code)s.",
            "Đã gắn %(count)d tài liệu có sẵn vào mục %(code)s.",
            len(own),
        )
        % {"count": len(own), "code": entry.criterion.code},
    )
    return redirect(_back_url(entry))


def _take(request: Request, entry: Entry) -> HttpResponse:
    """Documents offered from elsewhere become documents of the assessment."""
    chosen = [offer_of(entry, key) for key in request.POST.getlist("offers")]
    known = [offer for offer in chosen if offer is not None]
    if not known:
        problem = _("Hãy đánh dấu minh chứng muốn dùng lại.")
        return _show_add(request, entry, AddForm(), status=422, offer_error=problem)
    added = []
    for source, key in known:
        try:
            with source.opened(entry, key) as (file, details):
                evidence = services.evidence_add(
                    entry_id=entry.pk,
                    actor=request.user,
                    file=file,
                    details=details,
                    at=timezone.now(),
                )
        except Invalid as error:
            return _show_add(request, entry, AddForm(), status=422, offer_error=error.message)
        source.taken(key, evidence)
        added.append(evidence)
    _say_added(request, added)
    _warn_of_year(request, entry, added)
    return redirect(_back_url(entry))


def _show_add(
    request: Request,
    entry: Entry,
    form: AddForm,
    *,
    status: int = 200,
    reuse_error: str = "",
    offer_error: str = "",
) -> HttpResponse:
    search = request.GET.get("tim", "")
    others, total = other_documents(entry, search)
    return render(
        request,
        "assessments/evidence_add.html",
        {
            **_frame(request, entry, _("Thêm tài liệu kiểm chứng")),
            "form": form,
            "attached": evidence_of([entry], user=request.user).get(entry.pk, []),
            "others": others,
            "others_total": total,
            "shown_at_most": SHOWN_AT_MOST,
            "has_search": total > SEARCH_FROM,
            "search": search,
            "reuse_error": reuse_error,
            "offers": offers_for(entry),
            "offer_error": offer_error,
            "files_lost": bool(form.errors and request.FILES),
        },
        status=status,
    )


@shown_or_sent
def evidence_replace(request: Request, evidence_id: int) -> HttpResponse:
    """Mend what is written about a document, and add a new revision of its file if one is sent."""
    link = _load_link(request, evidence=evidence_id)
    entry = load_entry(request.user, link.entry_id)
    if request.method != "POST":
        return _show_replace(request, link, entry, ReplaceForm(initial=_written(link)))
    form = ReplaceForm(request.POST, request.FILES)
    if form.is_valid() and _replace(request, link, form):
        messages.success(request, _("Đã lưu tài liệu “%(title)s”.") % {"title": link.evidence})
        return redirect(_back_url(entry))
    return _show_replace(request, link, entry, form, status=422)


def _replace(request: Request, link: EvidenceLink, form: ReplaceForm) -> bool:
    details, file = form.details, form.cleaned_data["file"]
    at, key = timezone.now(), link.evidence_id
    try:
        link.evidence = services.evidence_describe(
            evidence_id=key, entry_id=link.entry_id, actor=request.user, details=details, at=at
        )
        if file is not None:
            services.evidence_replace(evidence_id=key, actor=request.user, file=file, at=at)
    except Invalid as error:
        _put_errors(form, [error])
        return False
    _warn_of_year(request, link.entry, [link.evidence])
    return True


def _show_replace(
    request: Request, link: EvidenceLink, entry: Entry, form: DetailsForm, *, status: int = 200
) -> HttpResponse:
    evidence = link.evidence
    also = evidence.links.exclude(pk=link.pk).order_by("entry__criterion__sort_key")
    return render(
        request,
        "assessments/evidence_replace.html",
        {
            **_frame(request, entry, _("Sửa, thay tài liệu kiểm chứng")),
            "form": form,
            "document": document_view(evidence, list(evidence.files.all())),
            "lock": services.evidence_lock(
                evidence=evidence, actor=request.user, at=timezone.now()
            ),
            "also_proves": ", ".join(also.values_list("entry__criterion__code", flat=True)),
            "files_lost": bool(form.errors and request.FILES),
        },
        status=status,
    )


@shown_or_sent
def evidence_unlink(request: Request, link_id: int) -> HttpResponse:
    """Asks once, then takes the document off the entry."""
    link = _load_link(request, pk=link_id)
    entry = load_entry(request.user, link.entry_id)
    if request.method == "POST":
        services.evidence_unlink(link_id=link.pk, actor=request.user, at=timezone.now())
        messages.success(
            request,
            _("Đã gỡ “%(title)s” khỏi mục %(code)s. Tài liệu vẫn còn để gắn lại khi cần.")
            % {"title": link.evidence, "code": entry.criterion.code},
        )
        return redirect(_back_url(entry))
    page = {
        **_frame(request, entry, _("Gỡ tài liệu kiểm chứng")),
        "document": document_view(link.evidence, list(link.evidence.files.all())),
    }
    return render(request, "assessments/evidence_unlink.html", page)


def _load_link(request: Request, **lookup: object) -> EvidenceLink:
    """A document in its place, where this person may see both; ``?muc=`` says which place."""
    links = (
        EvidenceLink.objects.filter(
            **lookup,
            evidence__in=Evidence.objects.visible_to(request.user).values("pk"),
            entry__in=Entry.objects.visible_to(request.user).values("pk"),
        )
        .select_related("evidence__assessment", "entry__assessment__campaign")
        .order_by("pk")
    )
    entry_id = request.GET.get("muc", "")
    if entry_id.isdecimal():
        return get_object_or_404(links, entry=int(entry_id))
    first = links.first()
    if first is None:
        raise Http404
    return first


def _written(link: EvidenceLink) -> dict[str, object]:
    evidence = link.evidence
    return {
        "number": evidence.number,
        "issued_on": evidence.issued_on,
        "issuer": evidence.issuer,
        "title": evidence.title,
        "place": link.place,
    }


def _frame(request: Request, entry: Entry, label: str) -> dict[str, object]:
    """What the three pages share. Raises Forbidden; a lock is told on the page."""
    try:
        check_proof(request.user, entry, timezone.now())
    except Locked as locked:
        reason = locked.message
    else:
        reason = ""
    assessment, campaign = entry.assessment, entry.assessment.campaign
    field = _("Lĩnh vực %(code)s") % {"code": entry.sheet.criterion.code}
    return {
        "entry": entry,
        "criterion": entry.criterion,
        "lock": reason,
        "back_url": _back_url(entry),
        "rules": upload_rules(),
        "crumbs": [
            {"label": campaign.name, "url": reverse("campaign", args=[campaign.code])},
            {
                "label": assessment.unit.title,
                "url": reverse("assessment", args=[campaign.code, assessment.unit.code]),
            },
            {"label": field, "url": _back_url(entry)},
            {"label": label},
        ],
    }


def _back_url(entry: Entry) -> str:
    entry.sheet.assessment = entry.assessment
    return entry_url(entry)


def _put_errors(form: forms.Form, refusals: Iterable[Invalid]) -> None:
    """Each complaint once, at its field."""
    told = dict.fromkeys(pair for error in refusals for pair in error.errors.items())
    for name, text in told:
        form.add_error(name if name in form.fields else None, text)


def _say_added(request: Request, added: list[Evidence]) -> None:
    if len(added) == 1:
        messages.success(request, _("Đã thêm tài liệu “%(title)s”.") % {"title": added[0]})
    elif added:
        messages.success(request, _("Đã thêm %(count)d tài liệu.") % {"count": len(added)})


def _warn_of_year(request: Request, entry: Entry, documents: list[Evidence]) -> None:
    """Often right (a plan is issued the year before), sometimes a slip: told, never refused."""
    year = entry.assessment.campaign.year
    for day in {item.issued_on for item in documents if item.issued_on}:
        if day.year != year:
            messages.warning(
                request,
                _(
                    "Ngày ban hành %(day)s nằm ngoài năm đánh giá %(year)d. Nếu đúng như trên tài "
                    "liệu thì không cần làm gì; nếu gõ nhầm, hãy sửa lại."
                )
                % {"day": format_date(day), "year": year},
            )
