"""The tree editor and the pages around it, by people with and without the right."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from criteria.models import CriteriaSet, Criterion
from criteria.services import sets_load
from criteria.services.nodes import criterion_update
from criteria.services.sets import set_clone
from parindex.units.models import Role, User
from tests.criteria.cases import DraftCase, make_draft
from tests.criteria.forms import buttons, form_with
from tests.factories import make_user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor(case: DraftCase) -> Client:
    return signed_in(case.standing)


def page(client: Client, name: str, *args: object, **query: str) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


# -- tree -----------------------------------------------------------------------------------------


def test_the_tree_shows_nodes_sums_rules_and_open_checks(editor: Client, case: DraftCase) -> None:
    Criterion.objects.filter(pk=case.node("1.2").pk).update(rule_kind="")
    text = page(editor, "criteria-edit", "DU-THAO", mo="001")
    assert "Nội dung 1.1.1" in text
    assert "Chấm từ 0 đến 30 điểm, theo bước 0,5" in text
    assert "1 lỗi phải sửa" in text
    assert reverse("criterion-rule", args=["DU-THAO", case.node("1.2").pk]) in text
    assert text.count('<details class="branch"') == 2


def test_the_tree_of_a_large_set_asks_as_much_as_that_of_a_small_one(
    editor: Client, case: DraftCase
) -> None:
    sets_load()
    source = CriteriaSet.objects.get(code="PAR-TINH-1149")
    set_clone(
        source=source, code="LON", name="Lớn", year=2026, owner=case.owner, actor=case.standing
    )

    def queries(code: str) -> int:
        with CaptureQueriesContext(connection) as found:
            page(editor, "criteria-edit", code, mo="tat-ca")
        return len(found)

    assert queries("LON") == queries("DU-THAO") <= 8


def test_a_large_set_is_read_with_few_questions(case: DraftCase) -> None:
    sets_load()
    client = signed_in(case.official)
    with CaptureQueriesContext(connection) as found:
        text = page(client, "criteria-set", "PAR-TINH-1149")
    assert len(found) <= 8
    for figure in ("8", "43", "102", "114", "100"):
        assert f'<p class="figure__value">{figure}' in text


def test_a_set_is_read_field_by_field(case: DraftCase) -> None:
    text = page(signed_in(case.official), "criteria-set", "DU-THAO", **{"linh-vuc": "2"})
    assert "Nội dung 2.1" in text
    assert "Nội dung 1.2" not in text


def test_buttons_stand_only_where_they_work(case: DraftCase) -> None:
    edit = reverse("criteria-edit", args=["DU-THAO"])
    clone = reverse("criteria-clone", args=["DU-THAO"])
    assert edit in page(signed_in(case.standing), "criteria-set", "DU-THAO")
    for user, may_clone in ((case.stranger, True), (case.official, False)):
        text = page(signed_in(user), "criteria-set", "DU-THAO")
        assert edit not in text
        assert (clone in text) is may_clone


@pytest.mark.parametrize(
    ("role", "on", "status"),
    [
        (Role.STANDING_OFFICE, "owner", 200),
        (Role.ADMINISTRATOR, "owner", 200),
        (Role.ADMINISTRATOR, "province", 200),
        (Role.STANDING_OFFICE, "province", 200),
        (Role.STANDING_OFFICE, "other", 403),
        (Role.ADMINISTRATOR, "other", 403),
        (Role.LEADER, "owner", 403),
        (Role.APPRAISER, "owner", 403),
        (Role.HEAD, "owner", 403),
        (Role.OFFICIAL, "owner", 403),
        (Role.AUDITOR, "owner", 403),
    ],
)
def test_each_role_may_or_may_not_edit(case: DraftCase, role: Role, on: str, status: int) -> None:
    units = {"owner": case.owner, "province": case.owner.parent, "other": case.stranger.unit}
    client = signed_in(make_user(role=role, on=units[on]))
    assert client.get(reverse("criteria-edit", args=["DU-THAO"])).status_code == status
    assert client.get(reverse("criteria-set", args=["DU-THAO"])).status_code == 200


def test_a_set_of_nobody_is_edited_by_administrators_only(case: DraftCase) -> None:
    make_draft(None, "CHUNG")
    url = reverse("criteria-edit", args=["CHUNG"])
    assert signed_in(case.administrator).get(url).status_code == 200
    assert signed_in(case.standing).get(url).status_code == 403


# -- nodes ----------------------------------------------------------------------------------------


def test_a_node_is_added_with_suggestions_and_on_to_its_rule(
    editor: Client, case: DraftCase
) -> None:
    url = f"{reverse('criterion-add', args=['DU-THAO'])}?thuoc={case.node('1').pk}"
    form = form_with(editor.get(url).content.decode(), "name")
    assert (form["code"], form["appraising_office"]) == ("1.3", "Phòng Nội vụ")
    form |= {"name": "Mục mới", "max_score": "2,5", "do": "rule"}
    answer = editor.post(url, form)
    made = case.node("1.3")
    assert made.max_score == Decimal("2.5")
    assert answer["Location"] == reverse("criterion-rule", args=["DU-THAO", made.pk])


def test_a_node_added_in_between_gets_its_code_from_its_place(
    editor: Client, case: DraftCase
) -> None:
    url = f"{reverse('criterion-add', args=['DU-THAO'])}?sau={case.node('1.1').pk}"
    form = form_with(editor.get(url).content.decode(), "name")
    assert form["code"] == ""
    editor.post(url, {**form, "name": "Mục chen", "max_score": "1"})
    assert case.names(["1.2", "1.3"]) == ["Mục chen", "Nội dung 1.2"]


def test_the_first_child_of_a_leaf_is_announced(editor: Client, case: DraftCase) -> None:
    url = f"{reverse('criterion-add', args=['DU-THAO'])}?thuoc={case.node('1.2').pk}"
    text = editor.get(url).content.decode()
    assert "cách chấm đang có chuyển xuống mục con này" in text
    form = form_with(text, "name")
    assert form["max_score"] == "10"
    editor.post(url, {**form, "name": "Con"})
    assert case.node("1.2.1").rule_kind == "manual"


@pytest.mark.parametrize("code", ["1", "1.1", "1.1.1", "2.1"])
def test_a_node_that_is_opened_and_saved_is_the_same(
    editor: Client, case: DraftCase, code: str
) -> None:
    node = case.node(code)
    url = reverse("criterion-update", args=["DU-THAO", node.pk])
    form = form_with(editor.get(url).content.decode(), "name")
    assert ("max_score" in form) is node.is_leaf
    assert editor.post(url, form).status_code == 302
    assert case.node(code).version == 0


@pytest.mark.parametrize(
    ("typed", "name"),
    [({"name": ""}, "name"), ({"max_score": "ba"}, "max_score"), ({"code": "2.1"}, "code")],
)
def test_a_wrong_node_comes_back_with_its_error(
    editor: Client, case: DraftCase, typed: dict[str, str], name: str
) -> None:
    url = reverse("criterion-update", args=["DU-THAO", case.node("1.2").pk])
    form = form_with(editor.get(url).content.decode(), "name")
    answer = editor.post(url, {**form, **typed, "lead_unit": "Vẫn còn đây"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#id_{name}"' in text
    assert form_with(text, "name")["lead_unit"] == "Vẫn còn đây"


def test_a_stale_node_shows_both_values_and_the_next_save_is_deliberate(
    editor: Client, case: DraftCase
) -> None:
    node = case.node("1.2")
    url = reverse("criterion-update", args=["DU-THAO", node.pk])
    form = form_with(editor.get(url).content.decode(), "name")
    criterion_update(
        criterion=node, version=0, values={"name": "Của người kia"}, actor=case.administrator
    )
    answer = editor.post(url, {**form, "name": "Của tôi", "lead_unit": "Tôi"})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert case.administrator.full_name in text
    assert "<p>Của người kia</p>" in text
    assert "<p>Của tôi</p>" in text
    again = form_with(text, "name")
    assert (again["name"], again["lead_unit"]) == ("Của tôi", "Tôi")
    assert case.node("1.2").name == "Của người kia"
    assert editor.post(url, again).status_code == 302
    assert case.node("1.2").name == "Của tôi"


def test_a_node_goes_up_by_the_button_of_the_page(editor: Client, case: DraftCase) -> None:
    text = page(editor, "criteria-edit", "DU-THAO", mo="001")
    node = case.node("1.2")
    act = f"len-{node.version}"
    assert act in buttons(text)
    url = reverse("criterion-shift", args=["DU-THAO", node.pk])
    answer = editor.post(url, {"do": act})
    assert answer["Location"].endswith(f"?mo=001#muc-{node.pk}")
    assert case.node("1.1").pk == node.pk
    late = editor.post(url, {"do": act}, follow=True).content.decode()
    assert "Chưa có gì bị ghi đè" in late
    assert case.node("1.1").pk == node.pk
    assert editor.post(url, {"do": "ngang-1"}).status_code == 404


def test_a_node_is_moved_to_a_place_that_fits(editor: Client, case: DraftCase) -> None:
    node = case.node("1.1")
    url = reverse("criterion-move", args=["DU-THAO", node.pk])
    text = editor.get(url).content.decode()
    assert "2 mục con đi cùng" in text
    assert f'value="{case.node("2").pk}"' in text
    assert f'value="{case.node("2.1").pk}"' not in text
    form = form_with(text, "parent")
    assert form["parent"] == str(case.node("1").pk)
    editor.post(url, {**form, "parent": str(case.node("2").pk)})
    assert case.node("2.2").pk == node.pk


def test_a_deletion_lists_what_goes_and_keeps_the_rest(editor: Client, case: DraftCase) -> None:
    node = case.node("1.1")
    url = reverse("criterion-delete", args=["DU-THAO", node.pk])
    text = editor.get(url).content.decode()
    assert "3 mục sẽ bị xoá" in text
    assert "Tổng điểm của bộ: 100 → 50" in text
    assert "Nội dung 1.1.2" in text
    assert len(case.codes()) == 7
    editor.post(url, form_with(text, "version"))
    assert case.codes() == ["1", "1.1", "2", "2.1"]


def test_a_last_child_says_what_becomes_of_its_parent(editor: Client, case: DraftCase) -> None:
    url = reverse("criterion-delete", args=["DU-THAO", case.node("2.1").pk])
    text = editor.get(url).content.decode()
    assert "trở thành mục chấm điểm" in text
    assert "100 → 100" in text


def test_the_whole_set_is_numbered_by_a_button(editor: Client, case: DraftCase) -> None:
    Criterion.objects.filter(pk=case.node("1.2").pk).update(code="1.8")
    editor.post(reverse("criteria-renumber", args=["DU-THAO"]))
    assert "1.2" in case.codes()


def test_a_node_of_another_set_is_not_there(editor: Client, case: DraftCase) -> None:
    other = make_draft(case.owner, "KHAC")
    node = other.criteria.get(code="1.2")
    assert editor.get(reverse("criterion-update", args=["DU-THAO", node.pk])).status_code == 404
    url = f"{reverse('criterion-add', args=['DU-THAO'])}?thuoc={node.pk}"
    assert editor.get(url).status_code == 404


# -- sets -----------------------------------------------------------------------------------------


def test_a_set_is_drawn_up_in_the_browser(editor: Client, case: DraftCase) -> None:
    url = reverse("criteria-set-create")
    form = form_with(editor.get(url).content.decode(), "name")
    typed = {"code": "PAR-XA-2026", "name": "Bộ mới", "year": "2026", "owner": str(case.owner.pk)}
    assert editor.post(url, {**form, **typed}).status_code == 302
    made = CriteriaSet.objects.get(code="PAR-XA-2026")
    assert (made.owner, made.expected_total, made.decimals) == (case.owner, 100, 2)
    wrong = editor.post(url, {**form, **typed})
    assert wrong.status_code == 422
    assert signed_in(case.official).get(url).status_code == 403


def test_a_sets_description_is_opened_and_saved_without_change(
    editor: Client, case: DraftCase
) -> None:
    url = reverse("criteria-set-update", args=["DU-THAO"])
    form = form_with(editor.get(url).content.decode(), "name")
    assert editor.post(url, form).status_code == 302
    case.draft.refresh_from_db()
    assert case.draft.version == 0
    editor.post(url, {**form, "expected_total": "90,5", "issued_on": "2026-02-01"})
    case.draft.refresh_from_db()
    assert (case.draft.expected_total, str(case.draft.issued_on)) == (
        Decimal("90.5"),
        "2026-02-01",
    )
    stale = editor.post(url, {**form, "name": "Bản mở từ trước"})
    assert stale.status_code == 409
    assert "Bản mở từ trước" in stale.content.decode()


def test_a_set_is_cloned_and_published_in_the_browser(editor: Client, case: DraftCase) -> None:
    url = reverse("criteria-clone", args=["DU-THAO"])
    form = form_with(editor.get(url).content.decode(), "code")
    assert form["year"] == "2027"
    editor.post(url, {**form, "code": "NAM-SAU"})
    made = CriteriaSet.objects.get(code="NAM-SAU")
    assert made.criteria.count() == 7
    assert editor.post(url, {**form, "code": "NAM-SAU"}).status_code == 422
    publish = reverse("criteria-publish", args=["NAM-SAU"])
    assert "Bộ tiêu chí chưa ghi" in editor.get(publish).content.decode()
    assert editor.post(publish).status_code == 302
    made.refresh_from_db()
    assert made.is_published


def test_a_set_with_errors_has_no_button_to_publish(editor: Client, case: DraftCase) -> None:
    Criterion.objects.filter(pk=case.node("1.2").pk).update(rule_kind="")
    url = reverse("criteria-publish", args=["DU-THAO"])
    text = editor.get(url).content.decode()
    assert "1.2: Chưa có cách chấm." in text
    assert "Ban hành bộ tiêu chí</button>" not in text
    answer = editor.post(url)
    assert answer.status_code == 422
    case.draft.refresh_from_db()
    assert not case.draft.is_published


# -- links ----------------------------------------------------------------------------------------


def test_links_are_suggested_reviewed_and_saved(editor: Client, case: DraftCase) -> None:
    later = make_draft(case.owner, "NAM-SAU")
    first, second = later.criteria.get(code="1.1.1"), later.criteria.get(code="1.1.2")
    Criterion.objects.filter(pk=first.pk).update(name="Nội dung 1.1.2")
    Criterion.objects.filter(pk=second.pk).update(name="Hoàn toàn khác")
    url = reverse("criteria-links-other", args=["NAM-SAU", "DU-THAO"])
    text = editor.get(url, {"goi-y": "1"}).content.decode()
    form = form_with(text, f"link-{first.pk}")
    assert form[f"link-{first.pk}"] == "1.1.2"
    assert form[f"link-{second.pk}"] == ""
    assert not later.criteria.exclude(predecessor=None).exists()
    wrong = editor.post(url, {**form, f"link-{second.pk}": "8.8"})
    assert wrong.status_code == 422
    assert "Bộ trước không có mã 8.8" in wrong.content.decode()
    assert editor.post(url, {**form, f"link-{second.pk}": "1.1.1"}).status_code == 302
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.predecessor, second.predecessor) == (case.node("1.1.2"), case.node("1.1.1"))
    assert "7/7 mục đã liên kết" in editor.get(url).content.decode()
