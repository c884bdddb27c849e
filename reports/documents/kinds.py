"""The kinds of papers that the register keeps, each with where it comes from and whom it goes to.

A new kind is one entry here: its module composes the content, the rest is done alike for all.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet

from assessments.models import Assessment
from parindex.units.models import Unit
from reports.documents.analysis_report import analysis_context
from reports.documents.base import Paper
from reports.documents.content import Content
from reports.documents.letterhead import Issuing, issuing_office
from reports.models import BookGroup, DocumentKind


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
    return Unit.objects.filter(wanted, valid_to=None).order_by("position", "code")


KINDS: Mapping[DocumentKind, PaperKind] = {
    DocumentKind.ANALYSIS_REPORT: PaperKind(
        group=BookGroup.REPORT,
        slug="bao-cao-phan-tich",
        compose=_analysis,
        sources=_analysed_by,
        issuer_of=_analysing,
        goes_to=_unit_and_offices,
    ),
}
