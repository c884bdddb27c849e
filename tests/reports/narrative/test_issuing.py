"""Live figures until the paper has its number, frozen from then on."""

from decimal import Decimal

import pytest
from django.utils import timezone

from assessments.models import Result
from parindex.errors import Invalid, Locked
from parindex.units.models import Role
from plans.periods import Period, Span
from reports.documents.content import html_of
from reports.documents.files import content_of
from reports.documents.periodic_report import preview_of
from reports.models import Document, DocumentKind, DocumentState, FrozenFigure
from reports.narrative.figures import live_figures
from reports.narrative.services import Asked, report_open, sections_assign, text_save
from reports.narrative.services.collecting import Given
from reports.services.drafting import document_draft
from reports.services.issuing import document_issue
from reports.services.withdrawing import document_withdraw
from tests.factories import make_user
from tests.on_demo import OnDemo
from tests.reports.narrative.cases import ReportCase, make_outline

KIND = DocumentKind.PERIODIC_REPORT


def issued(document: Document, actor: object) -> Document:
    document_issue(
        document_id=document.pk,
        version=document.version,
        signed_on=timezone.localdate(),
        number=None,
        actor=actor,  # type: ignore[arg-type]
    )
    return Document.objects.get(pk=document.pk)


@pytest.mark.django_db
def test_an_unfinished_report_gets_no_number(case: ReportCase) -> None:
    document = document_draft(kind=KIND, source=case.report, actor=case.standing)
    with pytest.raises(Invalid, match="Còn 3 phần chưa xong"):
        issued(document, case.standing)
    assert Document.objects.get().state == DocumentState.DRAFT


@pytest.mark.django_db
def test_a_reference_that_leads_nowhere_stops_the_paper(case: ReportCase) -> None:
    case.finish()
    case.write("KIẾN NGHỊ", "Đạt [[chi-so-1999]].", case.standing)
    document = document_draft(kind=KIND, source=case.report, actor=case.standing)
    with pytest.raises(Invalid, match=r"\[\[chi-so-1999\]\]"):
        issued(document, case.standing)


@pytest.mark.django_db
def test_an_issued_report_is_written_no_more(case: ReportCase) -> None:
    case.finish()
    document = issued(
        document_draft(kind=KIND, source=case.report, actor=case.standing), case.standing
    )
    with pytest.raises(Locked, match=document.code):
        case.write("KIẾN NGHỊ", "Thêm", case.standing)


class TestFrozen(OnDemo):
    """On the published index of Vân Canh."""

    def test_the_figure_of_the_paper_stays_what_it_was(self) -> None:
        result = Result.objects.select_related("assessment__unit").get(
            assessment__campaign__code="BD-2021"
        )
        district = result.assessment.unit
        standing = make_user(role=Role.STANDING_OFFICE, on=district)
        asked = Asked(district, make_outline(), Period(Span.YEAR, 2021, 1), timezone.now())
        report = report_open(asked=asked, actor=standing, at=timezone.now())
        out = {s.pk: Given(is_left_out=s.number != "II") for s in report.sections.all()}
        sections_assign(report=report, given=out, actor=standing)
        last = report.sections.get(number="II")
        text_save(
            section_id=last.pk,
            text="Chỉ số đạt [[chi-so-2021]].",
            version=0,
            actor=standing,
            at=timezone.now(),
        )
        assert live_figures(report)["chi-so-2021"].value == "75,62%"
        assert "75,62%" in str(preview_of(report).passages[0].html)
        document = issued(document_draft(kind=KIND, source=report, actor=standing), standing)

        Result.objects.filter(pk=result.pk).update(percent=Decimal("80"))
        assert live_figures(report)["chi-so-2021"].value == "80,00%"
        assert list(FrozenFigure.objects.values_list("reference", "value")) == [
            ("chi-so-2021", "75,62%")
        ]
        html = html_of(content_of(document))
        assert "75,62%" in html
        assert "80,00%" not in html
        assert "I. KIẾN NGHỊ" in html  # the only section left takes the first number

        Document.objects.filter(pk=document.pk).update(state=DocumentState.ISSUED)
        document_withdraw(
            document_id=document.pk, reason="Sai số liệu", replaced_by=None, actor=standing
        )
        assert "80,00%" in str(preview_of(report).passages[0].html)
