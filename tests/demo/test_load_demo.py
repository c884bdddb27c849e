"""What the demo holds, and that it can be loaded any number of times."""

import io
from collections import Counter
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.test import Client, TestCase
from django.utils import timezone
from pypdf import PdfReader

from assessments.models import (
    Assessment,
    Campaign,
    Entry,
    EvidenceFile,
    FieldSheet,
    NodeResult,
    Result,
)
from assessments.services.declaring import Declaration, entry_declare
from criteria import rules
from criteria.models import Criterion
from parindex.demo.people import PASSWORD, PEOPLE
from parindex.demo.places import COMMUNES
from parindex.history.models import Event
from parindex.lib.text import sort_key
from parindex.units.models import Unit, User
from tests.on_demo import OnDemo

MODELS = [
    model
    for model in apps.get_models()
    if model._meta.app_label in {"units", "history", "criteria", "assessments"}
]


def counts() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in MODELS}


def figures() -> list[tuple[Any, ...]]:
    columns = ["assessment__campaign__code", "assessment__unit__code"]
    measures = ["points", "max_points", "percent", "change", "rank", "group_label", "is_complete"]
    return list(Result.objects.order_by(*columns).values_list(*columns, *measures))


def vc_entry(commune: str, leaf: str) -> Entry:
    return Entry.objects.get(
        assessment__campaign__code="VC-2022",
        assessment__unit__code=commune,
        criterion__code=leaf,
    )


def sheet_states(commune: str) -> str:
    """In order, without the field that the standing office fills in."""
    sheets = FieldSheet.objects.filter(
        assessment__campaign__code="VC-2022", assessment__unit__code=commune
    ).exclude(criterion__code="8")
    return " ".join(sheets.order_by("criterion__sort_key").values_list("state", flat=True))


class TestNothingLoaded(TestCase):
    def test_it_is_refused_without_the_flag(self) -> None:
        with self.settings(DEMO=False), pytest.raises(CommandError, match="PARINDEX_DEMO=1"):
            call_command("load_demo")
        assert not Unit.objects.exists()

    def test_it_keeps_away_from_the_accounts_of_real_people(self) -> None:
        User.objects.create_user("canbo", full_name="Người thật")
        with pytest.raises(CommandError, match="canbo"):
            call_command("load_demo")
        assert not Campaign.objects.exists()


class Loading(OnDemo):
    @classmethod
    def load(cls) -> str:
        """Run the command once more; returns what it printed."""
        printed = io.StringIO()
        with cls.captureOnCommitCallbacks(execute=True):
            call_command("load_demo", stdout=printed)
        return printed.getvalue()


class TestLoading(Loading):
    def test_it_loads_twice_to_the_same_rows_and_figures(self) -> None:
        before = counts(), figures()
        printed = self.load()
        assert (counts(), figures()) == before
        assert "canbo" in printed
        assert PASSWORD in printed

    def test_demo_accounts_sign_in_only_while_the_flag_is_on(self) -> None:
        self.load()  # the hash follows the hasher of this test
        for person in PEOPLE:
            assert Client().login(username=person.username, password=PASSWORD), person.username
        with self.settings(DEMO=False):
            for person in PEOPLE:
                assert not Client().login(username=person.username, password=PASSWORD)

    def test_communes_stand_in_vietnamese_order(self) -> None:
        communes = Unit.objects.filter(code__in=[place.code for place in COMMUNES])
        names = [unit.place_name for unit in communes.order_by("position")]
        assert names == sorted(names, key=sort_key)
        assert len(names) == 7


class TestPublishedFigures(OnDemo):
    def test_the_result_of_2021_is_the_published_one(self) -> None:
        result = Result.objects.get(assessment__campaign__code="BD-2021")
        assert (result.scored_points, result.scored_max) == (Decimal("45.84"), Decimal(60))
        assert (result.survey_points, result.survey_max) == (Decimal("29.78"), Decimal(40))
        assert (result.points, result.percent) == (Decimal("75.62"), Decimal("75.62"))
        assert (result.previous_percent, result.change) == (Decimal("69.4"), Decimal("6.22"))
        assert result.group_label == "Nhóm 3 (từ 70% đến dưới 80%)"
        assert result.is_complete

    def test_the_fields_of_2021_are_the_published_ones(self) -> None:
        fields = NodeResult.objects.filter(
            assessment__campaign__code="BD-2021", criterion__level=1
        ).order_by("criterion__sort_key")
        assert [str(field.points.normalize()) for field in fields if field.points is not None] == [
            *("6.46", "5", "6.81", "6", "1E+1", "3", "8.57", "29.78")
        ]
        assert [field.change and round(field.change, 2) for field in fields] == [
            *map(Decimal, ("2.10", "0", "1.43", "21.43", "19.03", "0", "8.92")),
            None,
        ]

    def test_every_deduction_of_2021_has_a_cause(self) -> None:
        entries = Entry.objects.filter(
            assessment__campaign__code="BD-2021", criterion__method="appraisal"
        )
        lost = [entry for entry in entries if entry.deducted]
        assert entries.count() == 64
        assert sum((entry.deducted or Decimal(0) for entry in lost), Decimal(0)) == Decimal("14.16")
        assert all(entry.cause for entry in lost)
        assert not any(entry.cause for entry in entries if not entry.deducted)

    def test_the_rules_of_2021_give_the_published_scores(self) -> None:
        known = [
            entry
            for entry in Entry.objects.filter(assessment__campaign__code="BD-2021").select_related(
                "criterion"
            )
            if entry.figures
        ]
        assert len(known) > 50
        for entry in known:
            assert rules.score(entry.criterion.rule, entry.figures) == entry.final_score, entry
            assert entry.working

    def test_2020_is_known_by_field_and_by_index_only(self) -> None:
        assessment = Assessment.objects.get(campaign__code="BD-2020")
        assert assessment.head_rating == "Hoàn thành nhiệm vụ"
        assert assessment.result.percent == Decimal("69.4")
        assert assessment.result.points is None
        assert assessment.entries.count() == 0
        fields = NodeResult.objects.filter(assessment=assessment)
        assert sum(field.points or 0 for field in fields) == Decimal("44.5")
        total = Campaign.objects.get(code="BD-2020").recorded.get(criterion=None)
        assert "SIPAS" in total.note


