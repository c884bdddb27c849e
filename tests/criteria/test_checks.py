"""Each check of the list before publication: what it passes, what it finds."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from criteria import checks
from criteria.checks import Check, Finding, Subject
from criteria.models import CriteriaSet, Criterion
from criteria.services import sets_load
from criteria.services.trees import tree_of
from tests.criteria.cases import DraftCase, make_leaf
from tests.factories import make_criterion

pytestmark = pytest.mark.django_db

Spoil = Callable[[DraftCase], object]


def change(at: str, /, **values: object) -> Spoil:
    def spoil(case: DraftCase) -> None:
        Criterion.objects.filter(pk=case.node(at).pk).update(**values)

    return spoil


def change_set(**values: object) -> Spoil:
    return lambda case: CriteriaSet.objects.filter(pk=case.draft.pk).update(**values)


def empty(case: DraftCase) -> None:
    Criterion.objects.filter(set=case.draft).delete()


def too_deep(case: DraftCase) -> None:
    leaf = make_leaf(case.draft, "1.1.1.1", case.node("1.1.1"), "30")
    Criterion.objects.filter(pk=leaf.pk).update(level=4)


def bonus_inside(case: DraftCase) -> None:
    change("1.2", rule_kind="bonus", rule_params={"label": "sáng kiến", "each": "1"})(case)


def plain_outside(case: DraftCase) -> None:
    make_criterion(case.draft, "3", block="adjustment", rule_kind="manual", method="adjustment")


def findings(check: Check, case: DraftCase) -> list[Finding]:
    stored = CriteriaSet.objects.get(pk=case.draft.pk)
    return list(check(Subject(stored, tree_of(stored))))


CASES: list[tuple[Check, Spoil, str, str]] = [
    (checks.has_nodes, empty, "", "error"),
    (checks.total_of_set, change("2", max_score=Decimal(39)), "", "error"),
    (checks.total_of_set, change_set(expected_total=Decimal(60)), "", "error"),
    (checks.sums_of_parents, change("1.1", max_score=Decimal(51)), "1", "error"),
    (checks.codes_once, change("1.2", code="1.01"), "1.01", "error"),
    (checks.codes_in_order, change("1.1", code="1.3"), "1.2", "error"),
    (checks.codes_under_parents, change("1.2", code="5"), "5", "error"),
    (checks.depth_of_tree, too_deep, "1.1.1.1", "error"),
    (checks.names_present, change("1.2", name=" "), "1.2", "error"),
    (checks.names_differ, change("1.2", name="Nội dung 1.1"), "1.2", "error"),
    (checks.names_differ, change("1.2", name="NỘI DUNG 1.1.1"), "1.2", "warning"),
    (checks.rules_of_leaves, change("1.2", rule_kind=""), "1.2", "error"),
    (checks.rules_of_leaves, change("1.2", rule_params={"step": "3"}), "1.2", "error"),
    (checks.maxima_fit_decimals, change("1.2", max_score=Decimal("0.125")), "1.2", "error"),
    (checks.methods_of_leaves, change("1.2", method="mixed"), "1.2", "error"),
    (checks.methods_of_leaves, change("1.2", method="survey_sipas"), "1.2", "error"),
    (checks.methods_of_leaves, change("1.2", method="adjustment"), "1.2", "error"),
    (
        checks.methods_of_leaves,
        change("1.2", rule_kind="survey", rule_params={"mode": "percent"}),
        "1.2",
        "error",
    ),
    (checks.offices_of_leaves, change("1.2", appraising_office=""), "1.2", "error"),
    (checks.evidence_of_leaves, change("1.2", evidence_hint=""), "1.2", "warning"),
    (checks.adjustments_apart, bonus_inside, "1.2", "error"),
    (checks.adjustments_apart, plain_outside, "3", "error"),
    (checks.description_of_set, change_set(legal_basis=""), "", "warning"),
    (checks.description_of_set, change_set(issued_on=None), "", "warning"),
]


@pytest.mark.parametrize("check", checks.CHECKS, ids=lambda c: str(c.__name__))
def test_a_sound_set_passes(check: Check, case: DraftCase) -> None:
    assert findings(check, case) == []


@pytest.mark.parametrize(
    ("check", "spoil", "code", "severity"), CASES, ids=lambda v: getattr(v, "__name__", str(v))
)
def test_it_finds(check: Check, spoil: Spoil, code: str, severity: str, case: DraftCase) -> None:
    spoil(case)
    found = findings(check, case)
    places = [finding.node.code if finding.node else "" for finding in found]
    assert code in places
    finding = found[places.index(code)]
    assert (finding.check, finding.severity) == (check.__name__, severity)
    assert finding.message
    assert finding.mend


def test_every_check_is_tried() -> None:
    assert {check for check, *_rest in CASES} == set(checks.CHECKS)


def test_office_scored_leaves_need_no_proof(case: DraftCase) -> None:
    change("1.2", method="statistics", evidence_hint="")(case)
    assert findings(checks.evidence_of_leaves, case) == []


def test_errors_come_first_and_in_the_order_of_the_tree(case: DraftCase) -> None:
    change("2.1", rule_kind="")(case)
    change("1.1.1", evidence_hint="")(case)
    change("1.1.2", rule_kind="")(case)
    found = checks.run(case.draft, tree_of(case.draft))
    assert [f.node.code for f in found if f.node] == ["1.1.2", "2.1", "1.1.1"]


@pytest.mark.parametrize("code", ["PAR-TINH-1149", "BD-HUYEN-2021", "PAR-XA-2022"])
def test_the_real_sets_have_no_error(code: str) -> None:
    sets_load()
    found = CriteriaSet.objects.get(code=code)
    assert checks.errors_of(checks.run(found, tree_of(found))) == []


def test_the_checks_ask_nothing_of_the_database(
    case: DraftCase, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    tree = tree_of(case.draft)
    with django_assert_num_queries(0):
        checks.run(case.draft, tree)
