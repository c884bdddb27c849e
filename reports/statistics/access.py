"""Who may see and fill in which statistics: the loaders that every page begins with."""

from datetime import datetime

from django.http import Http404
from django.utils.translation import gettext as _

from parindex.errors import Forbidden, Locked
from parindex.units.models import User
from parindex.units.permissions import Right, may
from reports.handing_in import overdue_words
from reports.models import Collection, Handing, IndicatorTable, Period, StatisticsSheet


def load_collection(user: User, code: str) -> Collection:
    """Raises Http404 for who has nothing to do with it."""
    found = Collection.objects.visible_to(user).select_related("set", "organiser").filter(code=code)
    collection: Collection | None = found.first()
    if collection is None:
        raise Http404
    return collection


def load_followed(user: User, code: str) -> Collection:
    """Whose figures the user may see together. Raises Http404, Forbidden."""
    collection = load_collection(user, code)
    if not may_follow(user, collection):
        raise Forbidden(
            _("Chỉ cơ quan thường trực, lãnh đạo và cơ quan kiểm tra xem được số liệu tổng hợp.")
        )
    return collection


def load_collected(user: User, code: str) -> Collection:
    """Which the user collects. Raises Http404, Forbidden."""
    collection = load_collection(user, code)
    check_collects(user, collection)
    return collection


def load_period(user: User, period_id: int) -> Period:
    """Of a collection that the user collects. Raises Http404, Forbidden."""
    found = Period.objects.select_related("collection__organiser", "collection__set")
    period = found.filter(pk=period_id, collection__in=Collection.objects.visible_to(user)).first()
    if period is None:
        raise Http404
    check_collects(user, period.collection)
    return period


def load_sheet(user: User, sheet_id: int) -> StatisticsSheet:
    """Raises Http404."""
    found = StatisticsSheet.objects.visible_to(user).filter(pk=sheet_id)
    sheet: StatisticsSheet | None = found.select_related(
        "unit", "period__collection__organiser", "period__collection__set"
    ).first()
    if sheet is None:
        raise Http404
    return sheet


def load_table(sheet: StatisticsSheet, code: str) -> IndicatorTable:
    """Raises Http404."""
    found = IndicatorTable.objects.filter(set=sheet.period.collection.set_id, code=code).first()
    if found is None:
        raise Http404
    return found


def may_follow(user: User, collection: Collection) -> bool:
    return may(user, Right.READ_PROGRESS, collection.organiser)


def may_collect(user: User, collection: Collection) -> bool:
    return may(user, Right.COLLECT_REPORTS, collection.organiser)


def may_report(user: User, sheet: StatisticsSheet) -> bool:
    return may(user, Right.REPORT, sheet.unit)


def check_collects(user: User, collection: Collection) -> None:
    if not may_collect(user, collection):
        raise Forbidden(_("Chỉ cơ quan thường trực thu và nhận số liệu của bộ này."))


def lock_reason(sheet: StatisticsSheet, at: datetime) -> str:
    """Why nobody can write now, in one sentence, with whom to ask; empty when it is open."""
    office = sheet.receiver.title
    if sheet.state == Handing.SENT:
        return _("Phiếu đã gửi. Rút lại để sửa khi còn hạn, hoặc đề nghị %(office)s trả lại.") % {
            "office": office
        }
    if sheet.state == Handing.ACCEPTED:
        return _("Phiếu đã được nhận. Cần sửa thì đề nghị %(office)s trả lại.") % {"office": office}
    if at > sheet.deadline:
        return overdue_words(sheet.deadline, office)
    return ""


def check_open(sheet: StatisticsSheet, at: datetime) -> None:
    """Raises Locked."""
    if why := lock_reason(sheet, at):
        raise Locked(why)
