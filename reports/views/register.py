"""Văn bản: the list, one paper, its files, and the steps of its life."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parindex.errors import Conflict, Invalid
from parindex.http import Request, sent
from parindex.units.permissions import Right
from reports.documents.base import Paper
from reports.documents.files import TYPES, file_of, formats_of, frozen
from reports.documents.kinds import KINDS
from reports.documents.sources import issuing_known
from reports.documents.wording import wording_of
from reports.models import Book, Document, DocumentKind, DocumentState, FileFormat
from reports.register.forms import DressForm, IssueForm, WithdrawForm
from reports.register.listing import Wanted, choices, found, line
from reports.register.loading import (
    candidates,
    described,
    desks_of,
    load_document,
    load_for,
    load_source,
)
from reports.register.page import crumbs, document_page
from reports.register.words import (
    WORDED,
    SectionForm,
    proposal_passages,
    proposals_of,
)
from reports.services.delivering import document_open
from reports.services.drafting import document_discard, document_draft, document_edit
from reports.services.issuing import document_file_again, document_issue
from reports.services.withdrawing import document_withdraw
from reports.services.wording import about, wording_edit
from reports.views.answers import file_answer

PER_PAGE = 50
shown_or_sent = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def documents(request: Request) -> HttpResponse:
    visible = Document.objects.visible_to(request.user)
    wanted = Wanted.of(request.GET)
    page = Paginator(found(visible, wanted), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "lines": [line(document) for document in page.object_list],
        "wanted": wanted,
        "may_draft": desks_of(request.user).exists(),
        **choices(visible),
    }
    return render(request, "reports/register/documents.html", context)


@shown_or_sent
def document_new(request: Request) -> HttpResponse:
    """Choose a kind, then the thing it is about; sent, the draft stands."""
    asked = (request.POST or request.GET).get("loai", "")
    kind = DocumentKind(asked) if asked in KINDS else None
    if request.method == "POST":
        if kind is None:
            raise Http404
        source: Any = load_source(request.user, kind, request.POST.get("nguon", ""))
        return redirect(document_draft(kind=kind, source=source, actor=request.user))
    context: dict[str, object] = {
        "kinds": [(known.value, known.label) for known in KINDS],
        "kind": kind,
        "crumbs": [
            {"label": _("Văn bản"), "url": reverse("documents")},
            {"label": _("Soạn văn bản"), "url": ""},
        ],
    }
    if kind is not None:
        page = Paginator(candidates(request.user, kind), PER_PAGE).get_page(request.GET.get("page"))
        context["page_obj"] = page
        context["candidates"] = list(described(request.user, kind, list(page.object_list)))
    return render(request, "reports/register/new.html", context)


@require_safe
def document(request: Request, document_id: int) -> HttpResponse:
    shown = load_document(request.user, document_id)
    document_open(document=shown, reader=request.user)
    return render(request, "reports/register/document.html", document_page(shown, request.user))


@require_safe
def document_file(request: Request, document_id: int, suffix: str) -> HttpResponse:
    """The frozen bytes of a paper that is out; a draft is drawn from the figures of this moment."""
    shown = load_document(request.user, document_id)
    if suffix not in FileFormat:
        raise Http404
    wanted = FileFormat(suffix)
    if shown.is_out:
        kept = get_object_or_404(shown.files, format=wanted)
        document_open(document=shown, reader=request.user)
        return file_answer(frozen(kept))
    if wanted not in formats_of(shown):
        raise Http404
    made = file_of(shown, wanted)
    return file_answer(Paper(made.name, made.content, TYPES[wanted]))


@shown_or_sent
def document_dress(request: Request, document_id: int) -> HttpResponse:
    shown = load_for(request.user, document_id, Right.DRAFT_DOCUMENT)
    form = DressForm.of(shown, sent(request))
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            document_edit(
                document_id=shown.pk,
                dress=form.dress(),
                version=form.cleaned_data["version"],
                actor=request.user,
            )
        except Invalid as error:
            _put_errors(form, error)
        except Conflict as error:
            form.add_error(None, error.message)
            status = 409
        else:
            messages.success(request, _("Đã lưu dự thảo."))
            return redirect(shown)
    return _form(request, "edit", shown, form, _("Sửa dự thảo"), status)


@shown_or_sent
def document_wording(request: Request, document_id: int) -> HttpResponse:
    shown = load_for(request.user, document_id, Right.DRAFT_DOCUMENT)
    if shown.kind not in WORDED:
        raise Http404
    campaign, unit = about(shown)
    passages = wording_of(campaign, unit, DocumentKind(shown.kind)).passages
    form = SectionForm(sent(request), document=shown, passages=passages)
    proposals = proposals_of(shown, passages, sent(request))
    status = 200
    if request.method == "POST" and form.is_valid() and (not proposals or proposals.is_valid()):
        try:
            wording_edit(
                document_id=shown.pk,
                sections=WORDED[shown.kind],
                passages=[
                    *form.passages(),
                    *(proposal_passages(proposals) if proposals else ()),
                ],
                version=form.cleaned_data["version"],
                actor=request.user,
            )
        except Conflict as error:
            form.add_error(None, error.message)
            status = 409
        else:
            messages.success(request, _("Đã lưu lời văn; xem lại trong bản PDF."))
            return redirect(shown)
    return _form(
        request, "wording", shown, form, _("Lời văn"), status, extra={"proposals": proposals}
    )


@shown_or_sent
def document_number(request: Request, document_id: int) -> HttpResponse:
    """Number and day; then the paper is frozen."""
    shown = load_for(request.user, document_id, Right.ISSUE_DOCUMENT)
    known = issuing_known(shown.source)
    day = known.signed_on or timezone.localdate()
    start = {"version": shown.version, "signed_on": day, "number": known.number}
    form = IssueForm(sent(request), initial=start)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            document_issue(
                document_id=shown.pk,
                version=form.cleaned_data["version"],
                signed_on=form.cleaned_data["signed_on"],
                number=form.cleaned_data["number"],
                actor=request.user,
            )
        except Invalid as error:
            _put_errors(form, error)
        except Conflict as error:
            form.add_error(None, error.message)
            status = 409
        else:
            return redirect(shown)
    extra = {"next": _next_code(shown), "receivers": shown.deliveries.count()}
    return _form(request, "issue", shown, form, _("Phát hành"), status, extra=extra)


def _next_code(shown: Document) -> str:
    book = Book.objects.filter(
        issuer=shown.issuer, group=shown.group, year=timezone.localdate().year
    ).first()
    return f"{(book.last_number if book else 0) + 1:02d}/{shown.notation}"


@require_POST
def document_refile(request: Request, document_id: int) -> HttpResponse:
    shown = load_for(request.user, document_id, Right.ISSUE_DOCUMENT)
    document_file_again(document_id=shown.pk, actor=request.user)
    return redirect(shown)


@shown_or_sent
def document_recall(request: Request, document_id: int) -> HttpResponse:
    shown = load_for(request.user, document_id, Right.ISSUE_DOCUMENT)
    form = WithdrawForm(sent(request), document=shown)
    if request.method == "POST" and form.is_valid():
        try:
            document_withdraw(
                document_id=shown.pk,
                reason=form.cleaned_data["reason"],
                replaced_by=form.cleaned_data["replaced_by"],
                actor=request.user,
            )
        except Invalid as error:
            _put_errors(form, error)
        else:
            messages.success(request, _("Đã ghi và báo cho nơi nhận."))
            return redirect(shown)
    return _form(request, "withdraw", shown, form, _("Thu hồi, thay thế"), 200)


@shown_or_sent
def document_bin(request: Request, document_id: int) -> HttpResponse:
    """Throw a draft away, after one question."""
    shown = load_for(request.user, document_id, Right.DRAFT_DOCUMENT)
    if request.method == "POST":
        document_discard(document_id=shown.pk, actor=request.user)
        messages.success(request, _("Đã bỏ dự thảo."))
        return redirect("documents")
    return _form(request, "discard", shown, forms.Form(), _("Bỏ dự thảo"), 200)


def _form(
    request: Request,
    template: str,
    shown: Document,
    form: forms.Form,
    label: str,
    status: int,
    *,
    extra: dict[str, object] | None = None,
) -> HttpResponse:
    is_over = template != "withdraw" and shown.state != DocumentState.DRAFT
    context = {
        "document": shown,
        "form": form,
        "is_over": is_over,
        "crumbs": crumbs(shown, label),
        **(extra or {}),
    }
    if form.is_bound and form.errors and status == 200:
        status = 422
    return render(request, f"reports/register/{template}.html", context, status=status)


def _put_errors(form: forms.Form, error: Invalid) -> None:
    for name, message in error.errors.items():
        form.add_error(name if name in form.fields else None, message)
