"""The database keeps the history: no way of writing changes or deletes an event."""

import pytest
from django.db import IntegrityError, connection, transaction

from parindex.history.models import Event
from parindex.history.services import event_record
from tests.factories import make_unit, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    return event_record(actor=make_user(), action="unit.edit", subject=make_unit(), reason="Lý do")


WRITES = {
    "an update": "UPDATE history_event SET reason = 'khác' WHERE id = %s",
    "a new time": "UPDATE history_event SET at = CURRENT_TIMESTAMP WHERE id = %s",
    "another actor": "UPDATE history_event SET actor_id = actor_id + 1 WHERE id = %s",
    "an actor taken out with the name": (
        "UPDATE history_event SET actor_id = NULL, actor_name = '' WHERE id = %s"
    ),
    "a deletion": "DELETE FROM history_event WHERE id = %s",
}


@pytest.mark.parametrize("statement", WRITES.values(), ids=WRITES.keys())
def test_nobody_changes_an_event_even_in_sql(event: Event, statement: str) -> None:
    before = list(Event.objects.values_list())
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, [event.pk])
    assert list(Event.objects.values_list()) == before


def test_nobody_puts_another_event_in_its_place(event: Event) -> None:
    """Both databases refuse a key that stands, also SQLite's INSERT OR REPLACE."""
    verb = "INSERT OR REPLACE" if connection.vendor == "sqlite" else "INSERT"
    columns = ", ".join(str(f.column) for f in Event._meta.concrete_fields)
    with (
        pytest.raises(IntegrityError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            f"{verb} INTO history_event ({columns})"
            f" SELECT {columns} FROM history_event WHERE id = %s",
            [event.pk],
        )


def test_nobody_changes_an_event_through_a_queryset(event: Event) -> None:
    same = Event.objects.filter(pk=event.pk)
    for write in (lambda: same.update(reason="khác"), same.delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()
    with pytest.raises(TypeError):
        event.save()
    with pytest.raises(TypeError):
        event.delete()


def test_an_event_outlives_the_account_and_keeps_the_name(event: Event) -> None:
    name = event.actor_name
    assert event.actor
    event.actor.delete()
    event.refresh_from_db()
    assert (event.actor_id, event.actor_name) == (None, name)
