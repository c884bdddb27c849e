"""One unit's progress report: written, presented, signed and sent, returned, read."""

from collections.abc import Iterable, Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parindex.errors import Conflict, Forbidden, Invalid
from parindex.http import Request
from parindex.units.models import Unit, User
from plans.forms.progress import TaskProgressForm, WholeForm, task_forms
from plans.loaders import load_plan
from plans.models import ProgressReport
from plans.pages.report import last_said, report_page
from plans.progress_queries import Due, dues_of
from plans.reporters import may_oversee, may_report, may_see, may_sign, tasks_of
from plans.reporting import STEPS, ReportVerb
from plans.schedule import period_named, slug_of, standing_of
from plans.services.progress import Unready, report_move, report_read, report_save


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: Request, plan_id: int, unit_code: str, period: str) -> HttpResponse:
    due = _load(request.user, plan_id, unit_code, period)
    if request.method == "POST":
        return _save(request, due)
    return _show(request, due)


def _save(request: Request, due: Due) -> HttpResponse:
    """Keep what was typed, and go on to the next step when that was the button."""
    tasks = list(tasks_of(due.plan, due.unit))
    forms = task_forms(tasks, due.report, last_said(due), request.POST)
    whole = WholeForm(request.POST)
    # Each form is asked, so that every complaint shows at once.
    if not all([form.is_valid() for form in [*_bound(forms), whole]]):  # noqa: C419
        return _show(request, due, forms=forms, whole=whole, status=422)
    try:
        kept = report_save(
            plan=due.plan,
            unit=due.unit,
            asked=due.asked,
            actor=request.user,
            version=whole.cleaned_data["version"],
            rows={form.task.pk: form.row for form in _bound(forms)},
            words=whole.words,
            at=timezone.now(),
        )
    except Invalid as error:
        by_prefix = {form.prefix: form for form in forms}
        for name, message in error.errors.items():
            prefix, _dash, field = name.partition("-")
            by_prefix[prefix].add_error(field, message)
        return _show(request, due, forms=forms, whole=whole, status=422)
    except Conflict as error:
        whole.add_error(None, error.message)
        return _show(request, due, forms=forms, whole=whole, status=409)
    verb = request.POST.get("do", "")
    if verb in (ReportVerb.PRESENT, ReportVerb.SIGN):
        return _step(request, due, kept, ReportVerb(verb), kept.version)
    messages.success(request, _("Đã lưu báo cáo."))
    return redirect(request.path)


def _bound(forms: Iterable[TaskProgressForm]) -> list[TaskProgressForm]:
    """Those of which the page sent something."""
    return [form for form in forms if form.is_bound]


@require_POST
def move(request: Request, plan_id: int, unit_code: str, period: str, verb: str) -> HttpResponse:
    due = _load(request.user, plan_id, unit_code, period)
    if verb not in STEPS or due.report is None:
        raise Http404
    sent = request.POST.get("version", "")
    version = int(sent) if sent.isdecimal() and len(sent) < 10 else -1
    return _step(request, due, due.report, ReportVerb(verb), version)


def _step(
    request: Request, due: Due, kept: ProgressReport, verb: ReportVerb, version: int
) -> HttpResponse:
    try:
        moved = report_move(
            report_id=kept.pk,
            verb=verb,
            actor=request.user,
            version=version,
            at=timezone.now(),
            today=timezone.localdate(),
            reason=request.POST.get("reason", ""),
        )
    except Unready as unready:
        fresh = _load_again(request.user, due)
        return _show(request, fresh, status=422, gaps=unready.gaps, refusal=unready.message)
    except Invalid as error:
        fresh = _load_again(request.user, due)
        return _show(request, fresh, status=422, refusal=error.message)
    messages.success(request, _("Báo cáo: %(state)s.") % {"state": moved.report_state.label})
    return redirect("progress-report", due.plan.pk, due.unit.code, _slug(due))


@require_POST
def read(request: Request, plan_id: int, unit_code: str, period: str) -> HttpResponse:
    due = _load(request.user, plan_id, unit_code, period)
    if due.report is None:
        raise Http404
    report_read(report=due.report, actor=request.user, at=timezone.now())
    messages.success(request, _("Đã ghi nhận là đã xem."))
    return redirect("progress-report", plan_id, unit_code, period)


def _load(user: User, plan_id: int, unit_code: str, slug: str) -> Due:
    """The report asked of a unit, for whoever may see it. Raises Http404, Forbidden."""
    plan = load_plan(user, plan_id)
    period = period_named(slug)
    if period is None:
        raise Http404
    unit = get_object_or_404(Unit, code=unit_code)
    report = (
        ProgressReport.objects.filter(
            plan=plan, unit=unit, span=period.span, year=period.year, number=period.number
        )
        .select_related("unit", "sent_by")
        .first()
    )
    today = timezone.localdate()
    if report is not None:
        report.plan, asked = plan, report.asked
        sent_on = report.first_sent_on if report.state == "sent" else None
        due = Due(plan, unit, asked, report, standing_of(asked, sent_on, today))
    else:
        asked_of_unit = dues_of([plan], today, [unit.pk])
        found = next((due for due in asked_of_unit if due.asked.period == period), None)
        if found is None:
            raise Http404
        due = found
    _check_seen(user, due)
    return due


def _check_seen(user: User, due: Due) -> None:
    if due.report is not None:
        is_seen = may_see(user, due.report)
    else:
        is_seen = (
            may_report(user, due.unit) or may_sign(user, due.unit) or may_oversee(user, due.plan)
        )
    if not is_seen:
        raise Forbidden(_("Báo cáo này chưa gửi nên chỉ đơn vị và cơ quan theo dõi xem được."))


def _slug(due: Due) -> str:
    return slug_of(due.asked.period)


def _load_again(user: User, due: Due) -> Due:
    return _load(user, due.plan.pk, due.unit.code, _slug(due))


def _show(
    request: Request,
    due: Due,
    *,
    forms: Sequence[TaskProgressForm] | None = None,
    whole: WholeForm | None = None,
    status: int = 200,
    gaps: Sequence[tuple[int, str]] = (),
    refusal: str = "",
) -> HttpResponse:
    tasks = list(tasks_of(due.plan, due.unit))
    report = due.report
    initial = {
        "version": report.version if report else 0,
        "summary": report.summary if report else "",
        "obstacles": report.obstacles if report else "",
    }
    page = report_page(
        due,
        tasks,
        request.user,
        timezone.localdate(),
        forms=forms if forms is not None else task_forms(tasks, report, last_said(due)),
        whole=whole or WholeForm(initial=initial),
        gaps=gaps,
    )
    return render(request, "plans/report.html", {**page, "refusal": refusal}, status=status)
