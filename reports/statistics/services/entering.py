"""Entering one figure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.errors import Conflict, Forbidden
from parindex.history.services import actor_title, event_record
from parindex.units.models import User
from reports.models import Indicator, IndicatorValue, StatisticsSheet
from reports.statistics.access import check_open, may_report
from reports.statistics.asking import asked_of
from reports.statistics.figures import Figure, figure_of, in_full, read


class ValueConflict(Conflict):
    """Somebody saved the row after this person saw it; ``stored`` is what stands there now."""

    def __init__(self, stored: IndicatorValue) -> None:
        super().__init__(
            _("%(who)s vừa lưu số khác: %(figure)s.")
            % {
                "who": stored.saved_by_name,
                "figure": in_full(stored.indicator.kind, figure_of(stored)),
            }
        )
        self.stored = stored


@dataclass(frozen=True)
class Entered:
    """What was typed for a row by part, and the version that was seen (0: no row yet)."""

    typed: Mapping[str, str]
    version: int


@transaction.atomic
def value_enter(
    *, sheet_id: int, indicator: Indicator, entered: Entered, actor: User, at: datetime
) -> IndicatorValue | None:
    """Store the figure; what is the same already writes nothing. None while the row is empty.

    Raises Forbidden, Locked, Invalid (by part), ValueConflict.
    """
    sheet = _locked_sheet(sheet_id)
    if not may_report(actor, sheet):
        raise Forbidden(_("Chỉ người của %(unit)s nhập được phiếu này.") % {"unit": sheet.unit})
    check_open(sheet, at)
    if not asked_of(sheet.period.collection, sheet.unit).filter(pk=indicator.pk).exists():
        raise Forbidden(_("Chỉ tiêu này giao cho cơ quan khác nhập."))
    figure = read(indicator, entered.typed)
    stored = IndicatorValue.objects.filter(sheet=sheet, indicator=indicator).first()
    before = figure_of(stored)
    if figure == before:
        return stored
    if stored is not None and stored.version != entered.version:
        stored.indicator = indicator
        raise ValueConflict(stored)
    return _store(sheet, indicator, stored, figure, actor, at)


def _store(
    sheet: StatisticsSheet,
    indicator: Indicator,
    stored: IndicatorValue | None,
    figure: Figure,
    actor: User,
    at: datetime,
) -> IndicatorValue:
    before = figure_of(stored)
    value = stored or IndicatorValue(sheet=sheet, indicator=indicator, version=0)
    for name in ("count", "numerator", "denominator", "percent", "text"):
        setattr(value, name, getattr(figure, name))
    value.version += 1
    value.saved_at, value.saved_by, value.saved_by_name = at, actor, actor_title(actor)
    value.save()
    event_record(
        actor=actor,
        action="statistics.enter",
        subject=indicator,
        scope=sheet,
        before={"figure": in_full(indicator.kind, before)},
        after={"figure": in_full(indicator.kind, figure)},
    )
    return value


def _locked_sheet(sheet_id: int) -> StatisticsSheet:
    """Two tabs that save the same row for the first time wait for each other here."""
    found: StatisticsSheet = (
        StatisticsSheet.objects.select_for_update(of=("self",))
        .select_related("unit", "period__collection__organiser", "period__collection__set")
        .get(pk=sheet_id)
    )
    return found
