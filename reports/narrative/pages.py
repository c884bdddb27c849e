"""What the pages of periodic reports show, as finished text."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from itertools import groupby

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parindex.lib.dates import format_moment
from parindex.units.models import User
from reports.documents.names import short_name
from reports.handing import OPEN, STEPS, Handing, Verb
from reports.handing_in import open_verbs
from reports.models import Document, Report, ReportSection, SectionVersion
from reports.narrative.access import (
    FIXED_BY,
    issued_words,
    lock_reason,
    may_collect,
    may_follow,
    paper_of,
    writes,
)
from reports.narrative.completeness import (
    Completeness,
    completeness,
    is_done,
    is_late,
)
from reports.narrative.figures import Catalogue, LiveFigure, figures_of
from reports.narrative.forms import LEFT_OUT
from reports.narrative.services.collecting import office_choices
from reports.narrative.text import lost, lost_references, plain, references, to_html
from reports.statistics.home import Task
from reports.statistics.sheet_page import STATE_TONES


@dataclass(frozen=True)
class Line:
    """One heading of the board. ``url`` empty: nothing to open for this reader."""

    heading: str
    level: int
    url: str
    office: str
    state: str
    tone: str
    deadline: str
    is_late: bool
    is_written: bool
    is_left_out: bool
    lost: str
    """Codes in the text that lead to no figure, for who can open it."""


@dataclass(frozen=True)
class ReportPage:
    report: Report
    lines: list[Line]
    done: Completeness
    deadline: str
    follows: bool
    collects: bool
    may_discard: bool
    lock: str
    paper: Document | None


def report_page(report: Report, user: User, at: datetime) -> ReportPage:
    follows = may_follow(user, report)
    collects = may_collect(user, report)
    sections = list(report.sections.select_related("office"))
    for section in sections:
        section.report = report
    wanted = [s for s in sections if s.is_written and not s.is_left_out]
    figures = figures_of(report) if any(references(s.text) for s in wanted) else {}
    return ReportPage(
        report=report,
        lines=[_line(section, user, at, figures, follows=follows) for section in sections],
        done=completeness(wanted, at),
        deadline=_moment(report.due_at),
        follows=follows,
        collects=collects,
        may_discard=collects
        and not any(section.text for section in sections)
        and not report.documents.exists(),
        lock=issued_words(report),
        paper=paper_of(report),
    )


def _line(
    section: ReportSection, user: User, at: datetime, figures: Catalogue, *, follows: bool
) -> Line:
    is_open = section.is_written and (follows or writes(user, section))
    state, tone = _state(section)
    return Line(
        heading=section.numbered,
        level=section.level,
        url=section.get_absolute_url() if is_open else "",
        office=short_name(section.office) if section.office else _("Cơ quan tổng hợp"),
        state=state,
        tone=tone,
        deadline=_moment(section.deadline) if section.office_id else "",
        is_late=is_late(section, at),
        is_written=section.is_written,
        is_left_out=section.is_left_out,
        lost=", ".join(lost_references(section.text, figures)) if is_open else "",
    )


def _state(section: ReportSection) -> tuple[str, str]:
    if section.is_left_out:
        return _("Không dùng"), ""
    if section.office_id is None:
        done = is_done(section)
        return (_("Đã viết"), "ok") if done else (_("Chưa viết"), "")
    if section.state == Handing.DRAFT and not section.text:
        return _("Chưa viết"), ""
    return str(section.handing.label), STATE_TONES[section.handing]


def _moment(at: datetime) -> str:
    return format_moment(timezone.localtime(at))


@dataclass(frozen=True)
class Button:
    verb: str
    label: str
    needs_reason: bool


@dataclass(frozen=True)
class FigureGroup:
    name: str
    figures: list[LiveFigure]


@dataclass(frozen=True)
class ComparedLine:
    """``mark``: "-" only in the kept text, "+" only in that of now, "" in both."""

    mark: str
    text: str


@dataclass(frozen=True)
class VersionLine:
    number: int
    why: str
    by: str
    at: str
    lines: list[ComparedLine]


@dataclass(frozen=True)
class SectionPage:
    section: ReportSection
    state: str
    tone: str
    deadline: str
    is_late: bool
    lock: str
    buttons: list[Button]
    groups: list[FigureGroup]
    shown: SafeString
    unknown: list[str]
    collects: bool
    versions: list[VersionLine]
    saved: str


def section_page(section: ReportSection, user: User, at: datetime) -> SectionPage:
    figures = figures_of(section.report)
    state, tone = _state(section)
    lock = lock_reason(section, user, at)
    return SectionPage(
        section=section,
        state=state,
        tone=tone,
        deadline=_moment(section.deadline) if section.office_id else "",
        is_late=is_late(section, at),
        lock=lock,
        buttons=_buttons(section, user, at),
        groups=_groups(figures) if not lock else [],
        shown=shown(section.text, figures),
        unknown=lost_references(section.text, figures),
        collects=may_collect(user, section.report),
        versions=[_version(kept, section.text) for kept in section.versions.all()],
        saved=_moment(section.saved_at) if section.saved_at else "",
    )


def _version(kept: SectionVersion, now: str) -> VersionLine:
    lines = compared(kept.text, now)
    return VersionLine(kept.number, kept.why, kept.by_name, _moment(kept.at), lines)


def compared(before: str, after: str) -> list[ComparedLine]:
    """Line by line, empty ones left away. Whole lines only, so that long texts take no time."""
    old, new = _lines(before), _lines(after)
    found = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [ComparedLine("", text) for text in old[i:j]]
        else:
            found += [ComparedLine("-", text) for text in old[i:j]]
            found += [ComparedLine("+", text) for text in new[k:m]]
    return found


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _buttons(section: ReportSection, user: User, at: datetime) -> list[Button]:
    if section.office is None or issued_words(section.report):
        return []
    verbs = open_verbs(
        section,
        user,
        at,
        sender=section.office,
        receiver=section.report.unit,
        deadline=section.deadline,
    )
    return [
        Button(verb.value, str(_LABELS.get(verb, STEPS[verb].label)), STEPS[verb].needs_reason)
        for verb in verbs
    ]


_LABELS = {Verb.SEND: gettext_lazy("Gửi phần này"), Verb.ACCEPT: gettext_lazy("Nhận phần này")}


def _groups(figures: Catalogue) -> list[FigureGroup]:
    return [
        FigureGroup(name, list(found))
        for name, found in groupby(figures.values(), key=lambda figure: figure.group)
    ]


def shown(text: str, figures: Catalogue) -> SafeString:
    """The text as a page shows it: figures with their names on them, lost references marked."""
    return to_html(text, show=plain, figure=lambda code: _figure(code, figures))


def _figure(code: str, figures: Catalogue) -> SafeString:
    if code not in figures:
        return lost(code)
    figure = figures[code]
    return format_html('<span class="live" title="{}">{}</span>', figure.label, figure.value)


@dataclass(frozen=True)
class AssignRow:
    name: str
    heading: str
    level: int
    is_written: bool
    chosen: str
    is_fixed: bool


@dataclass(frozen=True)
class AssignPage:
    rows: list[AssignRow]
    offices: list[tuple[str, str]]


def assign_page(report: Report, typed: Mapping[str, str]) -> AssignPage:
    """``typed``: choices that were refused stay chosen."""
    return AssignPage(
        rows=[
            AssignRow(
                name=f"muc-{section.pk}",
                heading=section.numbered,
                level=section.level,
                is_written=section.is_written,
                chosen=typed.get(f"muc-{section.pk}", _chosen(section)),
                is_fixed=section.state == Handing.SENT,
            )
            for section in report.sections.all()
        ],
        offices=[(str(unit.pk), short_name(unit)) for unit in office_choices(report)],
    )


def _chosen(section: ReportSection) -> str:
    return LEFT_OUT if section.is_left_out else str(section.office_id or "")


def section_tasks(user: User, at: datetime) -> list[Task]:
    """Sections of the user's own offices that are still to be written, the most urgent first."""
    found = (
        ReportSection.objects.filter(
            is_written=True,
            is_left_out=False,
            state__in=OPEN,
            report__in=Report.objects.visible_to(user).exclude(documents__state__in=FIXED_BY),
        )
        .exclude(office=None)
        .select_related("office", "report__unit")
    )
    mine = [section for section in found if writes(user, section)]
    return [_task(section, at) for section in sorted(mine, key=lambda s: s.deadline)]


