"""Opening a report, giving its sections to offices, its day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from parindex.errors import Forbidden, Invalid, Locked
from parindex.history.notices import notices_send
from parindex.history.services import event_record
from parindex.lib.dates import format_moment
from parindex.units.models import Unit, User
from plans.periods import Period
from reports.handing import OPEN, Handing
from reports.models import Collection, Outline, Report, ReportSection
from reports.narrative.access import check_collects, check_not_issued, units_collected
from reports.people import writers_at
from reports.statistics.services.collecting import offices_of


@dataclass(frozen=True)
class Asked:
    """On which period a unit reports, by which outline, until when its offices write."""

    unit: Unit
    outline: Outline
    period: Period
    due_at: datetime
    statistics: Collection | None = None


@dataclass(frozen=True)
class Given:
    """Who writes a section: an office, or nobody but the collector; or it is left out."""

    office: Unit | None = None
    is_left_out: bool = False


@transaction.atomic
def report_open(*, asked: Asked, actor: User | None, at: datetime) -> Report:
    """With a copy of the outline's headings, given to the offices that wrote them last time.

    Raises Forbidden, Invalid (it stands already).
    """
    if actor is not None and not units_collected(actor).filter(pk=asked.unit.pk).exists():
        raise Forbidden(_("Bạn không được lập báo cáo của đơn vị này."))
    Unit.objects.select_for_update().get(pk=asked.unit.pk)  # two who open the same one wait
    period = asked.period
    key = {
        "unit": asked.unit,
        "outline": asked.outline,
        "span": period.span.value,
        "year": period.year,
        "number": period.number,
    }
    if Report.objects.filter(**key).exists():
        raise Invalid({"period": _("Đã có báo cáo %(period)s theo đề cương này.") % _said(period)})
    report: Report = Report.objects.create(
        **key,
        subject=asked.outline.subject.format(period=period.label),
        due_at=asked.due_at,
        statistics=asked.statistics,
        made_at=at,
    )
    _sections_make(report)
    event_record(
        actor=actor,
        action="report.open",
        subject=report,
        after={"period": period.label, "due_at": asked.due_at, "outline": asked.outline.code},
    )
    _tell(report, report.sections.exclude(office=None).values_list("office", flat=True))
    return report


def _said(period: Period) -> dict[str, str]:
    return {"period": period.label}


def _sections_make(report: Report) -> None:
    rows = list(report.outline.sections.all())
    last = _last_given(report)
    below = {row.position for row, after in pairwise(rows) if after.level > row.level}
    ReportSection.objects.bulk_create(
        ReportSection(
            report=report,
            position=row.position,
            level=row.level,
            number=row.number,
            heading=row.heading,
            guidance=row.guidance,
            is_written=row.position not in below,
            office=last.get(row.heading, Given()).office,
            is_left_out=last.get(row.heading, Given()).is_left_out,
        )
        for row in rows
    )


def _last_given(report: Report) -> dict[str, Given]:
    """By heading: as in the unit's last report by this outline."""
    before = (
        Report.objects.filter(unit=report.unit, outline=report.outline)
        .exclude(pk=report.pk)
        .order_by("-made_at")
        .first()
    )
    if before is None:
        return {}
    sections = before.sections.filter(is_written=True).select_related("office")
    return {row.heading: Given(row.office, row.is_left_out) for row in sections}


def office_choices(report: Report) -> list[Unit]:
    return offices_of(report.unit)


@transaction.atomic
def sections_assign(*, report: Report, given: Mapping[int, Given], actor: User) -> int:
    """``given`` by section; only those named change. Returns how many did; their offices are told.

    What was written stays. Raises Forbidden, Locked (issued), Invalid (no office of the unit; a
    section that was handed in).
    """
    check_collects(actor, report)
    Report.objects.select_for_update().get(pk=report.pk)
    check_not_issued(report)
    allowed = {unit.pk for unit in office_choices(report)}
    if not {g.office.pk for g in given.values() if g.office} <= allowed:
        raise Invalid({"office": _("Chỉ giao được cho cơ quan của %s.") % report.unit})
    changed = [
        section
        for section in report.sections.filter(is_written=True, pk__in=given).select_related(
            "office"
        )
        if Given(section.office, section.is_left_out) != given[section.pk]
    ]
    _check_not_handed_in(changed)
    for section in changed:
        section.office = given[section.pk].office
        section.is_left_out = given[section.pk].is_left_out
        section.state, section.extended_until, section.reason = Handing.DRAFT, None, ""
        section.save(update_fields=["office", "is_left_out", "state", "extended_until", "reason"])
    if changed:
        event_record(
            actor=actor,
            action="report.assign",
            subject=report,
            after={s.number or s.heading: s.office.title if s.office else "" for s in changed},
        )
        _tell(report, [section.office_id for section in changed if section.office_id])
    return len(changed)


def _check_not_handed_in(sections: Iterable[ReportSection]) -> None:
    sent = [section for section in sections if section.state == Handing.SENT]
    if sent:
        raise Invalid(
            {
                "office": _("“%(section)s” vừa được gửi; hãy nhận hoặc trả lại trước khi giao lại.")
                % {"section": sent[0]}
            }
        )


@transaction.atomic
def report_terms_set(
    *, report: Report, due_at: datetime, statistics: Collection | None, actor: User
) -> None:
    """The day, told to who still writes, and the statistics that are printed with the report.

    Raises Forbidden, Locked (issued), Invalid (another unit's statistics).
    """
    check_collects(actor, report)
    report = Report.objects.select_for_update(of=("self",)).select_related("unit").get(pk=report.pk)
    check_not_issued(report)
    if statistics is not None and statistics.organiser_id != report.unit_id:
        raise Invalid({"statistics": _("Bộ số liệu này của %s.") % statistics.organiser.title})
    before = {"due_at": report.due_at, "statistics": report.statistics_id}
    after = {"due_at": due_at, "statistics": statistics and statistics.pk}
    if before == after:
        return
    report.due_at, report.statistics = due_at, statistics
    report.save(update_fields=["due_at", "statistics"])
    event_record(actor=actor, action="report.due", subject=report, before=before, after=after)
    if before["due_at"] == due_at:
        return
    waiting = report.sections.exclude(office=None).filter(state__in=OPEN)
    notices_send(
        to=writers_at(waiting.values_list("office", flat=True)),
        kind="deadline",
        title=_("Hạn mới %(due)s: %(report)s")
        % {"due": _due_words(report), "report": report.subject},
        url=report.get_absolute_url(),
        about=report,
    )


@transaction.atomic
def report_discard(*, report: Report, actor: User) -> None:
    """Raises Forbidden, Locked: a report that any paper was made of, or that somebody wrote in,
    stays."""
    check_collects(actor, report)
    if report.documents.exists():
        raise Locked(_("Báo cáo đã có văn bản trong sổ nên không bỏ được."))
    if report.sections.exclude(text="").exists():
        raise Locked(_("Báo cáo đã có phần được viết nên không bỏ được."))
    event_record(actor=actor, action="report.discard", subject=report)
    report.delete()


def _tell(report: Report, offices: Iterable[int | None]) -> None:
    """Once a person, however many sections the office got."""
    wanted = {office for office in offices if office is not None}
    if not wanted:
        return
    notices_send(
        to=writers_at(wanted),
        kind="info",
        title=_("Viết phần báo cáo: %(report)s") % {"report": report.subject},
        body=_("Gửi trước %(due)s.") % {"due": _due_words(report)},
        url=report.get_absolute_url(),
        about=report,
    )


def _due_words(report: Report) -> str:
    return format_moment(timezone.localtime(report.due_at))
