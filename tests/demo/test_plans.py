"""The plans of the four papers, and the plan of Vân Canh drafted from its result."""

from datetime import date
from decimal import Decimal

from django.db.models import Sum

from assessments.models import Assessment
from parindex.units.models import Unit, User
from plans.content import content_of
from plans.models import Plan, Target, TargetMeasure, Task
from plans.queries import missed_sentences, target_outcomes
from plans.services.drafting import plan_draft
from plans.services.tasks import tasks_accept
from tests.on_demo import OnDemo


def plan_of(code: str) -> Plan:
    return Plan.objects.get(unit__code=code)


def values(target: Target) -> list[dict[int, Decimal]]:
    return [dict(measure.course.goals) for measure in target.measures.all()]


class TestPapers(OnDemo):
    def test_all_targets_of_the_improvement_plan(self) -> None:
        targets = plan_of("BAC-AI").targets.all()
        assert [t.code for t in targets] == [str(i) for i in range(1, 8)]
        assert [t.lead for t in targets][:4] == ["Phòng Nội vụ"] * 3 + ["Phòng Tư pháp"]
        assert all(t.lead_unit_id for t in targets)
        assert values(targets[0]) == [{2022: 80}]
        assert values(targets[6]) == [{2022: 100}, {2022: 9}]

    def test_the_four_missed_goals_with_their_sentences(self) -> None:
        sentences = missed_sentences(plan_of("NINH-THUAN"))
        assert [s.split(": ", 1)[1] for s in sentences] == [
            "Mục tiêu phấn đấu tăng 01 điểm. Kết quả chỉ tăng 0,97 điểm.",
            "Mục tiêu phấn đấu tăng 0,1 điểm. Kết quả giảm 0,7 điểm.",
            "Mục tiêu phấn đấu giữ nguyên điểm số và thứ hạng như năm 2020."
            " Kết quả giảm 0,34 điểm và giảm 26 bậc.",
            "Mục tiêu phấn đấu tăng 01 điểm. Kết quả chỉ tăng 0,15 điểm.",
        ]
        assert content_of(plan_of("BAC-AI")).shortfalls == sentences

    def test_all_sixteen_targets_of_the_programme_with_2025_and_2030(self) -> None:
        targets = plan_of("LONG-PHU").targets.prefetch_related("measures__milestones")
        found = {t.code: values(t) for t in targets}
        assert list(found) == [str(i) for i in range(1, 17)]
        assert found["3"] == [{2025: 80, 2030: 100}, {2025: 30, 2030: 50}]
        assert found["4"] == [
            {2022: 40, 2023: 60, 2024: 80, 2025: 100},
            {2022: 35, 2023: 55, 2024: 75, 2025: 95},
        ]
        assert found["5"] == [
            {2025: 80, 2030: 90},
            {2025: 80, 2030: 100},
            {2025: 50, 2030: 80},
        ]
        assert found["11"] == [{2025: 80, 2030: 90}, {2025: 60, 2030: 70}]
        assert found["16"] == [{2025: 85, 2030: 90}]
        assert {y for goals in found.values() for g in goals for y in g} >= {2025, 2030}
        outcomes = target_outcomes(plan_of("LONG-PHU"), date(2022, 12, 31))
        assert {o.standing.label for o in outcomes} == {"Chưa có số liệu"}

    def test_every_row_of_the_review_table(self) -> None:
        plan = plan_of("HUONG-HOA")
        rows = list(plan.tasks.values_list("code", "deadline", "lead"))
        assert [code for code, _day, _lead in rows] == [
            *("1", "2", "2.1", "2.2", "3", "3.1", "3.2", "3.3", "3.4", "3.5", "3.6", "3.7"),
            *("3.8", "3.9", "4", "5", "6"),
        ]
        days = {code: day for code, day, _lead in rows}
        assert days["1"] == date(2020, 4, 30)
        assert days["2.1"] == days["3.4"] == date(2020, 5, 20)
        assert days["5"] == date(2020, 5, 25)
        assert days["2"] is days["3"] is days["6"] is None
        waiting = plan.tasks.get(code="6")
        assert waiting.is_awaiting
        assert waiting.deadline_text.startswith("Sau khi tỉnh Quảng Trị ban hành")
        headings = plan.tasks.filter(is_heading=True)
        assert list(headings.values_list("code", flat=True)) == ["2", "3"]
        assert plan.versions.get().notation == "19/KH-UBND"

    def test_the_communes_plan_has_its_eight_fields(self) -> None:
        plan = plan_of("SON-GIANG")
        assert plan.sections.exclude(field="").count() == 8
        assert "84,40 điểm" in plan.introduction

    def test_no_measure_is_without_values(self) -> None:
        measures = TargetMeasure.objects.prefetch_related("milestones")
        assert all(measure.course.goals for measure in measures)

    def test_districts_and_communes_ended_with_their_level(self) -> None:
        ended = Unit.objects.filter(code__in=("BAC-AI", "HUONG-HOA", "LONG-PHU", "SON-GIANG"))
        assert {unit.valid_to for unit in ended} == {date(2025, 6, 30)}
        assert Unit.objects.get(code="HA-TINH").valid_to is None

    def test_their_people_open_them(self) -> None:
        for name, code in (
            ("bacai.lanhdao", "BAC-AI"),
            ("huonghoa.noivu", "HUONG-HOA"),
            ("longphu.noivu", "LONG-PHU"),
            ("songiang.chutich", "SON-GIANG"),
        ):
            user = User.objects.get(username=name)
            codes = set(Plan.objects.visible_to(user).values_list("unit__code", flat=True))
            assert code in codes, name
            assert not codes & ({"BAC-AI", "HUONG-HOA", "LONG-PHU", "SON-GIANG"} - {code})