def _task(section: ReportSection, at: datetime) -> Task:
    state, tone = _state(section)
    return Task(
        title=str(section),
        context=section.report.subject,
        url=section.get_absolute_url(),
        state=state,
        tone=tone,
        progress=section.office.title if section.office else "",
        deadline=_moment(section.deadline),
        is_late=is_late(section, at),
    )


@dataclass(frozen=True)
class ReportLine:
    report: Report
    done: str
    missing: int
    late: int
    paper: Document | None


def report_lines(user: User, at: datetime) -> list[ReportLine]:
    reports = Report.objects.visible_to(user).select_related("unit", "outline")
    found = []
    for report in reports.prefetch_related("sections", "documents")[:200]:
        sections = [s for s in report.sections.all() if s.is_written and not s.is_left_out]
        done = completeness(_of(report, sections), at)
        found.append(
            ReportLine(report, done.text, done.asked - done.done, done.late, _paper(report))
        )
    return found


def _paper(report: Report) -> Document | None:
    return next((paper for paper in report.documents.all() if paper.state in FIXED_BY), None)


def _of(report: Report, sections: list[ReportSection]) -> list[ReportSection]:
    for section in sections:
        section.report = report
    return sections


def crumbs(report: Report, *, here: bool = False, last: str = "") -> list[dict[str, str]]:
    trail = [{"label": _("Báo cáo, thống kê"), "url": reverse("reports")}]
    if here:
        return [*trail, {"label": report.subject}]
    trail.append({"label": report.subject, "url": report.get_absolute_url()})
    return [*trail, {"label": last}]
