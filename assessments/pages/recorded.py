"""The page of a past year: what is recorded, and where two sources disagree."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.models import Campaign, RecordedResult
from assessments.recorded.layout import IN_ORDER, LEVELS, level_of
from assessments.recorded.planning import Change, Plan
from parindex.lib.numbers import format_decimal, format_percent

PER_PAGE = 100
CHANGES_SHOWN = 300


@dataclass(frozen=True)
class FigureRow:
    """One recorded figure, ready to be read."""

    pk: int
    unit: str
    unit_code: str
    subject: str
    points: str
    percent: str
    rank: str
    source: str
    note: str
    is_used: bool

    @property
    def words(self) -> str:
        return "; ".join(part for part in (self.points, self.percent, self.rank) if part)


@dataclass(frozen=True)
class Rivals:
    """Figures of several sources for one key, side by side."""

    unit: str
    subject: str
    figures: list[FigureRow]


def recorded_page(campaign: Campaign, query: QueryDict) -> dict[str, object]:
    rows = RecordedResult.objects.filter(campaign=campaign).select_related("unit", "criterion")
    in_order = rows.order_by(*IN_ORDER)
    found = in_order.filter(unit__code=query["don-vi"]) if query.get("don-vi") else in_order
    page = Paginator(found, PER_PAGE).get_page(query.get("page"))
    return {
        "campaign": campaign,
        "crumbs": crumbs(campaign, ""),
        "rows": [figure_row(row) for row in page],
        "page_obj": page,
        "rivals": _rivals(campaign),
        "counts": _counts(list(rows)),
        "units": rows.order_by().aggregate(n=Count("unit", distinct=True))["n"],
        "wanted": query.get("don-vi", ""),
    }


def plan_page(plan: Plan) -> dict[str, object]:
    written = [change for change in plan.changes if change.kind != "same"]
    return {
        "plan": plan,
        "new": len(plan.of_kind("new")),
        "changed": len(plan.of_kind("changed")),
        "same": len(plan.of_kind("same")),
        "changes": [_change_row(change) for change in written[:CHANGES_SHOWN]],
        "more": max(0, len(written) - CHANGES_SHOWN),
    }


def figure_row(row: RecordedResult) -> FigureRow:
    return FigureRow(
        pk=row.pk,
        unit=row.unit.title,
        unit_code=row.unit.code,
        subject=str(row.criterion) if row.criterion else LEVELS[level_of(None)],
        points=_points(row),
        percent="" if row.percent is None else format_percent(row.percent, 4, strip=True),
        rank=_rank(row),
        source=row.source,
        note=row.note,
        is_used=row.is_used,
    )


def crumbs(campaign: Campaign, label: str) -> list[dict[str, str]]:
    here = reverse("recorded-results", args=[campaign.code])
    found = [
        {"label": _("Đợt đánh giá"), "url": reverse("campaigns")},
        {"label": campaign.name, "url": reverse("campaign", args=[campaign.code])},
        {"label": _("Kết quả năm trước"), "url": here},
    ]
    return [*found, {"label": label, "url": ""}] if label else found


def _points(row: RecordedResult) -> str:
    if row.points is None:
        return ""
    points = format_decimal(row.points, 4, strip=True)
    return f"{points} / {format_decimal(row.max_points, 4, strip=True)}"


def _rank(row: RecordedResult) -> str:
    if row.rank is None:
        return ""
    place = _("hạng %(rank)d") % {"rank": row.rank}
    return f"{place}/{row.rank_of}" if row.rank_of else place


def _rivals(campaign: Campaign) -> list[Rivals]:
    rows = RecordedResult.objects.filter(campaign=campaign).select_related("unit", "criterion")
    by_key: dict[tuple[int, int | None], list[RecordedResult]] = {}
    for row in rows.order_by(*IN_ORDER):
        by_key.setdefault((row.unit_id, row.criterion_id), []).append(row)
    return [
        Rivals(found[0].unit.title, figure_row(found[0]).subject, [figure_row(r) for r in found])
        for found in by_key.values()
        if len(found) > 1
    ]


def _counts(rows: list[RecordedResult]) -> str:
    levels = [level_of(row.criterion) for row in rows]
    return ", ".join(
        f"{levels.count(level)} {label.lower()}"
        for level, label in LEVELS.items()
        if level in levels
    )


def _change_row(change: Change) -> dict[str, object]:
    figure = change.figure
    after = RecordedResult(
        points=figure.points,
        max_points=figure.max_points,
        percent=figure.percent,
        rank=figure.rank,
        rank_of=figure.rank_of,
        note=figure.note,
        source=figure.source,
        unit=figure.unit,
        criterion=figure.criterion,
    )
    return {
        "row": figure.row,
        "unit": figure.unit.title,
        "unit_code": figure.unit.code,
        "subject": figure.subject,
        "kind": change.kind,
        "before": figure_row(change.stored) if change.stored else None,
        "after": figure_row(after),
        "rivals": change.rivals,
        "mismatch": figure.mismatch,
    }
