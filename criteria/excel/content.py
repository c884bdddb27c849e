"""What a set holds, as plain data that can be compared and summed up in a checksum."""

import json
from collections.abc import Iterable
from hashlib import sha256

from criteria.models import CriteriaSet, Criterion
from parindex.lib.numbers import plain

SET_COLUMNS = ("code", "name", "level", "year", "issuer", "legal_basis", "provenance", "decimals")
NODE_COLUMNS = (
    *("code", "level", "block", "position", "name", "method", "is_leaf", "rule_kind"),
    *("rule_params", "rule_text", "evidence_hint", "lead_unit", "appraising_office"),
    *("not_applicable", "provenance"),
)


def content(criteria_set: CriteriaSet, nodes: Iterable[Criterion]) -> dict[str, object]:
    """Everything but keys, versions and the state of publication. ``nodes`` in order."""
    cap = criteria_set.adjustment_cap
    about = {name: getattr(criteria_set, name) for name in SET_COLUMNS} | {
        "owner": criteria_set.owner.code if criteria_set.owner else "",
        "issued_on": str(criteria_set.issued_on or ""),
        "expected_total": plain(criteria_set.expected_total),
        "adjustment_cap": None if cap is None else plain(cap),
    }
    rows = list(nodes)
    codes = {node.pk: node.code for node in rows}
    return about | {
        "nodes": [
            {name: getattr(node, name) for name in NODE_COLUMNS}
            | {
                "max_score": plain(node.max_score),
                "parent": codes.get(node.parent_id or 0, ""),
                "predecessor": linked(node),
            }
            for node in rows
        ]
    }


def stored_content(criteria_set: CriteriaSet) -> dict[str, object]:
    return content(criteria_set, stored_nodes(criteria_set))


def stored_nodes(criteria_set: CriteriaSet) -> list[Criterion]:
    """In order, with what they continue."""
    rows = Criterion.objects.filter(set=criteria_set).select_related("predecessor__set")
    found = list(rows.order_by("sort_key"))
    for node in found:
        node.set = criteria_set
    return found


def checksum(found: dict[str, object]) -> str:
    text = json.dumps(found, ensure_ascii=False, sort_keys=True)
    return sha256(text.encode()).hexdigest()


def linked(node: Criterion) -> str:
    """What the node continues, as `BD-HUYEN-2020/1.2`."""
    before = node.predecessor
    return f"{before.set.code}/{before.code}" if before else ""
