"""Draft a plan from a published result: every deduction becomes a proposed task."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from assessments.models import Assessment, Entry
from criteria.models import Block
from parindex.errors import Forbidden, Locked
from parindex.history.services import event_record
from parindex.units.models import Unit, User
from plans.access import may_plan
from plans.deadlines import Deadline, Due
from plans.fields import field_of
from plans.models import Duty, Plan, Repair, Solution, Task
from plans.offices import Offices
from plans.opening_words import closing, introduction, legal_bases, purposes, recipients
from plans.services.keeping import next_position
from plans.suggesting import suggest


@transaction.atomic
def plan_draft(
    *, assessment: Assessment, actor: User, year: int, only: Collection[int] | None = None
) -> Plan:
    """One proposed task for every deduction of a published result, with its cause, the office in
    charge, the points at stake and a wording from the library; ``only`` narrows to these entries.

    Running it again adds what is missing and touches nothing that somebody decided on.
    Raises Forbidden, Locked (not yet published, or the plan is no longer a draft).
    """
    if not may_plan(actor, assessment.unit):
        raise Forbidden(_("Bạn không lập kế hoạch cho đơn vị này."))
    if not assessment.campaign.is_published:
        raise Locked(_("Kết quả chưa công bố nên chưa lập kế hoạch khắc phục được."))
    plan = Plan.objects.filter(unit=assessment.unit, source=assessment).first()
    if plan is not None and not plan.is_editable:
        return plan
    is_new = plan is None
    plan = plan or _begin(assessment, actor, year)
    added = _propose_tasks(plan, assessment, only)
    if is_new or added:
        event_record(actor=actor, action="plan.draft", subject=plan, after={"tasks": added})
    return plan


def _begin(assessment: Assessment, actor: User, year: int) -> Plan:
    before = assessment.campaign.year
    title = _(
        "Khắc phục tồn tại, hạn chế năm %(before)d và nâng cao Chỉ số cải cách hành chính"
        " năm %(year)d"
    )
    return Plan.objects.create(
        unit=assessment.unit,
        source=assessment,
        year=year,
        created_by=actor,
        title=title % {"before": before, "year": year},
        legal_bases=legal_bases(assessment),
        introduction=introduction(assessment, year),
        purposes=purposes(assessment.unit, year),
        closing=closing(assessment.unit),
        recipients=recipients(assessment.unit),
    )


def _propose_tasks(plan: Plan, assessment: Assessment, only: Collection[int] | None = None) -> int:
    """A survey is no task of one office, so only the fields are read."""
    lost = (
        Entry.objects.with_office()
        .filter(assessment=assessment, is_counted=True, criterion__block=Block.FIELD)
        .filter(final_score__lt=F("max_score"))
        .exclude(repairs__plan=plan)
        .select_related("criterion__parent", "sheet__criterion")
        .in_order()
    )
    entries = list(lost if only is None else lost.filter(pk__in=only))
    offices = _Charge(plan.unit, entries)
    solutions = list(Solution.objects.known_to(plan.unit))
    position = next_position(plan.tasks.all())
    tasks = Task.objects.bulk_create(
        _task(plan, entry, offices, solutions, position + i) for i, entry in enumerate(entries)
    )
    Repair.objects.bulk_create(
        Repair(
            plan=plan,
            task=task,
            entry=entry,
            points=entry.max_score - entry.final_score,
            expected=entry.max_score - entry.final_score,
        )
        for task, entry in zip(tasks, entries, strict=True)
    )
    _propose_duties(plan, tasks)
    return len(tasks)


def _task(
    plan: Plan, entry: Entry, offices: "_Charge", solutions: Sequence[Solution], position: int
) -> Task:
    field = field_of(entry.sheet.criterion.name)
    wording = suggest(
        solutions, field=field or "", criterion=entry.criterion.name, cause=entry.cause
    )
    lead, unit = offices.of(entry)
    due = Deadline(Due.YEAR, date(plan.year, 12, 31))
    return Task(
        plan=plan,
        position=position,
        code=entry.criterion.code,
        field=field or "",
        content=wording.text,
        product=wording.product,
        cause=entry.cause,
        lead=lead,
        lead_unit=unit,
        due=due.kind,
        due_day=due.day,
        deadline=due.due_on,
        deadline_words=due.words,
    )


class _Charge:
    """Who mends a deduction: the appraising office where it belongs to the unit itself, else the
    office that the criteria set names, else whoever appraises."""

    def __init__(self, unit: Unit, entries: Iterable[Entry]) -> None:
        self.offices = Offices(unit)
        self.unit = unit
        found = {entry.office_id for entry in entries}  # type: ignore[attr-defined]
        self.appraisers = Unit.objects.in_bulk([pk for pk in found if pk])

    def of(self, entry: Entry) -> tuple[str, Unit | None]:
        appraiser = self.appraisers.get(entry.office_id)  # type: ignore[attr-defined]
        if appraiser is not None and appraiser.path.startswith(self.unit.path):
            return self.offices.short(appraiser), appraiser
        parent = entry.criterion.parent
        name = entry.criterion.lead_unit or (parent.lead_unit if parent else "")
        if name:
            return name, self.offices.named(name)
        return (appraiser.name, appraiser) if appraiser else ("", None)


def _propose_duties(plan: Plan, tasks: Sequence[Task]) -> None:
    """Each office that leads a task gets its line under "Tổ chức thực hiện", once."""
    known = set(plan.duties.values_list("office", flat=True))
    counts = Counter(task.lead for task in tasks if task.lead and task.lead not in known)
    units = {task.lead: task.lead_unit for task in tasks}
    position = next_position(plan.duties.all())
    Duty.objects.bulk_create(
        Duty(
            plan=plan,
            position=position + i,
            office=office,
            office_unit=units[office],
            text=_(
                "Chủ trì, phối hợp với các cơ quan, đơn vị liên quan thực hiện các nhiệm vụ được"
                " giao trong bảng nhiệm vụ kèm theo; chuẩn bị tài liệu kiểm chứng ngay khi hoàn"
                " thành và báo cáo kết quả theo kỳ."
            ),
        )
        for i, office in enumerate(counts)
    )
