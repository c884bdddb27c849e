"""One unit's sheet: its tables with what is missing, what does not agree, what can be done now."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from parindex.lib.dates import format_moment
from parindex.units.models import User
from reports.handing import STEPS, Handing, Verb
from reports.handing_in import open_verbs
from reports.models import Indicator, IndicatorTable, StatisticsSheet
from reports.statistics.access import lock_reason, may_report
from reports.statistics.checking import Finding, checks_of, findings
from reports.statistics.reading import sheet_figures

STATE_TONES = {
    Handing.DRAFT: "",
    Handing.SENT: "info",
    Handing.ACCEPTED: "ok",
    Handing.RETURNED: "warning",
}


@dataclass(frozen=True)
class TableLine:
    name: str
    url: str
    known: int
    asked: int

    @property
    def text(self) -> str:
        return _("%(known)d/%(asked)d chỉ tiêu") % {"known": self.known, "asked": self.asked}


@dataclass(frozen=True)
class Problem:
    text: str
    url: str
    is_blocking: bool = False


@dataclass(frozen=True)
class Button:
    verb: str
    label: str
    needs_reason: bool


@dataclass(frozen=True)
class SheetPage:
    sheet: StatisticsSheet
    state: str
    tone: str
    deadline: str
    lock: str
    may_enter: bool
    tables: list[TableLine]
    missing: list[Problem]
    wrong: list[Problem]
    buttons: list[Button]
    known: int
    asked: int
    sent: str
    is_late: bool

    @property
    def blocks(self) -> bool:
        return any(problem.is_blocking for problem in self.wrong)


def sheet_page(sheet: StatisticsSheet, user: User, at: datetime) -> SheetPage:
    asked, figures = sheet_figures(sheet)
    by_code = {row.pk: row for row in asked}
    found = findings(checks_of(sheet.period.collection.set_id), figures)
    lock = lock_reason(sheet, at)
    verbs = open_verbs(
        sheet, user, at, sender=sheet.unit, receiver=sheet.receiver, deadline=sheet.deadline
    )
    return SheetPage(
        sheet=sheet,
        state=str(sheet.handing.label),
        tone=STATE_TONES[sheet.handing],
        deadline=format_moment(timezone.localtime(sheet.deadline)),
        lock=lock,
        may_enter=not lock and may_report(user, sheet),
        tables=_tables(sheet, asked, set(figures)),
        missing=[Problem(r.label, row_url(sheet, r)) for r in asked if r.pk not in figures],
        wrong=[_problem(sheet, finding, by_code[finding.indicator]) for finding in found],
        buttons=[button_of(verb) for verb in verbs],
        known=len(figures),
        asked=len(asked),
        sent=_sent(sheet),
        is_late=sheet.is_open and at > sheet.deadline,
    )


def button_of(verb: Verb) -> Button:
    step = STEPS[verb]
    return Button(verb.value, str(step.label), step.needs_reason)


def entry_url(sheet: StatisticsSheet, table: IndicatorTable) -> str:
    return reverse("statistics-entry", args=[sheet.pk, table.code])


def row_url(sheet: StatisticsSheet, row: Indicator) -> str:
    return f"{entry_url(sheet, row.table)}#e{row.pk}"


def _problem(sheet: StatisticsSheet, finding: Finding, row: Indicator) -> Problem:
    return Problem(f"{row.name}: {finding.message}", row_url(sheet, row), finding.is_blocking)


def _tables(sheet: StatisticsSheet, asked: list[Indicator], known: set[int]) -> list[TableLine]:
    tables = {row.table_id: row.table for row in asked}
    return [
        TableLine(
            name=str(table),
            url=entry_url(sheet, table),
            known=sum(row.pk in known for row in asked if row.table_id == pk),
            asked=sum(row.table_id == pk for row in asked),
        )
        for pk, table in tables.items()
    ]


def _sent(sheet: StatisticsSheet) -> str:
    if sheet.sent_at is None or sheet.is_open:
        return ""
    return _("%(who)s gửi lúc %(moment)s") % {
        "who": sheet.sent_by_name,
        "moment": format_moment(timezone.localtime(sheet.sent_at)),
    }
