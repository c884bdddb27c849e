"""The one table of rights: who administers the whole portal, and how a new portal begins."""

import pytest
from django.test import Client
from django.urls import reverse

from parindex.units.models import Membership, Role, Unit, UnitKind, User
from parindex.units.permissions import Right, administers_portal, may
from tests.factories import make_unit, make_user

pytestmark = pytest.mark.django_db

BEHIND = "admin:index"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def opens(user: User, name: str) -> int:
    return signed_in(user).get(reverse(name)).status_code


def test_a_portal_without_units_begins_with_its_first_administrator() -> None:
    first = User.objects.create_superuser("dau.tien", password="mat-khau-dau-tien", full_name="A")
    client = signed_in(first)
    assert client.get(reverse("units")).status_code == 200
    posted = {"code": "GIA-LAI", "name": "tỉnh Gia Lai", "kind": "province", "position": "0"}
    assert client.post(reverse("unit-add-root"), posted).status_code == 302
    province = Unit.objects.get(code="GIA-LAI")
    person = {"full_name": "Lê Thị Mới", "username": "le.moi", "role": "administrator"}
    page = client.post(reverse("person-add", args=[province.pk]), person)
    assert page.status_code == 200
    assert Membership.objects.get(user__username="le.moi").role == Role.ADMINISTRATOR


def test_an_administrator_of_everything_looks_behind_the_pages() -> None:
    province = make_unit(kind=UnitKind.PROVINCE)
    administrator = make_user(role=Role.ADMINISTRATOR, on=province)
    assert opens(administrator, BEHIND) == 200
    assert "/quan-tri/" in signed_in(administrator).get("/").content.decode()


def test_an_administrator_of_one_province_among_two_does_not() -> None:
    make_unit(kind=UnitKind.PROVINCE)
    administrator = make_user(role=Role.ADMINISTRATOR, on=make_unit(kind=UnitKind.PROVINCE))
    assert not administers_portal(administrator)
    assert opens(administrator, BEHIND) == 302
    assert "/quan-tri/" not in signed_in(administrator).get("/").content.decode()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_no_other_role_does(role: Role) -> None:
    province = make_unit(kind=UnitKind.PROVINCE)
    person = make_user(role=role, on=province, is_staff=True)
    assert opens(person, BEHIND) == 302
    assert opens(person, "admin:units_unit_changelist") == 302


def test_a_shut_account_administers_nothing() -> None:
    province = make_unit(kind=UnitKind.PROVINCE)
    shut = make_user(role=Role.ADMINISTRATOR, on=province, is_superuser=True, is_active=False)
    assert not administers_portal(shut)
    assert not may(shut, Right.MANAGE_UNITS, province)
