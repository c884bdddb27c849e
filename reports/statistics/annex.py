"""The statistics annex of a paper, as finished strings: the tables as printed, their footnotes."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.documents.names import organ
from reports.models import Collection, Period
from reports.statistics.collection_page import FigureTable, figures_page


@dataclass(frozen=True)
class StatisticsAnnex:
    """What an appendix prints: a title, one table a section, one column a period."""

    title: str
    columns: list[str]
    tables: list[FigureTable]
    partial: bool
    """Some figure lacks units that were asked."""


def statistics_annex(
    collection: Collection, periods: Sequence[Period] | None = None
) -> StatisticsAnnex:
    shown = list(collection.periods.all()) if periods is None else list(periods)
    tables = figures_page(collection, shown)
    cells = (cell for table in tables for row in table.rows for cell in row.cells)
    return StatisticsAnnex(
        title=annex_title(collection, shown),
        columns=[period.label for period in shown],
        tables=tables,
        partial=any(cell.is_partial for cell in cells),
    )


def annex_title(collection: Collection, periods: Sequence[Period]) -> str:
    """The years span the columns that there are, where the paper left its last one out."""
    years = sorted({period.year for period in periods})
    span = f"{years[0]}-{years[-1]}" if len(years) > 1 else "".join(map(str, years))
    return collection.set.annex_title.format(organ=organ(collection.organiser), years=span)


def remarks_of(collection: Collection) -> list[tuple[str, str]]:
    """What is to be known of the printed form, table by table and row by row."""
    of_tables = collection.set.tables.exclude(remark="").values_list("code", "remark")
    of_rows = collection.set.indicators.exclude(remark="").order_by("position")
    return [*of_tables, *of_rows.values_list("code", "remark")]
