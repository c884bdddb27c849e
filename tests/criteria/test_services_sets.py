"""Sets as wholes: drawn up, described, published, cloned, linked; and frozen for good."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from criteria.models import CriteriaSet, Criterion, SetStatus
from criteria.services import sets_load
from criteria.services.drafts import Stale
from criteria.services.links import links_update
from criteria.services.nodes import criterion_add, criterion_update, rule_update
from criteria.services.places import (
    codes_renumber,
    criterion_delete,
    criterion_move,
    criterion_shift,
)
from criteria.services.sets import (
    COPIED,
    NotReady,
    set_clone,
    set_create,
    set_publish,
    set_update,
)
from parindex.errors import Forbidden, Invalid, Locked
from parindex.history.models import Event
from parindex.units.models import User
from tests.criteria.cases import DraftCase, event_of

AT = datetime(2026, 1, 10, tzinfo=UTC)


def create(case: DraftCase, actor: User | None = None, **more: Any) -> CriteriaSet:
    values = {"code": "MOI", "name": "Mới", "level": "commune", "year": 2026, "owner": case.owner}
    return set_create(values={**values, **more}, actor=actor or case.standing)


def publish(case: DraftCase, actor: User | None = None) -> CriteriaSet:
    return set_publish(criteria_set=case.draft, actor=actor or case.standing, at=AT)


def clone(case: DraftCase, source: CriteriaSet, code: str = "NAM-SAU") -> CriteriaSet:
    return set_clone(
        source=source, code=code, name="Năm sau", year=2027, owner=case.owner, actor=case.standing
    )


# -- create, update -------------------------------------------------------------------------------


def test_a_new_set_is_an_empty_draft_of_its_owner(case: DraftCase) -> None:
    made = create(case)
    assert (made.status, made.owner, made.expected_total) == ("draft", case.owner, 100)
    assert made.criteria.count() == 0
    assert event_of("criteria_set.create").subject_id == made.pk


@pytest.mark.parametrize("who", ["stranger", "official"])
def test_others_cannot_draw_up_a_set_for_the_owner(case: DraftCase, who: str) -> None:
    with pytest.raises(Forbidden):
        create(case, actor=getattr(case, who))


def test_only_an_administrator_draws_up_a_set_of_nobody(case: DraftCase) -> None:
    with pytest.raises(Forbidden, match="người quản trị"):
        create(case, owner=None)
    assert create(case, actor=case.administrator, owner=None).owner is None


@pytest.mark.parametrize("code", ["DU-THAO", "có dấu", "a/b", ""])
def test_a_code_is_unique_and_fits_an_address(case: DraftCase, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        create(case, code=code)
    assert "code" in refused.value.errors


def test_an_update_says_what_changed(case: DraftCase) -> None:
    saved = set_update(
        criteria_set=case.draft,
        version=0,
        values={"name": "Tên khác", "expected_total": Decimal(60)},
        actor=case.standing,
    )
    assert (saved.name, saved.expected_total, saved.version) == ("Tên khác", 60, 1)
    event = event_of("criteria_set.update")
    assert event.before == {"name": "Bộ tiêu chí đang soạn", "expected_total": "100"}
    again = set_update(
        criteria_set=saved, version=0, values={"name": "Tên khác"}, actor=case.standing
    )
    assert again.version == 1


def test_a_stale_update_is_refused(case: DraftCase) -> None:
    set_update(criteria_set=case.draft, version=0, values={"name": "Một"}, actor=case.standing)
    with pytest.raises(Stale):
        set_update(criteria_set=case.draft, version=0, values={"name": "Hai"}, actor=case.standing)


def test_a_set_is_not_given_to_strangers(case: DraftCase) -> None:
    foreign = case.stranger.unit
    with pytest.raises(Forbidden):
        set_update(
            criteria_set=case.draft, version=0, values={"owner": foreign}, actor=case.standing
        )


# -- publish --------------------------------------------------------------------------------------


def test_a_sound_set_is_published(case: DraftCase) -> None:
    published = publish(case)
    assert (published.status, published.published_at) == (SetStatus.PUBLISHED, AT)
    assert Event.objects.filter(action="criteria_set.publish").exists()


def test_a_set_with_errors_is_not_published_and_says_which(case: DraftCase) -> None:
    Criterion.objects.filter(pk=case.node("1.2").pk).update(rule_kind="")
    with pytest.raises(NotReady) as refused:
        publish(case)
    assert [f.check for f in refused.value.findings] == ["rules_of_leaves"]
    case.draft.refresh_from_db()
    assert not case.draft.is_published


def test_warnings_do_not_stop_a_publication(case: DraftCase) -> None:
    Criterion.objects.filter(pk=case.node("1.2").pk).update(evidence_hint="")
    publish(case)
    kept = event_of("criteria_set.publish").after["warnings"]
    assert len(kept) == 1


@pytest.mark.parametrize("who", ["stranger", "official"])
def test_others_cannot_publish(case: DraftCase, who: str) -> None:
    with pytest.raises(Forbidden):
        publish(case, actor=getattr(case, who))


# -- frozen ---------------------------------------------------------------------------------------

ACTS: dict[str, Callable[[DraftCase], object]] = {
    "describe": lambda c: set_update(
        criteria_set=c.draft, version=0, values={"name": "x"}, actor=c.standing
    ),
    "publish": publish,
    "add": lambda c: criterion_add(
        criteria_set=c.draft,
        parent=None,
        values={"name": "x", "max_score": Decimal(1)},
        actor=c.standing,
    ),
    "update": lambda c: criterion_update(
        criterion=c.node("1.2"), version=0, values={"name": "x"}, actor=c.standing
    ),
    "rule": lambda c: rule_update(
        criterion=c.node("1.2"),
        version=0,
        kind="manual",
        params={},
        max_score=Decimal(1),
        actor=c.standing,
    ),
    "shift": lambda c: criterion_shift(
        criterion=c.node("1.2"), version=0, step=-1, actor=c.standing
    ),
    "move": lambda c: criterion_move(
        criterion=c.node("1.2"), version=0, parent=None, actor=c.standing
    ),
    "delete": lambda c: criterion_delete(criterion=c.node("1.2"), version=0, actor=c.standing),
    "renumber": lambda c: codes_renumber(criteria_set=c.draft, actor=c.standing),
    "link": lambda c: links_update(
        criteria_set=c.draft,
        other=CriteriaSet.objects.exclude(pk=c.draft.pk).get(),
        codes={},
        versions={},
        actor=c.standing,
    ),
}


@pytest.mark.parametrize("act", ACTS)
def test_no_service_changes_a_published_set(case: DraftCase, act: str) -> None:
    clone(case, case.draft)
    publish(case)
    before = list(Criterion.objects.order_by("pk").values_list())
    with pytest.raises(Locked, match=r"đã ban hành.*lập bộ mới"):
        ACTS[act](case)
    assert list(Criterion.objects.order_by("pk").values_list()) == before


def test_the_model_refuses_to_change_a_published_set(case: DraftCase) -> None:
    read_before, node = CriteriaSet.objects.get(pk=case.draft.pk), case.node("1.2")
    publish(case)
    for act in (read_before.save, read_before.delete, case.node("1.2").save):
        with pytest.raises(ValidationError):
            act()
    with pytest.raises(ValidationError):
        case.node("1.2").delete()
    node.set.refresh_from_db()
    with pytest.raises(ValidationError):
        node.save()


def test_the_administration_only_shows_a_published_set(case: DraftCase) -> None:
    case.administrator.is_staff = case.administrator.is_superuser = True
    case.administrator.save()
    client = Client()
    client.force_login(case.administrator)
    publish(case)
    rows = {"criteriaset": case.draft.pk, "criterion": case.node("1.2").pk}
    for model, key in rows.items():
        change = reverse(f"admin:criteria_{model}_change", args=[key])
        assert client.post(change, {"name": "x"}).status_code == 403
        delete = reverse(f"admin:criteria_{model}_delete", args=[key])
        assert client.post(delete, {"post": "yes"}).status_code == 403
    assert case.node("1.2").name == "Nội dung 1.2"


@pytest.mark.parametrize(
    "name",
    ["criteria-edit", "criteria-set-update", "criteria-publish", "criterion-add", "criteria-links"],
)
def test_no_form_opens_on_a_published_set(case: DraftCase, name: str) -> None:
    publish(case)
    client = Client()
    client.force_login(case.standing)
    answer = client.get(reverse(name, args=[case.draft.code]))
    assert answer.status_code == 423
    assert "hãy lập bộ mới từ bộ này" in answer.content.decode()


# -- clone ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["PAR-TINH-1149", "BD-HUYEN-2021", "PAR-XA-2022"])
def test_a_clone_has_every_figure_and_links_every_node(case: DraftCase, code: str) -> None:
    sets_load()
    source = CriteriaSet.objects.get(code=code)
    made = clone(case, source)
    old, new = (list(s.criteria.order_by("sort_key")) for s in (source, made))
    assert [n.predecessor_id for n in new] == [n.pk for n in old]
    for before, after in zip(old, new, strict=True):
        assert all(getattr(after, name) == getattr(before, name) for name in COPIED)
    parents = {n.pk: n.code for n in new}
    assert [parents.get(n.parent_id or 0) for n in new] == [
        n.parent.code if n.parent else None for n in old
    ]
    assert not made.is_published
    assert source.code in made.provenance
    published = set_publish(criteria_set=made, actor=case.standing, at=AT)
    assert published.is_published


def test_a_clone_is_not_the_old_legal_act(case: DraftCase) -> None:
    made = clone(case, case.draft)
    assert (made.legal_basis, made.issued_on, made.published_at) == ("", None, None)
    assert (made.issuer, made.decimals) == (case.draft.issuer, case.draft.decimals)


def test_a_set_is_cloned_level_by_level_not_node_by_node(case: DraftCase) -> None:
    sets_load()
    source = CriteriaSet.objects.get(code="PAR-TINH-1149")
    with CaptureQueriesContext(connection) as queries:
        made = clone(case, source)
    writes = [q["sql"] for q in queries if q["sql"].startswith('INSERT INTO "criteria_criterion')]
    assert made.criteria.count() == 153
    assert len(writes) < 8


def test_others_cannot_clone_for_the_owner(case: DraftCase) -> None:
    case.standing = case.stranger
    with pytest.raises(Forbidden):
        clone(case, case.draft)


# -- links ----------------------------------------------------------------------------------------


def link(case: DraftCase, made: CriteriaSet, version: int = 0, **codes: str) -> int:
    """``n1_2="1.1"``: node 1.2 continues the old node 1.1."""
    nodes = {n.code: n.pk for n in made.criteria.all()}
    wanted = {nodes[name[1:].replace("_", ".")]: code for name, code in codes.items()}
    return links_update(
        criteria_set=made,
        other=case.draft,
        codes=wanted,
        versions=dict.fromkeys(wanted, version),
        actor=case.standing,
    )


def linked(made: CriteriaSet, code: str) -> str | None:
    node = made.criteria.select_related("predecessor").get(code=code)
    return node.predecessor.code if node.predecessor else None


def test_links_are_changed_removed_and_shared_after_a_split(case: DraftCase) -> None:
    made = clone(case, case.draft)
    assert link(case, made, n1_2="2.1", n2="", n1="1", n1_1_1="1.1.2") == 3
    assert [linked(made, c) for c in ("1.2", "2", "1", "1.1.1")] == ["2.1", None, "1", "1.1.2"]
    event = event_of("criteria_set.links")
    assert event.before["1.2"] == "DU-THAO:1.2"
    assert event.after == {"1.2": "DU-THAO:2.1", "2": "", "1.1.1": "DU-THAO:1.1.2"}
    assert linked(made, "1.1.2") == "1.1.2"


def test_an_unknown_code_is_named(case: DraftCase) -> None:
    made = clone(case, case.draft)
    with pytest.raises(Invalid, match=r"không có mã 9\.9"):
        link(case, made, n1_2="9.9")


def test_a_stale_link_is_refused_with_both_values(case: DraftCase) -> None:
    made = clone(case, case.draft)
    link(case, made, n1_2="2.1")
    with pytest.raises(Invalid, match=r"DU-THAO:2\.1"):
        link(case, made, n1_2="1.1")
    assert linked(made, "1.2") == "2.1"


def test_links_do_not_run_in_a_circle(case: DraftCase) -> None:
    made = clone(case, case.draft)
    for other in (made, case.draft):
        with pytest.raises(Invalid):
            links_update(
                criteria_set=case.draft, other=other, codes={}, versions={}, actor=case.standing
            )


def test_a_link_to_a_third_set_is_left_alone(case: DraftCase) -> None:
    made = clone(case, case.draft)
    third = create(case, code="BA")
    key = made.criteria.get(code="1.2").pk
    count = links_update(
        criteria_set=made, other=third, codes={key: ""}, versions={key: 0}, actor=case.standing
    )
    assert (count, linked(made, "1.2")) == (0, "1.2")
