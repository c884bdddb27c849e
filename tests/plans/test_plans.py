"""A plan drafted from deductions, and what its people may do with it."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import Sum
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import Assessment, Campaign, Decision
from assessments.workflow import Verb
from parindex.errors import Conflict, Forbidden, Invalid, Locked
from parindex.units.models import User
from plans.models import Plan, Task, TaskState
from plans.services import plan_draft, task_decide
from tests.assessments.cases import Case, make_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(db: None) -> Case:
    """Field 1 lost 0,5 of 3 and 0,75 of 1; field 2 lost 0,5 of 1; published."""
    made = make_case()
    made.submitted("1")
    made.judge("1.1", Decision.DEDUCT, score="1,5", cause="Thiếu phụ lục")
    made.judge("1.2", Decision.DEDUCT, score="0,25", cause="Gửi muộn")
    made.move(Verb.FINISH, made.appraiser)
    made.appraised("2")
    for code in ("1", "2"):
        made.move(Verb.APPROVE, made.standing, code)
    Campaign.objects.filter(pk=made.campaign.pk).update(state="published")
    return made


def assessment(case: Case) -> Assessment:
    return Assessment.objects.select_related("campaign", "unit").get(
        campaign=case.campaign, unit=case.commune
    )


def draft(case: Case, actor: User | None = None) -> Plan:
    return plan_draft(assessment=assessment(case), actor=actor or case.official, year=2023)


def decide(case: Case, task: Task, **changes: Any) -> Task:
    values: dict[str, Any] = {
        "version": task.version,
        "content": task.content,
        "lead": "Văn phòng",
        "deadline": timezone.localdate() + timedelta(days=30),
        "state": TaskState.ACCEPTED,
        "actor": case.official,
        **changes,
    }
    return task_decide(task_id=task.pk, at=timezone.now(), **values)


def test_every_deduction_becomes_one_task_with_its_cause(case: Case) -> None:
    plan = draft(case)
    found = {t.entry.criterion.code: (t.points, t.cause) for t in plan.tasks.all()}
    assert found == {
        "1.1": (Decimal("0.5"), "Thiếu phụ lục"),
        "1.2": (Decimal("0.75"), "Gửi muộn"),
        "2": (Decimal("0.5"), "Kèm báo cáo"),
    }
    assert plan.tasks.aggregate(total=Sum("points"))["total"] == Decimal("1.75")


def test_drafting_again_keeps_what_was_decided(case: Case) -> None:
    task = draft(case).tasks.first()
    assert task is not None
    decide(case, task, content="Lập đủ phụ lục ngay từ quý I")
    again = draft(case)
    assert again.tasks.count() == 3
    assert Task.objects.get(pk=task.pk).content == "Lập đủ phụ lục ngay từ quý I"


def test_an_unpublished_result_has_no_plan_yet(case: Case) -> None:
    Campaign.objects.filter(pk=case.campaign.pk).update(state="open")
    with pytest.raises(Locked):
        draft(case)


@pytest.mark.parametrize("who", ["stranger", "appraiser", "leader"])
def test_others_do_not_plan_for_the_unit(case: Case, who: str) -> None:
    with pytest.raises(Forbidden):
        draft(case, getattr(case, who))


def test_an_accepted_task_needs_somebody_and_a_deadline(case: Case) -> None:
    task = draft(case).tasks.first()
    assert task is not None
    with pytest.raises(Invalid) as refused:
        decide(case, task, lead="", deadline=None)
    assert set(refused.value.errors) == {"lead", "deadline"}
    with pytest.raises(Invalid) as early:
        decide(case, task, deadline=timezone.localdate() - timedelta(days=400))
    assert "deadline" in early.value.errors


def test_two_people_do_not_overwrite_each_other(case: Case) -> None:
    task = draft(case).tasks.first()
    assert task is not None
    decide(case, task)
    with pytest.raises(Conflict):
        decide(case, task, content="Bản khác", version=0)


def test_the_page_keeps_what_was_typed_when_something_is_wrong(case: Case) -> None:
    plan = draft(case)
    task = plan.tasks.first()
    assert task is not None
    client = Client()
    client.force_login(case.official)
    prefix = f"t{task.pk}-"
    posted = {
        f"{prefix}version": task.version,
        f"{prefix}content": "Rà soát lại toàn bộ phụ lục",
        f"{prefix}lead": "",
        f"{prefix}deadline": "",
        f"{prefix}state": "accepted",
    }
    response = client.post(reverse("plan-task", args=[plan.pk, task.pk]), posted)
    assert response.status_code == 422
    page = response.content.decode()
    assert "Rà soát lại toàn bộ phụ lục" in page
    assert "Hãy ghi cơ quan chủ trì" in page


def test_a_stranger_finds_no_plan(case: Case) -> None:
    plan = draft(case)
    client = Client()
    client.force_login(case.stranger)
    assert client.get(reverse("plan", args=[plan.pk])).status_code == 404
