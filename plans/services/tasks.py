"""Writes on the task table: add, decide on, reword, take out, accept together."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.errors import Conflict, Invalid, Locked
from parindex.history.services import event_record
from parindex.lib.dates import format_date
from parindex.lib.text import nfc
from parindex.units.models import User
from plans.deadlines import Deadline, DeadlineError, Due, read_deadline
from plans.models import TAKEN, Plan, Repair, Task, TaskState
from plans.offices import Offices, tidy_names
from plans.services.keeping import next_position, plan_to_write, row_keep, set_many


@dataclass(frozen=True)
class TaskWords:
    """What a person says about a task; everything but the content may be left open.

    ``deadline_words`` is worded as the table prints it. Where it waits for something,
    ``awaited_on`` is the day that came, ``awaited_days`` the time allowed after it, ``latest`` the
    day by which the task counts as due in any case.
    """

    content: str
    code: str = ""
    field: str = ""
    product: str = ""
    lead: str = ""
    partners: str = ""
    deadline_words: str = ""
    awaited_on: date | None = None
    awaited_days: int = 0
    latest: date | None = None
    effort: str = ""
    state: TaskState = TaskState.ACCEPTED
    is_heading: bool = False

    def rule(self, plan: Plan) -> Deadline:
        """Raises DeadlineError."""
        read = read_deadline(self.deadline_words, last_year=plan.last_year)
        if read.kind is not Due.AWAITED:
            return read
        return Deadline(Due.AWAITED, self.latest, self.awaited_on, self.awaited_days)


@transaction.atomic
def task_add(*, plan_id: int, actor: User, words: TaskWords) -> Task:
    """A new row at the end of the table. Raises Forbidden, Locked, Invalid."""
    plan = plan_to_write(plan_id, actor)
    words = _tidied(words)
    _check(plan, words)
    offices = Offices(plan.unit)
    task = Task.objects.create(
        plan=plan, position=next_position(plan.tasks.all()), **_columns(plan, words, offices)
    )
    set_many(task.partner_units, offices.all_named(words.partners))
    event_record(
        actor=actor, action="task.add", subject=task, scope=plan, after={"content": task.content}
    )
    return task


@transaction.atomic
def task_decide(
    *,
    task_id: int,
    actor: User,
    version: int,
    words: TaskWords,
    expected: dict[int, Decimal] | None = None,
) -> Task:
    """Accept, reword or drop a task; ``expected`` says by deduction how many points it should
    bring. Raises Forbidden, Locked, Invalid, Conflict (stale version)."""
    task = Task.objects.get(pk=task_id)
    plan = plan_to_write(task.plan_id, actor)
    task = Task.objects.select_for_update(of=("self",)).get(pk=task_id)
    words = _tidied(words)
    _check(plan, words)
    offices = Offices(plan.unit)
    row_keep(
        row=task,
        version=version,
        values=_columns(plan, words, offices),
        actor=actor,
        action="task.decide",
        plan=plan,
    )
    set_many(task.partner_units, offices.all_named(words.partners))
    if expected:
        _expect(task, expected, actor)
    return task


@transaction.atomic
def tasks_accept(*, plan_id: int, actor: User) -> tuple[int, int]:
    """Take in every proposal that names an office and a deadline.

    Returns how many were taken and how many still lack something. Raises Forbidden, Locked.
    """
    plan = plan_to_write(plan_id, actor)
    proposed = plan.tasks.filter(state=TaskState.PROPOSED)
    ready = proposed.exclude(lead="").exclude(deadline_words="")
    taken = list(ready)
    for task in taken:
        row_keep(
            row=task,
            version=task.version,
            values={"state": TaskState.ACCEPTED.value},
            actor=actor,
            action="task.decide",
            plan=plan,
        )
    return len(taken), proposed.count()


@transaction.atomic
def task_remove(*, task_id: int, actor: User, version: int) -> None:
    """Take a row out for good. One that was issued, or that repairs a deduction, is dropped by
    ``task_decide`` instead, so that it stays known. Raises Forbidden, Locked, Conflict."""
    task = Task.objects.get(pk=task_id)
    plan = plan_to_write(task.plan_id, actor)
    found = Task.objects.select_for_update(of=("self",)).filter(pk=task_id, version=version).first()
    if found is None:
        raise Conflict(_("Người khác vừa sửa nhiệm vụ này. Hãy xem lại trước khi xoá."))
    if plan.versions.filter(lines__key=f"task-{task.pk}").exists():
        raise Locked(
            _(
                "Nhiệm vụ này đã ban hành nên không xoá được. Muốn bỏ, hãy chọn “Không đưa vào”"
                " rồi ban hành bản điều chỉnh."
            )
        )
    if found.repairs.exists():
        raise Locked(
            _(
                "Nhiệm vụ này gắn với khoản trừ điểm nên không xoá được, để khoản trừ không bị"
                " bỏ quên. Hãy chọn “Không đưa vào”."
            )
        )
    event_record(
        actor=actor,
        action="task.remove",
        subject=found,
        scope=plan,
        before={"content": found.content},
    )
    found.delete()


def task_problems(plan: Plan, words: TaskWords) -> dict[str, str]:
    """What the row lacks, by the name of the input."""
    errors = {}
    if not words.content:
        errors["content"] = _("Hãy ghi nhiệm vụ, giải pháp.")
    if words.is_heading:
        return errors
    if words.state in TAKEN and not words.lead:
        errors["lead"] = _("Hãy ghi cơ quan chủ trì nhiệm vụ này.")
    if words.state in TAKEN and not words.deadline_words:
        errors["deadline_words"] = _("Hãy ghi thời hạn.")
    if problem := _deadline_problem(plan, words):
        errors["deadline_words"] = problem
    return errors


def plan_start(plan: Plan) -> date:
    """Nothing may be due before it: the day the plan was first issued, before that the first day
    of its year."""
    first = plan.versions.first()
    return first.signed_on if first else date(plan.year, 1, 1)


def _deadline_problem(plan: Plan, words: TaskWords) -> str:
    try:
        deadline = words.rule(plan).due_on
    except DeadlineError as error:
        return str(error)
    start = plan_start(plan)
    if deadline is None or deadline >= start:
        return ""
    return _(
        "Thời hạn %(deadline)s trước ngày %(start)s của kế hoạch. Hãy chọn thời hạn sau đó."
    ) % {"deadline": format_date(deadline), "start": format_date(start)}


def _check(plan: Plan, words: TaskWords) -> None:
    if errors := task_problems(plan, words):
        raise Invalid(errors)


def _tidied(words: TaskWords) -> TaskWords:
    def line(text: str) -> str:
        return " ".join(nfc(text).split())

    return replace(
        words,
        content=nfc(words.content).strip(),
        code=line(words.code),
        product=line(words.product),
        lead=line(words.lead),
        partners=tidy_names(words.partners),
        deadline_words=line(words.deadline_words),
        state=TaskState.ACCEPTED if words.is_heading else words.state,
    )


def _columns(plan: Plan, words: TaskWords, offices: Offices) -> dict[str, object]:
    rule = words.rule(plan)
    kept = ("content", "code", "field", "product", "lead", "partners", "effort", "is_heading")
    return {
        **{name: getattr(words, name) for name in kept},
        "deadline_words": words.deadline_words,
        "due": rule.kind.value,
        "due_day": rule.day,
        "awaited_on": rule.happened_on,
        "awaited_days": rule.days,
        "deadline": None if words.is_heading else rule.due_on,
        "lead_unit": offices.named(words.lead) if words.lead else None,
        "state": words.state.value,
    }


def _expect(task: Task, expected: dict[int, Decimal], actor: User) -> None:
    changed = []
    for repair in task.repairs.select_related("entry__criterion").filter(pk__in=expected):
        wanted = expected[repair.pk]
        if not 0 <= wanted <= repair.points:
            raise Invalid({f"expected-{repair.pk}": _("Điểm dự kiến từ 0 đến số điểm bị trừ.")})
        if wanted != repair.expected:
            changed.append((repair, repair.expected))
            repair.expected = wanted
    Repair.objects.bulk_update([repair for repair, _old in changed], ["expected"])
    if changed:
        event_record(
            actor=actor,
            action="task.expect",
            subject=task,
            scope=task.plan,
            before={r.entry.criterion.code: old for r, old in changed},
            after={r.entry.criterion.code: r.expected for r, _old in changed},
        )
