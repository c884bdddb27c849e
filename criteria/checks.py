"""What must be right before a set is published: one function per check.

Every check looks at the tree in memory and asks nothing of the database, so that the whole list
can stand beside the editor and be computed anew at every save.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from django.utils.translation import gettext as _

from criteria.codes import code_key, is_child_code
from criteria.models import (
    OFFICE_METHODS,
    SURVEY_METHODS,
    Block,
    CriteriaSet,
    Criterion,
    Method,
)
from criteria.tree import MAX_DEPTH, Tree, sum_of
from parindex.lib.numbers import format_decimal
from parindex.lib.text import fold

Severity = Literal["error", "warning"]
Place = Literal["node", "rule", "tree", "set"]
"""Where it is mended: the node's form, its rule, the order of the tree, the set's own form."""

ADJUSTING = ("bonus", "penalty")


@dataclass(frozen=True)
class Finding:
    """One thing to mend; ``node`` None when it is about the whole set."""

    check: str
    severity: Severity
    message: str
    mend: str
    node: Criterion | None = None
    place: Place = "node"


@dataclass(frozen=True)
class Subject:
    criteria_set: CriteriaSet
    tree: Tree

    @property
    def leaves(self) -> list[Criterion]:
        return [node for node in self.tree.in_order() if not self.tree.children(node)]

    @property
    def parents(self) -> list[Criterion]:
        return [node for node in self.tree.in_order() if self.tree.children(node)]


Check = Callable[[Subject], Iterator[Finding]]


def run(criteria_set: CriteriaSet, tree: Tree) -> list[Finding]:
    """Every finding: errors first, each kind in the order of the tree."""
    subject = Subject(criteria_set, tree)
    found = [finding for check in CHECKS for finding in check(subject)]
    order = {node.pk: place for place, node in enumerate(tree.in_order())}
    return sorted(
        found, key=lambda f: (f.severity != "error", order.get(f.node.pk, 0) if f.node else -1)
    )


def errors_of(findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity == "error"]


def has_nodes(subject: Subject) -> Iterator[Finding]:
    if not subject.tree.nodes:
        yield Finding(
            "has_nodes",
            "error",
            _("Bộ tiêu chí chưa có mục nào."),
            _("Thêm lĩnh vực đầu tiên, nhập từ Excel, hoặc nhân bản một bộ đã có."),
            place="tree",
        )


def sums_of_parents(subject: Subject) -> Iterator[Finding]:
    cap = subject.criteria_set.adjustment_cap
    for node in subject.parents:
        total = sum_of(subject.tree.children(node), node.block, cap)
        if total != node.max_score:
            yield Finding(
                "sums_of_parents",
                "error",
                _("Mục %(code)s ghi %(own)s điểm nhưng các mục con cộng lại là %(sum)s điểm.")
                % {"code": node.code, "own": _points(node.max_score), "sum": _points(total)},
                _("Lưu lại một mục con bất kỳ để cổng tính lại điểm của mục cha."),
                node,
                "tree",
            )


def total_of_set(subject: Subject) -> Iterator[Finding]:
    tops = [n for n in subject.tree.children(None) if n.block != Block.ADJUSTMENT]
    total = sum((node.max_score for node in tops), Decimal(0))
    expected = subject.criteria_set.expected_total
    if tops and total != expected:
        difference = _("thừa") if total > expected else _("thiếu")
        yield Finding(
            "total_of_set",
            "error",
            _("Tổng điểm là %(total)s, %(difference)s %(by)s so với thang %(expected)s điểm.")
            % {
                "total": _points(total),
                "difference": difference,
                "by": _points(abs(total - expected)),
                "expected": _points(expected),
            },
            _("Sửa điểm tối đa của các mục; nếu thang điểm cố ý khác, sửa “tổng điểm của thang”."),
            place="set",
        )


def codes_once(subject: Subject) -> Iterator[Finding]:
    """Codes that read the same, such as 1.1 and 1.01, even where the database sees two."""
    seen: dict[object, Criterion] = {}
    for node in subject.tree.in_order():
        first = seen.setdefault(code_key(node.code), node)
        if first is not node:
            yield Finding(
                "codes_once",
                "error",
                _("Mã %(code)s trùng với mã %(other)s của “%(name)s”.")
                % {"code": node.code, "other": first.code, "name": first.name},
                _("Sửa mã, hoặc bấm “Đánh lại mã số”."),
                node,
            )


def codes_in_order(subject: Subject) -> Iterator[Finding]:
    for parent in (None, *subject.parents):
        for upper, lower in pairwise(subject.tree.children(parent)):
            if code_key(lower.code) < code_key(upper.code):
                yield Finding(
                    "codes_in_order",
                    "error",
                    _("Mã %(code)s đứng sau mã %(upper)s.")
                    % {"code": lower.code, "upper": upper.code},
                    _("Chuyển mục lên, sửa mã, hoặc bấm “Đánh lại mã số”."),
                    lower,
                    "tree",
                )


def codes_under_parents(subject: Subject) -> Iterator[Finding]:
    for parent in subject.parents:
        for node in subject.tree.children(parent):
            if not is_child_code(node.code, parent.code):
                yield Finding(
                    "codes_under_parents",
                    "error",
                    _("Mã %(code)s không nối tiếp mã %(parent)s của mục cha.")
                    % {"code": node.code, "parent": parent.code},
                    _("Sửa mã thành dạng %(parent)s.1, hoặc bấm “Đánh lại mã số”.")
                    % {"parent": parent.code},
                    node,
                )


def depth_of_tree(subject: Subject) -> Iterator[Finding]:
    for node in subject.tree.in_order():
        if subject.tree.depth(node) > MAX_DEPTH:
            yield Finding(
                "depth_of_tree",
                "error",
                _("Mục %(code)s nằm ở cấp %(depth)d; cây tiêu chí chỉ có %(most)d cấp.")
                % {"code": node.code, "depth": subject.tree.depth(node), "most": MAX_DEPTH},
                _("Chuyển mục lên cấp trên."),
                node,
                "tree",
            )


def names_present(subject: Subject) -> Iterator[Finding]:
    for node in subject.tree.in_order():
        if not node.name.strip():
            yield Finding(
                "names_present",
                "error",
                _("Mục %(code)s chưa có nội dung.") % {"code": node.code},
                _("Nhập nội dung của mục."),
                node,
            )


def names_differ(subject: Subject) -> Iterator[Finding]:
    """Twins below one parent cannot be told apart; the same words elsewhere may be meant."""
    seen: dict[str, list[Criterion]] = defaultdict(list)
    for node in subject.tree.in_order():
        name = fold(node.name)
        twins = [other for other in seen[name] if other.parent_id == node.parent_id]
        first = next(iter(twins or seen[name]), None)
        seen[name].append(node)
        if name and first and first.pk != node.parent_id:
            yield Finding(
                "names_differ",
                "error" if twins else "warning",
                _("Mục %(code)s trùng nội dung với mục %(other)s.")
                % {"code": node.code, "other": first.code},
                _("Ghi rõ điểm khác nhau trong nội dung, hoặc bỏ bớt một mục."),
                node,
            )


def rules_of_leaves(subject: Subject) -> Iterator[Finding]:
    for node in subject.leaves:
        if node.rule_problem:
            yield Finding(
                "rules_of_leaves",
                "error",
                f"{node.code}: {node.rule_problem}",
                _("Mở trang cách chấm của mục, chọn loại và điền các mốc, các mức điểm."),
                node,
                "rule",
            )


def maxima_fit_decimals(subject: Subject) -> Iterator[Finding]:
    """A score is rounded to the set's decimals; rounded up it would pass such a maximum."""
    places = subject.criteria_set.decimals
    for node in subject.leaves:
        if node.max_score % Decimal(1).scaleb(-places):
            yield Finding(
                "maxima_fit_decimals",
                "error",
                _("Mục %(code)s có điểm tối đa %(max)s, lẻ hơn %(places)d chữ số thập phân.")
                % {"code": node.code, "max": _points(node.max_score), "places": places},
                _("Làm tròn điểm tối đa, hoặc tăng số chữ số thập phân của bộ tiêu chí."),
                node,
                "rule",
            )


