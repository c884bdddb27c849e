"""Accounts and roles: who may give them, what is shown once, who cannot be locked out."""

import re

import pytest
from django.contrib.auth.hashers import check_password
from django.test import Client
from django.urls import reverse

from parindex.history.models import Event
from parindex.units.models import Membership, Role, User
from parindex.units.services.passwords import ITERATIONS, password_hash, password_make
from tests.factories import make_user
from tests.units.places import Places, make_places

pytestmark = pytest.mark.django_db

PASSWORD = re.compile(r'class="password">([a-z0-9-]+)<')


@pytest.fixture
def places(db: None) -> Places:
    return make_places()


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def add(client: Client, places: Places, **changes: str) -> object:
    form = {"full_name": "Lê Thị Mới", "username": "le.moi", "job_title": "", "role": "official"}
    return client.post(reverse("person-add", args=[places.first.pk]), {**form, **changes})


def test_a_new_person_gets_a_password_that_is_shown_once(places: Places) -> None:
    response = add(signed_in(places.standing), places)
    shown = PASSWORD.search(response.content.decode())  # type: ignore[attr-defined]
    assert shown
    assert "no-store" in response.headers["Cache-Control"]  # type: ignore[attr-defined]
    person = User.objects.get(username="le.moi")
    assert Client().login(username="le.moi", password=shown[1])
    assert person.memberships.get().role == Role.OFFICIAL
    page = signed_in(places.standing).get(reverse("person", args=[person.pk])).content.decode()
    assert shown[1] not in page
    assert not Event.objects.filter(after__icontains=shown[1]).exists()


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"username": "CANBO"}, "đã có người dùng"),
        ({"username": "cán bộ"}, "chữ thường không dấu"),
        ({"username": "ab"}, "3 đến 60"),
        ({"role": "administrator"}, "Hãy chọn"),
    ],
)
def test_a_wrong_account_is_refused(
    places: Places, changes: dict[str, str], complaint: str
) -> None:
    response = add(signed_in(places.standing), places, **changes)
    assert response.status_code == 422  # type: ignore[attr-defined]
    if "role" not in changes:
        assert complaint in response.content.decode()  # type: ignore[attr-defined]
    assert User.objects.count() == 3


def test_a_new_password_ends_the_old_one_and_its_sessions(places: Places) -> None:
    open_session = signed_in(places.official)
    response = signed_in(places.standing).post(
        reverse("person-password", args=[places.official.pk])
    )
    shown = PASSWORD.search(response.content.decode())
    assert shown
    assert Client().login(username="canbo", password=shown[1])
    assert not Client().login(username="canbo", password="mat-khau-thu")
    assert open_session.get(reverse("home")).status_code == 302


def test_a_shut_account_is_out_at_once_and_can_be_opened(places: Places) -> None:
    office, person = signed_in(places.standing), signed_in(places.official)
    url = reverse("person-access", args=[places.official.pk])
    assert office.post(url, {"reason": ""}).status_code == 422
    assert office.post(url, {"reason": "Chuyển công tác"}).status_code == 302
    assert person.get(reverse("home")).status_code == 302
    assert Event.objects.get(action="person.shut").reason == "Chuyển công tác"
    office.post(url)
    places.official.refresh_from_db()
    assert places.official.is_active


def test_the_office_of_a_district_cannot_take_over_an_account_of_the_province(
    places: Places,
) -> None:
    Membership.objects.create(user=places.administrator, unit=places.first, role=Role.AUDITOR)
    client, key = signed_in(places.standing), [places.administrator.pk]
    assert client.get(reverse("person", args=key)).status_code == 200
    assert client.post(reverse("person-password", args=key)).status_code == 403
    assert client.post(reverse("person-access", args=key), {"reason": "x"}).status_code == 403
    places.administrator.refresh_from_db()
    assert places.administrator.is_active
    assert places.administrator.check_password("mat-khau-thu")


def test_an_administrator_of_the_own_district_is_not_taken_over_either(places: Places) -> None:
    local = make_user(role=Role.ADMINISTRATOR, on=places.district)
    response = signed_in(places.standing).post(reverse("person-password", args=[local.pk]))
    assert response.status_code == 403


def test_a_person_out_of_reach_is_not_there(places: Places) -> None:
    far = make_user(role=Role.OFFICIAL, on=places.elsewhere)
    client = signed_in(places.standing)
    assert client.get(reverse("person", args=[far.pk])).status_code == 404
    for name in ("person-password", "person-access", "role-give", "role-take", "role-hand-over"):
        assert client.post(reverse(name, args=[far.pk])).status_code == 404, name


