"""Which source a paper takes on the demo when the command line names none."""

from datetime import date

from assessments.models import Assessment, Campaign
from plans.models import Plan
from reports.documents.kinds import KINDS, compose
from reports.documents.letterhead import Issuing
from reports.documents.sources import issuing_known, source_asked
from reports.models import DocumentKind
from tests.on_demo import OnDemo

SEEDS = {
    DocumentKind.IMPROVEMENT_PLAN: "BAC-AI",
    DocumentKind.REMEDIATION_PLAN: "SON-GIANG",
    DocumentKind.IMPLEMENTATION_PLAN: "LONG-PHU",
    DocumentKind.SUMMARY_PLAN: "HUONG-HOA",
}


class TestDefaults(OnDemo):
    def asked(self, kind: DocumentKind) -> object:
        return source_asked(kind, "", "", None)

    def test_every_kind_finds_one_and_composes(self) -> None:
        for kind in KINDS:
            source = source_asked(kind, "", "", None)
            content = compose(kind, source, issuing=issuing_known(source))
            assert content.subject, kind

    def test_plans_are_those_of_the_papers(self) -> None:
        for kind, unit in SEEDS.items():
            plan = self.asked(kind)
            assert isinstance(plan, Plan)
            assert plan.unit.code == unit, kind

    def test_the_report_is_on_van_canh_and_the_decision_ranks_many(self) -> None:
        assessment = self.asked(DocumentKind.ANALYSIS_REPORT)
        assert isinstance(assessment, Assessment)
        assert (assessment.campaign.code, assessment.unit.code) == ("BD-2021", "VAN-CANH")
        campaign = self.asked(DocumentKind.DECISION)
        assert isinstance(campaign, Campaign)
        assert campaign.assessments.filter(result__rank__isnull=False).count() > 1

    def test_a_plan_keeps_the_number_and_day_it_bears(self) -> None:
        found = {kind: issuing_known(source_asked(kind, "", "", None)) for kind in SEEDS}
        assert found == {
            DocumentKind.IMPROVEMENT_PLAN: Issuing(2022),
            DocumentKind.REMEDIATION_PLAN: Issuing(2024),
            DocumentKind.IMPLEMENTATION_PLAN: Issuing(2022, 53, date(2022, 5, 31)),
            DocumentKind.SUMMARY_PLAN: Issuing(2020, 19, date(2020, 4, 22)),
        }
