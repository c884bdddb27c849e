"""Two periodic reports: a whole one of huyện Hướng Hóa with its statistics, and one of huyện Vân
Canh that its offices are still writing. The texts are made up; their figures are the portal's.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.utils import timezone

from parindex.history.services import actor_title
from parindex.units.models import Unit, User
from plans.periods import Period, Span
from reports.handing import Handing
from reports.models import Collection, Outline, Report, ReportSection
from reports.narrative.services import Asked, report_open

OUTLINE = "DC-DINH-KY"
FOLDER = Path(__file__).parent / "reports"
RUNNING_DAYS = 6


HEAD = re.compile(r"^## (?P<heading>.+)\n<!-- (?P<facts>.+) -->\n?", re.MULTILINE)


@dataclass(frozen=True)
class Part:
    """``office``: the code of the unit that writes; empty, the standing office."""

    office: str
    state: Handing
    reason: str
    text: str


def parts_of(name: str) -> dict[str, Part]:
    """By heading: after ``## heading`` a line with office, state and reason, then the text."""
    content = (FOLDER / f"{name}.md").read_text()
    heads = list(HEAD.finditer(content))
    ends = [head.start() for head in heads[1:]] + [len(content)]
    return {
        head["heading"]: _part(head["facts"], content[head.end() : end].strip())
        for head, end in zip(heads, ends, strict=True)
    }


def _part(facts: str, text: str) -> Part:
    office, state, reason = (*facts.split(" | "), "")[:3]
    return Part("" if office == "-" else office, Handing(state), reason, text)


def periodic_reports_load(
    units: Mapping[str, Unit], people: Mapping[str, User], at: datetime
) -> None:
    """Made once; afterwards people's own words stay."""
    if Report.objects.exists():
        return
    outline = Outline.objects.get(code=OUTLINE)
    past = timezone.make_aware(datetime.combine(date(2019, 12, 15), time(17, 0)))
    soon = timezone.localdate(at) + timedelta(days=RUNNING_DAYS)
    whole = Asked(
        units["HUONG-HOA"],
        outline,
        Period(Span.YEAR, 2019, 1),
        past,
        Collection.objects.filter(organiser=units["HUONG-HOA"]).first(),
    )
    running = Asked(
        units["VAN-CANH"],
        outline,
        Period(Span.HALF, 2022, 1),
        timezone.make_aware(datetime.combine(soon, time(17, 0))),
    )
    _write(report_open(asked=whole, actor=None, at=at), "huong_hoa_2019", units, people, at)
    _write(report_open(asked=running, actor=None, at=at), "van_canh_2022", units, people, at)


def _write(
    report: Report,
    name: str,
    units: Mapping[str, Unit],
    people: Mapping[str, User],
    at: datetime,
) -> None:
    parts = parts_of(name)
    author = people["noivu.huonghoa" if report.unit.code == "HUONG-HOA" else "phongnoivu"]
    sections = [row for row in report.sections.all() if row.is_written and row.heading in parts]
    for section in sections:
        part = parts[section.heading]
        section.office = units[part.office] if part.office else None
        section.text, section.state, section.reason = part.text, part.state, part.reason
        if part.text:
            section.version, section.saved_at, section.saved_by = 1, at, author
            section.saved_by_name = actor_title(author)
        if part.state != Handing.DRAFT:
            section.sent_at, section.sent_by, section.sent_by_name = at, author, actor_title(author)
    columns = ["office", "text", "state", "reason", "version", "saved_at", "saved_by"]
    columns += ["saved_by_name", "sent_at", "sent_by", "sent_by_name"]
    ReportSection.objects.bulk_update(sections, columns)
