"""Scoped loading of papers and of the things that papers can be written about."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Model, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from assessments.models import Assessment, Campaign
from parindex.errors import Forbidden
from parindex.units.models import Unit, User
from parindex.units.permissions import Right, acts_for, desks_where
from plans.models import Plan
from reports.documents.kinds import KINDS
from reports.models import Document, DocumentKind, Report

RELATED = (
    "issuer__parent",
    "replaced_by",
    *("campaign__previous", "campaign__organiser", "campaign__standing_office"),
    *(
        "assessment__campaign__previous",
        "assessment__campaign__organiser",
        "assessment__campaign__standing_office",
        "assessment__unit__parent",
    ),
    "plan",
    *("report__unit__parent", "report__outline", "report__statistics__set"),
)


def load_document(user: User, document_id: int) -> Document:
    visible = Document.objects.visible_to(user).select_related(*RELATED)
    return get_object_or_404(visible, pk=document_id)


def load_for(user: User, document_id: int, right: Right) -> Document:
    """Raises Http404, Forbidden."""
    document = load_document(user, document_id)
    if not acts_for(user, right, document.issuer):
        raise Forbidden(_("Bạn không làm văn bản của %(unit)s.") % {"unit": document.issuer.title})
    return document


@dataclass(frozen=True)
class Candidate:
    """A thing about which a paper can be drafted, and who would issue it."""

    source: Model
    issuer: Unit
    title: str
    detail: str


def desks_of(user: User) -> QuerySet[Unit, Unit]:
    return desks_where(user, Right.DRAFT_DOCUMENT)


def candidates(user: User, kind: DocumentKind) -> QuerySet[Model, Model]:
    return KINDS[kind].sources(desks_of(user))


def described(user: User, kind: DocumentKind, sources: list[Model]) -> Iterator[Candidate]:
    """Of the sources those whose paper the user's own offices would issue."""
    desks = set(desks_of(user).values_list("pk", flat=True))
    for source in sources:
        issuer = KINDS[kind].issuer_of(source)
        if issuer.pk in desks:
            title, detail = _words(source)
            yield Candidate(source, issuer, title, detail)


def _words(source: Model) -> tuple[str, str]:
    if isinstance(source, Assessment):
        return source.unit.title, source.campaign.name
    if isinstance(source, Campaign):
        return source.name, str(source.get_state_display())
    return str(source), source.unit.title if isinstance(source, Plan | Report) else ""


def load_source(user: User, kind: DocumentKind, source_id: str) -> Model:
    """Raises Http404 for what the user cannot write this paper about."""
    if not source_id.isdecimal() or len(source_id) > 12:
        raise Http404
    return get_object_or_404(candidates(user, kind), pk=int(source_id))
