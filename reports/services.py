"""Writes of the read side: the wording of papers."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from assessments.models import Campaign
from parindex.history.services import event_record
from parindex.lib.text import nfc
from parindex.units.models import Unit, User
from reports.models import DocumentKind, DocumentWording, Section


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
