"""The task table on screen, with filters; one task with its deductions and sample wordings."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.db.models import QuerySet
from django.urls import reverse

from assessments.pages.texts import points_text
from parindex.lib.dates import format_date
from parindex.units.models import User
from plans.fields import ReformField
from plans.forms.tasks import TaskForm
from plans.models import Plan, Repair, Solution, Task, TaskState
from plans.offices import Offices
from plans.pages.frame import frame
from plans.pages.options import options
from plans.queries import plan_totals

TONES = {
    TaskState.ACCEPTED: "info",
    TaskState.DOING: "info",
    TaskState.DONE: "ok",
    TaskState.PROPOSED: "warning",
    TaskState.DROPPED: "",
}


def tasks_page(plan: Plan, user: User, asked: Mapping[str, str]) -> dict[str, object]:
    wanted = {name: asked.get(name, "") for name in ("trang-thai", "linh-vuc", "chu-tri")}
    tasks: QuerySet[Task, Task] = plan.tasks.prefetch_related("repairs__entry__criterion")
    rows = [_row(task) for task in tasks if _is_wanted(task, wanted)]
    leads = dict.fromkeys(t.lead for t in tasks if t.lead)
    return {
        **frame(plan, user, "tasks"),
        "rows": rows,
        "has_any": plan.tasks.exists(),
        "totals": plan_totals(plan),
        "states": options(TaskState.choices, wanted["trang-thai"]),
        "fields": options(ReformField.choices, wanted["linh-vuc"]),
        "leads": options([(name, name) for name in leads], wanted["chu-tri"]),
        "is_filtered": any(wanted.values()),
    }


def task_page(
    plan: Plan, task: Task | None, asked: Mapping[str, str], form: TaskForm
) -> dict[str, object]:
    """``?mau=`` puts a wording of the library into the form; it is not saved yet."""
    solutions = list(Solution.objects.known_to(plan.unit))
    chosen = next((s for s in solutions if str(s.pk) == asked.get("mau")), None)
    if chosen and not form.is_bound:
        form.initial["content"] = chosen.text
        form.initial["product"] = chosen.product
    return {
        "task": task,
        "tone": TONES[TaskState(task.state)] if task else "",
        "repairs": [_repair(r) for r in form.repairs],
        "offices": Offices(plan.unit).choices(),
        "solutions": [
            {"pk": s.pk, "text": s.text} for s in solutions if task and s.field == task.field
        ],
        "chosen": chosen,
        "back": reverse("plan-tasks", args=[plan.pk]),
    }


def _is_wanted(task: Task, wanted: Mapping[str, str]) -> bool:
    return (
        wanted["trang-thai"] in ("", task.state)
        and wanted["linh-vuc"] in ("", task.field)
        and wanted["chu-tri"] in ("", task.lead)
    )


def _row(task: Task) -> dict[str, object]:
    repairs: Sequence[Repair] = list(task.repairs.all())
    lost = sum((repair.points for repair in repairs), start=Decimal(0))
    expected = sum((repair.expected for repair in repairs), start=Decimal(0))
    return {
        "task": task,
        "tone": TONES[TaskState(task.state)],
        "subject": "; ".join(str(repair.entry.criterion) for repair in repairs),
        "lost": points_text(lost) if repairs else "",
        "expected": points_text(expected) if repairs and expected != lost else "",
        "deadline": task.deadline_text,
        "due": format_date(task.deadline) if task.deadline else "",
    }


def _repair(repair: Repair) -> dict[str, str]:
    return {
        "subject": str(repair.entry.criterion),
        "lost": points_text(repair.points),
        "cause": repair.entry.cause,
    }
