"""One sheet's rows and figures."""

from django.db.models import Count, Q, QuerySet

from reports.models import Indicator, IndicatorValue, StatisticsSheet
from reports.statistics.asking import indicators_asked
from reports.statistics.figures import Figure, figure_of

KNOWN = (
    Q(values__count__isnull=False)
    | Q(values__denominator__isnull=False)
    | Q(values__percent__isnull=False)
    | ~Q(values__text="") & Q(values__text__isnull=False)
)


def sheet_figures(sheet: StatisticsSheet) -> tuple[list[Indicator], dict[int, Figure]]:
    """The rows asked for in order, and the figures that are known."""
    rows = IndicatorValue.objects.filter(sheet=sheet)
    figures = {value.indicator_id: figure_of(value) for value in rows if value.is_known}
    return indicators_asked(sheet), figures


def known_counts(sheets: "QuerySet[StatisticsSheet, StatisticsSheet]") -> dict[int, int]:
    """Of each sheet, how many of its figures are there."""
    counted = sheets.order_by().values("pk").annotate(known=Count("values", filter=KNOWN))
    return dict(counted.values_list("pk", "known"))
