"""Two real connections at once on PostgreSQL: nobody is left without an administrator."""

from collections.abc import Callable

import pytest
from django.db import connection

from parindex.units.models import Membership, Role, Unit, User
from parindex.units.services.people import person_shut
from parindex.units.services.roles import role_take
from parindex.units.services.units import Description, unit_edit
from tests.assessments.test_simultaneous import at_once
from tests.factories import make_user
from tests.units.places import Places, make_places

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

TRIALS = 20


@pytest.fixture
def places(transactional_db: None) -> Places:
    if connection.vendor != "postgresql":
        pytest.skip("chỉ có nghĩa trên PostgreSQL")
    return make_places()


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def taking(held: Membership, actor: User) -> Callable[[], object]:
    return lambda: role_take(membership=held, actor=actor)


def shutting(person: User, actor: User) -> Callable[[], object]:
    return lambda: person_shut(person=person, reason="Nghỉ", actor=actor)


def test_two_administrators_cannot_remove_each_other(places: Places) -> None:
    other = make_user(role=Role.ADMINISTRATOR, on=places.province)
    pair = (places.administrator, other)
    for trial in range(TRIALS):
        for user in pair:
            Membership.objects.get_or_create(
                user=user, unit=places.province, role=Role.ADMINISTRATOR
            )
        User.objects.filter(pk__in=[u.pk for u in pair]).update(is_active=True)
        first, second = (fresh(user) for user in pair)
        held = second.memberships.select_related("unit", "user").get()
        at_once(taking(held, first), shutting(first, second))
        left = Membership.objects.filter(role=Role.ADMINISTRATOR, user__is_active=True)
        assert left.count() == 1, trial


def test_of_two_edits_from_the_same_version_one_is_told(places: Places) -> None:
    for trial in range(TRIALS):
        unit = Unit.objects.get(pk=places.first.pk)

        def edit(name: str, unit: Unit = unit) -> object:
            described = Description(name=name, kind=unit.kind, position=unit.position)
            return unit_edit(
                unit=unit, described=described, version=unit.version, actor=places.standing
            )

        outcomes = at_once(
            lambda trial=trial, edit=edit: edit(f"xã A {trial}"),  # type: ignore[misc]
            lambda trial=trial, edit=edit: edit(f"xã B {trial}"),  # type: ignore[misc]
        )
        assert sorted(outcome is None for outcome in outcomes) == [False, True]
        assert Unit.objects.get(pk=unit.pk).version == unit.version + 1
