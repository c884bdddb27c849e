"""What is typed wrong: the message stands at its input, and nothing typed or kept is lost."""

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from parindex.units.models import User
from plans.models import Plan, Target, Task, TaskState
from plans.workflow import Verb
from tests.assessments.cases import Case
from tests.plans.acting import PAPER, accepted, draft, first_task, issued, move
from tests.plans.test_targets import posted, target

pytestmark = pytest.mark.django_db

CONTENT = "Ban hành kế hoạch kiểm tra <đủ phụ lục> & gửi đúng hạn"


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_of(answer: Any, status: int = 422) -> str:
    assert answer.status_code == status
    return unescape(answer.content.decode())


def complaint(page: str, field: str) -> str:
    """What stands at the input, in the list of errors that the input names as its description."""
    found = re.search(rf'<ul class="errorlist" id="id_{field}_error"><li>(.*?)</li>', page)
    described = re.search(rf'name="{field}"[^>]*aria-describedby="[^"]*id_{field}_error', page)
    assert described, field
    return found[1] if found else ""


def typed_task(task: Task, **changes: str) -> dict[str, str]:
    repair = task.repairs.get()
    return {
        "version": str(task.version),
        "state": TaskState.ACCEPTED,
        "content": CONTENT,
        "lead": "Văn phòng",
        "deadline_words": "Quý II/2023",
        f"expected-{repair.pk}": "0,25",
        **changes,
    }


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"lead": ""}, "lead", "Hãy ghi cơ quan chủ trì nhiệm vụ này."),
        ({"deadline_words": ""}, "deadline_words", "Hãy ghi thời hạn."),
        (
            {"deadline_words": "Trước 20/12/2022"},
            "deadline_words",
            "Thời hạn 20/12/2022 trước ngày 01/01/2023 của kế hoạch. Hãy chọn thời hạn sau đó.",
        ),
    ],
)
def test_a_task_without_responsibility_or_due_before_the_plan(
    case: Case, changes: dict[str, str], field: str, message: str
) -> None:
    task = first_task(draft(case))
    url = reverse("plan-task", args=[task.plan_id, task.pk])
    page = page_of(client_of(case.official).post(url, typed_task(task, **changes)))
    assert complaint(page, field) == message
    assert CONTENT in page
    assert all(f'value="{text}"' in page for text in changes.values() if text)
    kept = Task.objects.get(pk=task.pk)
    assert (kept.version, kept.state) == (task.version, TaskState.PROPOSED)


def test_more_points_than_were_lost_are_refused_at_their_input(case: Case) -> None:
    task = first_task(draft(case))
    name = f"expected-{task.repairs.get().pk}"
    url = reverse("plan-task", args=[task.plan_id, task.pk])
    answer = client_of(case.official).post(url, typed_task(task, **{name: "1,75"}))
    page = page_of(answer)
    assert complaint(page, name) == "Điểm dự kiến từ 0 đến số điểm bị trừ."
    assert 'value="1,75"' in page
    assert Task.objects.get(pk=task.pk).content == task.content


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"lead": ""}, "lead", "Hãy ghi cơ quan chủ trì chỉ tiêu này."),
        (
            {"measures-0-goals": "2023: 180"},
            "measures-0-goals",
            "Tỷ lệ cần đạt phải từ 0 đến 100%.",
        ),
        (
            {"measures-0-kind": ""},
            "measures-0-kind",
            "Hãy chọn đại lượng của thước đo.",
        ),
    ],
)
def test_a_target_that_cannot_be(
    case: Case, changes: dict[str, str], field: str, message: str
) -> None:
    plan = draft(case)
    given = posted(text=CONTENT, **changes)
    answer = client_of(case.official).post(reverse("plan-target-add", args=[plan.pk]), given)
    page = page_of(answer)
    assert complaint(page, field) == message
    assert CONTENT in page
    assert f'value="{given["measures-0-goals"]}"' in page
    assert not Target.objects.exists()


def test_a_target_without_any_measure_keeps_its_words(case: Case) -> None:
    plan = draft(case)
    given = posted(**{"text": CONTENT, "measures-0-kind": "", "measures-0-goals": ""})
    page = page_of(client_of(case.official).post(reverse("plan-target-add", args=[plan.pk]), given))
    assert "Chỉ tiêu cần ít nhất một thước đo, để biết khi nào đạt." in page
    assert CONTENT in page
    assert not Target.objects.exists()


def test_a_paper_dated_after_a_deadline_names_the_task_and_keeps_number_and_day(case: Case) -> None:
    plan = accepted(case)
    plan.tasks.update(deadline=date(2023, 1, 31))
    move(plan, Verb.SUBMIT, case.official)
    url = reverse("plan-move", args=[plan.pk, "issue"])
    given = {"issue-number": "12", "issue-symbol": "KH-UBND", "issue-signed_on": "01/02/2023"}
    page = page_of(client_of(case.head).post(url, given))
    assert "có thời hạn 31/01/2023, trước ngày ban hành 01/02/2023." in page
    assert reverse("plan-task", args=[plan.pk, first_task(plan).pk]) in page
    assert 'value="12"' in page
    assert 'value="01/02/2023"' in page
    assert Plan.objects.get(pk=plan.pk).number == ""


def test_nothing_issued_is_deleted_from_the_pages(case: Case) -> None:
    plan = accepted(case)
    kept = target(case, plan)
    move(plan, Verb.SUBMIT, case.official)
    move(plan, Verb.ISSUE, case.head, paper=PAPER)
    move(plan, Verb.AMEND, case.official, reason="Bỏ bớt")
    task, client = first_task(plan), client_of(case.official)
    refused = {
        reverse("plan-discard", args=[plan.pk]): "“12/KH-UBND” đã ban hành nên không xoá được",
        reverse("plan-task-remove", args=[plan.pk, task.pk]): "Nhiệm vụ này đã ban hành",
        reverse("plan-target-remove", args=[plan.pk, kept.pk]): "Chỉ tiêu 1 đã ban hành",
    }
    for url, message in refused.items():
        answer = client.post(url, {})
        assert message in page_of(answer, 423)
    assert Plan.objects.filter(pk=plan.pk).exists()
    assert Task.objects.filter(pk=task.pk).exists()
    assert Target.objects.filter(pk=kept.pk).exists()


def test_percent_over_a_hundred_in_a_report_stays_at_its_input(case: Case) -> None:
    plan = issued(case)
    url = reverse("progress-report", args=[plan.pk, plan.unit.code, "quy-1-2023"])
    task = first_task(plan)
    given = {
        "version": "0",
        "do": "save",
        "summary": CONTENT,
        f"t{task.pk}-doing": "doing",
        f"t{task.pk}-percent": "101",
    }
    page = page_of(client_of(case.official).post(url, given))
    assert "100" in complaint(page, f"t{task.pk}-percent")
    assert 'value="101"' in page
    assert CONTENT in page
