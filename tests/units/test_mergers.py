"""Merging and splitting units: links, dates, nothing deleted, nothing moved."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from parindex.history.models import Event
from parindex.units.models import Unit, UnitKind, UnitLink, User
from tests.factories import make_unit
from tests.units.places import Places, make_places

pytestmark = pytest.mark.django_db

ACT = "Nghị quyết số 1/NQ ngày 16/6/2025"


@pytest.fixture
def places(db: None) -> Places:
    return make_places()


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def form(*successors: dict[str, str], day: str = "01/07/2025", **more: object) -> dict[str, object]:
    rows: dict[str, object] = {
        "moi-TOTAL_FORMS": "6",
        "moi-INITIAL_FORMS": "0",
        "effective_on": day,
        "legal_act": ACT,
    }
    for number in range(6):
        row = successors[number] if number < len(successors) else {}
        for name, initial in (("code", ""), ("name", ""), ("kind", "commune"), ("symbol", "UBND")):
            rows[f"moi-{number}-{name}"] = row.get(name, initial)
    return {**rows, **more}


def url(*units: Unit) -> str:
    return reverse("unit-merger") + "?" + "&".join(f"tu={unit.code}" for unit in units)


def new(code: str, name: str) -> dict[str, str]:
    return {"code": code, "name": name}


def test_two_units_become_a_new_one(places: Places) -> None:
    client, address = signed_in(places.standing), url(places.first, places.second)
    typed = form(new("XA-MOI", "xã Mới"), parent=places.district.pk)
    look = client.post(address, typed)
    assert look.status_code == 200
    assert "2 đơn vị cũ hết hiệu lực sau ngày 30/06/2025" in look.content.decode()
    assert not Unit.objects.filter(code="XA-MOI").exists()
    assert client.post(address, {**typed, "confirm": "1"}).status_code == 302
    made = Unit.objects.get(code="XA-MOI")
    assert (made.valid_from, made.parent) == (date(2025, 7, 1), places.district)
    for old in (places.first, places.second):
        old.refresh_from_db()
        assert old.valid_to == date(2025, 6, 30)
        assert old.parent == places.district
    links = UnitLink.objects.filter(successor=made)
    assert {link.predecessor_id for link in links} == {places.first.pk, places.second.pk}
    assert {(link.effective_on, link.legal_act) for link in links} == {(date(2025, 7, 1), ACT)}
    assert Event.objects.of(places.first).get().action == "unit.close"
    page = client.get(reverse("unit", args=[made.pk])).content.decode()
    assert "Hình thành từ" in page
    assert "Xã Một" in page


def test_one_unit_is_split_into_two(places: Places) -> None:
    typed = form(new("XA-A", "xã A"), new("XA-B", "xã B"), parent=places.district.pk)
    signed_in(places.standing).post(url(places.first), {**typed, "confirm": "1"})
    assert set(places.first.successor_links.values_list("successor__code", flat=True)) == {
        "XA-A",
        "XA-B",
    }


def test_a_standing_unit_takes_in_another(places: Places) -> None:
    typed = form({"code": "XA-HAI"})
    signed_in(places.standing).post(url(places.first), {**typed, "confirm": "1"})
    link = UnitLink.objects.get()
    assert (link.predecessor, link.successor) == (places.first, places.second)
    places.second.refresh_from_db()
    assert places.second.valid_to is None


def test_a_merged_unit_does_not_open_again(places: Places) -> None:
    client = signed_in(places.standing)
    client.post(url(places.first), {**form({"code": "XA-HAI"}), "confirm": "1"})
    response = client.post(reverse("unit-close", args=[places.first.pk]), {"reason": "Nhầm"})
    assert response.status_code == 422
    assert "không mở lại được" in response.content.decode()


@pytest.mark.parametrize(
    ("successor", "complaint"),
    [
        ({"code": "XA-MOT"}, "vừa là đơn vị cũ vừa là đơn vị mới"),
        ({"code": "XA-XA"}, "Không có đơn vị mang mã này trong phạm vi"),
        ({"code": "KHONG-CO"}, "Không có đơn vị mang mã này trong phạm vi"),
        ({"code": "XA-HAI", "name": "xã Trùng"}, "Mã này đã dùng"),
        ({}, "Hãy nêu ít nhất một đơn vị mới"),
    ],
)
def test_a_wrong_successor_is_refused(
    places: Places, successor: dict[str, str], complaint: str
) -> None:
    typed = {**form(successor), "confirm": "1"}
    response = signed_in(places.standing).post(url(places.first), typed)
    assert response.status_code == 422
    assert complaint in response.content.decode()
    assert not UnitLink.objects.exists()
    places.first.refresh_from_db()
    assert places.first.valid_to is None


def test_a_unit_with_open_parts_is_not_merged_over_their_heads(places: Places) -> None:
    other = make_unit("huyện Ba", kind=UnitKind.DISTRICT, parent=places.province, code="H-BA")
    typed = {**form({"code": other.code}), "confirm": "1"}
    response = signed_in(places.administrator).post(url(places.district), typed)
    assert "Còn 2 đơn vị trực thuộc còn hiệu lực" in response.content.decode()
    assert not UnitLink.objects.exists()


def test_a_unit_that_had_ended_before_is_not_merged(places: Places) -> None:
    Unit.objects.filter(pk=places.first.pk).update(valid_to=date(2020, 1, 1))
    typed = {**form({"code": "XA-HAI"}), "confirm": "1"}
    response = signed_in(places.standing).post(url(places.first), typed)
    assert "không có hiệu lực vào ngày 30/06/2025" in response.content.decode()


def test_units_out_of_reach_cannot_be_chosen(places: Places) -> None:
    page = signed_in(places.standing).get(url(places.elsewhere)).content.decode()
    assert "Bước 1" in page
    assert "Xã Xa" not in page


def test_a_failed_part_undoes_the_whole(places: Places) -> None:
    """The second new unit takes the code of the first: nothing of the first remains."""
    rows = form(new("XA-A", "xã A"), new("XA-A", "xã B"), parent=places.district.pk)
    response = signed_in(places.standing).post(url(places.first), {**rows, "confirm": "1"})
    assert response.status_code == 422
    assert "Mã XA-A đã dùng" in response.content.decode()
    places.first.refresh_from_db()
    assert places.first.valid_to is None
    assert not Unit.objects.filter(code="XA-A").exists()


def test_the_standing_office_of_a_district_makes_no_unit_without_superior(places: Places) -> None:
    rows = form(new("XA-A", "xã A"))
    response = signed_in(places.standing).post(url(places.first), {**rows, "confirm": "1"})
    assert response.status_code == 403
    assert not Unit.objects.filter(code="XA-A").exists()