def methods_of_leaves(subject: Subject) -> Iterator[Finding]:
    for node in subject.leaves:
        message = _method_problem(node)
        if message:
            yield Finding(
                "methods_of_leaves",
                "error",
                message,
                _("Sửa phương pháp của mục hoặc loại cách chấm."),
                node,
            )


def evidence_of_leaves(subject: Subject) -> Iterator[Finding]:
    """Without a demand the unit may send the sheet without proof, which may be meant."""
    for node in subject.leaves:
        if not node.is_office_scored and not node.evidence_hint.strip():
            yield Finding(
                "evidence_of_leaves",
                "warning",
                _("Mục %(code)s chưa nêu tài liệu kiểm chứng.") % {"code": node.code},
                _("Nêu tài liệu phải nộp; để trống nghĩa là không đòi tài liệu."),
                node,
            )


def offices_of_leaves(subject: Subject) -> Iterator[Finding]:
    for node in subject.leaves:
        if not node.appraising_office.strip():
            yield Finding(
                "offices_of_leaves",
                "error",
                _("Mục %(code)s chưa có cơ quan thẩm định.") % {"code": node.code},
                _("Ghi cơ quan thẩm định của mục."),
                node,
            )


def adjustments_apart(subject: Subject) -> Iterator[Finding]:
    """Bonus and penalty stand outside the scale, and nothing else stands with them."""
    for node in subject.leaves:
        is_adjusting = node.rule_kind in ADJUSTING
        if is_adjusting == (node.block == Block.ADJUSTMENT) or not node.rule_kind:
            continue
        if is_adjusting:
            message = _("Mục thưởng, phạt %(code)s nằm trong thang điểm.")
            mend = _("Chuyển mục vào khối “Điểm thưởng, điểm phạt”.")
        else:
            message = _("Mục %(code)s nằm trong khối thưởng, phạt nhưng không cộng, trừ điểm.")
            mend = _("Chọn cách chấm “Điểm thưởng” hoặc “Điểm phạt”, hoặc chuyển mục ra ngoài.")
        yield Finding(
            "adjustments_apart", "error", message % {"code": node.code}, mend, node, "tree"
        )


