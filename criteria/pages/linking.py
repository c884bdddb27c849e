"""The link editor: every node of a draft beside the node of an earlier set that it continues."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from criteria.models import CriteriaSet, Criterion
from criteria.pages.reading import points
from criteria.services.links import linked_code
from parindex.lib.text import fold


@dataclass(frozen=True)
class LinkRow:
    node: Criterion
    max_text: str
    code: str
    """As stored, or as typed and refused."""
    linked: Criterion | None
    elsewhere: str
    suggested: str
    error: str

    @property
    def name(self) -> str:
        return f"link-{self.node.pk}"


def links_page(
    criteria_set: CriteriaSet,
    other: CriteriaSet,
    *,
    is_suggesting: bool,
    typed: Mapping[int, str] | None = None,
    errors: Mapping[str, str] | None = None,
) -> dict[str, object]:
    nodes = list(criteria_set.criteria.select_related("predecessor__set").order_by("sort_key"))
    before = list(Criterion.objects.filter(set=other).order_by("sort_key"))
    suggestions = suggested_codes(nodes, before, other) if is_suggesting else {}
    rows = [
        _row(node, other, suggestions, typed or {}, errors or {}, {n.code: n for n in before})
        for node in nodes
    ]
    return {
        "set": criteria_set,
        "other": other,
        "rows": rows,
        "before": [(node.code, f"{node.code}. {node.name}") for node in before],
        "linked": sum(bool(linked_code(node, other)) for node in nodes),
        "suggested": len(suggestions),
        "is_suggesting": is_suggesting,
        "orphans": _orphans(nodes, before),
    }


def suggested_codes(
    nodes: list[Criterion], before: list[Criterion], other: CriteriaSet
) -> dict[int, str]:
    """For nodes without a link: the node of the same words, else of the same code; used once."""
    taken = {linked_code(node, other) for node in nodes}
    free = {node.code: node for node in before if node.code not in taken}
    found: dict[int, str] = {}
    open_nodes = [node for node in nodes if node.predecessor_id is None]
    for is_same in (_same_words, _same_code):
        for node in open_nodes:
            match = next((n for n in free.values() if is_same(n, node)), None)
            if match and node.pk not in found:
                found[node.pk] = free.pop(match.code).code
    return found


def _same_words(old: Criterion, new: Criterion) -> bool:
    return old.level == new.level and fold(old.name) == fold(new.name)


def _same_code(old: Criterion, new: Criterion) -> bool:
    return old.code == new.code and old.is_leaf == new.is_leaf


def _row(
    node: Criterion,
    other: CriteriaSet,
    suggestions: Mapping[int, str],
    typed: Mapping[int, str],
    errors: Mapping[str, str],
    before: Mapping[str, Criterion],
) -> LinkRow:
    stored = linked_code(node, other)
    code = typed.get(node.pk, stored or suggestions.get(node.pk, ""))
    return LinkRow(
        node=node,
        max_text=points(node.max_score),
        code=code,
        linked=before.get(code),
        elsewhere=_elsewhere(node, other),
        suggested=suggestions.get(node.pk, ""),
        error=errors.get(str(node.pk), ""),
    )


def _elsewhere(node: Criterion, other: CriteriaSet) -> str:
    found = node.predecessor
    if found is None or found.set_id == other.pk:
        return ""
    return _("đang kế thừa %(code)s của bộ %(set)s") % {"code": found.code, "set": found.set.code}


def _orphans(nodes: list[Criterion], before: list[Criterion]) -> list[Criterion]:
    """Leaves of the earlier set that nothing continues."""
    continued = {node.predecessor_id for node in nodes}
    return [node for node in before if node.is_leaf and node.pk not in continued]