class TestVanCanh(OnDemo):
    """The golden case: 60 appraised points of which 14,16 were lost."""

    def draft(self) -> Plan:
        office = User.objects.get(username="phongnoivu")
        assessment = Assessment.objects.select_related("campaign", "unit").get(
            campaign__code="BD-2021", unit__code="VAN-CANH"
        )
        return plan_draft(assessment=assessment, actor=office, year=2022)

    def test_each_deducted_leaf_once_with_its_cause_and_14_16_points(self) -> None:
        plan = self.draft()
        repairs = list(plan.repairs.select_related("entry__criterion", "task"))
        leaves = [r.entry.criterion.code for r in repairs]
        assert len(leaves) == len(set(leaves)) == plan.tasks.count()
        assert plan.repairs.aggregate(total=Sum("points"))["total"] == Decimal("14.16")
        without = {r.entry.criterion.code for r in repairs if not r.task.cause}
        assert without == {r.entry.criterion.code for r in repairs if not r.entry.cause}
        assert "1.4" in leaves
        assert "2.1" not in leaves

    def test_every_task_has_an_office_of_the_district_and_a_wording(self) -> None:
        plan = self.draft()
        tasks = list(Task.objects.filter(plan=plan).select_related("lead_unit"))
        assert all(t.lead_unit and t.lead_unit.path.startswith(plan.unit.path) for t in tasks)
        assert all(t.field for t in tasks)
        wording = {t.code: t.content for t in tasks}
        assert "báo cáo" in wording["1.4"]
        assert "sáng kiến" in wording["1.6"]
        assert "Công khai dự toán" in wording["6.1"]
        assert not any(text.startswith("Khắc phục:") for text in wording.values())

    def test_the_paper_adds_up_to_what_was_lost(self) -> None:
        plan = self.draft()
        tasks_accept(plan_id=plan.pk, actor=User.objects.get(username="phongnoivu"))
        content = content_of(plan)
        assert content.table.points == "14,16"
        assert len(content.table.rows) == plan.repairs.count()
        assert "75,62/100 điểm" in " ".join(content.introduction)
        assert "313/QĐ-UBND" in " ".join(content.bases)
