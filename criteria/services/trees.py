"""What follows from a set's tree, brought into the database: order, sums, codes."""

from collections.abc import Mapping

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat

from criteria.models import CriteriaSet, Criterion
from criteria.tree import COMPUTED, Tree, renumbered, settle


def tree_of(criteria_set: CriteriaSet) -> Tree:
    return Tree(Criterion.objects.filter(set=criteria_set))


def tree_refresh(criteria_set: CriteriaSet) -> int:
    """Bring every computed column in line with the tree; returns how many nodes changed.

    One read and at most one write, whatever the size of the set.
    """
    changed = settle(tree_of(criteria_set), criteria_set.adjustment_cap)
    if changed:
        Criterion.objects.get_queryset().bulk_update(changed, COMPUTED)
    return len(changed)


def sort_keys_fill(criteria_set: CriteriaSet) -> int:
    """Compute the path of positions, "001.010.002", where it is not right yet; returns how many."""
    tree = tree_of(criteria_set)
    stored = {node.pk: (node.position, node.sort_key) for node in tree.nodes}
    settle(tree, criteria_set.adjustment_cap)
    changed = [n for n in tree.nodes if (n.position, n.sort_key) != stored[n.pk]]
    if changed:
        Criterion.objects.get_queryset().bulk_update(changed, ["position", "sort_key"])
    return len(changed)


def codes_write(codes: Mapping[int, str]) -> int:
    """Give nodes new codes, which may be each other's old ones; returns how many changed."""
    nodes = Criterion.objects.in_bulk(list(codes))
    changed = [node for key, node in nodes.items() if node.code != codes[key]]
    if not changed:
        return 0
    # By way of codes that nobody has: two nodes may swap, and the database checks row by row.
    rows = Criterion.objects.filter(pk__in=[node.pk for node in changed])
    rows.update(code=Concat(Value("~"), Cast("pk", CharField())), version=F("version") + 1)
    for node in changed:
        node.code = codes[node.pk]
    Criterion.objects.get_queryset().bulk_update(changed, ["code"])
    return len(changed)


def codes_follow(criteria_set: CriteriaSet, parent: Criterion | None) -> int:
    """Number everything below the parent by its order; returns how many codes changed."""
    return codes_write(renumbered(tree_of(criteria_set), parent))
