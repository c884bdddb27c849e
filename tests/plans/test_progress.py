"""A unit's progress report: who writes, signs and reads it, what it refuses, what it changes."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from django.utils import timezone

from parindex.errors import Conflict, Forbidden, Invalid, Locked
from parindex.history.models import Event, Notice
from parindex.units.models import Role, UnitKind, User
from plans.models import Doing, Plan, ProgressReport, Task, TaskState
from plans.periods import Period, Span
from plans.reporting import ReportState, ReportVerb
from plans.schedule import Asked
from plans.services.progress import (
    Row,
    Unready,
    Words,
    report_move,
    report_read,
    report_save,
)
from plans.workflow import Verb
from tests.assessments.cases import Case
from tests.factories import HANOI, make_unit, make_user
from tests.plans.acting import issued, move

pytestmark = pytest.mark.django_db

QUARTER = Asked(Period(Span.QUARTER, 2023, 1), date(2023, 3, 15))
HALF = Asked(Period(Span.HALF, 2023, 1), date(2023, 6, 15))
AT = datetime(2023, 3, 10, 9, 0, tzinfo=HANOI)
DOING = Row(Doing.DOING, percent=40, text="Đã dự thảo kế hoạch")
DONE = Row(Doing.DONE, done_on=date(2023, 3, 8), evidence="Kế hoạch số 15/KH-UBND ngày 08/3/2023")


@pytest.fixture
def plan(case: Case) -> Plan:
    """Issued on 1 February 2023 with three tasks, all due in the second quarter."""
    return issued(case)


def tasks(plan: Plan) -> list[Task]:
    return list(plan.tasks.order_by("position"))


def save(
    plan: Plan, actor: User, rows: dict[int, Row] | None = None, **given: Any
) -> ProgressReport:
    usual: dict[str, Any] = {
        "plan": plan,
        "unit": plan.unit,
        "asked": QUARTER,
        "version": 0,
        "words": Words(),
        "at": AT,
    }
    return report_save(
        actor=actor,
        rows={task.pk: DOING for task in tasks(plan)} if rows is None else rows,
        **{**usual, **given},
    )


def step(report: ProgressReport, verb: ReportVerb, actor: User, **given: Any) -> ProgressReport:
    usual: dict[str, Any] = {"version": report.version, "at": AT, "today": date(2023, 3, 10)}
    return report_move(report_id=report.pk, verb=verb, actor=actor, **{**usual, **given})


def sent(
    plan: Plan, case: Case, rows: dict[int, Row] | None = None, **given: Any
) -> ProgressReport:
    return step(save(plan, case.official, rows, **given), ReportVerb.SIGN, case.head)


# -- writing ------------------------------------------------------------------------------------


def test_the_unit_saves_and_the_first_save_begins_the_report(plan: Plan, case: Case) -> None:
    report = save(plan, case.official)
    assert (report.state, report.version, report.due_on) == ("draft", 1, QUARTER.due_on)
    assert report.rows.count() == 3
    assert ProgressReport.objects.count() == 1


def test_saving_the_same_again_writes_nothing(plan: Plan, case: Case) -> None:
    report = save(plan, case.official)
    events = Event.objects.count()
    assert save(plan, case.official, version=report.version).version == report.version
    assert Event.objects.count() == events


def test_a_task_that_is_not_named_keeps_its_row(plan: Plan, case: Case) -> None:
    first, *_others = tasks(plan)
    report = save(plan, case.official)
    save(plan, case.official, {first.pk: DONE}, version=1)
    assert sorted(report.rows.values_list("doing", flat=True)) == ["doing", "doing", "done"]


def test_whoever_saw_an_older_one_is_told(plan: Plan, case: Case) -> None:
    save(plan, case.official)
    with pytest.raises(Conflict):
        save(plan, case.head, {tasks(plan)[0].pk: DONE}, version=0)


@pytest.mark.parametrize("who", ["stranger", "appraiser", "leader"])
def test_others_do_not_write_for_the_unit(plan: Plan, case: Case, who: str) -> None:
    with pytest.raises(Forbidden):
        save(plan, getattr(case, who))
    assert not ProgressReport.objects.exists()


def test_only_a_running_plan_is_reported_on(plan: Plan, case: Case) -> None:
    move(plan, Verb.CLOSE, case.head, reason="Hết năm")
    with pytest.raises(Locked):
        save(plan, case.official)


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (Row(Doing.DOING, percent=101), "percent"),
        (Row(Doing.DOING, percent=-1), "percent"),
        (Row(Doing.DONE), "done_on"),
        (Row(Doing.DONE, done_on=date(2023, 3, 11)), "done_on"),
    ],
)
def test_a_wrong_figure_is_refused_at_its_box_and_nothing_is_kept(
    plan: Plan, case: Case, row: Row, field: str
) -> None:
    task = tasks(plan)[0]
    with pytest.raises(Invalid) as refused:
        save(plan, case.official, {task.pk: row})
    assert list(refused.value.errors) == [f"t{task.pk}-{field}"]
    assert not ProgressReport.objects.exists()


def test_a_task_led_by_another_unit_is_not_this_units_to_report(plan: Plan, case: Case) -> None:
    task = tasks(plan)[0]
    office = make_unit(kind=UnitKind.OFFICE, parent=case.commune)
    Task.objects.filter(pk=task.pk).update(lead_unit=office)
    with pytest.raises(Invalid):
        save(plan, case.official, {task.pk: DOING})
    own = make_user(role=Role.APPRAISER, on=office)
    assert save(plan, own, {task.pk: DOING}, unit=office).unit == office


def test_done_is_a_hundred_percent_and_only_done_has_a_day(plan: Plan, case: Case) -> None:
    first, second, _third = tasks(plan)
    report = save(
        plan,
        case.official,
        {first.pk: replace(DONE, percent=10), second.pk: replace(DOING, done_on=date(2023, 3, 1))},
    )
    rows = {row.task_id: (row.percent, row.done_on) for row in report.rows.all()}
    assert rows == {first.pk: (100, DONE.done_on), second.pk: (40, None)}


# -- signing ------------------------------------------------------------------------------------


def test_the_official_presents_and_the_head_signs(plan: Plan, case: Case) -> None:
    report = step(save(plan, case.official), ReportVerb.PRESENT, case.official)
    assert report.state == ReportState.PRESENTED
    assert Notice.objects.filter(recipient=case.head, title__startswith="Chờ ký: báo cáo").exists()
    report = step(report, ReportVerb.SIGN, case.head)
    assert (report.state, report.first_sent_on) == ("sent", date(2023, 3, 10))


def test_the_official_does_not_sign_while_there_is_a_head(plan: Plan, case: Case) -> None:
    with pytest.raises(Forbidden):
        step(save(plan, case.official), ReportVerb.SIGN, case.official)


def test_where_no_head_is_on_the_portal_whoever_reports_signs(plan: Plan, case: Case) -> None:
    task = tasks(plan)[0]
    office = make_unit(kind=UnitKind.OFFICE, parent=case.commune)
    Task.objects.filter(pk=task.pk).update(lead_unit=office)
    own = make_user(role=Role.APPRAISER, on=office)
    report = save(plan, own, {task.pk: DOING}, unit=office)
    assert step(report, ReportVerb.SIGN, own).state == ReportState.SENT


def test_the_head_sends_back_with_a_reason(plan: Plan, case: Case) -> None:
    report = step(save(plan, case.official), ReportVerb.PRESENT, case.official)
    with pytest.raises(Invalid):
        step(report, ReportVerb.SEND_BACK, case.head)
    report = step(report, ReportVerb.SEND_BACK, case.head, reason="Bổ sung số văn bản")
    assert (report.state, report.reason) == ("draft", "Bổ sung số văn bản")
    assert Notice.objects.filter(recipient=case.official, body="Bổ sung số văn bản").exists()


def test_a_report_with_gaps_is_not_sent_and_says_which(plan: Plan, case: Case) -> None:
    first, second, third = tasks(plan)
    Task.objects.filter(pk=second.pk).update(deadline=date(2023, 3, 1))
    report = save(plan, case.official, {first.pk: replace(DONE, evidence=""), second.pk: DOING})
    with pytest.raises(Unready) as refused:
        step(report, ReportVerb.SIGN, case.head)
    assert [task for task, _text in refused.value.gaps] == [first.pk, second.pk, third.pk]
    texts = " ".join(text for _task, text in refused.value.gaps)
    for reason in ("nêu văn bản chứng minh", "nêu vướng mắc", "chưa báo cáo"):
        assert reason in texts
    report.refresh_from_db()
    assert report.state == ReportState.DRAFT


def test_a_double_click_signs_once(plan: Plan, case: Case) -> None:
    report = save(plan, case.official)
    step(report, ReportVerb.SIGN, case.head)
    with pytest.raises(Conflict):
        step(report, ReportVerb.SIGN, case.head)


def test_what_is_signed_becomes_the_state_of_the_tasks(plan: Plan, case: Case) -> None:
    first, second, third = tasks(plan)
    rows = {first.pk: DONE, second.pk: DOING, third.pk: Row(Doing.WAITING)}
    report = save(plan, case.official, rows)
    assert {task.state for task in tasks(plan)} == {TaskState.ACCEPTED}
    step(report, ReportVerb.SIGN, case.head)
    assert [(t.state, t.done_on) for t in tasks(plan)] == [
        (TaskState.DONE, DONE.done_on),
        (TaskState.DOING, None),
        (TaskState.ACCEPTED, None),
    ]


def test_an_old_report_that_comes_late_does_not_undo_a_newer_one(plan: Plan, case: Case) -> None:
    done = {task.pk: DONE for task in tasks(plan)}
    sent(plan, case, done, asked=HALF)
    sent(plan, case)
    assert {task.state for task in tasks(plan)} == {TaskState.DONE}


# -- the office ---------------------------------------------------------------------------------


def test_the_office_reads_once_and_returns_with_a_reason(plan: Plan, case: Case) -> None:
    report = sent(plan, case)
    report_read(report=report, actor=case.standing, at=AT)
    report_read(report=report, actor=case.standing, at=timezone.now())
    assert Event.objects.filter(action="progress.read").count() == 1
    report.refresh_from_db()
    assert report.read_at == AT
    report = step(report, ReportVerb.RETURN, case.standing, reason="Thiếu số liệu")
    assert report.state == ReportState.DRAFT
    told = Notice.objects.get(recipient=case.official, kind="return")
    assert told.is_urgent


def test_a_returned_report_keeps_the_day_of_its_first_sending(plan: Plan, case: Case) -> None:
    report = step(sent(plan, case), ReportVerb.RETURN, case.standing, reason="Thiếu số liệu")
    again = step(report, ReportVerb.SIGN, case.head, today=date(2023, 4, 1))
    assert again.first_sent_on == date(2023, 3, 10)


@pytest.mark.parametrize("who", ["official", "head", "stranger", "leader"])
def test_only_the_office_reads_and_returns(plan: Plan, case: Case, who: str) -> None:
    report = sent(plan, case)
    with pytest.raises(Forbidden):
        report_read(report=report, actor=getattr(case, who), at=AT)
    with pytest.raises(Forbidden):
        step(report, ReportVerb.RETURN, getattr(case, who), reason="Không đủ")


def test_a_sent_report_is_no_longer_written(plan: Plan, case: Case) -> None:
    report = sent(plan, case)
    with pytest.raises(Locked):
        save(plan, case.official, version=report.version)
