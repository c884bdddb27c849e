"""Small real PDF files that stand in for the communes' documents, each marked as a sample."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.core.files.base import ContentFile
from django.template.loader import render_to_string

from assessments.models import Assessment
from assessments.services.evidence import evidence_add, evidence_link
from assessments.services.evidence_details import Details
from parindex.lib.dates import format_long_date
from parindex.units.models import Unit, User


@dataclass(frozen=True)
class Paper:
    """A document, what it says, and which leaves it proves (leaf code → place in it)."""

    commune: str
    number: str
    issued_on: date
    kind: str
    title: str
    file_name: str
    proves: Mapping[str, str]
    paragraphs: tuple[str, ...]
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def papers_work() -> bool:
    """The rest of the portal runs on machines without Pango, so the demo does too."""
    try:
        import weasyprint  # noqa: F401
    except OSError:
        return False
    return True


def paper_attach(paper: Paper, assessment: Assessment, actor: User, at: datetime) -> None:
    """Make the file and attach it to the leaves it proves."""
    entries = dict(
        assessment.entries.filter(criterion__code__in=paper.proves).values_list(
            "criterion__code", "pk"
        )
    )
    (first, place), *others = paper.proves.items()
    evidence = evidence_add(
        entry_id=entries[first],
        actor=actor,
        file=ContentFile(paper_pdf(paper, assessment.unit), name=paper.file_name),
        details=Details(
            number=paper.number,
            issued_on=paper.issued_on,
            issuer=f"UBND {assessment.unit}",
            title=paper.title,
            place=place,
        ),
        at=at,
    )
    for leaf, place in others:
        evidence_link(
            evidence_id=evidence.pk, entry_id=entries[leaf], actor=actor, at=at, place=place
        )


def paper_pdf(paper: Paper, unit: Unit) -> bytes:
    from reports.documents.engine import write_pdf  # needs Pango

    return write_pdf(
        render_to_string(
            "demo/paper.html",
            {
                "paper": paper,
                "unit": unit,
                "organ": unit.name.upper(),
                "day": format_long_date(paper.issued_on),
            },
        )
    )
