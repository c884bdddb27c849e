"""Periodic reports: the board of one report, one section, its text as it is typed, the whole."""

from collections.abc import Mapping
from types import MappingProxyType

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parindex.errors import Forbidden, Invalid, Locked
from parindex.http import Request, sent
from parindex.refusals import refusal_json
from reports.documents.periodic_report import preview_of
from reports.handing import STEPS, Verb
from reports.handing_forms import ExtendForm, ReturnForm
from reports.models import ReportSection
from reports.narrative.access import (
    check_collects,
    load_collected,
    load_report,
    load_section,
    may_follow,
    units_collected,
)
from reports.narrative.figures import figures_of
from reports.narrative.forms import ReportForm, TermsForm, given_of
from reports.narrative.pages import assign_page, crumbs, report_page, section_page, shown
from reports.narrative.services import (
    TextConflict,
    report_discard,
    report_open,
    report_terms_set,
    section_extend,
    section_move,
    sections_assign,
    text_restore,
    text_save,
    version_keep,
)

shown_or_sent = require_http_methods(["GET", "HEAD", "POST"])


@shown_or_sent
def report_new(request: Request) -> HttpResponse:
    if not units_collected(request.user).exists():
        raise Forbidden(_("Chỉ cơ quan tổng hợp báo cáo của đơn vị lập được báo cáo."))
    at = timezone.now()
    form = ReportForm(sent(request), user=request.user, at=at)
    if form.is_bound and form.is_valid():
        try:
            made = report_open(asked=form.asked(), actor=request.user, at=at)
        except Invalid as error:
            _put(form, error)
        else:
            messages.success(request, _("Đã lập báo cáo. Hãy giao từng phần cho các cơ quan."))
            return redirect("report-assign", report_id=made.pk)
    home = {"label": _("Báo cáo, thống kê"), "url": reverse("reports")}
    context = {
        "form": form,
        "crumbs": [home, {"label": _("Lập báo cáo định kỳ")}],
        "heading": _("Lập báo cáo định kỳ"),
        "lead": _("Các mục lấy theo đề cương; phân công như lần báo cáo trước của đơn vị."),
        "button": _("Lập báo cáo"),
    }
    return _form(request, context)


@require_safe
def report(request: Request, report_id: int) -> HttpResponse:
    found = load_report(request.user, report_id)
    context = {
        "page": report_page(found, request.user, timezone.now()),
        "crumbs": crumbs(found, here=True),
    }
    return render(request, "reports/narrative/report.html", context)


@require_safe
def report_whole(request: Request, report_id: int) -> HttpResponse:
    """The whole report as its paper will have it."""
    found = load_report(request.user, report_id)
    if not may_follow(request.user, found):
        raise Forbidden(_("Bạn chỉ xem được phần của cơ quan mình."))
    context = {
        "report": found,
        "paper": preview_of(found),
        "crumbs": crumbs(found, last=_("Toàn văn")),
    }
    return render(request, "reports/narrative/whole.html", context)


@shown_or_sent
def report_assign(request: Request, report_id: int) -> HttpResponse:
    found = load_collected(request.user, report_id)
    status = 200
    if request.method == "POST":
        try:
            count = sections_assign(
                report=found, given=given_of(found, request.POST), actor=request.user
            )
        except Invalid as error:
            messages.error(request, error.message)
            status = 422
        else:
            messages.success(request, _("Đã lưu phân công %(count)d phần.") % {"count": count})
            return redirect(found)
    context = {
        "report": found,
        "page": assign_page(found, request.POST),
        "crumbs": crumbs(found, last=_("Phân công")),
    }
    return render(request, "reports/narrative/assign.html", context, status=status)


@shown_or_sent
def report_due(request: Request, report_id: int) -> HttpResponse:
    found = load_collected(request.user, report_id)
    form = TermsForm(sent(request), report=found)
    if form.is_bound and form.is_valid():
        report_terms_set(report=found, **form.cleaned_data, actor=request.user)
        messages.success(request, _("Đã lưu hạn gửi, phụ lục."))
        return redirect(found)
    context = {"form": form, "crumbs": crumbs(found, last=_("Hạn, phụ lục")), "button": _("Lưu")}
    context["heading"] = _("Hạn, phụ lục: %s") % found.subject
    return _form(request, context)


@require_POST
def report_bin(request: Request, report_id: int) -> HttpResponse:
    found = load_report(request.user, report_id)
    report_discard(report=found, actor=request.user)
    messages.success(request, _("Đã bỏ báo cáo “%s”.") % found.subject)
    return redirect("reports")


