"""Plans on screen: the list, one plan with its tasks, drafting from a result."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assessments.loaders import load_assessment
from assessments.pages.texts import points_text
from parindex.errors import Conflict, Invalid
from parindex.http import Request
from plans.forms import TaskForm
from plans.models import Plan, Task, TaskState
from plans.queries import plan_tasks, plan_totals
from plans.services import may_plan, plan_draft, task_decide


def plans(request: Request) -> HttpResponse:
    found = Plan.objects.visible_to(request.user).select_related("unit", "source__campaign")
    return render(request, "plans/plans.html", {"plans": found})


def plan(request: Request, plan_id: int) -> HttpResponse:
    return _show(request, _load(request, plan_id))


@require_POST
def draft(request: Request, code: str, unit_code: str) -> HttpResponse:
    assessment = load_assessment(request.user, code, unit_code)
    made = plan_draft(assessment=assessment, actor=request.user, year=assessment.campaign.year + 1)
    messages.success(
        request, _("Mỗi khoản trừ là một nhiệm vụ đề xuất; hãy nhận, sửa hoặc bỏ từng nhiệm vụ.")
    )
    return redirect("plan", made.pk)


@require_POST
def task(request: Request, plan_id: int, task_id: int) -> HttpResponse:
    found = _load(request, plan_id)
    target = get_object_or_404(Task, plan=found, pk=task_id)
    form = TaskForm(request.POST, prefix=f"t{target.pk}")
    if not form.is_valid():
        return _show(request, found, {target.pk: form})
    try:
        task_decide(
            task_id=target.pk,
            actor=request.user,
            version=form.cleaned_data["version"],
            content=form.cleaned_data["content"],
            lead=form.cleaned_data["lead"],
            deadline=form.cleaned_data["deadline"],
            state=TaskState(form.cleaned_data["state"]),
            at=timezone.now(),
        )
    except Invalid as error:
        for name, message in error.errors.items():
            form.add_error(name, message)
        return _show(request, found, {target.pk: form})
    except Conflict as error:
        form.add_error(None, error.message)
        return _show(request, found, {target.pk: form}, status=409)
    return redirect(f"{request.path.rsplit('/nhiem-vu', 1)[0]}/#t{target.pk}")


def _load(request: Request, plan_id: int) -> Plan:
    return get_object_or_404(
        Plan.objects.visible_to(request.user).select_related("unit", "source__campaign"),
        pk=plan_id,
    )


def _show(
    request: Request, found: Plan, forms: dict[int, TaskForm] | None = None, status: int = 422
) -> HttpResponse:
    typed = forms or {}
    rows = [
        {
            "task": task,
            "points": points_text(task.points),
            "open": task.pk in typed,
            "form": typed.get(task.pk) or TaskForm.of(task),
        }
        for task in plan_tasks(found)
    ]
    page = {
        "plan": found,
        "rows": rows,
        "totals": plan_totals(found),
        "may_edit": may_plan(request.user, found.unit),
    }
    return render(request, "plans/plan.html", page, status=status if typed else 200)
