"""Two sets beside each other: what came, went, weighs more, reads differently, moved."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from criteria.comparing import Comparison, Difference, compare, words_changed
from criteria.models import CriteriaSet, Criterion
from criteria.queries import links_to
from criteria.services import sets_load
from criteria.services.links import links_update
from criteria.services.nodes import criterion_add, criterion_update, rule_update
from criteria.services.places import criterion_delete, criterion_move
from criteria.services.sets import set_clone
from criteria.services.trees import tree_of
from tests.criteria.cases import DraftCase

pytestmark = pytest.mark.django_db


def compared(newer: CriteriaSet, older: CriteriaSet) -> Comparison:
    return compare(tree_of(older), tree_of(newer), links_to(newer, older))


def of(found: Comparison, code: str) -> Difference:
    return next(d for d in found.differences if d.pair.new and d.pair.new.code == code)


class Next:
    """Next year's set and acts on its nodes."""

    def __init__(self, case: DraftCase, source: CriteriaSet, code: str = "NAM-SAU") -> None:
        self.case = case
        self.made = set_clone(
            source=source, code=code, name=code, year=2027, owner=case.owner, actor=case.standing
        )

    def node(self, code: str) -> Criterion:
        return Criterion.objects.select_related("set__owner").get(set=self.made, code=code)

    def update(self, at: str, /, **values: object) -> None:
        node = self.node(at)
        criterion_update(
            criterion=node, version=node.version, values=values, actor=self.case.standing
        )

    def do(self, service: Any, code: str, **more: Any) -> None:
        node = self.node(code)
        service(criterion=node, version=node.version, actor=self.case.standing, **more)


@pytest.fixture
def later(case: DraftCase) -> Next:
    return Next(case, case.draft)


def test_a_clone_differs_in_nothing(later: Next, case: DraftCase) -> None:
    found = compared(later.made, case.draft)
    assert (found.differences, found.unchanged) == ([], 7)


def test_every_kind_of_change_is_told_apart(later: Next, case: DraftCase) -> None:
    later.update("1.1.1", max_score=Decimal(35))
    later.update("1.1.2", name="Nội dung đã sửa", evidence_hint="Kế hoạch")
    later.do(rule_update, "2.1", kind="ratio", params={}, max_score=Decimal(40))
    later.do(criterion_move, "1.2", parent=later.node("2"))
    criterion_add(
        criteria_set=later.made,
        parent=later.node("1"),
        values={"name": "Thêm", "max_score": Decimal(3)},
        actor=case.standing,
    )
    found = compared(later.made, case.draft)
    assert of(found, "1.1.1").kinds == {"weight"}
    assert of(found, "1.1.1").changes[0].after == "35 (+5)"
    assert [c.label for c in of(found, "1.1.2").changes] == ["Nội dung", "Tài liệu kiểm chứng"]
    rule = of(found, "2.1").changes[0]
    assert (rule.kind, rule.before) == ("rule", "Chấm từ 0 đến 40 điểm, theo bước 0,5")
    assert rule.after == "Điểm = tỷ lệ × 40"
    moved = of(found, "2.2").changes[0]
    assert (moved.kind, moved.label, moved.before, moved.after) == (
        *("place", "Chuyển chỗ", "1.2", "2.2"),
    )
    assert of(found, "1.2").kinds == {"added"}
    assert found.unchanged == 3


def test_a_deleted_node_is_told_as_removed_in_its_field(later: Next, case: DraftCase) -> None:
    later.do(criterion_delete, "1.1.1")
    found = compared(later.made, case.draft)
    removed = next(d for d in found.differences if "removed" in d.kinds)
    assert removed.pair.old == case.node("1.1.1")
    assert of(found, "1.1.1").kinds == {"place"}
    places = [pair.node.code for pair in found.pairs]
    assert places.index("2") > [p.new is None for p in found.pairs].index(True)


