"""A plan drafted from deductions, and what its people may do with each proposal."""

from datetime import date
from decimal import Decimal

import pytest
from django.db.models import Sum
from django.test import Client
from django.urls import reverse

from assessments.models import Campaign
from criteria.models import Criterion
from parindex.errors import Conflict, Forbidden, Invalid, Locked
from parindex.history.models import Event
from plans.models import Solution, Task, TaskState
from plans.services.tasks import task_remove, tasks_accept
from tests.assessments.cases import Case
from tests.plans.acting import accepted, decide, draft, first_task, issued

pytestmark = pytest.mark.django_db


def test_every_deduction_becomes_one_task_with_its_cause(case: Case) -> None:
    plan = draft(case)
    found = {r.entry.criterion.code: (r.points, r.task.cause) for r in plan.repairs.all()}
    assert found == {
        "1.1": (Decimal("0.5"), "Thiếu phụ lục"),
        "1.2": (Decimal("0.75"), "Gửi muộn"),
        "2": (Decimal("0.5"), "Kèm báo cáo"),
    }
    assert plan.repairs.aggregate(total=Sum("points"))["total"] == Decimal("1.75")
    assert plan.tasks.count() == 3


def test_drafting_again_keeps_what_was_decided(case: Case) -> None:
    task = first_task(draft(case))
    decide(case, task, content="Lập đủ phụ lục ngay từ quý I")
    again = draft(case)
    assert again.tasks.count() == 3
    assert Task.objects.get(pk=task.pk).content == "Lập đủ phụ lục ngay từ quý I"


def test_drafting_again_adds_a_deduction_that_came_later(case: Case) -> None:
    plan = draft(case)
    plan.tasks.filter(code="2").delete()
    again = draft(case)
    assert sorted(again.tasks.values_list("code", flat=True)) == ["1.1", "1.2", "2"]


def test_drafting_again_does_not_bring_back_what_was_dropped(case: Case) -> None:
    decide(case, first_task(draft(case)), state=TaskState.DROPPED)
    assert draft(case).tasks.filter(state=TaskState.PROPOSED).count() == 2


def test_an_issued_plan_is_not_drafted_into(case: Case) -> None:
    plan = issued(case)
    plan.tasks.filter(code="2").delete()
    assert draft(case).tasks.count() == 2


def test_an_unpublished_result_has_no_plan_yet(case: Case) -> None:
    Campaign.objects.filter(pk=case.campaign.pk).update(state="open")
    with pytest.raises(Locked):
        draft(case)


@pytest.mark.parametrize("who", ["stranger", "appraiser", "leader"])
def test_others_do_not_plan_for_the_unit(case: Case, who: str) -> None:
    with pytest.raises(Forbidden):
        draft(case, getattr(case, who))


def test_the_appraising_office_is_in_charge_only_where_it_is_the_units_own(case: Case) -> None:
    """Here it belongs to the district, and the set names nobody, so it is all that is known."""
    task = first_task(draft(case))
    assert (task.lead, task.lead_unit) == (case.office.name, case.office)


def test_the_wording_comes_from_the_library_by_field_and_keyword(case: Case) -> None:
    Criterion.objects.filter(set=case.campaign.criteria_set, code="1").update(
        name="Cải cách thủ tục hành chính"
    )
    Criterion.objects.filter(set=case.campaign.criteria_set, code="1.1").update(
        name="Dịch vụ công trực tuyến có phát sinh hồ sơ"
    )
    Solution.objects.create(field="procedures", text="Giải quyết hồ sơ đúng hẹn.")
    Solution.objects.create(
        field="procedures", text="Hướng dẫn nộp hồ sơ trực tuyến.", keywords="trực tuyến"
    )
    texts = dict(draft(case).tasks.values_list("code", "content"))
    assert texts["1.1"] == "Hướng dẫn nộp hồ sơ trực tuyến."
    assert texts["1.2"] == "Nội dung 1.2: giải quyết hồ sơ đúng hẹn."
    assert texts["2"] == "Khắc phục: Nội dung 2"


def test_an_accepted_task_needs_somebody_and_a_deadline(case: Case) -> None:
    task = first_task(draft(case))
    with pytest.raises(Invalid) as refused:
        decide(case, task, lead="", deadline_words="")
    assert set(refused.value.errors) == {"lead", "deadline_words"}
    assert Task.objects.get(pk=task.pk).version == 0


