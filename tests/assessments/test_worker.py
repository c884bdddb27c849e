"""Totals recomputed by a real Celery worker over a real Redis, on a real PostgreSQL."""

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from kombu import Queue

from assessments.models import Assessment, Result
from assessments.tasks import results_refresh
from assessments.workflow import Verb
from parindex.celery import app as celery_app
from tests.assessments.cases import Case, make_case

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 60

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.worker,
    pytest.mark.skipif(not settings.REDIS_URL, reason="cần Redis (REDIS_URL)"),
    pytest.mark.skipif(not settings.DATABASE_URL, reason="cần PostgreSQL (DATABASE_URL)"),
]


def eventually(check: Callable[[], bool]) -> bool:
    """Whether it becomes true before patience ends."""
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit:
        if check():
            return True
        time.sleep(0.1)
    return False


@pytest.fixture
def queue() -> Iterator[str]:
    """A queue of the test's own, so that workers of other tests leave its tasks alone."""
    before, name = celery_app.conf.task_default_queue, f"test-{uuid.uuid4().hex}"
    celery_app.conf.task_default_queue = name
    celery_app.amqp.queues.add(Queue(name))
    yield name
    celery_app.conf.task_default_queue = before


def start_worker(queue: str) -> "subprocess.Popen[bytes]":
    base, _slash, _name = settings.DATABASE_URL.rpartition("/")
    database = f"{base}/{connection.settings_dict['NAME']}"
    return subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "parindex", "worker", "--pool=solo", "-Q", queue],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": database, "PARINDEX_SECRET_KEY": "thu"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@pytest.fixture
def worker(queue: str) -> Iterator["subprocess.Popen[bytes]"]:
    process = start_worker(queue)
    yield process
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=PATIENCE)


def is_current(case: Case) -> bool:
    assessment = Assessment.objects.get(campaign=case.campaign, unit=case.commune)
    result = Result.objects.filter(assessment=assessment).first()
    return result is not None and result.revision == assessment.revision


def self_points(case: Case) -> Decimal | None:
    result = Result.objects.filter(assessment__unit=case.commune).first()
    return result.self_points if result else None


def test_a_saved_score_reaches_the_totals_through_the_worker(
    queue: str, worker: "subprocess.Popen[bytes]"
) -> None:
    case = make_case()
    case.declare("1.1", "1,5")
    case.declare("1.2", "0,25")
    assert eventually(lambda: is_current(case) and self_points(case) == Decimal("1.75"))


def test_a_killed_worker_leaves_nothing_stale_shown_as_current(queue: str) -> None:
    case = make_case()
    first = start_worker(queue)
    case.declare("1.1", "1")
    first.kill()
    first.wait(timeout=PATIENCE)
    case.declare("1.2", "0.5")
    assert not is_current(case)
    second = start_worker(queue)
    try:
        case.move(Verb.PRESENT, case.official)
        results_refresh.delay()
        assert eventually(lambda: is_current(case) and self_points(case) == Decimal("1.5"))
    finally:
        second.send_signal(signal.SIGTERM)
        second.wait(timeout=PATIENCE)
