"""The plan's own words: begin one, reword it, its parts, discard a draft."""

import pytest
from django.test import Client
from django.urls import reverse

from parindex.errors import Conflict, Forbidden, Invalid, Locked
from plans.models import Plan, PlanKind
from plans.services.words import (
    duty_keep,
    part_remove,
    plan_create,
    plan_describe,
    plan_discard,
    section_keep,
)
from tests.assessments.cases import Case
from tests.plans.acting import draft, issued

pytestmark = pytest.mark.django_db


def begin(case: Case, **given: object) -> Plan:
    values: dict[str, object] = {
        "kind": PlanKind.PROGRAMME,
        "year": 2022,
        "until_year": 2030,
        "title": "Triển khai chương trình",
        **given,
    }
    return plan_create(unit=case.commune, actor=case.official, **values)  # type: ignore[arg-type]


def test_a_plan_may_begin_without_a_result(case: Case) -> None:
    plan = begin(case)
    assert (plan.period, plan.source, plan.is_editable) == ("2022 - 2030", None, True)
    assert "Lưu: VT." in plan.recipients


def test_a_stranger_begins_none(case: Case) -> None:
    with pytest.raises(Forbidden):
        plan_create(
            unit=case.commune, actor=case.stranger, kind="review", year=2022, title="Tổng kết"
        )


@pytest.mark.parametrize(
    ("given", "wrong"),
    [({"title": ""}, "title"), ({"until_year": 2021}, "until_year"), ({"year": 22}, "year")],
)
def test_what_a_plan_cannot_be(case: Case, given: dict[str, object], wrong: str) -> None:
    with pytest.raises(Invalid) as refused:
        begin(case, **given)
    assert wrong in refused.value.errors


def test_a_stale_reword_is_refused(case: Case) -> None:
    plan = begin(case)
    plan_describe(plan_id=plan.pk, actor=case.official, version=0, values={"title": "Tên mới"})
    with pytest.raises(Conflict):
        plan_describe(plan_id=plan.pk, actor=case.head, version=0, values={"title": "Tên khác"})


def test_sections_and_duties_are_kept_and_removed(case: Case) -> None:
    plan = begin(case)
    section = section_keep(
        plan_id=plan.pk, actor=case.official, values={"heading": "Chỉ đạo", "text": "Một\nHai"}
    )
    duty = duty_keep(
        plan_id=plan.pk, actor=case.official, values={"office": "Văn phòng", "text": "Đôn đốc"}
    )
    section_keep(
        plan_id=plan.pk,
        actor=case.official,
        section_id=section.pk,
        version=0,
        values={"heading": "Chỉ đạo, điều hành", "text": "Một"},
    )
    part_remove(part=duty, actor=case.official, version=0)
    assert [s.heading for s in plan.sections.all()] == ["Chỉ đạo, điều hành"]
    assert not plan.duties.exists()
    with pytest.raises(Conflict):
        part_remove(part=section, actor=case.official, version=0)


def test_a_duty_needs_somebody_and_something(case: Case) -> None:
    with pytest.raises(Invalid) as refused:
        duty_keep(plan_id=begin(case).pk, actor=case.official, values={"office": "", "text": ""})
    assert set(refused.value.errors) == {"office", "text"}


def test_a_draft_is_discarded_with_its_parts_and_an_issued_plan_never(case: Case) -> None:
    plan = draft(case)
    plan_discard(plan_id=plan.pk, actor=case.official, version=plan.version)
    assert not Plan.objects.exists()
    kept = issued(case)
    with pytest.raises(Locked, match="đã ban hành nên không xoá được"):
        plan_discard(plan_id=kept.pk, actor=case.official, version=kept.version)


def test_the_pages_keep_what_was_typed(case: Case) -> None:
    plan = begin(case)
    client = Client()
    client.force_login(case.official)
    response = client.post(
        reverse("plan-duty-add", args=[plan.pk]), {"office": "", "text": "Theo dõi, đôn đốc"}
    )
    assert response.status_code == 422
    page = response.content.decode()
    assert "Theo dõi, đôn đốc" in page
    assert "Hãy ghi cơ quan" in page


def test_a_plan_begins_on_its_page_and_is_found_in_the_list(case: Case) -> None:
    client = Client()
    client.force_login(case.official)
    posted = {
        "unit": case.commune.pk,
        "kind": "review",
        "title": "Tổng kết giai đoạn 2011-2020",
        "year": "2020",
    }
    assert client.post(reverse("plan-new"), posted).status_code == 302
    listed = client.get(reverse("plans"), {"loai": "review", "nam": "2020", "tim": "tong ket"})
    assert "Tổng kết giai đoạn 2011-2020" in listed.content.decode()
    other = client.get(reverse("plans"), {"loai": "programme"}).content.decode()
    assert "Không có kế hoạch nào như vậy" in other
