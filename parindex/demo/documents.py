"""Papers in the register: an issued decision with its ranking, an issued plan, and two drafts.

Each takes its number and day here; the files are drawn once the demo is written, as for everybody.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Model
from django.utils import timezone

from assessments.models import Assessment, Campaign
from parindex.units.models import User
from plans.models import Plan
from reports.models import Document, DocumentKind
from reports.services.drafting import Source, document_draft
from reports.services.issuing import document_issue

DRAFTS = (
    (DocumentKind.ANALYSIS_REPORT, "BD-2021", "VAN-CANH", "phongnoivu"),
    (DocumentKind.SELF_ASSESSMENT, "VC-2022", "CANH-VINH", "canbo"),
)


@dataclass(frozen=True)
class Issued:
    """``number`` None takes the next of the book."""

    kind: DocumentKind
    source: Source
    by: str
    signed_on: date
    number: int | None = None


def documents_load(people: Mapping[str, User], at: datetime) -> None:
    """Made once; a paper that stands is left as it is."""
    for paper in _issued(at):
        if not _stands(paper.kind, paper.source):
            _issue(paper, people[paper.by])
    for kind, campaign, unit, name in DRAFTS:
        source = Assessment.objects.select_related(
            "campaign__organiser", "campaign__standing_office", "unit__parent"
        ).get(campaign__code=campaign, unit__code=unit)
        if not _stands(kind, source):
            document_draft(kind=kind, source=source, actor=people[name])


def _issued(at: datetime) -> tuple[Issued, ...]:
    ranked = Campaign.objects.select_related("organiser", "standing_office").get(code="GL-2025")
    plan = Plan.objects.select_related("unit").get(unit__code="LONG-PHU")
    assert plan.signed_on  # noqa: S101 – as its paper has it
    return (
        Issued(DocumentKind.DECISION, ranked, "sonoivu", timezone.localdate(at)),
        Issued(
            DocumentKind.IMPLEMENTATION_PLAN,
            plan,
            "longphu.noivu",
            plan.signed_on,
            int(plan.number),
        ),
    )


def _stands(kind: DocumentKind, source: Model) -> bool:
    return Document.objects.filter(kind=kind, **{source._meta.model_name or "": source}).exists()


def _issue(paper: Issued, actor: User) -> None:
    draft = document_draft(kind=paper.kind, source=paper.source, actor=actor)
    document_issue(
        document_id=draft.pk,
        version=draft.version,
        signed_on=paper.signed_on,
        number=paper.number,
        actor=actor,
    )