def description_of_set(subject: Subject) -> Iterator[Finding]:
    wanted = {
        "legal_basis": _("văn bản ban hành"),
        "issued_on": _("ngày ban hành văn bản"),
        "issuer": _("cơ quan ban hành"),
        "provenance": _("nguồn gốc số liệu"),
    }
    missing = [label for name, label in wanted.items() if not getattr(subject.criteria_set, name)]
    if missing:
        yield Finding(
            "description_of_set",
            "warning",
            _("Bộ tiêu chí chưa ghi %(missing)s.") % {"missing": ", ".join(missing)},
            _("Mở “Thông tin bộ tiêu chí” và bổ sung."),
            place="set",
        )


CHECKS: tuple[Check, ...] = (
    has_nodes,
    total_of_set,
    sums_of_parents,
    codes_once,
    codes_in_order,
    codes_under_parents,
    depth_of_tree,
    names_present,
    names_differ,
    rules_of_leaves,
    maxima_fit_decimals,
    methods_of_leaves,
    offices_of_leaves,
    adjustments_apart,
    evidence_of_leaves,
    description_of_set,
)


def by_node(findings: list[Finding]) -> dict[int, list[Finding]]:
    found: dict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.node:
            found[finding.node.pk].append(finding)
    return found


def _method_problem(node: Criterion) -> str:
    if node.method == Method.MIXED:
        return _("Mục %(code)s chưa chọn phương pháp.") % {"code": node.code}
    if node.rule_kind == "survey" and node.method not in OFFICE_METHODS:
        text = _("Mục %(code)s chấm theo điều tra nhưng phương pháp là “%(method)s”.")
        return text % {"code": node.code, "method": node.get_method_display()}
    if node.rule_kind and node.rule_kind != "survey" and node.method in SURVEY_METHODS:
        text = _("Mục %(code)s theo điều tra nhưng cách chấm không phải là điều tra.")
        return text % {"code": node.code}
    if node.method == Method.ADJUSTMENT and node.block != Block.ADJUSTMENT:
        return _("Mục %(code)s ghi là thưởng, phạt nhưng nằm trong thang điểm.") % {
            "code": node.code
        }
    return ""


def _points(value: Decimal) -> str:
    return format_decimal(value, places=4, strip=True)
