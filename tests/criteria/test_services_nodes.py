"""Writes on the nodes of a draft."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from criteria import rules
from criteria.models import Criterion
from criteria.services.drafts import Stale
from criteria.services.nodes import criterion_add, criterion_update, rule_update
from criteria.services.places import (
    codes_renumber,
    criterion_delete,
    criterion_move,
    criterion_shift,
)
from criteria.services.sets import set_clone
from parindex.errors import Conflict, Forbidden, Invalid, Locked
from parindex.history.models import Event
from tests.criteria.cases import CHOICE, DraftCase, event_of
from tests.factories import make_criterion

NEW: dict[str, object] = {"name": "Mục mới", "max_score": Decimal(5)}


def add(case: DraftCase, parent: str = "", **more: Any) -> Criterion:
    after = case.node(more.pop("after")) if "after" in more else None
    above = case.node(parent) if parent else None
    return criterion_add(
        criteria_set=case.draft,
        parent=above,
        after=after,
        values={**NEW, **more},
        actor=case.standing,
    )


def update(case: DraftCase, at: str, /, version: int = 0, **values: object) -> Criterion:
    return criterion_update(
        criterion=case.node(at), version=version, values=values, actor=case.standing
    )


def give_rule(
    case: DraftCase, code: str, kind: str, params: dict[str, object], points: str, version: int = 0
) -> Criterion:
    return rule_update(
        criterion=case.node(code),
        version=version,
        kind=kind,
        params=params,
        max_score=Decimal(points),
        actor=case.standing,
    )


def shift(case: DraftCase, code: str, step: int) -> Criterion:
    node = case.node(code)
    return criterion_shift(criterion=node, version=node.version, step=step, actor=case.standing)


def move(case: DraftCase, code: str, to: str) -> Criterion:
    node = case.node(code)
    return criterion_move(
        criterion=node,
        version=node.version,
        parent=case.node(to) if to else None,
        actor=case.standing,
    )


def delete(case: DraftCase, code: str, **options: Any) -> list[Criterion]:
    node = case.node(code)
    return criterion_delete(criterion=node, version=node.version, actor=case.standing, **options)


# -- add ------------------------------------------------------------------------------------------


def test_a_new_node_stands_last_and_its_parents_sum_it_up(case: DraftCase) -> None:
    made = add(case, "1")
    assert (made.code, made.level, made.is_leaf, made.block) == ("1.3", 2, True, "field")
    assert case.codes() == ["1", "1.1", "1.1.1", "1.1.2", "1.2", "1.3", "2", "2.1"]
    assert case.max_of("1") == 65


def test_a_node_added_in_between_renumbers_those_after_it(case: DraftCase) -> None:
    last = case.node("1.2").pk
    made = add(case, "1", after="1.1")
    assert made.code == "1.2"
    assert case.node("1.3").pk == last
    assert case.codes() == ["1", "1.1", "1.1.1", "1.1.2", "1.2", "1.3", "2", "2.1"]


def test_a_typed_code_is_kept(case: DraftCase) -> None:
    assert add(case, code="S", block="survey").code == "S"
    assert case.node("S").block == "survey"


def test_the_first_child_of_a_leaf_takes_over_its_rule(case: DraftCase) -> None:
    before = case.node("1.2")
    made = add(case, "1.2", max_score=Decimal(10))
    parent = case.node("1.2")
    assert (made.code, made.rule_kind, made.rule_params) == ("1.2.1", "manual", before.rule_params)
    assert (parent.is_leaf, parent.rule_kind, parent.rule_params) == (False, "", {})
    assert parent.max_score == 10
    kept = event_of("criterion.update")
    assert kept.before["rule_params"] == before.rule_params


def test_a_rule_handed_down_must_fit_the_childs_maximum(case: DraftCase) -> None:
    give_rule(case, "1.2", "choice", CHOICE, "1")
    with pytest.raises(Invalid) as refused:
        add(case, "1.2", max_score=Decimal(7))
    assert "max_score" in refused.value.errors
    assert case.node("1.2").is_leaf


def test_the_tree_has_three_levels(case: DraftCase) -> None:
    with pytest.raises(Invalid, match="ba cấp"):
        add(case, "1.1.1")


def test_a_bonus_leaf_gets_its_method_from_its_block(case: DraftCase) -> None:
    top = add(case, block="adjustment", name="Thưởng, phạt")
    made = add(case, top.code, name="Thưởng")
    assert (made.block, made.method) == ("adjustment", "adjustment")


def test_a_code_is_used_once(case: DraftCase) -> None:
    with pytest.raises(Invalid) as refused:
        add(case, "2", code="1.2")
    assert "đã dùng" in refused.value.errors["code"]


def test_a_name_is_needed(case: DraftCase) -> None:
    with pytest.raises(Invalid) as refused:
        add(case, "2", name="")
    assert "name" in refused.value.errors


# -- update ---------------------------------------------------------------------------------------


def test_an_update_changes_only_what_it_says(case: DraftCase) -> None:
    saved = update(case, "1.2", name="Tên khác", max_score=Decimal(12))
    assert (saved.name, saved.max_score, saved.version) == ("Tên khác", Decimal(12), 1)
    assert case.max_of("1") == 62
    event = event_of("criterion.update")
    assert event.after == {"name": "Tên khác", "max_score": "12"}


def test_an_update_that_changes_nothing_writes_nothing(case: DraftCase) -> None:
    saved = update(case, "1.2", version=99, name=case.node("1.2").name)
    assert saved.version == 0
    assert not Event.objects.exists()


def test_a_new_code_is_carried_down(case: DraftCase) -> None:
    update(case, "1", code="7")
    assert set(case.codes()) == {"7", "7.1", "7.1.1", "7.1.2", "7.2", "2", "2.1"}


def test_codes_carried_down_may_not_collide(case: DraftCase) -> None:
    Criterion.objects.filter(pk=case.node("2.1").pk).update(code="7.2")
    with pytest.raises(Invalid) as refused:
        update(case, "1", code="7")
    assert "7.2" in refused.value.errors["code"]
    assert case.node("1").name


def test_a_parents_points_are_never_typed(case: DraftCase) -> None:
    with pytest.raises(Invalid):
        update(case, "1.1", max_score=Decimal(99))
    assert case.max_of("1.1") == 50


def test_a_lower_node_has_the_block_of_its_top(case: DraftCase) -> None:
    with pytest.raises(Invalid):
        update(case, "1.2", block="survey")
    update(case, "2", block="survey")
    assert case.node("2.1").block == "survey"


def test_a_maximum_that_the_rule_does_not_reach_is_refused(case: DraftCase) -> None:
    give_rule(case, "1.2", "choice", CHOICE, "1")
    with pytest.raises(Invalid) as refused:
        update(case, "1.2", version=1, max_score=Decimal(3))
    assert "trang cách chấm" in refused.value.errors["max_score"]


def test_a_stale_update_is_refused_and_names_who_was_faster(case: DraftCase) -> None:
    update(case, "1.2", name="Bản của người kia")
    with pytest.raises(Stale) as refused:
        update(case, "1.2", version=0, name="Bản của tôi")
    assert case.standing.full_name in refused.value.message
    assert str(refused.value.stored).endswith("Bản của người kia")
    assert case.node("1.2").name == "Bản của người kia"


def test_a_renumbered_node_makes_an_open_form_stale(case: DraftCase) -> None:
    shift(case, "1.2", -1)
    with pytest.raises(Stale):
        update(case, "1.2", version=0, name="Đã mở từ trước")


# -- rule -----------------------------------------------------------------------------------------


def test_a_rule_is_kept_as_it_is_dumped(case: DraftCase) -> None:
    saved = give_rule(case, "1.2", "ratio", {"target": "90,0"}, "8")
    assert rules.dump(saved.rule) == saved.rule_params
    assert saved.rule_params["target"] == "90"
    assert (saved.version, case.max_of("1.2"), case.max_of("1")) == (1, Decimal(8), Decimal(58))


def test_a_rule_that_cannot_be_scored_is_refused(case: DraftCase) -> None:
    with pytest.raises(rules.RuleError, match="options"):
        give_rule(case, "1.2", "choice", CHOICE, "5")
    assert case.node("1.2").rule_kind == "manual"


def test_the_same_rule_again_writes_nothing(case: DraftCase) -> None:
    saved = give_rule(case, "1.2", "manual", {"step": "0,50"}, "10", version=99)
    assert saved.version == 0
    assert not Event.objects.exists()


def test_a_stale_rule_is_refused(case: DraftCase) -> None:
    give_rule(case, "1.2", "ratio", {}, "8")
    with pytest.raises(Stale):
        give_rule(case, "1.2", "manual", {}, "9")


def test_a_parent_has_no_rule(case: DraftCase) -> None:
    with pytest.raises(Invalid, match="mục con"):
        give_rule(case, "1.1", "manual", {}, "9")


# -- move -----------------------------------------------------------------------------------------


def test_up_and_down_swap_places_and_codes(case: DraftCase) -> None:
    leaf, branch = case.node("1.2").pk, case.node("1.1").pk
    moved = shift(case, "1.2", -1)
    assert (moved.pk, moved.code) == (leaf, "1.1")
    assert case.node("1.2").pk == branch
    assert case.codes() == ["1", "1.1", "1.2", "1.2.1", "1.2.2", "2", "2.1"]
    shift(case, "1.1", 1)
    assert case.node("1.2").pk == leaf


@pytest.mark.parametrize(("code", "step"), [("1", -1), ("2", 1), ("1.1.1", -1), ("2.1", 1)])
def test_the_first_cannot_go_up_nor_the_last_down(case: DraftCase, code: str, step: int) -> None:
    with pytest.raises(Invalid):
        shift(case, code, step)


def test_the_second_of_two_shifts_at_once_is_refused(case: DraftCase) -> None:
    node = case.node("1.2")
    shift(case, "1.2", -1)
    with pytest.raises(Stale):
        criterion_shift(criterion=node, version=0, step=-1, actor=case.standing)


def test_a_node_moves_with_all_below_and_both_places_are_numbered(case: DraftCase) -> None:
    moved = move(case, "1.1", "2")
    assert (moved.code, moved.level) == ("2.2", 2)
    assert case.codes() == ["1", "1.1", "2", "2.1", "2.2", "2.2.1", "2.2.2"]
    assert (case.max_of("1"), case.max_of("2")) == (Decimal(10), Decimal(90))


def test_a_node_becomes_a_field_and_a_field_a_node(case: DraftCase) -> None:
    moved = move(case, "1.2", "")
    assert (moved.code, moved.level, moved.block) == ("3", 1, "field")
    back = move(case, "3", "2")
    assert (back.code, back.level) == ("2.2", 2)


def test_what_leaves_the_bonus_block_is_appraised_again(case: DraftCase) -> None:
    top = add(case, block="adjustment", name="Thưởng")
    leaf = add(case, top.code, name="Khen thưởng")
    moved = move(case, leaf.code, "2")
    assert (moved.block, moved.method) == ("field", "appraisal")


@pytest.mark.parametrize(
    ("code", "to", "why"),
    [
        ("1", "1.1", "bên trong chính nó"),
        ("1.1", "1.1", "bên trong chính nó"),
        ("1", "2", "ba cấp"),
        ("1.1", "2.1", "ba cấp"),
        ("1.1.1", "1.2", "cách chấm riêng"),
    ],
)
def test_a_move_that_makes_no_sense_is_refused(
    case: DraftCase, code: str, to: str, why: str
) -> None:
    before = case.codes()
    with pytest.raises(Invalid, match=why):
        move(case, code, to)
    assert case.codes() == before


def test_a_move_to_where_it_is_writes_nothing(case: DraftCase) -> None:
    assert move(case, "1.2", "1").version == 0
    assert not Event.objects.exists()


def test_a_move_leaves_its_track(case: DraftCase) -> None:
    move(case, "1.2", "2")
    event = event_of("criterion.move")
    assert event.before == {"parent": "1", "position": 2, "code": "1.2"}
    assert event.after == {"parent": "2", "position": 2, "code": "2.2"}


# -- delete ---------------------------------------------------------------------------------------


def test_a_deleted_branch_is_kept_whole_in_the_history(case: DraftCase) -> None:
    gone = delete(case, "1.1")
    assert [node.code for node in gone] == ["1.1", "1.1.1", "1.1.2"]
    assert case.codes() == ["1", "1.1", "2", "2.1"]
    assert case.max_of("1") == 10
    kept = event_of("criterion.delete").before["nodes"]
    assert [node["code"] for node in kept] == ["1.1", "1.1.1", "1.1.2"]
    assert kept[1]["rule_params"] == {"step": "0.5", "label": "Điểm"}


def test_codes_can_stay_as_they_are_after_a_deletion(case: DraftCase) -> None:
    delete(case, "1.1", renumber=False)
    assert case.codes() == ["1", "1.2", "2", "2.1"]


def test_a_parent_without_children_is_a_leaf_without_a_rule(case: DraftCase) -> None:
    delete(case, "2.1")
    parent = case.node("2")
    assert (parent.is_leaf, parent.rule_kind, parent.max_score) == (True, "", 40)
    assert parent.rule_problem


def test_what_a_later_set_continues_is_not_deleted(case: DraftCase) -> None:
    set_clone(
        source=case.draft, code="SAU", name="Sau", year=2027, owner=case.owner, actor=case.standing
    )
    with pytest.raises(Locked, match="lập sau"):
        delete(case, "1.1")
    assert len(case.codes()) == 7


def test_a_stale_deletion_is_refused(case: DraftCase) -> None:
    update(case, "1.2", name="Vừa sửa")
    with pytest.raises(Stale):
        criterion_delete(criterion=case.node("1.2"), version=0, actor=case.standing)


def test_a_node_that_is_gone_cannot_be_changed(case: DraftCase) -> None:
    node = case.node("1.2")
    delete(case, "1.2")
    with pytest.raises(Conflict, match="đã bị xoá"):
        criterion_update(criterion=node, version=0, values={"name": "x"}, actor=case.standing)


# -- codes ----------------------------------------------------------------------------------------


def test_the_whole_set_is_numbered_by_its_order(case: DraftCase) -> None:
    for code, wrong in (("1", "5"), ("1.2", "1.9"), ("2.1", "8")):
        Criterion.objects.filter(pk=case.node(code).pk).update(code=wrong)
    assert codes_renumber(criteria_set=case.draft, actor=case.standing) == 3
    assert case.codes() == ["1", "1.1", "1.1.1", "1.1.2", "1.2", "2", "2.1"]
    changes = event_of("criteria_set.renumber").after["codes"]
    assert changes == {"5": "1", "1.9": "1.2", "8": "2.1"}
    assert codes_renumber(criteria_set=case.draft, actor=case.standing) == 0


# -- who ------------------------------------------------------------------------------------------

ACTS: list[Callable[[DraftCase], object]] = [
    lambda case: add(case, "1"),
    lambda case: update(case, "1.2", name="Khác"),
    lambda case: give_rule(case, "1.2", "ratio", {}, "8"),
    lambda case: shift(case, "1.2", -1),
    lambda case: move(case, "1.2", "2"),
    lambda case: delete(case, "1.2"),
    lambda case: codes_renumber(criteria_set=case.draft, actor=case.standing),
]


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("who", ["stranger", "official"])
def test_others_cannot_change_a_draft(
    case: DraftCase, act: Callable[[DraftCase], object], who: str
) -> None:
    case.standing = getattr(case, who)
    with pytest.raises(Forbidden):
        act(case)


@pytest.mark.parametrize("act", ACTS)
def test_an_administrator_above_may_change_a_draft(
    case: DraftCase, act: Callable[[DraftCase], object]
) -> None:
    case.standing = case.administrator
    act(case)


def test_a_caller_cannot_write_computed_columns(case: DraftCase) -> None:
    with pytest.raises(TypeError, match="sort_key"):
        update(case, "1.2", sort_key="999")


def test_a_new_code_is_not_carried_into_codes_that_do_not_follow(case: DraftCase) -> None:
    make_criterion(case.draft, "9", parent=case.node("2"))
    update(case, "2", code="5")
    assert set(case.codes()) >= {"5", "5.1", "9"}
