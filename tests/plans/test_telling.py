"""Who is told of the steps of a plan, and what waits on the first page."""

from datetime import date, datetime
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from parindex.history.models import Notice, PeriodicRun
from parindex.units.models import User
from plans.models import Plan, ProgressReport
from plans.pages.todos import todos_of_plans
from plans.services.moving import Paper
from plans.workflow import Verb
from tests.assessments.cases import Case
from tests.factories import HANOI
from tests.plans.acting import PAPER, accepted, first_task, issued, move

pytestmark = pytest.mark.django_db


def told(plan: Plan, act: Verb, actor: User, **given: Any) -> set[User]:
    """Who has a notice of the plan that was not there before the step."""
    Notice.objects.all().delete()
    move(plan, act, actor, **given)
    notices = Notice.objects.filter(url=plan.get_absolute_url())
    return {notice.recipient for notice in notices.select_related("recipient")}


def test_a_submission_is_told_to_those_who_decide(case: Case) -> None:
    plan = accepted(case)
    assert told(plan, Verb.SUBMIT, case.official) == {case.head, case.standing}
    assert "chờ ý kiến hoặc ban hành" in Notice.objects.filter(recipient=case.head)[0].title


def test_comments_go_back_to_the_drafter_with_their_text(case: Case) -> None:
    plan = accepted(case)
    move(plan, Verb.SUBMIT, case.head)
    people = told(plan, Verb.COMMENT, case.standing, reason="Bổ sung thời hạn")
    assert people == {case.official, case.head}
    notice = Notice.objects.get(recipient=case.official)
    assert (notice.kind, notice.body, notice.is_urgent) == ("return", "Bổ sung thời hạn", True)


def test_an_issue_and_its_amendments_are_told_to_the_drafter_and_the_units_with_tasks(
    case: Case,
) -> None:
    plan = accepted(case)
    Plan.objects.filter(pk=plan.pk).update(unit=case.district)
    task = first_task(plan)
    plan.tasks.update(lead_unit=case.office)
    plan.tasks.filter(repairs__entry__criterion__code="1.2").update(
        lead="Văn phòng", lead_unit=None
    )
    task.partner_units.set([case.neighbour])
    Plan.objects.filter(pk=plan.pk).update(created_by=case.standing, state="submitted")
    own = {case.standing}
    performers = {case.appraiser, case.stranger}
    assert told(plan, Verb.ISSUE, case.leader, paper=PAPER) == own | performers
    amended = told(plan, Verb.AMEND, case.standing, reason="Thêm nhiệm vụ")
    assert amended == performers | {case.leader}
    paper = Paper("20", date(2023, 6, 1))
    assert told(plan, Verb.REISSUE, case.leader, paper=paper) == own | performers
    assert Notice.objects.filter(title__startswith="Kế hoạch 20/KH-UBND đã ban hành bản").exists()


def test_a_drafter_who_left_the_unit_is_not_told(case: Case) -> None:
    plan = accepted(case)
    move(plan, Verb.SUBMIT, case.head)
    case.official.memberships.all().delete()
    assert told(plan, Verb.COMMENT, case.standing, reason="Bổ sung") == {case.head}


def test_reminding_leaves_its_heartbeat(db: None) -> None:
    call_command("remind_plans")
    run = PeriodicRun.objects.get(name="plans")
    assert (run.outcome, run.has_failed) == ("Đã gửi 0 lời nhắc.", False)
    assert run.finished_at is not None


def waiting(person: User, day: date) -> list[str]:
    at = datetime(day.year, day.month, day.day, 8, 0, tzinfo=HANOI)
    return [todo.title for todo in todos_of_plans(person, at)]


def test_what_waits_follows_the_plan_from_step_to_step(case: Case) -> None:
    plan, day = accepted(case), date(2023, 1, 20)
    issue, complete = "Xem và ban hành kế hoạch: ", "Hoàn thiện kế hoạch theo ý kiến: "
    assert waiting(case.head, day) == waiting(case.standing, day) == []
    move(plan, Verb.SUBMIT, case.official)
    assert waiting(case.head, day) == [issue + plan.title]
    assert waiting(case.standing, day) == ["Cho ý kiến về 1 kế hoạch được trình"]
    assert waiting(case.official, day) == waiting(case.stranger, day) == []
    move(plan, Verb.COMMENT, case.standing, reason="Bổ sung thời hạn")
    assert waiting(case.standing, day) == []
    assert waiting(case.official, day) == [complete + plan.title]


def test_reports_wait_when_they_are_near_or_late_and_then_for_the_head(case: Case) -> None:
    plan, title = issued(case), "Báo cáo tiến độ kế hoạch, quý I/2023"
    assert waiting(case.official, date(2023, 3, 7)) == []
    assert waiting(case.official, date(2023, 3, 8)) == [title]
    assert waiting(case.official, date(2023, 3, 20)) == [title]
    assert waiting(case.stranger, date(2023, 3, 20)) == []
    ProgressReport.objects.create(
        plan=plan,
        unit=case.commune,
        span="quarter",
        year=2023,
        number=1,
        due_on=date(2023, 3, 15),
        state="presented",
    )
    assert waiting(case.official, date(2023, 3, 20)) == []
    assert waiting(case.head, date(2023, 3, 20)) == ["Ký và gửi báo cáo tiến độ quý I/2023"]


def test_the_first_page_shows_what_waits_for_plans(case: Case) -> None:
    plan = accepted(case)
    move(plan, Verb.SUBMIT, case.official)
    client = Client()
    client.force_login(case.head)
    page = client.get(reverse("home")).content.decode()
    assert "Xem và ban hành kế hoạch: " in page
    assert f'href="{plan.get_absolute_url()}"' in page
