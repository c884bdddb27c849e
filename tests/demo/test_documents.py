"""The register of the demo: papers as they were issued, and drafts."""

import hashlib
from datetime import date

from parindex.units.models import User
from reports.models import Document, DocumentFile, DocumentKind, DocumentState
from tests.on_demo import OnDemo


class TestRegister(OnDemo):
    def test_two_papers_are_issued_and_two_wait(self) -> None:
        states = dict(Document.objects.order_by("kind").values_list("kind", "state"))
        assert states[DocumentKind.DECISION] == DocumentState.ISSUED
        assert states[DocumentKind.IMPLEMENTATION_PLAN] == DocumentState.ISSUED
        assert states[DocumentKind.ANALYSIS_REPORT] == DocumentState.DRAFT
        assert states[DocumentKind.SELF_ASSESSMENT] == DocumentState.DRAFT

    def test_the_plan_has_the_number_and_day_of_its_paper(self) -> None:
        plan = Document.objects.get(kind=DocumentKind.IMPLEMENTATION_PLAN)
        assert (plan.code, plan.signed_on) == ("53/KH-UBND", date(2022, 5, 31))

    def test_their_bytes_are_kept(self) -> None:
        files = DocumentFile.objects.all()
        assert sorted(files.values_list("format", flat=True)) == [
            "docx",
            "docx",
            "pdf",
            "pdf",
            "xlsx",
        ]
        for row in files:
            content = (self.files / str(row.file)).read_bytes()
            assert hashlib.sha256(content).hexdigest() == row.sha256

    def test_a_commune_of_the_ranking_finds_the_decision(self) -> None:
        official = User.objects.get(username="canbo.canhthuan")
        found = Document.objects.visible_to(official).get(kind=DocumentKind.DECISION)
        assert found.deliveries.count() == 5
