"""The statistics annex of a paper, as finished strings: the printed tables, a column a period."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports.documents.annexes import Annex
from reports.documents.names import organ
from reports.models import Collection, Indicator, IndicatorKind, IndicatorTable, Period
from reports.statistics.rollup import Key, Total, totals

TEMPLATE = "documents/statistics_annex.html"
INCOMPLETE = "*"


@dataclass(frozen=True)
class Cell:
    """``is_figure``: aligned as a number, on one line."""

    text: str
    is_figure: bool


@dataclass(frozen=True)
class Row:
    number: str
    name: str
    offices: tuple[str, ...]
    cells: tuple[Cell, ...]
    style: str


@dataclass(frozen=True)
class Table:
    title: str
    heading: str
    shows_offices: bool
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class StatisticsAnnex:
    """What an appendix prints: one table a section, one column a period."""

    columns: tuple[str, ...]
    tables: tuple[Table, ...]
    has_flags: bool
    is_partial: bool
    """Some figure lacks units that were asked; its cell is marked."""


def statistics_annex(collection: Collection, periods: Sequence[Period] | None = None) -> Annex:
    """The periods named, else all: for any paper whose template prints annexes."""
    shown = list(collection.periods.all()) if periods is None else list(periods)
    found = totals(collection, shown)
    rows = list(Indicator.objects.filter(set=collection.set_id).order_by("position"))
    tables = collection.set.tables.order_by("position")
    made = StatisticsAnnex(
        columns=tuple(period.label for period in shown),
        tables=tuple(
            _table(table, [row for row in rows if row.table_id == table.pk], shown, found)
            for table in tables
        ),
        has_flags=any(row.kind == IndicatorKind.YES_NO for row in rows),
        is_partial=any(_lacks(total) for total in found.values()),
    )
    return Annex(annex_title(collection, shown), TEMPLATE, made)


def _table(
    table: IndicatorTable,
    rows: Sequence[Indicator],
    periods: Sequence[Period],
    found: Mapping[Key, Total],
) -> Table:
    offices = f" ({table.offices_label}: {table.offices})" if table.offices else ""
    return Table(
        title=f"{table}{offices}",
        heading=table.heading,
        shows_offices=table.shows_offices,
        rows=tuple(_row(row, [found[period.pk, row.pk] for period in periods]) for row in rows),
    )


def _row(row: Indicator, found: Sequence[Total]) -> Row:
    style = "strong" if row.kind == IndicatorKind.GROUP else "sub" if row.parent_id else ""
    return Row(
        number=row.number,
        name=row.name,
        offices=tuple(row.offices.splitlines()),
        cells=tuple(Cell(_text(total), _is_figure(total)) for total in found),
        style=style,
    )


def _text(total: Total) -> str:
    """Flags as 1 and 0, as the form asks; what is not known stays empty, zero is zero."""
    if not total.figure.is_known:
        return ""
    is_flag = total.kind == IndicatorKind.YES_NO and total.asked <= 1
    text = str(total.figure.count) if is_flag else total.words
    return f"{text}{INCOMPLETE}" if _lacks(total) else text


def _is_figure(total: Total) -> bool:
    """A text is none, nor is the word for a share of nothing."""
    nothing = total.kind == IndicatorKind.PERCENT and total.figure.percent is None
    return total.kind != IndicatorKind.TEXT and not nothing


def _lacks(total: Total) -> bool:
    return total.figure.is_known and not total.is_complete


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