def test_links_come_before_codes(later: Next, case: DraftCase) -> None:
    """1.1.1 and 1.1.2 swap their codes: the links know, the codes alone would not."""
    codes = {later.node("1.1.1").pk: "1.1.2", later.node("1.1.2").pk: "1.1.1"}
    links_update(
        criteria_set=later.made,
        other=case.draft,
        codes=codes,
        versions=dict.fromkeys(codes, 0),
        actor=case.standing,
    )
    found = compared(later.made, case.draft)
    pair = of(found, "1.1.1").pair
    assert pair.old
    assert (pair.old.code, pair.found) == ("1.1.2", "link")


def test_nodes_without_links_are_matched_by_code(later: Next, case: DraftCase) -> None:
    Criterion.objects.filter(set=later.made).update(predecessor=None)
    found = compared(later.made, case.draft)
    assert {pair.found for pair in found.pairs} == {"code"}
    assert found.differences == []


def test_a_split_node_continues_the_same_old_one(later: Next, case: DraftCase) -> None:
    codes = {later.node("1.1.2").pk: "1.1.1"}
    links_update(
        criteria_set=later.made,
        other=case.draft,
        codes=codes,
        versions=dict.fromkeys(codes, 0),
        actor=case.standing,
    )
    found = compared(later.made, case.draft)
    split = [p.new.code for p in found.pairs if p.is_split and p.new]
    assert split == ["1.1.1", "1.1.2"]
    assert [p.old.code for p in found.pairs if p.new is None and p.old] == ["1.1.2"]


def test_links_reach_over_the_sets_between(later: Next, case: DraftCase) -> None:
    after_next = Next(case, later.made, "HAI-NAM-SAU")
    links = links_to(after_next.made, case.draft)
    assert len(links) == 7
    assert links[after_next.node("1.2").pk] == case.node("1.2").pk
    assert compared(after_next.made, case.draft).differences == []
    assert links_to(case.draft, later.made) == {}


def test_two_published_years_of_a_district() -> None:
    sets_load()
    older = CriteriaSet.objects.get(code="BD-HUYEN-2020")
    newer = CriteriaSet.objects.get(code="BD-HUYEN-2021")
    found = compared(newer, older)
    linked = [p for p in found.pairs if p.found == "link"]
    assert len(linked) == 7
    assert found.count("added") == 76
    assert found.count("removed") == 0
    weights = {d.pair.node.code: d.changes[0].after for d in found.differences if d.pair.old}
    assert weights["1"] == "10 (−2)"
    assert weights["3"] == "10 (+4)"


def test_the_page_shows_totals_and_both_sentences(later: Next, case: DraftCase) -> None:
    later.do(rule_update, "2.1", kind="ratio", params={"target": "90"}, max_score=Decimal(45))
    client = Client()
    client.force_login(case.official)
    url = reverse("criteria-compare-other", args=[later.made.code, case.draft.code])
    page = client.get(url).content.decode()
    assert "<del>Chấm từ 0 đến 40 điểm, theo bước 0,5</del>" in page
    assert "<ins>Từ 90% trở lên: 45 điểm; dưới 90%: tỷ lệ ÷ 90% × 45</ins>" in page
    assert "40 → 45 (+5)" in page
    assert "6 mục giữ nguyên" in page
    filtered = client.get(url, {"loai": "added"}).content.decode()
    assert "Không có khác biệt nào" in filtered


def test_the_page_asks_as_little_for_a_large_set(
    client: Client, case: DraftCase, django_assert_max_num_queries: Any
) -> None:
    sets_load()
    large = Next(case, CriteriaSet.objects.get(code="PAR-TINH-1149"))
    client.force_login(case.official)
    url = reverse("criteria-compare-other", args=[large.made.code, "PAR-TINH-1149"])
    with django_assert_max_num_queries(10):
        assert client.get(url).status_code == 200


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("a b c", "a x c", [("same", "a"), ("gone", "b"), ("new", "x"), ("same", "c")]),
        ("a b", "a b", [("same", "a b")]),
        ("a b", "a b c", [("same", "a b"), ("new", "c")]),
        ("một hai ba", "bốn năm sáu", []),
    ],
)
def test_texts_are_compared_word_by_word_while_they_are_alike(
    before: str, after: str, words: list[tuple[str, str]]
) -> None:
    assert words_changed(before, after) == words
