"""Which sections are done, which are missing, who is late: derived, never stored."""

from dataclasses import dataclass
from datetime import datetime

from reports.handing import HANDED_IN, OPEN, Handing
from reports.models import Report, ReportSection


def wanted_sections(report: Report) -> list[ReportSection]:
    """Those for which a text is asked."""
    found = report.sections.filter(is_written=True, is_left_out=False)
    return list(found.select_related("office", "report"))


def is_done(section: ReportSection) -> bool:
    """An office's when it was received, the collector's own when it says something."""
    if section.office_id is None:
        return bool(section.text.strip())
    return section.state == Handing.ACCEPTED


def is_late(section: ReportSection, at: datetime) -> bool:
    return section.office_id is not None and section.state in OPEN and at > section.deadline


def missing_sections(report: Report) -> list[ReportSection]:
    return [section for section in wanted_sections(report) if not is_done(section)]


@dataclass(frozen=True)
class Completeness:
    asked: int
    handed_in: int
    done: int
    late: int

    @property
    def text(self) -> str:
        return f"{self.done}/{self.asked}"


def completeness(sections: list[ReportSection], at: datetime) -> Completeness:
    return Completeness(
        asked=len(sections),
        handed_in=sum(is_done(s) or s.state in HANDED_IN for s in sections),
        done=sum(map(is_done, sections)),
        late=sum(is_late(section, at) for section in sections),
    )
