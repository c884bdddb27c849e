"""Who may see, write and collect which reports: the loaders that every page begins with."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from parindex.errors import Forbidden, Locked
from parindex.units.models import COMMUNE_LEVEL, Unit, UnitKind, User
from parindex.units.permissions import Right, desks_where, may, units_where
from reports.documents.names import WITH_COMMITTEE
from reports.handing import Handing
from reports.handing_in import overdue_words
from reports.models import Document, DocumentState, Report, ReportSection

OFFICES = (UnitKind.OFFICE, UnitKind.DEPARTMENT)
FIXED_BY = (DocumentState.ISSUING, DocumentState.ISSUED)
"""A report whose paper is out is written no more, until that is withdrawn or replaced."""


def load_report(user: User, report_id: int) -> Report:
    """Raises Http404."""
    found = Report.objects.visible_to(user).select_related(
        "unit__parent", "outline", "statistics__organiser", "statistics__set"
    )
    report: Report | None = found.filter(pk=report_id).first()
    if report is None:
        raise Http404
    return report


def load_collected(user: User, report_id: int) -> Report:
    """Which the user puts together. Raises Http404, Forbidden."""
    report = load_report(user, report_id)
    check_collects(user, report)
    return report


def load_section(user: User, section_id: int) -> ReportSection:
    """Its own writers and who follows the report. Raises Http404."""
    found = ReportSection.objects.filter(
        pk=section_id, is_written=True, report__in=Report.objects.visible_to(user)
    )
    section = found.select_related(
        "office", "report__unit__parent", "report__outline", "report__statistics__set"
    ).first()
    if section is None or not may_read(user, section):
        raise Http404
    return section


def units_collected(user: User) -> "QuerySet[Unit, Unit]":
    """Territories whose reports the user puts together: as their standing office, or as an official
    of a commune that has no offices to give sections to."""
    own = desks_where(user, Right.DRAFT_DOCUMENT).filter(kind__in=COMMUNE_LEVEL)
    alone = own.exclude(children__kind__in=OFFICES)
    both = Q(pk__in=units_where(user, Right.COLLECT_REPORTS)) | Q(pk__in=alone)
    return Unit.objects.filter(both, kind__in=WITH_COMMITTEE).order_by("position", "code")


def may_collect(user: User, report: Report) -> bool:
    return units_collected(user).filter(pk=report.unit_id).exists()


def may_follow(user: User, report: Report) -> bool:
    return may(user, Right.READ_PROGRESS, report.unit) or may_collect(user, report)


def may_read(user: User, section: ReportSection) -> bool:
    return may_follow(user, section.report) or writes(user, section)


def writes(user: User, section: ReportSection) -> bool:
    """The office that it was given to; without one, who puts the report together."""
    if section.office is None:
        return may_collect(user, section.report)
    return may(user, Right.REPORT, section.office)


def edits(user: User, section: ReportSection) -> bool:
    """Who puts the report together words anew what was handed in; what an office still writes is
    the office's."""
    return may_collect(user, section.report) and (
        section.office is None or section.state == Handing.ACCEPTED
    )


def check_collects(user: User, report: Report) -> None:
    if not may_collect(user, report):
        raise Forbidden(
            _("Chỉ cơ quan thường trực của %(unit)s giao, nhận và tổng hợp báo cáo này.")
            % {"unit": report.unit.title}
        )


def paper_of(report: Report) -> Document | None:
    """The paper that fixes the report."""
    return report.documents.filter(state__in=FIXED_BY).order_by("pk").first()


def check_not_issued(report: Report) -> None:
    """Raises Locked."""
    if why := issued_words(report):
        raise Locked(why)


def issued_words(report: Report) -> str:
    paper = paper_of(report)
    if paper is None:
        return ""
    return _("Báo cáo đã phát hành theo văn bản số %(code)s nên không sửa nữa.") % {
        "code": paper.code
    }


def lock_reason(section: ReportSection, user: User, at: datetime) -> str:
    """Why this person cannot write now, in one sentence, with whom to ask; empty when he can."""
    if why := issued_words(section.report):
        return why
    if edits(user, section):
        return ""
    collector = section.report.unit.title
    if not writes(user, section):
        return _("Phần này do %(office)s viết.") % {"office": section.writer.title}
    if section.state == Handing.SENT:
        return _("Phần này đã gửi. Rút lại để sửa khi còn hạn, hoặc đề nghị trả lại.")
    if section.state == Handing.ACCEPTED:
        return _("Phần này đã được nhận. Cần sửa thì đề nghị %(unit)s trả lại.") % {
            "unit": collector
        }
    if at > section.deadline:
        return overdue_words(section.deadline, collector)
    return ""


def check_open(section: ReportSection, user: User, at: datetime) -> None:
    """Raises Forbidden (another's section), Locked."""
    why = lock_reason(section, user, at)
    if not why:
        return
    if not writes(user, section) and not edits(user, section):
        raise Forbidden(why)
    raise Locked(why)