def test_roles_are_given_in_reach_only_and_administrators_by_administrators(
    places: Places,
) -> None:
    client, url = signed_in(places.standing), reverse("role-give", args=[places.official.pk])
    assert client.post(url, {"role": "head", "unit": "XA-HAI"}).status_code == 302
    assert client.post(url, {"role": "head", "unit": "XA-HAI"}).status_code == 422
    assert client.post(url, {"role": "head", "unit": "XA-XA"}).status_code == 422
    assert client.post(url, {"role": "administrator", "unit": "HUYEN"}).status_code == 422
    held = set(places.official.memberships.values_list("role", "unit__code"))
    assert held == {("official", "XA-MOT"), ("head", "XA-HAI")}
    administrator = signed_in(places.administrator)
    assert administrator.post(url, {"role": "administrator", "unit": "HUYEN"}).status_code == 302


def test_a_role_is_taken_and_the_history_tells(places: Places) -> None:
    held = places.official.memberships.get()
    url = reverse("role-take", args=[places.official.pk])
    assert signed_in(places.standing).post(url, {"membership": held.pk}).status_code == 302
    assert not places.official.memberships.exists()
    event = Event.objects.get(action="role.take")
    assert event.before == {"role": "official", "unit": "XA-MOT"}


def test_a_role_of_somebody_else_is_not_taken_through_this_persons_page(places: Places) -> None:
    held = places.administrator.memberships.get()
    url = reverse("role-take", args=[places.official.pk])
    assert signed_in(places.standing).post(url, {"membership": held.pk}).status_code == 404
    assert places.administrator.memberships.exists()


def test_a_role_is_handed_over(places: Places) -> None:
    successor = make_user("nguoi.moi", unit=places.first)
    held = places.official.memberships.get()
    url = reverse("role-hand-over", args=[places.official.pk])
    form = {"membership": held.pk, "successor": "nguoi.moi", "reason": "Thay người"}
    assert signed_in(places.standing).post(url, form).status_code == 302
    assert not places.official.memberships.exists()
    assert successor.memberships.get().role == Role.OFFICIAL
    assert Event.objects.filter(reason="Thay người").count() == 2


@pytest.mark.parametrize("successor", ["canbo", "khong.co", "xa"])
def test_a_role_is_not_handed_to_itself_nobody_or_somebody_unseen(
    places: Places, successor: str
) -> None:
    make_user("xa", unit=places.elsewhere)
    held = places.official.memberships.get()
    url = reverse("role-hand-over", args=[places.official.pk])
    response = signed_in(places.standing).post(url, {"membership": held.pk, "successor": successor})
    assert response.status_code == 422
    assert places.official.memberships.get() == held


def test_the_last_administrator_cannot_remove_himself(places: Places) -> None:
    client, key = signed_in(places.administrator), [places.administrator.pk]
    held = places.administrator.memberships.get()
    taken = client.post(reverse("role-take", args=key), {"membership": held.pk})
    assert taken.status_code == 423
    assert "quản trị cuối cùng" in taken.content.decode()
    shut = client.post(reverse("person-access", args=key), {"reason": "Nghỉ"})
    assert shut.status_code == 422
    places.administrator.refresh_from_db()
    assert places.administrator.is_active
    assert places.administrator.memberships.exists()


def test_the_last_but_one_may_go_and_a_shut_account_does_not_count(places: Places) -> None:
    other = make_user(role=Role.ADMINISTRATOR, on=places.province, is_active=False)
    client, key = signed_in(places.administrator), [places.administrator.pk]
    held = {"membership": places.administrator.memberships.get().pk}
    assert client.post(reverse("role-take", args=key), held).status_code == 423
    User.objects.filter(pk=other.pk).update(is_active=True)
    response = client.post(reverse("role-take", args=key), held)
    assert response.headers["Location"] == reverse("home")


def test_the_last_administrator_may_hand_over(places: Places) -> None:
    successor = make_user("ke.nhiem", unit=places.province)
    held = places.administrator.memberships.get()
    url = reverse("role-hand-over", args=[places.administrator.pk])
    form = {"membership": held.pk, "successor": "ke.nhiem"}
    response = signed_in(places.administrator).post(url, form)
    assert response.headers["Location"] == reverse("home")
    assert successor.memberships.get().role == Role.ADMINISTRATOR


def test_passwords_are_long_random_and_hashed(settings: object) -> None:
    made = {password_make() for _ in range(50)}
    assert len(made) == 50
    assert all(re.fullmatch(r"[a-hj-km-np-z2-9]{4}(-[a-hj-km-np-z2-9]{4}){3}", m) for m in made)
    settings.PASSWORD_HASHERS = [  # type: ignore[attr-defined]
        "django.contrib.auth.hashers.PBKDF2PasswordHasher"
    ]
    one = made.pop()
    hashed = password_hash(one)
    assert f"${ITERATIONS}$" in hashed
    assert check_password(one, hashed)
    assert not check_password(one + "x", hashed)
