"""Reads of the criteria tree."""

from dataclasses import dataclass

from criteria import rules
from criteria.models import OFFICE_METHODS, CriteriaSet, Criterion
from parindex.lib.numbers import format_decimal


@dataclass(frozen=True)
class TreeRow:
    criterion: Criterion
    max_text: str
    rule_sentence: str


def tree_rows(criteria_set: CriteriaSet) -> list[TreeRow]:
    """Every node in order, with its maximum as text and the sentence of its rule."""
    return [
        TreeRow(
            criterion=node,
            max_text=format_decimal(node.max_score, strip=True),
            rule_sentence=rules.explain(node.rule) if node.is_leaf else "",
        )
        for node in criteria_set.criteria.order_by("sort_key")
    ]


def declared_roots(set_id: int) -> set[str]:
    """Sort keys of the fields in which a unit has something to score itself."""
    leaves = (
        Criterion.objects.leaves()
        .filter(set=set_id)
        .exclude(method__in=OFFICE_METHODS)
        .exclude(rule_kind="penalty")
    )
    return {key.split(".")[0] for key in leaves.values_list("sort_key", flat=True)}