def test_no_deadline_lies_before_the_plan(case: Case) -> None:
    task = first_task(draft(case))
    with pytest.raises(Invalid) as early:
        decide(case, task, deadline_words="Trước 31/12/2022")
    assert "31/12/2022" in early.value.errors["deadline_words"]
    with pytest.raises(Invalid) as unreal:
        decide(case, task, deadline_words="30/2/2023")
    assert "không có thật" in unreal.value.errors["deadline_words"]


def test_the_words_of_a_deadline_say_when_it_is_due(case: Case) -> None:
    task = decide(case, first_task(draft(case)), deadline_words="Trong tháng 4/2023")
    assert (task.due, task.deadline) == ("month", date(2023, 4, 30))
    waiting = decide(case, task, deadline_words="Sau khi tỉnh ban hành chương trình")
    assert (waiting.due, waiting.deadline) == ("awaited", None)
    came = decide(
        case,
        waiting,
        deadline_words="Sau khi tỉnh ban hành chương trình",
        awaited_on=date(2023, 5, 10),
        awaited_days=30,
    )
    assert came.deadline == date(2023, 6, 9)


def test_an_office_of_the_unit_is_linked_by_its_name(case: Case) -> None:
    task = decide(case, first_task(draft(case)), lead=f"UBND {case.commune.name}")
    assert task.lead_unit == case.commune


def test_all_that_is_ready_is_accepted_together(case: Case) -> None:
    plan = draft(case)
    plan.tasks.filter(code="2").update(lead="")
    assert tasks_accept(plan_id=plan.pk, actor=case.official) == (2, 1)
    assert plan.tasks.get(code="2").state == TaskState.PROPOSED


def test_the_points_that_a_task_should_bring_stay_within_what_was_lost(case: Case) -> None:
    task = first_task(draft(case))
    repair = task.repairs.get()
    task = decide(case, task, expected={repair.pk: Decimal("0.3")})
    assert task.repairs.get().expected == Decimal("0.3")
    with pytest.raises(Invalid):
        decide(case, task, expected={repair.pk: Decimal("0.6")})


def test_two_people_do_not_overwrite_each_other(case: Case) -> None:
    task = first_task(draft(case))
    decide(case, task)
    with pytest.raises(Conflict):
        decide(case, task, content="Bản khác", version=0)


def test_saving_the_same_again_writes_nothing(case: Case) -> None:
    task = decide(case, first_task(draft(case)))
    before = Event.objects.count()
    assert decide(case, task).version == task.version
    assert Event.objects.count() == before


def test_a_task_of_a_deduction_is_dropped_not_deleted(case: Case) -> None:
    task = first_task(draft(case))
    with pytest.raises(Locked, match="khoản trừ"):
        task_remove(task_id=task.pk, actor=case.official, version=task.version)


def test_the_form_keeps_what_was_typed_when_something_is_wrong(case: Case) -> None:
    task = first_task(draft(case))
    client = Client()
    client.force_login(case.official)
    repair = task.repairs.get()
    posted = {
        "version": task.version,
        "content": "Rà soát lại toàn bộ phụ lục",
        "lead": "",
        "deadline_words": "",
        "state": "accepted",
        f"expected-{repair.pk}": "0,5",
    }
    response = client.post(reverse("plan-task", args=[task.plan_id, task.pk]), posted)
    assert response.status_code == 422
    page = response.content.decode()
    assert "Rà soát lại toàn bộ phụ lục" in page
    assert "Hãy ghi cơ quan chủ trì" in page


def test_a_stale_form_shows_both_values_and_keeps_the_typed_one(case: Case) -> None:
    task = first_task(draft(case))
    decide(case, task, content="Bản của đồng nghiệp")
    client = Client()
    client.force_login(case.official)
    posted = {
        "version": 0,
        "content": "Bản của tôi",
        "lead": "Văn phòng",
        "deadline_words": "Quý II/2023",
        "state": "accepted",
        f"expected-{task.repairs.get().pk}": "0,5",
    }
    response = client.post(reverse("plan-task", args=[task.plan_id, task.pk]), posted)
    assert response.status_code == 409
    page = response.content.decode()
    assert "Bản của đồng nghiệp" in page
    assert "Bản của tôi" in page


def test_the_table_shows_each_task_once(case: Case) -> None:
    plan = accepted(case)
    client = Client()
    client.force_login(case.official)
    page = client.get(reverse("plan-tasks", args=[plan.pk])).content.decode()
    assert page.count("Thiếu phụ lục") == 1
    assert "Bị trừ 1,75 điểm" in page


def test_a_stranger_finds_no_plan(case: Case) -> None:
    plan = draft(case)
    client = Client()
    client.force_login(case.stranger)
    assert client.get(reverse("plan", args=[plan.pk])).status_code == 404
