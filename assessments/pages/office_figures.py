"""The page on which the standing office types its figures: a row per unit, a column per figure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from assessments import access
from assessments.deadlines import lock_reasons
from assessments.models import Assessment, Campaign, Entry, SurveyResult
from assessments.office.items import Box, Item, items_of, satisfaction_mismatch
from assessments.office.planning import Plan
from assessments.pages.standings import StandingView, may_preview, standing_views
from assessments.pages.texts import points_text
from assessments.services.office_figures import EntryFigures, IndexTyped
from assessments.workflow import Phase
from criteria.models import Method
from parindex.lib.numbers import format_decimal, format_percent
from parindex.units.models import User

PER_PAGE = 60
COLUMNS_AT_ONCE = 12
GROUPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "hai-long": ("Chỉ số hài lòng (SIPAS)", (Method.SURVEY_SIPAS,)),
    "dieu-tra": ("Điều tra xã hội học", (Method.SURVEY_LEADERS,)),
    "thong-ke": ("Thống kê", (Method.STATISTICS,)),
}
ALL = "tat-ca"


@dataclass(frozen=True)
class CellView:
    name: str
    column: str
    label: str
    value: str
    options: list[tuple[str, str]]
    error: str
    is_open: bool
    after: str
    """The points that the figures give, under the last input of an item."""
    seen: str = ""
    """What stands there now, sent back so that a faster colleague is noticed."""


@dataclass(frozen=True)
class UnitRow:
    unit: str
    versions: list[tuple[str, str]]
    cells: list[CellView]
    lock: str
    warning: str
    assessment_id: int
    standing: StandingView | None


@dataclass(frozen=True)
class Sent:
    """What was sent and what was wrong with it, by the name of the input."""

    values: Mapping[str, str]
    errors: Mapping[str, str]


def office_page(
    campaign: Campaign,
    user: User,
    query: Mapping[str, str],
    at: datetime,
    sent: Sent | None = None,
) -> dict[str, object]:
    every = items_of(campaign)
    group = chosen_group(every, query.get("nhom", ""))
    items = _of_group(every, group)
    page = Paginator(_units(campaign), PER_PAGE).get_page(query.get("page"))
    rows = _rows(campaign, list(page), every, items, user, at, sent or Sent({}, {}))
    return {
        "campaign": campaign,
        "items": items,
        "has_index": any(item.is_satisfaction for item in items),
        "rows": rows,
        "page_obj": page,
        "group": group,
        "tabs": _tabs(every, group),
        "may_preview": may_preview(user, campaign),
        "can_save": any(cell.is_open for row in rows for cell in row.cells),
        "lock": next((row.lock for row in rows if row.lock), ""),
        "problems": len(sent.errors) if sent else 0,
        "warnings": sum(bool(row.warning) for row in rows),
    }


def chosen_group(items: list[Item], wanted: str) -> str:
    """As asked; else everything, if it fits on a screen, or the first kind there is."""
    if wanted in GROUPS or wanted == ALL:
        return wanted
    columns = sum(len(item.boxes) for item in items)
    if columns <= COLUMNS_AT_ONCE or not items:
        return ALL
    return next(key for key in GROUPS if _of_group(items, key))


def typed_figures(
    campaign: Campaign, posted: Mapping[str, str]
) -> tuple[list[EntryFigures], list[IndexTyped]]:
    """What was sent and differs from what stands, entry by entry."""
    items = items_of(campaign)
    boxes = {item.leaf.pk: item.boxes for item in items}
    typed = []
    for entry in _entries(campaign, items, _units(campaign)):
        version = posted.get(f"e{entry.pk}-version", "")
        figures = {
            box.field.name: posted.get(box.name(entry), "") for box in boxes[entry.criterion_id]
        }
        shown = {box.field.name: _shown(box, entry) for box in boxes[entry.criterion_id]}
        if version.isdecimal() and figures != shown:
            typed.append(EntryFigures(entry.pk, int(version), figures))
    indexes = [
        IndexTyped(unit.pk, posted.get(f"s{unit.pk}-seen", ""), posted[f"s{unit.pk}"])
        for unit in _units(campaign)
        if f"s{unit.pk}" in posted
    ]
    return typed, indexes


def plan_page(plan: Plan) -> dict[str, object]:
    """What an import would do, row by row, with the disagreements it would leave."""
    changes = [
        {
            "row": change.row,
            "unit": change.entry.assessment.unit.title,
            "subject": str(change.entry.criterion),
            "before": points_text(change.entry.appraised_score),
            "after": points_text(change.score),
            "figures": "; ".join(value for value in change.typed.values() if value),
        }
        for change in plan.changes
    ]
    indexes = [
        {
            "row": change.row,
            "unit": change.assessment.unit.title,
            "subject": _("Chỉ số hài lòng chung"),
            "before": "" if change.before is None else format_percent(change.before, 9, strip=True),
            "after": format_percent(change.index, 9, strip=True),
            "figures": "",
        }
        for change in plan.indexes
    ]
    return {"plan": plan, "changes": sorted([*changes, *indexes], key=lambda c: str(c["unit"]))}


def _units(campaign: Campaign) -> "QuerySet[Assessment, Assessment]":
    return (
        Assessment.objects.taking_part().filter(campaign=campaign).select_related("unit").in_order()
    )


def _entries(
    campaign: Campaign,
    items: list[Item],
    units: "list[Assessment] | QuerySet[Assessment, Assessment]",
) -> list[Entry]:
    rows = Entry.objects.filter(
        assessment__in=units, criterion__in=[item.leaf.pk for item in items]
    ).select_related("criterion__set", "sheet", "assessment")
    for entry in rows:
        entry.assessment.campaign = campaign
    return list(rows)


def _of_group(items: list[Item], group: str) -> list[Item]:
    return [item for item in items if group == ALL or item.leaf.method in GROUPS[group][1]]


def _tabs(items: list[Item], chosen: str) -> list[dict[str, object]]:
    keys = [key for key in GROUPS if _of_group(items, key)]
    pairs = [(key, GROUPS[key][0]) for key in keys]
    if len(pairs) > 1:
        pairs.append((ALL, _("Tất cả")))
    return [
        {"key": key, "label": label, "count": len(_of_group(items, key)), "current": key == chosen}
        for key, label in pairs
    ]


def _rows(
    campaign: Campaign,
    units: list[Assessment],
    every: list[Item],
    items: list[Item],
    user: User,
    at: datetime,
    sent: Sent,
) -> list[UnitRow]:
    for unit in units:
        unit.campaign = campaign
    locks = lock_reasons(units, Phase.APPRAISAL, at)
    entries: dict[tuple[int, int], Entry] = {}
    for entry in _entries(campaign, every, units):
        entries[entry.assessment_id, entry.criterion_id] = entry
    surveys = SurveyResult.objects.filter(assessment__in=units)
    indexes: dict[int, Decimal | None] = dict(surveys.values_list("assessment", "index"))
    views = standing_views(campaign, user)
    rows = []
    for unit in units:
        of_unit = {leaf: entry for (owner, leaf), entry in entries.items() if owner == unit.pk}
        lock, index = locks[unit.pk], indexes.get(unit.pk)
        rows.append(
            UnitRow(
                unit=unit.unit.title,
                versions=[(f"e{e.pk}-version", str(e.appraisal_version)) for e in of_unit.values()],
                cells=[
                    *_index_cells(unit, index, items, lock, sent),
                    *_cells(unit, of_unit, items, user, lock, sent),
                ],
                lock=lock,
                warning=_warning(of_unit, every, index),
                assessment_id=unit.pk,
                standing=views.get(unit.pk),
            )
        )
    return rows


def _index_cells(
    unit: Assessment, index: Decimal | None, items: list[Item], lock: str, sent: Sent
) -> list[CellView]:
    if not any(item.is_satisfaction for item in items):
        return []
    name = f"s{unit.pk}"
    return [
        CellView(
            name=name,
            column="index",
            label=_("%(unit)s, chỉ số hài lòng chung (%%)") % {"unit": unit.unit.title},
            value=sent.values.get(name, index_text(index)),
            options=[],
            error=sent.errors.get(name, ""),
            is_open=not lock,
            after="",
            seen=index_text(index),
        )
    ]


def index_text(index: Decimal | None) -> str:
    return "" if index is None else format_decimal(index, 9, strip=True)


def _cells(
    unit: Assessment,
    entries: Mapping[int, Entry],
    items: list[Item],
    user: User,
    lock: str,
    sent: Sent,
) -> list[CellView]:
    cells = []
    for item in items:
        entry = entries.get(item.leaf.pk)
        for box in item.boxes:
            is_last = box is item.boxes[-1]
            cells.append(_cell(unit, box, entry, user, lock, sent, is_last=is_last))
    return cells


def _cell(
    unit: Assessment,
    box: Box,
    entry: Entry | None,
    user: User,
    lock: str,
    sent: Sent,
    *,
    is_last: bool,
) -> CellView:
    label = f"{unit.unit.title}, {box.title}"
    if entry is None:
        return CellView("", box.key, label, "", [], "", is_open=False, after="")
    name = box.name(entry)
    score = entry.appraised_score
    return CellView(
        name=name,
        column=box.key,
        label=label,
        value=sent.values.get(name, _shown(box, entry)),
        options=[(key, text) for key, text in box.field.choices],
        error=sent.errors.get(name, ""),
        is_open=not lock and access.may_enter(user, entry),
        after=f"→ {points_text(score)} / {points_text(entry.max_score)}"
        if is_last and score is not None
        else "",
    )


def _shown(box: Box, entry: Entry) -> str:
    """Stored figures are canonical (1.5) and shown with a comma."""
    value: str = entry.figures.get(box.field.name, "")
    return value if box.field.choices else value.replace(".", ",")


def _warning(entries: Mapping[int, Entry], items: list[Item], index: Decimal | None) -> str:
    """Where the satisfaction index and the satisfaction points do not agree."""
    own = [entries[i.leaf.pk] for i in items if i.is_satisfaction and i.leaf.pk in entries]
    scores = [entry.appraised_score for entry in own if entry.appraised_score is not None]
    if not own or len(scores) < len(own):
        return ""
    places = own[0].criterion.set.decimals
    total, maximum = sum(scores, Decimal(0)), sum((e.max_score for e in own), Decimal(0))
    return satisfaction_mismatch(index, total, maximum, places)
