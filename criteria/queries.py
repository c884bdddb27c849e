"""Reads of the criteria tree."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from criteria.models import OFFICE_METHODS, Block, CriteriaSet, Criterion
from parindex.lib.numbers import format_decimal

MOST_SETS_BETWEEN = 40
"""Sets come once a year; a chain of links that is longer runs in a circle."""


@dataclass(frozen=True)
class TreeRow:
    criterion: Criterion
    max_text: str
    rule_sentence: str


@dataclass(frozen=True)
class SetCounts:
    """How large a set is: nodes of each level and leaves inside the scale, and its points."""

    fields: int
    criteria: int
    sub_criteria: int
    leaves: int
    adjustments: int
    total: Decimal


def tree_rows(criteria_set: CriteriaSet) -> list[TreeRow]:
    """Every node in order, with its maximum as text and the sentence of its rule."""
    return [
        TreeRow(
            criterion=node,
            max_text=format_decimal(node.max_score, 4, strip=True),
            rule_sentence=node.rule_sentence,
        )
        for node in criteria_set.criteria.order_by("sort_key")
    ]


def set_counts(nodes: Iterable[Criterion]) -> SetCounts:
    every = list(nodes)
    inside = [node for node in every if node.block != Block.ADJUSTMENT]
    levels = [node.level for node in inside if node.block == Block.FIELD]
    return SetCounts(
        fields=levels.count(1),
        criteria=levels.count(2),
        sub_criteria=levels.count(3),
        leaves=sum(node.is_leaf for node in inside),
        adjustments=sum(node.is_leaf for node in every if node.block == Block.ADJUSTMENT),
        total=sum((node.max_score for node in inside if node.parent_id is None), Decimal(0)),
    )


def links_to(newer: CriteriaSet, older: CriteriaSet) -> dict[int, int]:
    """Node of the newer set → node of the older one that it continues, over the sets between.

    One query for each set on the way, however many nodes there are.
    """
    links = _continued(Criterion.objects.filter(set=newer).values_list("pk", "predecessor"))
    found: dict[int, int] = {}
    for _hop in range(MOST_SETS_BETWEEN):
        steps = {
            pk: (set_id, before)
            for pk, set_id, before in Criterion.objects.filter(
                pk__in=set(links.values())
            ).values_list("pk", "set", "predecessor")
        }
        found |= {n: before for n, before in links.items() if steps[before][0] == older.pk}
        links = _continued((n, steps[b][1]) for n, b in links.items() if n not in found)
        if not links:
            break
    return found


def _continued(links: Iterable[tuple[int, int | None]]) -> dict[int, int]:
    return {node: before for node, before in links if before is not None}


def declared_roots(set_id: int) -> set[str]:
    """Sort keys of the fields in which a unit has something to score itself."""
    leaves = (
        Criterion.objects.leaves()
        .filter(set=set_id)
        .exclude(method__in=OFFICE_METHODS)
        .exclude(rule_kind="penalty")
    )
    return {key.split(".")[0] for key in leaves.values_list("sort_key", flat=True)}
