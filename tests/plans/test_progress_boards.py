"""Who has reported, how far the tasks are, what is overdue, and who is reminded."""

from datetime import date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from parindex.errors import Conflict, Forbidden, Invalid
from parindex.history.models import Notice
from parindex.units.models import Role, Unit, UnitKind
from plans.models import Doing, Plan, Task
from plans.periods import Period, Span
from plans.progress_queries import (
    Counts,
    counts_by_unit,
    dues_of,
    followed_plans,
    overdue_tasks,
    tree_rows,
)
from plans.reporting import ReportVerb
from plans.schedule import ReportStanding
from plans.services.progress import Row
from plans.services.reminding import reminders_run, reports_remind, tasks_remind
from plans.services.reporting_rules import rule_drop, rule_keep
from tests.assessments.cases import Case
from tests.factories import HANOI, make_unit, make_user
from tests.plans.acting import issued
from tests.plans.test_progress import DONE, QUARTER, save, sent, step, tasks

pytestmark = pytest.mark.django_db
FIRST_QUARTER = Period(Span.QUARTER, 2023, 1)
USUAL = {
    "monthly": False,
    "quarterly": True,
    "half_yearly": True,
    "yearly": True,
    "due_day": 15,
}


@pytest.fixture
def plan(case: Case) -> Plan:
    return issued(case)


@pytest.fixture
def office(case: Case, plan: Plan) -> Unit:
    """Leads the first of the three tasks."""
    made = make_unit("Văn phòng xã", kind=UnitKind.OFFICE, parent=case.commune)
    Task.objects.filter(pk=tasks(plan)[0].pk).update(lead_unit=made)
    return made


def standings(plan: Plan, today: date) -> list[tuple[str, str]]:
    return [(due.asked.period.label, due.standing) for due in dues_of([plan], today)]


def test_reports_are_asked_from_the_day_of_the_plan_to_its_end(plan: Plan) -> None:
    assert standings(plan, date(2023, 3, 20)) == [
        ("quý I/2023", ReportStanding.MISSING),
        ("6 tháng đầu năm 2023", ReportStanding.EARLY),
        ("quý III/2023", ReportStanding.EARLY),
        ("năm 2023", ReportStanding.EARLY),
    ]


def test_a_draft_in_time_is_still_missing_until_it_is_signed(plan: Plan, case: Case) -> None:
    save(plan, case.official)
    assert standings(plan, date(2023, 3, 16))[0][1] == ReportStanding.MISSING


def test_a_unit_may_have_a_schedule_of_its_own(plan: Plan, case: Case, office: Unit) -> None:
    own = {**USUAL, "monthly": True, "due_day": 25}
    rule_keep(plan=plan, unit=office, values=own, actor=case.standing, version=0)
    dues = dues_of([plan], date(2023, 2, 2))
    asked = {
        unit: [due.asked.due_on for due in dues if due.unit == unit]
        for unit in (office, case.commune)
    }
    assert len(asked[office]) == 11
    assert asked[office][0] == date(2023, 2, 25)
    assert asked[case.commune][0] == date(2023, 3, 15)
    rule_drop(plan=plan, unit=office, actor=case.standing)
    assert len([due for due in dues_of([plan], date(2023, 2, 2)) if due.unit == office]) == 4


def test_a_later_schedule_does_not_make_a_begun_report_late(plan: Plan, case: Case) -> None:
    sent(plan, case)
    earlier = {**USUAL, "due_day": 5}
    rule_keep(plan=plan, unit=None, values=earlier, actor=case.standing, version=0)
    assert standings(plan, date(2023, 3, 20))[0][1] == ReportStanding.ON_TIME


def test_a_schedule_is_the_offices_and_asks_for_something(plan: Plan, case: Case) -> None:
    nothing = {**dict.fromkeys(USUAL, False), "due_day": 15}
    with pytest.raises(Invalid):
        rule_keep(plan=plan, unit=None, values=nothing, actor=case.standing, version=0)
    with pytest.raises(Forbidden):
        rule_keep(plan=plan, unit=None, values=USUAL, actor=case.head, version=0)
    rule_keep(plan=plan, unit=None, values=USUAL, actor=case.standing, version=0)
    with pytest.raises(Conflict):
        rule_keep(plan=plan, unit=None, values=USUAL, actor=case.standing, version=0)


# -- figures ------------------------------------------------------------------------------------


def test_figures_come_only_from_those_who_reported(plan: Plan, case: Case, office: Unit) -> None:
    first, second, third = tasks(plan)
    rows = {second.pk: DONE, third.pk: Row(Doing.WAITING)}
    sent(plan, case, rows)
    save(plan, make_user(role=Role.OFFICIAL, on=office), {first.pk: DONE}, unit=office)
    dues = dues_of([plan], date(2023, 3, 20))
    counts = counts_by_unit(dues, FIRST_QUARTER)
    assert counts[case.commune.pk] == Counts(reported=1, asked=1, tasks=2, done=1, waiting=1)
    assert counts[office.pk] == Counts(reported=0, asked=1)


