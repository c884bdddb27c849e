"""The pages of units, as everybody who may or may not open them."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from parindex.history.models import Event
from parindex.units.models import Role, Unit, User
from tests.factories import make_user
from tests.units.places import Places, make_places

pytestmark = pytest.mark.django_db

DESCRIBED = {
    "name": "xã Một",
    "kind": "commune",
    "place_name": "",
    "symbol": "",
    "valid_from": "",
    "position": "3",
}


@pytest.fixture
def places(db: None) -> Places:
    return make_places()


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text_of(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined, no-any-return]


def test_the_tree_shows_children_after_their_superior(places: Places) -> None:
    page = text_of(signed_in(places.administrator).get(reverse("units")))
    names = ["Tỉnh Thử", "Huyện Thử", "Xã Một", "Xã Hai", "Huyện Khác", "Xã Xa"]
    found = [page.index(f">{name}<") for name in names]
    assert found == sorted(found)
    assert 'class="depth-2"' in page


def test_the_standing_office_sees_its_subtree_only(places: Places) -> None:
    client = signed_in(places.standing)
    page = text_of(client.get(reverse("units")))
    assert "Xã Một" in page
    assert "Xã Xa" not in page
    assert client.get(reverse("unit", args=[places.first.pk])).status_code == 200
    for unit in (places.elsewhere, places.province):
        for name in ("unit", "unit-edit", "unit-add", "unit-close", "person-add"):
            url = reverse(name, args=[unit.pk])
            assert client.get(url).status_code == 404, name
            assert client.post(url, DESCRIBED).status_code == 404, name


@pytest.mark.parametrize(
    "role", [Role.OFFICIAL, Role.HEAD, Role.APPRAISER, Role.LEADER, Role.AUDITOR]
)
def test_nobody_else_opens_any_page_of_units(places: Places, role: Role) -> None:
    client = signed_in(make_user(role=role, on=places.district))
    for name in ("units", "unit-add-root", "unit-merger"):
        assert client.get(reverse(name)).status_code == 403, name
    for name in ("unit", "unit-edit", "unit-add", "unit-close", "person-add"):
        assert client.get(reverse(name, args=[places.first.pk])).status_code == 403, name
    person = [places.official.pk]
    assert client.get(reverse("person", args=person)).status_code == 403
    for name in ("person-password", "person-access", "role-give", "role-take", "role-hand-over"):
        assert client.post(reverse(name, args=person)).status_code == 403, name


def test_words_without_accents_find_a_unit(places: Places) -> None:
    page = text_of(signed_in(places.administrator).get(reverse("units"), {"tim": "xa hai"}))
    assert "Xã Hai" in page
    assert "Xã Một" not in page


def test_a_closed_unit_is_shown_on_demand_and_named_as_closed(places: Places) -> None:
    Unit.objects.filter(pk=places.first.pk).update(valid_to=date(2025, 6, 30))
    client = signed_in(places.standing)
    assert "Xã Một" not in text_of(client.get(reverse("units")))
    page = text_of(client.get(reverse("units"), {"da-dong": "1"}))
    assert "Không còn hiệu lực" in page
    assert "đến hết 30/06/2025" in page


def test_the_standing_office_adds_a_unit_below_its_own(places: Places) -> None:
    client = signed_in(places.standing)
    form = {**DESCRIBED, "code": " xa-ba ", "name": "xã Ba"}
    response = client.post(reverse("unit-add", args=[places.district.pk]), form)
    made = Unit.objects.get(code="XA-BA")
    assert response.headers["Location"] == reverse("unit", args=[made.pk])
    assert made.parent == places.district
    assert made.path == f"{places.district.path}{made.pk}/"
    assert Event.objects.of(made).get().action == "unit.create"


@pytest.mark.parametrize(
    ("code", "complaint"),
    [("XÃ 3", "chữ in hoa không dấu"), ("1.0", "chữ in hoa không dấu"), ("xa-mot", "đã dùng")],
)
def test_a_wrong_or_taken_code_is_refused(places: Places, code: str, complaint: str) -> None:
    form = {**DESCRIBED, "code": code, "name": "xã Ba"}
    url = reverse("unit-add", args=[places.district.pk])
    response = signed_in(places.standing).post(url, form)
    assert response.status_code == 422
    assert complaint in text_of(response)
    assert not Unit.objects.filter(name="xã Ba").exists()


def test_only_an_administrator_of_a_top_unit_makes_another_and_keeps_it(places: Places) -> None:
    form = {**DESCRIBED, "code": "TINH-MOI", "name": "tỉnh Mới", "kind": "province"}
    url = reverse("unit-add-root")
    assert signed_in(places.standing).post(url, form).status_code == 403
    assert signed_in(places.administrator).post(url, form).status_code == 302
    made = Unit.objects.get(code="TINH-MOI")
    assert made.memberships.get().user == places.administrator


def test_a_new_name_keeps_the_old_one_in_the_history(places: Places) -> None:
    client = signed_in(places.standing)
    form = {**DESCRIBED, "name": "xã Một Mới", "version": "0"}
    assert client.post(reverse("unit-edit", args=[places.first.pk]), form).status_code == 302
    page = text_of(client.get(reverse("unit", args=[places.first.pk])))
    assert "xã Một → xã Một Mới" in page
    places.first.refresh_from_db()
    assert (places.first.version, places.first.code) == (1, "XA-MOT")


def test_a_save_that_changes_nothing_writes_nothing(places: Places) -> None:
    form = {**DESCRIBED, "position": str(places.first.position), "version": "0"}
    signed_in(places.standing).post(reverse("unit-edit", args=[places.first.pk]), form)
    places.first.refresh_from_db()
    assert places.first.version == 0
    assert not Event.objects.of(places.first).exists()


def test_a_stale_save_shows_both_values_and_can_be_repeated(places: Places) -> None:
    client, url = signed_in(places.standing), reverse("unit-edit", args=[places.first.pk])
    client.post(url, {**DESCRIBED, "name": "xã Của Người Khác", "version": "0"})
    stale = client.post(url, {**DESCRIBED, "name": "xã Của Tôi", "version": "0"})
    assert stale.status_code == 409
    page = text_of(stale)
    assert "xã Của Người Khác" in page
    assert "xã Của Tôi" in page
    assert 'name="version" value="1"' in page
    assert client.post(url, {**DESCRIBED, "name": "xã Của Tôi", "version": "1"}).status_code == 302
    places.first.refresh_from_db()
    assert places.first.name == "xã Của Tôi"


def test_a_unit_is_never_moved_by_its_form(places: Places) -> None:
    form = {**DESCRIBED, "parent": str(places.province.pk), "code": "KHAC", "version": "0"}
    signed_in(places.administrator).post(reverse("unit-edit", args=[places.first.pk]), form)
    places.first.refresh_from_db()
    assert (places.first.parent_id, places.first.code) == (places.district.pk, "XA-MOT")


def test_a_unit_with_open_parts_closes_only_with_them(places: Places) -> None:
    client, url = signed_in(places.standing), reverse("unit-close", args=[places.district.pk])
    form = {"on": "30/06/2025", "reason": "Nghị quyết 60-NQ/TW"}
    refused = client.post(url, form)
    assert refused.status_code == 422
    assert "Còn 2 đơn vị trực thuộc còn hiệu lực: Xã Một, Xã Hai" in text_of(refused)
    assert client.post(url, {**form, "with_parts": "on"}).status_code == 302
    closed = Unit.objects.filter(valid_to=date(2025, 6, 30)).values_list("code", flat=True)
    assert set(closed) == {"HUYEN", "XA-MOT", "XA-HAI"}


def test_people_of_a_closed_unit_keep_their_roles(places: Places) -> None:
    url = reverse("unit-close", args=[places.first.pk])
    signed_in(places.standing).post(url, {"on": "30/06/2025", "reason": "Hết nhiệm vụ"})
    assert places.official.memberships.get().unit == places.first


def test_a_unit_closed_by_mistake_opens_again(places: Places) -> None:
    client, url = signed_in(places.standing), reverse("unit-close", args=[places.first.pk])
    client.post(url, {"on": "30/06/2025", "reason": "Nhầm"})
    assert client.post(url, {"reason": "Đóng nhầm"}).status_code == 302
    places.first.refresh_from_db()
    assert places.first.valid_to is None


def test_the_tree_takes_few_queries(places: Places, django_assert_max_num_queries: object) -> None:
    client = signed_in(places.administrator)
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        client.get(reverse("units"))
