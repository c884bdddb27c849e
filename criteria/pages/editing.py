"""The editor: the tree of a draft with everything that can be done to it, and its check list."""

from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from criteria.checks import Finding, by_node, errors_of, run
from criteria.models import CriteriaSet, Criterion
from criteria.pages.reading import count_figures, points
from criteria.queries import set_counts
from criteria.services.trees import tree_of
from criteria.tree import MAX_DEPTH, Tree

ALL = "tat-ca"


@dataclass(frozen=True)
class NodeRow:
    """One line of the tree."""

    node: Criterion
    max_text: str
    sentence: str
    findings: list[Finding]
    is_first: bool
    is_last: bool
    may_have_children: bool


@dataclass(frozen=True)
class FieldGroup:
    """A top node, and below it all of its lines."""

    top: NodeRow
    rows: list[NodeRow]
    errors: int
    warnings: int
    is_open: bool


@dataclass(frozen=True)
class FindingLine:
    finding: Finding
    url: str


def editor_page(criteria_set: CriteriaSet, opened: str) -> dict[str, object]:
    """``opened``: the code of the field that stands open, or ALL."""
    tree = tree_of(criteria_set)
    findings = run(criteria_set, tree)
    lines = finding_lines(criteria_set, findings)
    return {
        "set": criteria_set,
        "groups": _groups(tree, by_node(findings), opened),
        "counts": count_figures(set_counts(tree.nodes), criteria_set),
        "errors": [line for line in lines if line.finding.severity == "error"],
        "warnings": [line for line in lines if line.finding.severity == "warning"],
        "opened": opened,
        "all_url": f"{reverse('criteria-edit', args=[criteria_set.code])}?mo={ALL}",
    }


def finding_lines(criteria_set: CriteriaSet, findings: list[Finding]) -> list[FindingLine]:
    return [FindingLine(finding, _mend_url(criteria_set, finding)) for finding in findings]


def editor_url(criteria_set: CriteriaSet, node: Criterion | None = None) -> str:
    """The tree with this node in view."""
    url = reverse("criteria-edit", args=[criteria_set.code])
    if node is None:
        return url
    return f"{url}?mo={root_key(node)}#muc-{node.pk}"


def root_key(node: Criterion) -> str:
    return node.sort_key.partition(".")[0]


def deletion_page(criteria_set: CriteriaSet, node: Criterion) -> dict[str, object]:
    """What goes with the node, and what becomes of the rest."""
    tree = tree_of(criteria_set)
    gone = tree.subtree(tree.by_id[node.pk])
    parent = tree.parent(tree.by_id[node.pk])
    total = set_counts(tree.nodes).total
    becomes_leaf = parent is not None and len(tree.children(parent)) == 1
    return {
        "gone": [_row(tree, each, {}) for each in gone],
        "leaves": sum(each.is_leaf for each in gone),
        "parent": parent,
        "becomes_leaf": becomes_leaf,
        "total": points(total),
        "total_after": points(total - (Decimal(0) if becomes_leaf else _counted(gone[0]))),
    }


def _counted(node: Criterion) -> Decimal:
    return Decimal(0) if node.block == "adjustment" else node.max_score


def _groups(tree: Tree, findings: dict[int, list[Finding]], opened: str) -> list[FieldGroup]:
    return [_group(tree, top, findings, opened) for top in tree.children(None)]


def _group(
    tree: Tree, top: Criterion, findings: dict[int, list[Finding]], opened: str
) -> FieldGroup:
    nodes = tree.subtree(top)
    here = [finding for node in nodes for finding in findings.get(node.pk, [])]
    errors = len(errors_of(here))
    return FieldGroup(
        top=_row(tree, top, findings),
        rows=[_row(tree, node, findings) for node in nodes[1:]],
        errors=errors,
        warnings=len(here) - errors,
        is_open=opened in (ALL, root_key(top)),
    )


def _row(tree: Tree, node: Criterion, findings: dict[int, list[Finding]]) -> NodeRow:
    siblings = tree.siblings(node)
    return NodeRow(
        node=node,
        max_text=points(node.max_score),
        sentence=node.rule_sentence,
        findings=findings.get(node.pk, []),
        is_first=siblings[0] == node,
        is_last=siblings[-1] == node,
        may_have_children=tree.depth(node) < MAX_DEPTH,
    )


def _mend_url(criteria_set: CriteriaSet, finding: Finding) -> str:
    if finding.node is None:
        name = "criteria-set-update" if finding.place == "set" else "criteria-edit"
        return reverse(name, args=[criteria_set.code])
    if finding.place == "tree":
        return editor_url(criteria_set, finding.node)
    name = "criterion-rule" if finding.place == "rule" else "criterion-update"
    return reverse(name, args=[criteria_set.code, finding.node.pk])


def handed_down_note(parent: Criterion | None) -> str:
    """What happens when this node gets its first child."""
    if parent is None or not parent.is_leaf:
        return ""
    return _(
        "“%(name)s” đang là mục chấm điểm. Có mục con thì điểm của nó là tổng điểm các mục con;"
        " cách chấm đang có chuyển xuống mục con này."
    ) % {"name": parent}
