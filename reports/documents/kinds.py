"""The kinds of papers that the register keeps, each with where it comes from and whom it goes to.

A new kind is one entry here: its module composes the content, the rest is done alike for all.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet

from assessments.models import Assessment, Campaign, Result
from parindex.units.models import Unit
from plans.models import Plan, PlanKind
from reports.appendices.deductions import deductions_appendix
from reports.appendices.ranking import ranking_appendix
from reports.appendices.scoring import scoring_appendix
from reports.documents.analysis_report import analysis_context
from reports.documents.base import Paper
from reports.documents.content import Content
from reports.documents.decision import decision_context
from reports.documents.letterhead import Issuing, issuing_office
from reports.documents.periodic_report import periodic_context
from reports.documents.plan import plan_context
from reports.documents.self_assessment import self_assessment_context
from reports.models import BookGroup, Document, DocumentKind, Report
from reports.narrative.services.freezing import report_freeze


@dataclass(frozen=True)
class PaperKind:
    """``compose`` takes the source with ``issuing`` and ``issuer``; ``sources`` are what people who
    work for these units can write such a paper about (``issuer_of`` says exactly who does),
    ``goes_to`` whom it is sent."""

    group: BookGroup
    slug: str
    compose: Callable[..., Content]
    sources: Callable[[QuerySet[Unit, Unit]], QuerySet[Any, Any]]
    issuer_of: Callable[[Any], Unit]
    goes_to: Callable[[Any, Unit], QuerySet[Unit, Unit]]
    workbook: Callable[[Any], Paper] | None = None
    """Beside the paper, and holding nothing that its readers may not see."""
    at_issue: Callable[[Any, Document], None] | None = None
    """In the transaction that gives the number: looks whether the source is complete and fixes what
    the paper quotes. Raises Invalid."""


def compose(
    kind: DocumentKind, source: Model, *, issuing: Issuing, issuer: Unit | None = None
) -> Content:
    return KINDS[kind].compose(source, issuing=issuing, issuer=issuer)


def _analysed_by(desks: QuerySet[Unit, Unit]) -> QuerySet[Any, Any]:
    """Published results on which one of these offices would report."""
    above = Q(unit__in=desks.values("parent")) | Q(campaign__organiser__in=desks)
    return (
        Assessment.objects.filter(above | Q(campaign__standing_office__in=desks))
        .filter(campaign__state="published", withdrawn_at=None)
        .exclude(result=None)
        .select_related("campaign__previous", "campaign__organiser", "campaign__standing_office")
        .select_related("unit__parent")
        .order_by("-campaign__year", "campaign__code", "unit__position", "unit__code")
    )


def _analysis(source: Assessment, *, issuing: Issuing, issuer: Unit | None = None) -> Content:
    return analysis_context(source, issuing=issuing, office=issuer)


def _analysing(source: Assessment) -> Unit:
    return issuing_office(source.campaign, source.unit)


def _unit_and_offices(source: Assessment, issuer: Unit) -> QuerySet[Unit, Unit]:
    """Whom the report tells: the unit itself and those who work for it."""
    return _standing(Q(pk=source.unit_id) | Q(parent=source.unit_id)).exclude(pk=issuer.pk)


def _standing(wanted: Q) -> QuerySet[Unit, Unit]:
    return _named(wanted & Q(valid_to=None))


def _named(wanted: Q) -> QuerySet[Unit, Unit]:
    """Also closed since: the people of a campaign stay those of the campaign."""
    return Unit.objects.filter(wanted).order_by("position", "code")


def _decided_by(desks: QuerySet[Unit, Unit]) -> QuerySet[Any, Any]:
    """Campaigns of these units that have results to announce."""
    return (
        Campaign.objects.filter(organiser__in=desks, assessments__result__isnull=False)
        .exclude(state="draft")
        .select_related("organiser__parent", "standing_office__parent", "criteria_set", "previous")
        .order_by("-year", "code")
        .distinct()
    )


def _organised_by(source: Campaign) -> Unit:
    return source.organiser


def _participants(source: Campaign, issuer: Unit) -> QuerySet[Unit, Unit]:
    taking_part = source.assessments.filter(withdrawn_at=None).values("unit")
    return _named(Q(pk__in=taking_part) | Q(pk=source.standing_office_id)).exclude(pk=issuer.pk)


def _ranking(source: Campaign) -> Paper:
    results = Result.objects.get_queryset().filter(assessment__campaign=source)
    return ranking_appendix(source, results.select_related("assessment__unit").in_rank_order())


def _self_assessed_by(desks: QuerySet[Unit, Unit]) -> QuerySet[Any, Any]:
    return (
        Assessment.objects.filter(unit__in=desks, withdrawn_at=None, campaign__source="scored")
        .exclude(campaign__state="draft")
        .select_related("campaign__previous", "campaign__organiser", "campaign__standing_office")
        .select_related("unit__parent")
        .order_by("-campaign__year", "campaign__code", "unit__position")
    )


def _organiser(source: Assessment, issuer: Unit) -> QuerySet[Unit, Unit]:
    campaign = source.campaign
    return _named(Q(pk=campaign.organiser_id) | Q(pk=campaign.standing_office_id)).exclude(
        pk=issuer.pk
    )


def _unit_of(source: Assessment | Plan | Report) -> Unit:
    return source.unit


def _plans(kind: PlanKind) -> Callable[[QuerySet[Unit, Unit]], QuerySet[Any, Any]]:
    def sources(desks: QuerySet[Unit, Unit]) -> QuerySet[Any, Any]:
        found = Plan.objects.filter(unit__in=desks, kind=kind)
        return found.select_related("unit__parent", "follows").order_by("-year", "-pk")

    return sources


def _below(source: Plan, issuer: Unit) -> QuerySet[Unit, Unit]:
    return _standing(Q(parent=issuer) | Q(pk=issuer.parent_id)).exclude(pk=issuer.pk)


def _plan_kind(kind: PlanKind, slug: str) -> PaperKind:
    return PaperKind(
        group=BookGroup.PLAN,
        slug=slug,
        compose=plan_context,
        sources=_plans(kind),
        issuer_of=_unit_of,
        goes_to=_below,
    )


def _reports(desks: QuerySet[Unit, Unit]) -> QuerySet[Any, Any]:
    found = Report.objects.filter(unit__in=desks)
    related = found.select_related("unit__parent", "outline", "statistics__set")
    return related.order_by("-year", "-made_at")


def _above_and_offices(source: Report, issuer: Unit) -> QuerySet[Unit, Unit]:
    writers = source.sections.exclude(office=None).values("office")
    return _named(Q(pk=issuer.parent_id) | Q(pk__in=writers)).exclude(pk=issuer.pk)


KINDS: Mapping[DocumentKind, PaperKind] = {
    DocumentKind.ANALYSIS_REPORT: PaperKind(
        group=BookGroup.REPORT,
        slug="bao-cao-phan-tich",
        compose=_analysis,
        sources=_analysed_by,
        issuer_of=_analysing,
        goes_to=_unit_and_offices,
        workbook=deductions_appendix,
    ),
    DocumentKind.DECISION: PaperKind(
        group=BookGroup.DECISION,
        slug="quyet-dinh-cong-bo",
        compose=decision_context,
        sources=_decided_by,
        issuer_of=_organised_by,
        goes_to=_participants,
        workbook=_ranking,
    ),
    DocumentKind.SELF_ASSESSMENT: PaperKind(
        group=BookGroup.REPORT,
        slug="bao-cao-tu-danh-gia",
        compose=self_assessment_context,
        sources=_self_assessed_by,
        issuer_of=_unit_of,
        goes_to=_organiser,
        workbook=scoring_appendix,
    ),
    DocumentKind.IMPROVEMENT_PLAN: _plan_kind(PlanKind.IMPROVEMENT, "ke-hoach-nang-cao"),
    DocumentKind.REMEDIATION_PLAN: _plan_kind(PlanKind.REMEDIATION, "ke-hoach-khac-phuc"),
    DocumentKind.IMPLEMENTATION_PLAN: _plan_kind(PlanKind.PROGRAMME, "ke-hoach-trien-khai"),
    DocumentKind.SUMMARY_PLAN: _plan_kind(PlanKind.REVIEW, "ke-hoach-tong-ket"),
    DocumentKind.PERIODIC_REPORT: PaperKind(
        group=BookGroup.REPORT,
        slug="bao-cao-cchc",
        compose=periodic_context,
        sources=_reports,
        issuer_of=_unit_of,
        goes_to=_above_and_offices,
        at_issue=report_freeze,
    ),
}
