"""The office's own words for a paper, where it has written any."""

from collections.abc import Iterable
from dataclasses import dataclass

from assessments.models import Campaign
from parindex.units.models import Unit
from reports.models import DocumentKind, DocumentWording, Section
from reports.services.wording import Passage

BULLETS = "-+–•* \t"


@dataclass(frozen=True)
class Wording:
    passages: tuple[Passage, ...]

    def of(self, section: Section) -> tuple[Passage, ...]:
        return tuple(passage for passage in self.passages if passage.section == section)

    def lines(self, section: Section) -> tuple[str, ...]:
        return tuple(line for passage in self.of(section) for line in passage.lines)

    def first(self, section: Section) -> Passage:
        return next(iter(self.of(section)), Passage(section))


def wording_of(campaign: Campaign, unit: Unit, kind: DocumentKind) -> Wording:
    rows = DocumentWording.objects.filter(campaign=campaign, unit=unit, kind=kind)
    return Wording(
        tuple(
            Passage(Section(row.section), tuple(_lines(row.text)), row.heading.strip())
            for row in rows.order_by("position")
        )
    )


def _lines(text: str) -> Iterable[str]:
    """Typed lines without the bullets that the paper sets itself."""
    stripped = (line.strip().lstrip(BULLETS) for line in text.splitlines())
    return (line for line in stripped if line)
