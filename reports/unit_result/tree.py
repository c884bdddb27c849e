"""The set's tree joined with the stored figures of one assessment."""

from collections import defaultdict

from assessments.models import Assessment, Entry, NodeResult, Result
from criteria.models import Criterion
from reports.unit_result.model import Figures, Node


class Tree:
    """Joins the set's tree with the stored figures: of leaves from entries, of the rest from
    NodeResult (a field that is itself a leaf has both, and then last year's figures too)."""

    def __init__(self, assessment: Assessment) -> None:
        self.sums = {
            row.criterion_id: row for row in NodeResult.objects.filter(assessment=assessment)
        }
        self.entries = {
            row.criterion_id: row for row in Entry.objects.filter(assessment=assessment)
        }
        self.children: dict[int | None, list[Criterion]] = defaultdict(list)
        of_set = Criterion.objects.filter(set=assessment.campaign.criteria_set_id)
        for criterion in of_set.order_by("sort_key"):
            self.children[criterion.parent_id].append(criterion)

    def tops(self) -> tuple[Node, ...]:
        return self._below(None, "")

    def _below(self, parent: int | None, lead_unit: str) -> tuple[Node, ...]:
        nodes = (self._node(criterion, lead_unit) for criterion in self.children[parent])
        return tuple(node for node in nodes if node is not None)

    def _node(self, criterion: Criterion, inherited: str) -> Node | None:
        """None for a criterion of which this campaign knows nothing (figures of past years)."""
        lead_unit = criterion.lead_unit or inherited
        children = self._below(criterion.pk, lead_unit)
        entry = self.entries.get(criterion.pk)
        stored = self.sums.get(criterion.pk)
        if stored is None and entry is None:
            return None
        figures = figures_of(stored) if stored else _entryfigures_of(entry)
        counted = entry.is_counted if entry else True
        return Node(
            **vars(figures),
            criterion_id=criterion.pk,
            entry_id=entry.pk if entry else None,
            code=criterion.code,
            name=criterion.name,
            level=criterion.level,
            block=criterion.block,
            method=criterion.method,
            is_leaf=not children,
            is_counted=counted,
            is_scored=_is_scored(figures, counted, children),
            lead_unit=lead_unit,
            cause=entry.cause.strip() if entry else "",
            children=children,
        )


def _is_scored(figures: Figures, counted: bool, children: tuple[Node, ...]) -> bool:
    if children:
        return all(child.is_scored for child in children)
    return not counted or figures.points is not None


def figures_of(row: Result | NodeResult) -> Figures:
    return Figures(
        self_points=row.self_points,
        appraised_points=row.appraised_points,
        points=row.points,
        max_points=row.max_points,
        percent=row.percent,
        previous_points=row.previous_points,
        previous_max=row.previous_max,
        previous_percent=row.previous_percent,
        previous_of=row.previous_of,
        change=row.change,
    )


def _entryfigures_of(entry: Entry | None) -> Figures:
    if entry is None:
        return Figures(points=None, max_points=None)
    return Figures(
        self_points=entry.self_score,
        appraised_points=entry.appraised_score,
        points=entry.score,
        max_points=entry.max_score,
    )
