"""Writing the wording of papers."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import Campaign
from parindex.errors import Conflict
from parindex.history.services import event_record
from parindex.lib.text import nfc
from parindex.units.models import Unit, User
from reports.models import Document, DocumentKind, DocumentWording, Section
from reports.services.locking import locked_draft


@dataclass(frozen=True)
class Passage:
    """One passage to be printed: under its heading, line by line."""

    section: Section
    lines: tuple[str, ...] = ()
    heading: str = ""


@transaction.atomic
def wording_replace(
    *,
    campaign: Campaign,
    unit: Unit,
    kind: DocumentKind,
    passages: Iterable[Passage],
    actor: User | None,
) -> None:
    """The passages become the whole wording of the paper, in the order given."""
    stored = DocumentWording.objects.filter(campaign=campaign, unit=unit, kind=kind)
    stored.delete()
    rows = [
        DocumentWording(
            campaign=campaign,
            unit=unit,
            kind=kind,
            section=passage.section,
            position=position,
            heading=nfc(passage.heading),
            text=nfc("\n".join(passage.lines)),
        )
        for position, passage in enumerate(passages, start=1)
    ]
    DocumentWording.objects.bulk_create(rows)
    event_record(
        actor=actor,
        action="document.word",
        subject=campaign,
        after={"unit": unit.code, "kind": kind.value, "passages": len(rows)},
    )


@transaction.atomic
def wording_edit(
    *,
    document_id: int,
    sections: Iterable[Section],
    passages: Iterable[Passage],
    version: int,
    actor: User,
) -> Document:
    """The passages become the wording of these sections of a draft; other sections stay.

    Raises Forbidden, Locked (issued already), Conflict (stale version).
    """
    document = locked_draft(document_id, actor)
    if document.version != version:
        raise Conflict(_("Người khác vừa sửa dự thảo này. Hãy xem lại trước khi lưu."))
    campaign, unit = about(document)
    kind = DocumentKind(document.kind)
    edited = set(sections)
    stored = DocumentWording.objects.filter(campaign=campaign, unit=unit, kind=kind)
    kept = [
        Passage(Section(row.section), tuple(row.text.splitlines()), row.heading)
        for row in stored.order_by("position")
        if Section(row.section) not in edited
    ]
    wording_replace(
        campaign=campaign, unit=unit, kind=kind, passages=[*passages, *kept], actor=actor
    )
    document.version += 1
    document.save(update_fields=["version"])
    return document


def about(document: Document) -> tuple[Campaign, Unit]:
    """Under which campaign and unit the wording of a document is kept."""
    if document.assessment is not None:
        return document.assessment.campaign, document.assessment.unit
    assert document.campaign is not None  # noqa: S101  (papers of plans are worded there)
    return document.campaign, document.campaign.organiser
