"""The task table: list, one row, quick decisions, taking in all that is ready."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parindex.http import Request
from plans.access import may_edit
from plans.forms.tasks import TaskForm
from plans.loaders import load_plan
from plans.models import Plan, Task
from plans.pages.frame import frame
from plans.pages.tasks import task_page, tasks_page
from plans.services import tasks as services
from plans.services.proofs import may_prove
from plans.views.answers import Tried, tried

shown_or_sent = require_http_methods(["GET", "HEAD", "POST"])


def plan_tasks(request: Request, plan_id: int) -> HttpResponse:
    found = load_plan(request.user, plan_id)
    return render(request, "plans/tasks.html", tasks_page(found, request.user, request.GET))


@shown_or_sent
def task(request: Request, plan_id: int, task_id: int) -> HttpResponse:
    """Look at one task; who keeps the plan may decide on it and reword it."""
    found = load_plan(request.user, plan_id)
    target = get_object_or_404(found.tasks.select_related("lead_unit"), pk=task_id)
    repairs = list(target.repairs.select_related("entry__criterion"))
    if request.method != "POST":
        return _show(request, found, target, TaskForm.of(target, repairs))
    form = TaskForm(request.POST, repairs=repairs)
    answer = tried(
        form,
        lambda: services.task_decide(
            task_id=target.pk,
            actor=request.user,
            version=form.cleaned_data["version"] or 0,
            words=form.words(),
            expected=form.expected(),
        ),
    )
    return _back(found, target) if answer.is_done else _show(request, found, target, form, answer)


@shown_or_sent
def task_add(request: Request, plan_id: int) -> HttpResponse:
    found = load_plan(request.user, plan_id)
    form = TaskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        answer = tried(
            form,
            lambda: services.task_add(plan_id=found.pk, actor=request.user, words=form.words()),
        )
        if answer.is_done:
            messages.success(request, _("Đã thêm nhiệm vụ vào cuối bảng."))
            return redirect("plan-tasks", found.pk)
        return _show(request, found, None, form, answer)
    return _show(request, found, None, form)


@require_POST
def task_remove(request: Request, plan_id: int, task_id: int) -> HttpResponse:
    found = load_plan(request.user, plan_id)
    target = get_object_or_404(found.tasks, pk=task_id)
    version = request.POST.get("version", "")
    services.task_remove(
        task_id=target.pk,
        actor=request.user,
        version=int(version) if version.isdecimal() else target.version,
    )
    messages.success(request, _("Đã xoá nhiệm vụ."))
    return redirect("plan-tasks", found.pk)


@require_POST
def tasks_accept(request: Request, plan_id: int) -> HttpResponse:
    found = load_plan(request.user, plan_id)
    taken, left = services.tasks_accept(plan_id=found.pk, actor=request.user)
    if taken:
        messages.success(request, _("Đã nhận %(count)d nhiệm vụ.") % {"count": taken})
    if left:
        messages.warning(
            request,
            _("Còn %(count)d nhiệm vụ thiếu cơ quan chủ trì hoặc thời hạn.") % {"count": left},
        )
    return redirect("plan-tasks", found.pk)


def _show(
    request: Request,
    found: Plan,
    target: Task | None,
    form: TaskForm,
    answer: Tried | None = None,
) -> HttpResponse:
    page = {
        **frame(found, request.user, "tasks"),
        **task_page(found, target, request.GET, form),
        "form": form,
        "may_edit": may_edit(request.user, found),
        **_proofs(request, target),
    }
    if answer is None:
        return render(request, "plans/task.html", page)
    return render(request, "plans/task.html", {**page, **answer.context}, status=answer.status)


def _proofs(request: Request, target: Task | None) -> dict[str, object]:
    if target is None or target.is_heading:
        return {}
    return {"proofs": list(target.proofs.all()), "may_prove": may_prove(request.user, target)}


def _back(found: Plan, target: Task) -> HttpResponse:
    return redirect(f"{reverse('plan-tasks', args=[found.pk])}#t{target.pk}")