@shown_or_sent
def section(request: Request, section_id: int) -> HttpResponse:
    """The editor; without scripts the form saves the whole text."""
    found = load_section(request.user, section_id)
    if request.method != "POST":
        return _show(request, found)
    typed = request.POST.get(f"e{found.pk}-text", "")
    try:
        text_save(
            section_id=found.pk,
            text=typed,
            version=_version(request, found),
            actor=request.user,
            at=timezone.now(),
        )
        if "keep" in request.POST:
            version_keep(section_id=found.pk, actor=request.user, at=timezone.now())
    except TextConflict as conflict:
        return _show(request, conflict.stored, typed=typed, conflict=conflict.message)
    except Invalid as error:
        return _show(request, found, typed=typed, refused=error.message)
    except Locked as locked:
        fresh = load_section(request.user, section_id)
        return _show(request, fresh, typed=typed, status=locked.status)
    messages.success(request, _("Đã lưu."))
    return redirect(found)


@require_POST
def section_save(request: Request, section_id: int) -> HttpResponse:
    """The text, saved as it is typed."""
    found = load_section(request.user, section_id)
    at = timezone.now()
    try:
        saved = text_save(
            section_id=found.pk,
            text=request.POST.get(f"e{found.pk}-text", ""),
            version=_version(request, found),
            actor=request.user,
            at=at,
        )
    except TextConflict as conflict:
        return refusal_json(conflict, url=found.get_absolute_url())
    figures = figures_of(found.report)
    return JsonResponse(
        {
            "ok": True,
            "version": saved.version,
            "saved_at": timezone.localtime(at).strftime("%H:%M:%S"),
            "preview": shown(saved.text, figures),
        }
    )


@require_POST
def section_step(request: Request, section_id: int, verb: str) -> HttpResponse:
    found = load_section(request.user, section_id)
    if verb not in STEPS:
        raise Http404
    form = ReturnForm(request.POST)
    reason = request.POST.get("reason", "")
    try:
        if not form.is_valid():
            raise Invalid({"until": " ".join(str(word) for word in form.errors["until"])})
        section_move(
            section_id=found.pk,
            verb=Verb(verb),
            actor=request.user,
            at=timezone.now(),
            reason=reason,
            until=form.cleaned_data.get("until"),
        )
    except Invalid as error:
        fresh = load_section(request.user, section_id)
        for name in set(error.errors) & set(form.fields) - set(form.errors):
            form.add_error(name, error.errors[name])
        wrong = error.errors.get("reason", "")
        returning = {"reason": reason, "reason_error": wrong, "return_form": form}
        return _show(request, fresh, refused=error.message, returning=returning)
    messages.success(request, f"{found}: {STEPS[Verb(verb)].done}")
    return redirect(found.report if STEPS[Verb(verb)].by_receiver else found)


@require_POST
def section_restore(request: Request, section_id: int, number: int) -> HttpResponse:
    found = load_section(request.user, section_id)
    try:
        text_restore(
            section_id=found.pk,
            number=number,
            version=_version(request, found),
            actor=request.user,
            at=timezone.now(),
        )
    except TextConflict as conflict:
        return _show(request, conflict.stored, refused=conflict.message)
    messages.success(request, _("Đã lấy lại bản %d.") % number)
    return redirect(found)


@shown_or_sent
def section_more_time(request: Request, section_id: int) -> HttpResponse:
    found = load_section(request.user, section_id)
    check_collects(request.user, found.report)
    form = ExtendForm(sent(request))
    if form.is_bound and form.is_valid():
        try:
            section_extend(
                section_id=found.pk,
                until=form.cleaned_data["until"],
                reason=form.cleaned_data["reason"],
                actor=request.user,
                at=timezone.now(),
            )
        except Invalid as error:
            _put(form, error)
        else:
            messages.success(request, _("Đã gia hạn cho %s.") % found.writer.title)
            return redirect(found)
    context = {"form": form, "crumbs": crumbs(found.report, last=_("Gia hạn"))}
    context |= {"heading": _("Gia hạn: %s") % found, "button": _("Gia hạn")}
    return _form(request, context)


def _version(request: Request, found: ReportSection) -> int:
    given = request.POST.get(f"e{found.pk}-version", "")
    return int(given) if given.isdecimal() and len(given) < 10 else -1


def _show(
    request: Request,
    found: ReportSection,
    *,
    typed: str | None = None,
    conflict: str = "",
    refused: str = "",
    status: int = 200,
    returning: Mapping[str, object] = MappingProxyType({}),
) -> HttpResponse:
    """``returning``: what was typed to return the section, with what is wrong with it."""
    context = {
        "page": section_page(found, request.user, timezone.now()),
        "text": found.text if typed is None else typed,
        "unsaved": typed if typed != found.text else None,
        "conflict": conflict,
        "refused": refused,
        "return_form": ReturnForm(),
        "crumbs": crumbs(found.report, last=str(found)),
        **returning,
    }
    status = 409 if conflict else 422 if refused else status
    return render(request, "reports/narrative/section.html", context, status=status)


def _put(form: ReportForm | ExtendForm, error: Invalid) -> None:
    for name, message in error.errors.items():
        form.add_error(name if name in form.fields else None, message)


def _form(request: Request, context: dict[str, object]) -> HttpResponse:
    status = 422 if getattr(context["form"], "errors", None) else 200
    return render(request, "reports/form.html", context, status=status)
