"""The states of a plan: who moves it, what is asked for, what is frozen."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from parindex.errors import Conflict, Forbidden, Invalid, Locked
from parindex.history.models import Event
from plans.models import Plan
from plans.services.moving import Incomplete, Paper
from plans.services.tasks import task_remove
from plans.workflow import EDITABLE, IN_FORCE, TRANSITIONS, State, Verb, verbs_from
from tests.assessments.cases import Case
from tests.plans.acting import PAPER, accepted, decide, draft, first_task, issued, move

pytestmark = pytest.mark.django_db


def test_every_state_but_the_first_is_reached_and_none_is_a_dead_end() -> None:
    reached = {t.target for t in TRANSITIONS.values()}
    assert reached | {State.DRAFT} == set(State)
    assert all(verbs_from(state) for state in State)


def test_the_way_from_draft_to_closed(case: Case) -> None:
    plan = accepted(case)
    move(plan, Verb.SUBMIT, case.official)
    move(plan, Verb.COMMENT, case.standing, reason="Bổ sung thời hạn quý I")
    move(plan, Verb.SUBMIT, case.official)
    move(plan, Verb.ISSUE, case.head, paper=PAPER)
    move(plan, Verb.AMEND, case.official, reason="Thêm nhiệm vụ")
    move(plan, Verb.REISSUE, case.head, paper=Paper("20", date(2023, 6, 1)))
    closed = move(plan, Verb.CLOSE, case.head, reason="Hoàn thành")
    assert closed.workflow_state is State.CLOSED
    assert [v.notation for v in plan.versions.all()] == ["12/KH-UBND", "20/KH-UBND"]
    assert [c.text for c in plan.comments.all()] == ["Bổ sung thời hạn quý I"]
    reopened = move(plan, Verb.REOPEN, case.head, reason="Kết thúc nhầm")
    assert reopened.workflow_state is State.AMENDED
    actions = set(Event.objects.of(plan).values_list("action", flat=True))
    assert {"plan.submit", "plan.issue", "plan.reissue", "plan.close"} <= actions


def test_an_undecided_plan_is_not_submitted(case: Case) -> None:
    with pytest.raises(Incomplete) as refused:
        move(draft(case), Verb.SUBMIT, case.official)
    assert any("chưa nhận hoặc bỏ" in fault.text for fault in refused.value.faults)


@pytest.mark.parametrize(
    ("paper", "wrong"),
    [
        (None, {"number", "signed_on"}),
        (Paper("", date(2023, 2, 1)), {"number"}),
        (Paper("12", timezone.localdate() + timedelta(days=1)), {"signed_on"}),
    ],
)
def test_an_issue_needs_number_and_day(case: Case, paper: Paper | None, wrong: set[str]) -> None:
    plan = accepted(case)
    move(plan, Verb.SUBMIT, case.official)
    with pytest.raises(Invalid) as refused:
        move(plan, Verb.ISSUE, case.head, paper=paper)
    assert set(refused.value.errors) == wrong


def test_a_task_due_before_the_day_of_issue_is_told(case: Case) -> None:
    plan = accepted(case)
    task = first_task(plan)
    decide(case, task, deadline_words="Trong tháng 1/2023")
    move(plan, Verb.SUBMIT, case.official)
    with pytest.raises(Incomplete) as refused:
        move(plan, Verb.ISSUE, case.head, paper=PAPER)
    assert [fault.row for fault in refused.value.faults] == [task.pk]
    assert Plan.objects.get(pk=plan.pk).workflow_state is State.SUBMITTED


@pytest.mark.parametrize("who", ["official", "standing", "leader", "stranger", "appraiser"])
def test_only_the_units_own_head_issues(case: Case, who: str) -> None:
    """The district's leader comments on a commune's plan; the commune issues it."""
    plan = accepted(case)
    move(plan, Verb.SUBMIT, case.official)
    with pytest.raises(Forbidden):
        move(plan, Verb.ISSUE, getattr(case, who), paper=PAPER)


def test_the_leader_above_comments(case: Case) -> None:
    plan = accepted(case)
    move(plan, Verb.SUBMIT, case.official)
    assert move(plan, Verb.COMMENT, case.leader, reason="Rõ sản phẩm hơn").is_editable


def test_a_step_taken_twice_is_refused(case: Case) -> None:
    plan = accepted(case)
    move(plan, Verb.SUBMIT, case.official)
    with pytest.raises(Conflict, match="nhanh hơn"):
        move(plan, Verb.SUBMIT, case.official)


def test_nothing_changes_in_a_submitted_or_issued_plan(case: Case) -> None:
    plan = accepted(case)
    move(plan, Verb.SUBMIT, case.official)
    with pytest.raises(Locked):
        decide(case, first_task(plan), content="Lời khác")


def test_an_issued_plan_is_never_deleted(case: Case) -> None:
    plan = issued(case)
    with pytest.raises(Locked, match="12/KH-UBND"):
        plan.delete()
    assert Plan.objects.filter(pk=plan.pk).exists()


def test_an_issued_task_is_never_deleted(case: Case) -> None:
    plan = issued(case)
    move(plan, Verb.AMEND, case.official, reason="Bỏ một nhiệm vụ")
    task = first_task(plan)
    with pytest.raises(Locked, match="đã ban hành"):
        task_remove(task_id=task.pk, actor=case.official, version=task.version)


def test_a_draft_may_be_deleted(case: Case) -> None:
    draft(case).delete()
    assert not Plan.objects.exists()


def test_an_issued_plan_is_known_below_the_unit_and_a_draft_is_not(case: Case) -> None:
    plan = issued(case)
    Plan.objects.filter(pk=plan.pk).update(unit=case.district)
    assert Plan.objects.visible_to(case.stranger).filter(pk=plan.pk).exists()
    Plan.objects.filter(pk=plan.pk).update(state=State.DRAFT)
    assert not Plan.objects.visible_to(case.stranger).filter(pk=plan.pk).exists()


def test_states_that_may_change_and_states_in_force() -> None:
    assert {State.AMENDING} == EDITABLE & IN_FORCE


def test_the_page_offers_only_what_the_person_may_do_next(case: Case) -> None:
    plan = accepted(case)
    move(plan, Verb.SUBMIT, case.official)
    url = reverse("plan", args=[plan.pk])
    for person, label in ((case.official, "Rút lại để sửa"), (case.head, "Ban hành")):
        client = Client()
        client.force_login(person)
        assert label in client.get(url).content.decode()
    client = Client()
    client.force_login(case.official)
    assert (
        'action="' + reverse("plan-move", args=[plan.pk, "issue"])
        not in client.get(url).content.decode()
    )


def test_issuing_from_the_page_asks_again_for_what_is_missing(case: Case) -> None:
    plan = accepted(case)
    move(plan, Verb.SUBMIT, case.official)
    client = Client()
    client.force_login(case.head)
    url = reverse("plan-move", args=[plan.pk, "issue"])
    asked = client.post(url, {"issue-number": "", "issue-signed_on": "01/02/2023"})
    assert asked.status_code == 422
    assert "01/02/2023" in asked.content.decode()
    done = client.post(
        url, {"issue-number": "12", "issue-symbol": "KH-UBND", "issue-signed_on": "01/02/2023"}
    )
    assert done.status_code == 302
    preview = client.get(reverse("plan-preview", args=[plan.pk])).content.decode()
    assert "12/KH-UBND" in preview
    assert "Thiếu phụ lục" in preview
