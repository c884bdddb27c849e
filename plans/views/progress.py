"""Progress: what I owe, a plan's board, the roll-up, the overdue board, reminders."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parindex.errors import Conflict, Forbidden, Invalid
from parindex.http import Request
from parindex.units.models import Unit
from parindex.units.permissions import Right, memberships_granting, memberships_of
from plans.forms.progress import RuleForm
from plans.loaders import load_plan
from plans.models import Plan, ReportingRule
from plans.pages.frame import frame
from plans.pages.overdue import OverdueFilter, overdue_page
from plans.pages.progress import owed_by, plan_progress_page, roll_up_page
from plans.progress_queries import dues_of, followed_plans, overdue_tasks, running
from plans.reporters import SIGNERS, WRITERS, may_oversee, reporting_units
from plans.schedule import ReportStanding, slug_of
from plans.services.reminding import reports_remind, tasks_remind
from plans.services.reporting_rules import FIELDS, rule_drop, rule_keep


@require_safe
def progress(request: Request) -> HttpResponse:
    """Reports that I owe; for those who follow others, the roll-up over the tree."""
    today = timezone.localdate()
    plans = list(running(followed_plans(request.user)).select_related("unit"))
    mine = [m.unit_id for m in memberships_of(request.user) if m.role in WRITERS | SIGNERS]
    page: dict[str, object] = {"owed": owed_by(plans, mine, today), "follows": False}
    if memberships_granting(request.user, Right.READ_PROGRESS):
        wanted = request.GET.get("ky", "")
        page |= {"follows": True, **roll_up_page(plans, request.user, today, wanted)}
    return render(request, "plans/progress.html", page)


@require_safe
def plan_progress(request: Request, plan_id: int) -> HttpResponse:
    plan = load_plan(request.user, plan_id)
    wanted = request.GET.get("ky", "")
    page = plan_progress_page(plan, request.user, timezone.localdate(), wanted)
    return render(request, "plans/plan_progress.html", page)


@require_safe
def overdue(request: Request) -> HttpResponse:
    plans = followed_plans(request.user)
    wanted = OverdueFilter.read(request.GET)
    page = overdue_page(plans, request.user, timezone.localdate(), wanted)
    return render(request, "plans/overdue.html", page)


@require_POST
def overdue_remind(request: Request) -> HttpResponse:
    """One task, or all that the filter shows and the person watches."""
    today, plans = timezone.localdate(), followed_plans(request.user)
    wanted = OverdueFilter.read(request.POST)
    tasks = wanted.narrow(overdue_tasks(plans, today), today)
    if one := request.POST.get("task", ""):
        tasks = tasks.filter(pk=int(one)) if one.isdecimal() else tasks.none()
    else:
        watched = [plan.pk for plan in running(plans) if may_oversee(request.user, plan)]
        tasks = tasks.filter(plan__in=watched)
    if not tasks.exists():
        raise Forbidden(_("Không có nhiệm vụ quá hạn nào bạn được nhắc."))
    done = tasks_remind(tasks=tasks, actor=request.user, at=timezone.now(), today=today)
    messages.success(request, done.words)
    return redirect(f"{reverse('plans-overdue')}?{wanted.query}")


@require_POST
def reports_remind_all(request: Request) -> HttpResponse:
    """Every unit that has not reported in the period, on the plans that the person watches."""
    today = timezone.localdate()
    plans = list(running(followed_plans(request.user)).select_related("unit"))
    watched = [plan for plan in plans if may_oversee(request.user, plan)]
    wanted = request.POST.get("ky", "")
    dues = [
        due
        for due in dues_of(watched, today)
        if due.standing is ReportStanding.MISSING and slug_of(due.asked.period) == wanted
    ]
    if not dues:
        raise Forbidden(_("Không có báo cáo quá hạn nào bạn được nhắc."))
    done = reports_remind(dues=dues, actor=request.user, at=timezone.now(), today=today)
    messages.success(request, done.words)
    return redirect("plans-progress")


@require_http_methods(["GET", "HEAD", "POST"])
def plan_schedule(request: Request, plan_id: int) -> HttpResponse:
    """When the plan is reported on; with ``don-vi`` for one unit only."""
    plan = load_plan(request.user, plan_id)
    if not may_oversee(request.user, plan):
        raise Forbidden(_("Chỉ cơ quan theo dõi kế hoạch đặt lịch báo cáo."))
    code = request.POST.get("don-vi", "") or request.GET.get("don-vi", "")
    unit = get_object_or_404(reporting_units(plan), code=code) if code else None
    if request.method == "POST" and "drop" in request.POST and unit is not None:
        rule_drop(plan=plan, unit=unit, actor=request.user)
        messages.success(request, _("%(unit)s báo cáo theo lịch chung.") % {"unit": unit.title})
        return redirect("plan-schedule", plan_id)
    stored = ReportingRule.objects.filter(plan=plan, unit=unit).first()
    shown = stored or ReportingRule.objects.filter(plan=plan, unit=None).first() or ReportingRule()
    initial = {name: getattr(shown, name) for name in FIELDS}
    initial["version"] = stored.version if stored else 0
    form = RuleForm(request.POST if request.method == "POST" else None, initial=initial)
    status = 200
    if request.method == "POST":
        status = _keep_rule(request, form, plan, unit)
        if status == 302:
            return redirect("plan-schedule", plan_id)
    rules = ReportingRule.objects.filter(plan=plan).exclude(unit=None).select_related("unit")
    page = {
        **frame(plan, request.user, "progress"),
        "form": form,
        "unit": unit,
        "is_own": stored is not None and unit is not None,
        "units": reporting_units(plan),
        "own_rules": rules,
    }
    return render(request, "plans/schedule.html", page, status=status)


def _keep_rule(request: Request, form: RuleForm, plan: Plan, unit: Unit | None) -> int:
    """The status of the answer; 302 when it is kept."""
    if not form.is_valid():
        return 422
    try:
        rule_keep(
            plan=plan,
            unit=unit,
            values={name: form.cleaned_data[name] for name in FIELDS},
            actor=request.user,
            version=form.cleaned_data["version"],
        )
    except Invalid as error:
        for name, message in error.errors.items():
            form.add_error(name, message)
        return 422
    except Conflict as error:
        form.add_error(None, error.message)
        return 409
    messages.success(request, _("Đã lưu lịch báo cáo."))
    return 302
