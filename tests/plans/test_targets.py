"""Targets with their measures, the figures reached, and where they stand."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from criteria.models import Criterion
from parindex.errors import Conflict, Forbidden, Invalid, Locked
from plans.goals import Comparator, GoalsError, Measure, Standing, goals_text, read_goals
from plans.models import Plan, Target
from plans.periods import Period, Span
from plans.queries import target_outcomes
from plans.services.targets import (
    Figure,
    MeasureWords,
    TargetWords,
    actual_keep,
    target_keep,
    target_remove,
)
from tests.assessments.cases import Case
from tests.criteria.cases import make_draft
from tests.plans.acting import accepted, draft, issued

pytestmark = pytest.mark.django_db

EIGHTY = MeasureWords(Measure.PERCENT, Comparator.AT_LEAST, {2023: Decimal(80)})
TODAY = date(2023, 7, 1)


def target(case: Case, plan: Plan, *measures: MeasureWords, **changes: Any) -> Target:
    given = {"code": "1", "text": "Hài lòng đạt 80%", "lead": "Văn phòng", **changes}
    return target_keep(
        plan_id=plan.pk,
        actor=case.official,
        words=TargetWords(measures=measures or (EIGHTY,), **given),
    )


@pytest.mark.parametrize(
    ("text", "goals"),
    [
        ("2025: 80; 2030: 100", {2025: Decimal(80), 2030: Decimal(100)}),
        ("năm 2025: 80%\n2030 = 97,5%", {2025: Decimal(80), 2030: Decimal("97.5")}),
        ("", {}),
    ],
)
def test_values_by_year_are_read_as_people_write_them(text: str, goals: dict[int, Decimal]) -> None:
    assert read_goals(text) == goals
    assert read_goals(goals_text(goals)) == goals


@pytest.mark.parametrize("text", ["80%", "2025", "2025: tám mươi", "2025: 80; 2025: 90"])
def test_what_are_no_values_by_year(text: str) -> None:
    with pytest.raises(GoalsError):
        read_goals(text)


def test_a_year_alone_is_enough_for_what_is_to_be_completed() -> None:
    assert read_goals("2025; 2030", without_value=Decimal(1)) == {2025: 1, 2030: 1}


def test_a_target_without_measure_is_refused(case: Case) -> None:
    with pytest.raises(Invalid) as refused:
        target_keep(
            plan_id=draft(case).pk,
            actor=case.official,
            words=TargetWords(code="1", text="Nâng cao chất lượng", lead="", measures=()),
        )
    assert set(refused.value.errors) == {"measures", "lead"}


@pytest.mark.parametrize(
    ("measure", "wrong"),
    [
        (MeasureWords(Measure.PERCENT, Comparator.AT_LEAST, {2023: Decimal(120)}), "goals"),
        (MeasureWords(Measure.PERCENT, Comparator.AT_LEAST), "goals"),
        (MeasureWords(Measure.PERCENT, Comparator.AT_LEAST, step=Decimal(20)), "baseline"),
        (
            MeasureWords(
                Measure.PERCENT,
                Comparator.AT_LEAST,
                baseline_year=2021,
                baseline=Decimal(20),
                step=Decimal(20),
                last_year=2020,
                cap=Decimal(100),
            ),
            "last_year",
        ),
    ],
)
def test_a_measure_that_cannot_be(case: Case, measure: MeasureWords, wrong: str) -> None:
    with pytest.raises(Invalid) as refused:
        target(case, draft(case), measure)
    assert f"measures-0-{wrong}" in refused.value.errors


def test_a_trajectory_gives_the_value_of_every_year(case: Case) -> None:
    measure = MeasureWords(
        Measure.PERCENT,
        Comparator.AT_LEAST,
        baseline_year=2021,
        baseline=Decimal(15),
        step=Decimal(20),
        last_year=2025,
        cap=Decimal(100),
    )
    made = target(case, draft(case), measure)
    goals = made.measures.get().course.goals
    assert goals == {2022: 35, 2023: 55, 2024: 75, 2025: 95}


def test_the_same_number_is_not_given_twice(case: Case) -> None:
    plan = draft(case)
    target(case, plan)
    with pytest.raises(Invalid) as refused:
        target(case, plan)
    assert "code" in refused.value.errors


def test_figures_say_where_a_target_stands(case: Case) -> None:
    plan = accepted(case)
    made = target(case, plan)
    Plan.objects.filter(pk=plan.pk).update(state="issued")
    measure = made.measures.get()

    def reach(value: str, number: int, version: int = 0) -> None:
        actual_keep(
            measure_id=measure.pk,
            actor=case.official,
            figure=Figure(Period(Span.QUARTER, 2023, number), Decimal(value), version=version),
            today=TODAY,
        )

    reach("30", 1)
    reach("35", 2)
    found = target_outcomes(plan, TODAY)[0]
    assert found.standing is Standing.AT_RISK
    reach("82", 2, version=1)
    found = target_outcomes(plan, TODAY)[0]
    assert found.standing is Standing.MET
    assert found.sentence == "Mục tiêu phấn đấu đạt tối thiểu 80%. Kết quả đạt 82%."
    with pytest.raises(Conflict):
        reach("90", 2, version=1)


@pytest.mark.parametrize(
    ("value", "period", "wrong"),
    [
        ("101", Period(Span.QUARTER, 2023, 2), "value"),
        ("-1", Period(Span.QUARTER, 2023, 2), "value"),
        ("50", Period(Span.QUARTER, 2023, 4), "period"),
    ],
)
def test_a_figure_that_cannot_be(case: Case, value: str, period: Period, wrong: str) -> None:
    plan = accepted(case)
    measure = target(case, plan).measures.get()
    Plan.objects.filter(pk=plan.pk).update(state="issued")
    with pytest.raises(Invalid) as refused:
        actual_keep(
            measure_id=measure.pk,
            actor=case.official,
            figure=Figure(period, Decimal(value)),
            today=TODAY,
        )
    assert wrong in refused.value.errors


def test_who_gives_figures_and_when(case: Case) -> None:
    plan = accepted(case)
    measure = target(case, plan).measures.get()
    figure = Figure(Period(Span.QUARTER, 2023, 1), Decimal(10))
    with pytest.raises(Locked):
        actual_keep(measure_id=measure.pk, actor=case.official, figure=figure, today=TODAY)
    Plan.objects.filter(pk=plan.pk).update(state="issued")
    with pytest.raises(Forbidden):
        actual_keep(measure_id=measure.pk, actor=case.stranger, figure=figure, today=TODAY)


def test_an_issued_target_is_not_deleted(case: Case) -> None:
    plan = issued(case)
    Plan.objects.filter(pk=plan.pk).update(state="amending")
    made = target(case, plan)
    target_remove(target_id=made.pk, actor=case.official, version=made.version)
    version = plan.versions.get()
    kept = target(case, plan)
    version.lines.create(position=99, part="target", key=f"target-{kept.pk}", label="Chỉ tiêu 1")
    with pytest.raises(Locked, match="đã ban hành"):
        target_remove(target_id=kept.pk, actor=case.official, version=kept.version)


def posted(**changes: str) -> dict[str, str]:
    return {
        "code": "1",
        "text": "Hài lòng đạt 80%",
        "lead": "Văn phòng",
        "measures-TOTAL_FORMS": "1",
        "measures-INITIAL_FORMS": "0",
        "measures-0-kind": "percent",
        "measures-0-comparator": "at_least",
        "measures-0-goals": "2023: 80",
        **changes,
    }


def test_the_page_tells_each_fault_at_its_input(case: Case) -> None:
    plan = draft(case)
    client = Client()
    client.force_login(case.official)
    url = reverse("plan-target-add", args=[plan.pk])
    over = client.post(url, posted(**{"measures-0-goals": "2023: 180"}))
    assert over.status_code == 422
    page = over.content.decode()
    assert "Tỷ lệ cần đạt phải từ 0 đến 100%." in page
    assert "2023: 180" in page
    none = client.post(url, posted(**{"measures-0-kind": "", "measures-0-goals": ""}))
    assert "Chỉ tiêu cần ít nhất một thước đo" in none.content.decode()
    assert client.post(url, posted()).status_code == 302
    listed = client.get(reverse("plan-targets", args=[plan.pk])).content.decode()
    assert "tối thiểu 80% (2023)" in listed
    assert "Chưa có số liệu" in listed


def test_a_figure_is_given_on_the_page(case: Case) -> None:
    plan = accepted(case)
    made = target(case, plan)
    Plan.objects.filter(pk=plan.pk).update(state="issued")
    client = Client()
    client.force_login(case.official)
    url = reverse("plan-target-figures", args=[plan.pk, made.pk])
    given = {
        "measure": str(made.measures.get().pk),
        "span": "quarter",
        "number": "2",
        "year": "2023",
        "value": "180",
    }
    wrong = client.post(url, given)
    assert wrong.status_code == 422
    assert "Tỷ lệ phải từ 0 đến 100%." in wrong.content.decode()
    assert client.post(url, {**given, "value": "81,5"}).status_code == 302
    assert "81,5%" in client.get(url).content.decode()


def test_a_target_is_linked_to_a_criterion_of_the_plans_own_set(case: Case) -> None:
    plan = draft(case)
    client = Client()
    client.force_login(case.official)
    url = reverse("plan-target-add", args=[plan.pk])
    linked = case.entry("1.1").criterion
    foreign = Criterion.objects.get(set=make_draft(case.district), code="1.1")
    offered = client.get(url).content.decode()
    assert f'<option value="{linked.pk}">' in offered
    assert f'<option value="{foreign.pk}">' not in offered
    refused = client.post(url, posted(criterion_id=str(foreign.pk)))
    assert refused.status_code == 422
    assert "Hài lòng đạt 80%" in refused.content.decode()
    given = posted(criterion_id=str(linked.pk), field="steering")
    assert client.post(url, given).status_code == 302
    made = plan.targets.get()
    assert made.criterion == linked
    for name in ("plan-targets", "plan-target-figures"):
        address = reverse(name, args=[plan.pk, *([made.pk] if "figures" in name else [])])
        assert f"tiêu chí {linked}" in client.get(address).content.decode()


def test_a_foreign_criterion_is_refused_by_the_service_too(case: Case) -> None:
    foreign = Criterion.objects.get(set=make_draft(case.district), code="1.1")
    with pytest.raises(Invalid) as refused:
        target(case, draft(case), criterion_id=foreign.pk)
    assert set(refused.value.errors) == {"criterion_id"}
