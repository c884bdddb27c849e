"""Codes and everything else that follows from the tree."""

from decimal import Decimal

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from criteria.codes import code_key, is_child_code, next_code
from criteria.models import CriteriaSet, Criterion
from criteria.services import sets_load
from criteria.services.trees import codes_write, tree_of, tree_refresh
from criteria.tree import COMPUTED, renumbered
from tests.criteria.cases import DraftCase
from tests.factories import make_criterion

SETS = ("PAR-TINH-1149", "BD-HUYEN-2020", "BD-HUYEN-2021", "PAR-XA-2022")


def test_codes_are_ordered_part_by_part() -> None:
    codes = ["S", "1.10", "2", "1.2.1", "1", "1.9", "1.2"]
    assert sorted(codes, key=code_key) == ["1", "1.2", "1.2.1", "1.9", "1.10", "2", "S"]
    assert code_key("1.01") == code_key("1.1")


@pytest.mark.parametrize(
    ("code", "parent", "fits"),
    [("1.2", "1", True), ("1.2.3", "1.2", True), ("1.2.3", "1", False), ("12", "1", False)],
)
def test_a_childs_code_is_its_parents_with_one_part_more(
    code: str, parent: str, fits: bool
) -> None:
    assert is_child_code(code, parent) is fits


def test_the_next_code_follows_the_largest_number() -> None:
    assert next_code("", []) == "1"
    assert next_code("", ["1", "3", "S"]) == "4"
    assert next_code("2.1", ["2.1.1", "2.1.10"]) == "2.1.11"


@pytest.mark.django_db
@pytest.mark.parametrize("code", SETS)
def test_what_the_real_sets_state_is_what_is_computed(code: str) -> None:
    sets_load()
    assert tree_refresh(CriteriaSet.objects.get(code=code)) == 0


@pytest.mark.django_db
@pytest.mark.parametrize("code", SETS)
def test_what_follows_from_the_tree_is_found_again_when_it_is_lost(code: str) -> None:
    sets_load()
    found = CriteriaSet.objects.get(code=code)
    rows = Criterion.objects.filter(set=found).order_by("pk")
    before = list(rows.values_list("pk", *COMPUTED))
    rows.filter(is_leaf=False).update(max_score=Decimal(0), method="appraisal", level=9)
    rows.update(sort_key="", is_leaf=True)
    assert tree_refresh(found) == len(before)
    assert list(rows.values_list("pk", *COMPUTED)) == before


def test_a_bonus_block_is_worth_what_can_be_gained_up_to_the_cap(case: DraftCase) -> None:
    top = make_criterion(case.draft, "3", is_leaf=False, block="adjustment")
    for number, (kind, points) in enumerate((("bonus", "3"), ("bonus", "4"), ("penalty", "5"))):
        make_criterion(case.draft, f"3.{number + 1}", parent=top, max_score=points, rule_kind=kind)
    tree_refresh(case.draft)
    assert case.max_of("3") == 7
    case.draft.adjustment_cap = Decimal(5)
    tree_refresh(case.draft)
    assert case.max_of("3") == 5
    assert case.node("3.1").method == "adjustment"


def test_a_parent_of_different_methods_is_mixed(case: DraftCase) -> None:
    Criterion.objects.filter(pk=case.node("1.1.1").pk).update(method="survey_sipas")
    tree_refresh(case.draft)
    assert [case.node(c).method for c in ("1", "1.1", "2")] == ["mixed", "mixed", "appraisal"]


def test_the_refresh_reads_once_and_writes_at_most_once(
    case: DraftCase, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    Criterion.objects.filter(set=case.draft).update(sort_key="")
    with django_assert_num_queries(2):
        tree_refresh(case.draft)
    with django_assert_num_queries(1):
        assert tree_refresh(case.draft) == 0


def test_two_codes_can_swap(case: DraftCase) -> None:
    first, second = case.node("1.1.1"), case.node("1.1.2")
    assert codes_write({first.pk: "1.1.2", second.pk: "1.1.1"}) == 2
    assert case.node("1.1.2").pk == first.pk
    assert (case.node("1.1.2").version, case.node("1.1.1").version) == (1, 1)


def test_numbering_one_level_carries_the_codes_below(case: DraftCase) -> None:
    Criterion.objects.filter(pk=case.node("1.1").pk).update(code="1.7")
    Criterion.objects.filter(pk=case.node("1.1.2").pk).update(code="1.1.9")
    tree = tree_of(case.draft)
    shallow, deep = renumbered(tree, None), renumbered(tree, None, deep=True)
    assert sorted(shallow.values()) == ["1", "1.2", "1.7", "1.7.1", "1.7.9", "2", "2.1"]
    assert sorted(deep.values()) == ["1", "1.1", "1.1.1", "1.1.2", "1.2", "2", "2.1"]


def test_a_lettered_top_code_is_kept(case: DraftCase) -> None:
    make_criterion(case.draft, "3")
    Criterion.objects.filter(pk=case.node("3").pk).update(code="S")
    assert renumbered(tree_of(case.draft), None, deep=True)[case.node("S").pk] == "S"