class TestRunningCampaign(Loading):
    def test_every_commune_has_every_leaf(self) -> None:
        campaign = Campaign.objects.get(code="VC-2022")
        leaves = Criterion.objects.leaves().filter(set=campaign.criteria_set).count()
        assert campaign.assessments.count() == 7
        assert Entry.objects.filter(assessment__campaign=campaign).count() == 7 * leaves
        assert campaign.self_deadline is not None
        assert timezone.localtime(campaign.self_deadline).hour == 17

    def test_the_communes_stand_at_different_steps(self) -> None:

        assert sheet_states("CANH-HOA").split() == [
            *("reviewed", "reviewed", "reviewed", "appraised"),
            *("reviewed", "reviewed", "reviewed", "appraised"),
        ]
        assert sheet_states("TT-VAN-CANH").split() == [
            *("explaining", "explained", "appraised", "appraised"),
            *("explaining", "explain_sign", "appraised", "appraised"),
        ]
        assert sheet_states("CANH-HIEN").split() == ["submitted", "returned", *["submitted"] * 6]
        assert sheet_states("CANH-LIEN").split() == [
            "submitted",
            "submitted",
            "signing",
            *["draft"] * 5,
        ]
        for commune in ("CANH-VINH", "CANH-HIEP", "CANH-THUAN"):
            assert set(sheet_states(commune).split()) == {"draft"}
        declared = Counter(
            Entry.objects.filter(assessment__campaign__code="VC-2022", version__gt=0).values_list(
                "assessment__unit__code", flat=True
            )
        )
        assert declared["CANH-THUAN"] == 0
        assert 18 <= declared["CANH-VINH"] <= 22

    def test_the_appraised_communes_are_ranked_and_their_deductions_explained(self) -> None:
        results = Result.objects.filter(assessment__campaign__code="VC-2022")
        ranks = dict(results.exclude(rank=None).values_list("assessment__unit__code", "rank"))
        assert ranks == {"TT-VAN-CANH": 1, "CANH-HOA": 2}
        for entry in Entry.objects.filter(assessment__result__in=results.exclude(rank=None)):
            assert entry.cause or not entry.deducted or entry.criterion.method == "adjustment", (
                entry
            )

    def test_only_the_returned_leaf_is_open(self) -> None:
        returned = vc_entry("CANH-HIEN", "2.2.2")
        assert returned.is_open
        assert "văn bản xử lý" in returned.return_reason
        assert not vc_entry("CANH-HIEN", "2.1").is_open
        assert returned.sheet.round == 2

    def test_the_files_are_real_papers_with_the_declared_figures(self) -> None:
        file = EvidenceFile.objects.get(name__contains="hồ sơ một cửa năm 2022 xã Canh Vinh")
        with (self.files / str(file.file.name)).open("rb") as stored:
            text = "".join(page.extract_text() for page in PdfReader(stored).pages)
        entry = vc_entry("CANH-VINH", "3.4.1")
        assert entry.figures == {"numerator": "405", "denominator": "412"}
        assert {"405", "412"} <= set(text.split())
        assert "không phải văn bản thật" in text
        assert EvidenceFile.objects.filter(evidence__assessment=entry.assessment).count() == 4

    def test_what_people_did_survives_a_reload(self) -> None:
        official = User.objects.get(username="canbo")
        entry = vc_entry("CANH-VINH", "3.4.1")
        typed = Declaration({"numerator": "400", "denominator": "412"}, "Sửa lại", entry.version)
        entry_declare(entry_id=entry.pk, actor=official, declared=typed, at=timezone.now())
        deadline = Campaign.objects.get(code="VC-2022").self_deadline
        self.load()
        entry.refresh_from_db()
        assert (entry.figures["numerator"], entry.note, entry.version) == ("400", "Sửa lại", 2)
        assert Campaign.objects.get(code="VC-2022").self_deadline == deadline

    def test_a_reload_after_the_deadline_opens_the_campaign_again(self) -> None:
        past = timezone.now() - timedelta(days=1)
        Campaign.objects.filter(code="VC-2022").update(
            self_deadline=past - timedelta(days=2),
            appraisal_deadline=past - timedelta(days=1),
            explanation_deadline=past,
            review_deadline=past + timedelta(hours=1),
        )
        self.load()
        campaign = Campaign.objects.get(code="VC-2022")
        assert campaign.self_deadline is not None
        assert campaign.self_deadline > timezone.now()
        assert Event.objects.filter(action="campaign.prolong").count() == 1