def test_the_tree_sums_a_unit_with_all_below_it(plan: Plan, case: Case, office: Unit) -> None:
    first, second, third = tasks(plan)
    sent(plan, case, {second.pk: DONE, third.pk: Row(Doing.DOING, percent=50)})
    person = make_user(role=Role.OFFICIAL, on=office)
    step(save(plan, person, {first.pk: DONE}, unit=office), ReportVerb.SIGN, person)
    counts = counts_by_unit(dues_of([plan], date(2023, 3, 20)), FIRST_QUARTER)
    rows = {row.unit: row for row in tree_rows(counts, Unit.objects.all())}
    whole = Counts(reported=2, asked=2, tasks=3, done=2, doing=1)
    assert rows[case.district].counts == whole
    assert rows[case.commune].counts == whole
    assert rows[office].counts == Counts(reported=1, asked=1, tasks=1, done=1)
    assert [rows[unit].depth for unit in (case.district, case.commune, office)] == [0, 1, 2]
    assert case.neighbour not in rows


def test_the_statements_do_not_grow_with_the_units(plan: Plan, case: Case, office: Unit) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            dues = dues_of([plan], date(2023, 3, 20))
            tree_rows(counts_by_unit(dues, FIRST_QUARTER), Unit.objects.all())
        return len(queries)

    before = cost()
    other = make_unit(kind=UnitKind.OFFICE, parent=case.commune)
    Task.objects.filter(pk=tasks(plan)[1].pk).update(lead_unit=other)
    assert cost() == before


# -- overdue ------------------------------------------------------------------------------------


def test_overdue_tasks_are_open_ones_past_their_day(plan: Plan, case: Case) -> None:
    late = overdue_tasks(followed_plans(case.standing), date(2024, 1, 1))
    assert late.count() == 3
    assert not overdue_tasks(followed_plans(case.standing), date(2023, 12, 31)).exists()
    sent(plan, case, {task.pk: DONE for task in tasks(plan)})
    assert not late.all().exists()


def test_a_stranger_sees_no_overdue_task_of_another_unit(plan: Plan, case: Case) -> None:
    assert not overdue_tasks(followed_plans(case.stranger), date(2024, 1, 1)).exists()


def test_the_office_reminds_of_a_task_once_a_day(plan: Plan, case: Case) -> None:
    today, at = date(2024, 1, 1), datetime(2024, 1, 1, 8, 0, tzinfo=HANOI)
    late = overdue_tasks(followed_plans(case.standing), today)
    done = tasks_remind(tasks=late, actor=case.standing, at=at, today=today)
    assert (done.sent, done.again) == (6, 0)  # three tasks, to the official and to the head
    again = tasks_remind(tasks=late, actor=case.standing, at=at, today=today)
    assert (again.sent, again.again) == (0, 3)
    with pytest.raises(Forbidden):
        tasks_remind(tasks=late, actor=case.official, at=at, today=today)


def test_the_office_reminds_of_missing_reports(plan: Plan, case: Case, office: Unit) -> None:
    today, at = date(2023, 3, 20), datetime(2023, 3, 20, 8, 0, tzinfo=HANOI)
    dues = [due for due in dues_of([plan], today) if due.asked == QUARTER]
    done = reports_remind(dues=dues, actor=case.standing, at=at, today=today)
    assert (done.sent, done.nobody) == (2, 1)
    assert "chưa có tài khoản" in done.words
    told = Notice.objects.filter(recipient=case.official).latest("pk")
    assert "Quá hạn 5 ngày: báo cáo tiến độ quý I/2023" in told.title


# -- by the clock -------------------------------------------------------------------------------


def run(day: date) -> int:
    at = datetime(day.year, day.month, day.day, 7, 0, tzinfo=HANOI)
    return reminders_run(at=at, today=day)


def test_the_clock_reminds_seven_three_and_one_day_before_and_once_when_late(
    plan: Plan, case: Case
) -> None:
    Notice.objects.all().delete()
    days = [date(2023, 3, 1) + timedelta(days=n) for n in range(31)]
    told = {}
    for day in days:
        Notice.objects.all().update(read_at=timezone.now())
        if sent_now := run(day):
            told[day.day] = sent_now
    assert told == {8: 2, 12: 2, 14: 2, 16: 2}


def test_running_twice_on_a_day_tells_nobody_twice(plan: Plan) -> None:
    assert run(date(2023, 3, 8)) == 2
    assert run(date(2023, 3, 8)) == 0


def test_a_sent_report_needs_no_reminder(plan: Plan, case: Case) -> None:
    sent(plan, case)
    assert run(date(2023, 3, 14)) == 0


def test_tasks_that_come_due_are_announced_to_their_unit(plan: Plan, case: Case) -> None:
    sent(plan, case)
    Notice.objects.all().delete()
    Task.objects.filter(pk=tasks(plan)[0].pk).update(deadline=date(2023, 4, 10))
    assert run(date(2023, 4, 3)) == 2
    assert "Nhiệm vụ đến hạn ngày 10/04/2023" in Notice.objects.filter(kind="deadline")[0].title


def test_the_command_reminds_as_the_schedule_does(
    plan: Plan, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("remind_plans")
    assert "Đã gửi" in capsys.readouterr().out
    call_command("remind_plans")
    assert "Đã gửi 0 lời nhắc." in capsys.readouterr().out
