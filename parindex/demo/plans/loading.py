"""Puts the papers' plans into the database, once; what stands is left as it is."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from parindex.demo.plans import (
    bac_ai_2022,
    huong_hoa_2020,
    long_phu_2022,
    ninh_thuan_2021,
    son_giang_2024,
)
from parindex.demo.plans.rows import MeasureRow, PlanRows, TargetRow, TaskRow, number
from parindex.history.services import event_record
from parindex.units.models import Unit, User
from plans.deadlines import read_deadline
from plans.models import (
    Actual,
    Duty,
    Milestone,
    Plan,
    Section,
    Target,
    TargetMeasure,
    Task,
    TaskState,
)
from plans.offices import Offices
from plans.periods import Period, Span
from plans.services.freezing import version_freeze
from plans.workflow import IN_FORCE

ALL = (
    ninh_thuan_2021.PLAN,
    bac_ai_2022.PLAN,
    huong_hoa_2020.PLAN,
    son_giang_2024.PLAN,
    long_phu_2022.PLAN,
)


def plans_load(units: Mapping[str, Unit], people: Mapping[str, User], at: datetime) -> None:
    """``people`` by the code of the unit whose plan they keep; nobody for a unit without."""
    for rows in ALL:
        unit = units[rows.unit]
        if not Plan.objects.filter(unit=unit, title=rows.title).exists():
            _make(rows, unit, units, people.get(rows.unit), at)


def _make(
    rows: PlanRows, unit: Unit, units: Mapping[str, Unit], keeper: User | None, at: datetime
) -> None:
    before = Plan.objects.filter(unit=units[rows.follows]).first() if rows.follows else None
    plan = Plan.objects.create(
        unit=unit,
        follows=before,
        created_by=keeper,
        changed_by=keeper,
        changed_at=at,
        reason=rows.note,
        **{name: getattr(rows, name) for name in _COLUMNS},
    )
    offices = Offices(unit)
    _parts(plan, rows, offices)
    for position, target in enumerate(rows.targets, start=1):
        _target(plan, position, target, offices)
    _tasks(plan, rows.tasks, offices)
    if rows.state in IN_FORCE and rows.signed_on:
        version_freeze(plan=plan, signed_on=rows.signed_on, actor=None, at=at)
    event_record(
        actor=keeper,
        action="plan.record",
        subject=plan,
        after={"targets": len(rows.targets), "tasks": len(rows.tasks)},
        reason=rows.note,
    )


_COLUMNS = (
    *("kind", "year", "until_year", "title", "state", "number", "signed_on", "legal_bases"),
    *("introduction", "purposes", "requirements", "closing", "recipients", "signing"),
    "signer_title",
)


def _parts(plan: Plan, rows: PlanRows, offices: Offices) -> None:
    Section.objects.bulk_create(
        Section(plan=plan, position=i, field=field or "", heading=heading, text=text)
        for i, (field, heading, text) in enumerate(rows.sections, start=1)
    )
    Duty.objects.bulk_create(
        Duty(plan=plan, position=i, office=office, office_unit=offices.named(office), text=text)
        for i, (office, text) in enumerate(rows.duties, start=1)
    )


def _target(plan: Plan, position: int, row: TargetRow, offices: Offices) -> None:
    target = Target.objects.create(
        plan=plan,
        position=position,
        code=row.code,
        text=row.text,
        field=row.reform or "",
        lead=row.lead,
        lead_unit=offices.named(row.lead),
        partners=row.partners,
    )
    if partners := offices.all_named(row.partners):
        target.partner_units.set(partners)
    for i, measure in enumerate(row.measures, start=1):
        _measure(target, i, measure)


def _measure(target: Target, position: int, row: MeasureRow) -> None:
    measure = TargetMeasure.objects.create(
        target=target,
        position=position,
        label=row.label,
        level=row.level,
        kind=row.kind,
        comparator=row.comparator,
        unit_name=row.unit_name,
        baseline_year=row.baseline_year,
        baseline=number(row.baseline),
        step=number(row.step),
        last_year=row.last_year,
        cap=number(row.cap),
    )
    Milestone.objects.bulk_create(
        Milestone(measure=measure, year=year, value=number(value))
        for year, value in row.goals.items()
    )
    Actual.objects.bulk_create(
        Actual(
            measure=measure,
            span=Span.YEAR,
            year=year,
            day=Period(Span.YEAR, year, 1).last_day,
            value=number(value),
        )
        for year, value in row.actuals.items()
    )


def _tasks(plan: Plan, rows: Sequence[TaskRow], offices: Offices) -> None:
    tasks = Task.objects.bulk_create(
        _task(plan, position, row, offices) for position, row in enumerate(rows, start=1)
    )
    through = Task.partner_units.through
    through.objects.bulk_create(
        through(task_id=task.pk, unit_id=unit.pk)
        for task in tasks
        for unit in offices.all_named(task.partners)
    )


def _task(plan: Plan, position: int, row: TaskRow, offices: Offices) -> Task:
    rule = read_deadline(row.deadline, last_year=plan.last_year)
    deadline: date | None = rule.due_on if row.lead else None
    return Task(
        plan=plan,
        position=position,
        code=row.code,
        is_heading=not row.lead,
        field=row.reform or "",
        content=row.content,
        due=rule.kind,
        due_day=rule.day,
        deadline=deadline,
        deadline_words=row.deadline,
        lead=row.lead,
        lead_unit=offices.named(row.lead),
        partners=row.partners,
        state=TaskState.ACCEPTED,
    )
