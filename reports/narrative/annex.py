"""The outline of a report as an annex of the plan that asks for the report."""

from dataclasses import dataclass
from itertools import zip_longest

from reports.documents.annexes import Annex
from reports.models import Outline

TEMPLATE = "documents/outline_annex.html"


@dataclass(frozen=True)
class Part:
    """Of a part of the first level the number stands above the heading."""

    level: int
    number: str
    heading: str
    lines: tuple[str, ...]
    is_leaf: bool
    """Nothing stands below it, so it may end a page."""


def outline_annex(outline: Outline) -> Annex:
    sections = list(outline.sections.order_by("position"))
    parts = tuple(
        Part(
            level=section.level,
            number=section.number,
            heading=section.heading if section.level == 1 else section.numbered,
            lines=tuple(section.guidance_lines),
            is_leaf=not section.guidance and (after is None or after.level <= section.level),
        )
        for section, after in zip_longest(sections, sections[1:])
    )
    return Annex("Đề cương báo cáo", TEMPLATE, parts, is_upright=True)
