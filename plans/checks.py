"""What a plan lacks before it can be submitted or issued, each with the place to mend it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from parindex.lib.dates import format_date
from plans.goals import Comparator, Measure
from plans.models import Plan, PlanKind, TargetMeasure, Task, TaskState


@dataclass(frozen=True)
class Fault:
    """``place`` names the page of the plan: words, targets, tasks; ``row`` a row on it."""

    place: str
    text: str
    row: int | None = None


def faults_of(plan: Plan, signed_on: date | None = None) -> list[Fault]:
    """All of them, in the order of the plan; ``signed_on`` is the day it is about to bear."""
    return [
        *_words_faults(plan),
        *_target_faults(plan),
        *_task_faults(plan, signed_on),
    ]


def measure_faults(measure: TargetMeasure, goals: dict[int, Decimal]) -> list[str]:
    """What is wrong with one measure and its values by year."""
    found = []
    comparator = Comparator(measure.comparator)
    if not goals:
        found.append(_("chưa có giá trị cần đạt theo năm"))
    if (
        measure.kind == Measure.PERCENT
        and not comparator.is_change
        and any(not 0 <= value <= 100 for value in goals.values())
    ):
        found.append(_("tỷ lệ phải từ 0 đến 100%"))
    return found


def _words_faults(plan: Plan) -> list[Fault]:
    found = []
    if not plan.purposes.strip():
        found.append(Fault("words", _("Chưa có mục đích.")))
    if not plan.recipients.strip():
        found.append(Fault("words", _("Chưa có nơi nhận.")))
    if not plan.tasks.taken().exists() and not plan.sections.exists():
        found.append(Fault("tasks", _("Kế hoạch chưa có nhiệm vụ, giải pháp nào.")))
    if plan.kind == PlanKind.PROGRAMME and not plan.targets.exists():
        found.append(Fault("targets", _("Kế hoạch triển khai chương trình cần có chỉ tiêu.")))
    return found


def _target_faults(plan: Plan) -> list[Fault]:
    found = []
    for target in plan.targets.prefetch_related("measures__milestones"):
        measures = list(target.measures.all())
        if not measures:
            text = _("Chỉ tiêu %(code)s chưa có thước đo.") % {"code": target.code}
            found.append(Fault("targets", text, target.pk))
        if not target.lead:
            text = _("Chỉ tiêu %(code)s chưa có cơ quan chủ trì.") % {"code": target.code}
            found.append(Fault("targets", text, target.pk))
        found.extend(
            Fault(
                "targets",
                _("Chỉ tiêu %(code)s: %(fault)s.") % {"code": target.code, "fault": fault},
                target.pk,
            )
            for measure in measures
            for fault in measure_faults(measure, dict(measure.course.goals))
        )
    return found


def _task_faults(plan: Plan, signed_on: date | None) -> list[Fault]:
    found = []
    open_proposals = plan.tasks.filter(state=TaskState.PROPOSED).count()
    if open_proposals:
        text = _("Còn %(count)d nhiệm vụ đề xuất chưa nhận hoặc bỏ.") % {"count": open_proposals}
        found.append(Fault("tasks", text))
    for task in plan.tasks.taken():
        found.extend(_faults_of_task(task, signed_on))
    return found


def _faults_of_task(task: Task, signed_on: date | None) -> list[Fault]:
    name = task.code or task.content[:60]
    found = []
    if not task.lead:
        found.append(_("Nhiệm vụ %(name)s chưa có cơ quan chủ trì.") % {"name": name})
    if not task.deadline_text:
        found.append(_("Nhiệm vụ %(name)s chưa có thời hạn.") % {"name": name})
    if signed_on and task.deadline and task.deadline < signed_on:
        found.append(
            _("Nhiệm vụ %(name)s có thời hạn %(deadline)s, trước ngày ban hành %(day)s.")
            % {
                "name": name,
                "deadline": format_date(task.deadline),
                "day": format_date(signed_on),
            }
        )
    return [Fault("tasks", text, task.pk) for text in found]
