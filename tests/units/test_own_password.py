"""Changing the own password, which somebody else once handed out."""

import pytest
from django.test import Client
from django.urls import reverse

from parindex.units.models import User
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def change(client: Client, new: str, *, old: str = "mat-khau-thu") -> int:
    typed = {"old_password": old, "new_password1": new, "new_password2": new}
    return client.post(reverse("password-change"), typed).status_code


@pytest.fixture
def user(db: None) -> User:
    return make_user()


@pytest.fixture
def client(user: User) -> Client:
    made = Client()
    made.force_login(user)
    return made


def test_a_person_may_change_the_own_password(client: Client, user: User) -> None:
    assert change(client, "Cau-long-o-nui-8") == 302
    assert User.objects.get(pk=user.pk).check_password("Cau-long-o-nui-8")
    assert client.get(reverse("home")).status_code == 200


@pytest.mark.parametrize(
    ("new", "old"), [("12345678", "mat-khau-thu"), ("Cau-long-o-nui-8", "sai")]
)
def test_a_weak_or_unproven_change_is_refused(
    client: Client, user: User, new: str, old: str
) -> None:
    assert change(client, new, old=old) == 200
    assert User.objects.get(pk=user.pk).check_password("mat-khau-thu")
