"""The heartbeat of the schedule: seen by administrators and by machines."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from parindex.celery import app as celery_app
from parindex.history.models import PeriodicRun
from parindex.history.periodic import PERIODICS, REMINDERS, heartbeat
from parindex.units.models import Role, UnitKind
from tests.factories import make_unit, make_user

pytestmark = pytest.mark.django_db


def page() -> str:
    client = Client()
    client.force_login(make_user(role=Role.ADMINISTRATOR, on=make_unit(kind=UnitKind.PROVINCE)))
    return client.get(reverse("periodic")).content.decode()


def test_an_administrator_sees_what_has_never_run() -> None:
    assert page().count("Chưa chạy lần nào") == len(PERIODICS)


def test_the_last_run_shows_with_its_outcome() -> None:
    with heartbeat(REMINDERS) as beat:
        beat.outcome = "Đã gửi 3 lời nhắc."
    assert "Đã gửi 3 lời nhắc." in page()


def test_a_schedule_that_stands_still_is_marked() -> None:
    past = timezone.now() - timedelta(hours=4)
    PeriodicRun.objects.create(name="reminders", started_at=past, finished_at=past)
    assert "Đã dừng" in page()


def test_a_failure_leaves_a_sign_and_goes_on() -> None:
    def fail() -> None:
        with heartbeat(REMINDERS):
            raise RuntimeError("máy thư hỏng")

    with pytest.raises(RuntimeError):
        fail()
    run = PeriodicRun.objects.get(name="reminders")
    assert (run.has_failed, run.finished_at) == (True, None)
    assert "máy thư hỏng" in page()


def test_healthz_says_when_each_task_last_began(client: Client) -> None:
    assert client.get(reverse("healthz")).json()["periodic"]["reminders"] is None
    with heartbeat(REMINDERS):
        pass
    began = PeriodicRun.objects.get(name="reminders").started_at
    assert client.get(reverse("healthz")).json()["periodic"]["reminders"] == began.isoformat()


@pytest.mark.parametrize("role", [Role.STANDING_OFFICE, Role.AUDITOR, Role.OFFICIAL])
def test_others_do_not_look_behind_the_portal(client: Client, role: Role) -> None:
    client.force_login(make_user(role=role, on=make_unit()))
    assert client.get(reverse("periodic")).status_code == 403


def test_every_task_of_the_schedule_is_known_to_the_worker() -> None:
    celery_app.loader.import_default_modules()
    wanted = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert wanted <= set(celery_app.tasks)
