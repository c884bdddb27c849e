"""The paper of a periodic report: its sections in the numbers of the decree, its statistics."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from django.utils.safestring import SafeString

from parindex.units.models import Unit
from reports.documents.annexes import Annex, Labelled, labelled
from reports.documents.content import Content, titled
from reports.documents.letterhead import Foot, Issuing, letterhead, signature
from reports.documents.names import has_committee, organ
from reports.models import Report, ReportSection
from reports.narrative.figures import figures_of
from reports.narrative.numbering import PART, renumbered
from reports.narrative.pages import shown
from reports.narrative.text import lost, to_html
from reports.statistics.annex import statistics_annex
from reports.templatetags.papers import keep

DEEPEST = 4
"""h2, h3, h4; what lies deeper is a paragraph in bold."""

Write = Callable[[str], SafeString]


@dataclass(frozen=True)
class Passage:
    """One heading with its text as HTML. ``tag`` is that of the heading, or "part" for a part in
    the middle of the line."""

    tag: str
    number: str
    heading: str
    html: SafeString

    @property
    def title(self) -> str:
        mark = ")" if self.number.isalpha() and self.number.islower() else "."
        return f"{self.number}{mark} {self.heading}" if self.number else self.heading


@dataclass(frozen=True, kw_only=True)
class PeriodicReport(Content):
    template: ClassVar[str] = "documents/periodic_report.html"

    opening: str
    passages: tuple[Passage, ...]
    closing: str
    annexes: tuple[Labelled, ...]


def periodic_context(
    report: Report, *, issuing: Issuing, issuer: Unit | None = None
) -> PeriodicReport:
    figures = figures_of(report)

    def value(code: str) -> SafeString:
        return keep(figures[code].value) if code in figures else lost(code)

    return _paper(report, issuing, issuer, lambda text: to_html(text, show=keep, figure=value))


def preview_of(report: Report) -> PeriodicReport:
    """For the page: figures carry their names, references that lead nowhere are marked."""
    figures = figures_of(report)
    return _paper(report, Issuing(report.year), None, lambda text: shown(text, figures))


def _paper(report: Report, issuing: Issuing, issuer: Unit | None, write: Write) -> PeriodicReport:
    issuer = issuer or report.unit
    above = issuer.parent if issuer.parent and has_committee(issuer.parent) else None
    told = f"{organ(above)} xem xét, chỉ đạo" if above else ""
    return PeriodicReport(
        title=titled("Báo cáo", report.subject),
        subject=report.subject,
        author=organ(issuer),
        kind="Báo cáo",
        issuer=issuer,
        letterhead=letterhead(issuer, "BC", issuing),
        addressee=organ(above) if above else "",
        foot=Foot(_recipients(issuer, above), signature(issuer)),
        opening=(
            "Thực hiện chế độ báo cáo công tác cải cách hành chính,"
            f" {organ(issuer)} báo cáo {report.subject[:1].lower()}{report.subject[1:]} như sau:"
        ),
        passages=tuple(_passages(report, write)),
        closing=_closing(report, issuer, told),
        annexes=tuple(labelled(_annexes(report))),
    )


def _closing(report: Report, issuer: Unit, told: str) -> str:
    subject = f"{report.subject[:1].lower()}{report.subject[1:]}"
    tail = f", kính báo cáo {told}" if told else ""
    return f"Trên đây là báo cáo {subject} của {organ(issuer)}{tail}./."


def _recipients(issuer: Unit, above: Unit | None) -> tuple[str, ...]:
    told = (organ(above),) if above else ()
    return (*told, f"Các cơ quan thuộc {issuer.name}", "Lưu: VT")


def _annexes(report: Report) -> list[Annex]:
    if report.statistics is None:
        return []
    periods = report.statistics.periods.filter(year__in=(report.year - 1, report.year))
    return [statistics_annex(report.statistics, list(periods))] if periods else []


def _passages(report: Report, write: Write) -> Iterator[Passage]:
    kept = _kept(list(report.sections.all()))
    first = 1 if kept and kept[0].number.startswith(PART) else 0
    for section, number in zip(kept, renumbered(kept), strict=True):
        yield Passage(
            tag=_tag(section, first),
            number=number,
            heading=section.heading,
            html=write(section.text),
        )


def _tag(section: ReportSection, first: int) -> str:
    if section.number.startswith(PART):
        return "part"
    depth = section.level - first + 1
    return f"h{depth}" if depth <= DEEPEST else "lead"


def _kept(sections: list[ReportSection]) -> list[ReportSection]:
    """Without those left out, and without headings below which nothing is left."""
    kept: list[ReportSection] = []
    for section in reversed(sections):
        has_below = bool(kept) and kept[-1].level > section.level
        if has_below if not section.is_written else not section.is_left_out:
            kept.append(section)
    return kept[::-1]
