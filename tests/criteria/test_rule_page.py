"""The rule editor, as a browser sends its form."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from criteria import rules
from criteria.forms.rules import CARDS, starter
from criteria.models import CriteriaSet, Criterion
from criteria.services import sets_load
from criteria.services.nodes import rule_update
from criteria.services.sets import set_clone
from criteria.services.trees import tree_refresh
from parindex.history.models import Event
from tests.criteria.cases import DraftCase, make_leaf
from tests.criteria.forms import buttons, form_with
from tests.factories import make_criterion

KINDS = list(CARDS)


def leaf_for(case: DraftCase, kind: str) -> Criterion:
    """A leaf where such a rule belongs."""
    if kind not in ("bonus", "penalty"):
        return case.node("1.2")
    top = make_criterion(case.draft, "3", is_leaf=False, block="adjustment")
    leaf = make_leaf(case.draft, "3.1", top, "10")
    tree_refresh(case.draft)
    return leaf


def address(node: Criterion) -> str:
    return reverse("criterion-rule", args=[node.set.code, node.pk])


@pytest.fixture
def editor(case: DraftCase) -> Client:
    client = Client()
    client.force_login(case.standing)
    return client


def opened(editor: Client, node: Criterion, kind: str = "") -> dict[str, str]:
    answer = editor.get(address(node), {"loai": kind} if kind else {})
    assert answer.status_code == 200
    return form_with(answer.content.decode(), "kind")


@pytest.mark.parametrize("kind", KINDS)
def test_a_rule_of_every_kind_is_made_in_the_browser(
    editor: Client, case: DraftCase, kind: str
) -> None:
    leaf = leaf_for(case, kind)
    Criterion.objects.filter(pk=leaf.pk).update(rule_kind="", rule_params={})
    form = opened(editor, leaf, kind)
    answer = editor.post(address(leaf), {**form, "do": "save"})
    assert answer.status_code == 302
    leaf = case.node(leaf.code)
    assert (leaf.rule_kind, leaf.version) == (kind, 1)
    assert leaf.rule == rules.parse(kind, starter(kind, Decimal(10)), Decimal(10))


@pytest.mark.parametrize("kind", KINDS)
def test_a_rule_that_is_opened_and_saved_is_the_same(
    editor: Client, case: DraftCase, kind: str
) -> None:
    leaf = leaf_for(case, kind)
    editor.post(address(leaf), {**opened(editor, leaf, kind), "do": "save"})
    before, events = case.node(leaf.code), Event.objects.count()
    answer = editor.post(address(leaf), {**opened(editor, leaf), "do": "save"})
    after = case.node(leaf.code)
    assert answer.status_code == 302
    assert (after.rule_params, after.version) == (before.rule_params, before.version)
    assert Event.objects.count() == events


def test_every_rule_of_a_real_set_is_opened_and_saved_without_change(
    editor: Client, case: DraftCase
) -> None:
    sets_load()
    source = CriteriaSet.objects.get(code="PAR-XA-2022")
    made = set_clone(
        source=source, code="SAU", name="Sau", year=2026, owner=case.owner, actor=case.standing
    )
    leaves = list(made.criteria.filter(is_leaf=True).select_related("set"))
    events = Event.objects.count()
    for leaf in leaves:
        answer = editor.post(address(leaf), {**opened(editor, leaf), "do": "save"})
        assert answer.status_code == 302, leaf
    assert Event.objects.count() == events


def test_the_cards_fit_the_place(editor: Client, case: DraftCase) -> None:
    inside = editor.get(address(case.node("1.2")), {"chon": "1"}).content.decode()
    assert all(f"?loai={kind}" in inside for kind in KINDS if kind not in ("bonus", "penalty"))
    assert "?loai=bonus" not in inside
    outside = editor.get(address(leaf_for(case, "bonus")), {"chon": "1"}).content.decode()
    assert "?loai=bonus" in outside
    assert "?loai=ratio" not in outside


def test_a_leaf_without_a_rule_begins_with_the_cards(editor: Client, case: DraftCase) -> None:
    Criterion.objects.filter(pk=case.node("1.2").pk).update(rule_kind="")
    assert "Mục này chấm theo cách nào?" in editor.get(address(case.node("1.2"))).content.decode()


def test_a_parent_has_no_rule_page(editor: Client, case: DraftCase) -> None:
    assert editor.get(address(case.node("1.1"))).status_code == 422


def test_lines_are_added_and_removed_by_buttons(editor: Client, case: DraftCase) -> None:
    leaf = case.node("1.2")
    form = opened(editor, leaf, "choice")
    page = editor.post(address(leaf), {**form, "do": "add:options"}).content.decode()
    assert "remove:options[2]" in buttons(page)
    form = form_with(page, "kind") | {"p.options[2].label": "Làm một phần"}
    page = editor.post(address(leaf), {**form, "do": "remove:options[0]"}).content.decode()
    form = form_with(page, "kind")
    assert form["p.options[1].label"] == "Làm một phần"
    assert "p.options[2].label" not in form
    assert case.node("1.2").version == 0


def test_an_error_stands_at_its_input_and_nothing_typed_is_lost(
    editor: Client, case: DraftCase
) -> None:
    leaf = case.node("1.2")
    form = opened(editor, leaf, "bands") | {"p.bands[1].from": "100", "p.numerator_label": "Số A"}
    answer = editor.post(address(leaf), {**form, "do": "save"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#p-bands-1-from"' in page
    assert 'id="p-bands-1-from-loi">Mốc 100 phải nhỏ hơn mốc 100 ở bậc trên.' in page
    assert form_with(page, "kind")["p.numerator_label"] == "Số A"
    assert case.node("1.2").rule_kind == "manual"


def test_the_preview_says_the_rule_and_works_out_a_try(editor: Client, case: DraftCase) -> None:
    leaf = case.node("1.2")
    form = opened(editor, leaf, "ratio") | {"t.numerator": "232", "t.denominator": "270"}
    page = editor.post(address(leaf), {**form, "do": "preview"}).content.decode()
    assert "Điểm = tỷ lệ × 10" in page
    assert "232/270 = 85,93%; 85,93% × 10 → 8,59" in page
    assert "8,59 điểm" in page
    assert case.node("1.2").rule_kind == "manual"


@pytest.mark.parametrize(("target", "part"), [("ket-qua-thu", "trial"), ("xem-truoc", "preview")])
def test_a_live_preview_answers_with_its_part_only(
    editor: Client, case: DraftCase, target: str, part: str
) -> None:
    leaf = case.node("1.2")
    form = opened(editor, leaf, "ratio") | {"t.numerator": "1", "t.denominator": "4"}
    headers: Any = {"HX-Request": "true", "HX-Target": target}
    page = editor.post(address(leaf), {**form, "do": "preview"}, headers=headers).content.decode()
    assert "<html" not in page
    assert "2,5 điểm" in page
    assert ("Cách chấm bằng lời" in page) is (part == "preview")


def test_a_wrong_try_says_what_is_wrong(editor: Client, case: DraftCase) -> None:
    leaf = case.node("1.2")
    form = opened(editor, leaf, "ratio") | {"t.numerator": "5", "t.denominator": "4"}
    page = editor.post(address(leaf), {**form, "do": "preview"}).content.decode()
    assert "lớn hơn" in page


def test_a_stale_rule_shows_both_and_the_next_save_is_deliberate(
    editor: Client, case: DraftCase
) -> None:
    leaf = case.node("1.2")
    form = opened(editor, leaf, "ratio")
    rule_update(
        criterion=leaf,
        version=0,
        kind="manual",
        params={"step": "1"},
        max_score=Decimal(7),
        actor=case.administrator,
    )
    answer = editor.post(address(leaf), {**form, "do": "save"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert case.administrator.full_name in page
    assert "7 điểm. Chấm từ 0 đến 7 điểm, theo bước 1" in page
    again = form_with(page, "kind")
    assert again["p.target"] == "100"
    assert case.node("1.2").rule_kind == "manual"
    editor.post(address(leaf), {**again, "do": "save"})
    assert case.node("1.2").rule_kind == "ratio"


@pytest.mark.parametrize("who", ["stranger", "official"])
def test_others_cannot_open_or_save_a_rule(case: DraftCase, who: str) -> None:
    client = Client()
    client.force_login(getattr(case, who))
    leaf = case.node("1.2")
    assert client.get(address(leaf)).status_code == 403
    posted = {"kind": "ratio", "version": "0", "max_score": "1", "do": "save"}
    assert client.post(address(leaf), posted).status_code == 403
    assert case.node("1.2").rule_kind == "manual"


@pytest.mark.parametrize("posted", [{"kind": "khac", "version": "0"}, {"kind": "ratio"}, {}])
def test_a_form_that_nobody_sent_is_not_found(
    editor: Client, case: DraftCase, posted: dict[str, str]
) -> None:
    assert editor.post(address(case.node("1.2")), posted).status_code == 404


def test_nobody_sees_json(editor: Client, case: DraftCase) -> None:
    for kind in KINDS:
        page = editor.get(address(leaf_for(case, "ratio")), {"loai": kind}).content.decode()
        assert "{&quot;" not in page
        assert "rule_params" not in page
