"""What all tests share: own files, fast passwords, tasks in the process, one browser."""

import io
import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from django.core.management import call_command
from django.test import override_settings
from playwright.sync_api import Browser, expect
from pytest_django.fixtures import Settings
from pytest_django.plugin import DjangoDbBlocker

from parindex.celery import app as celery_app
from tests import snapshot
from tests.browser.chromium import NoChromium, chromium
from tests.guards import let_sqlite_flush

FAST_PASSWORDS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# A property holds or it does not; how fast is no test's matter on a busy machine.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


@pytest.fixture(scope="session", autouse=True)
def emptied_between_tests() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        let_sqlite_flush(patch)
        yield


@pytest.fixture(autouse=True)
def fast_and_private(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.PASSWORD_HASHERS = FAST_PASSWORDS
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("files")


@pytest.fixture(autouse=True)
def tasks_in_process(request: pytest.FixtureRequest) -> Iterator[None]:
    """Also where a broker answers; tests marked ``worker`` start a real worker of their own."""
    before = celery_app.conf.task_always_eager
    celery_app.conf.task_always_eager = request.node.get_closest_marker("worker") is None
    yield
    celery_app.conf.task_always_eager = before


@pytest.fixture(scope="session")
def demo_files(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """Loads the demo once, keeps its rows aside and leaves the database empty as it was."""
    files = tmp_path_factory.mktemp("demo")
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=files, PASSWORD_HASHERS=FAST_PASSWORDS),
    ):
        call_command("load_demo", stdout=io.StringIO())
        snapshot.take()
        call_command("flush", interactive=False, verbosity=0)
    return files


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=10_000)
    try:
        with chromium() as found:
            yield found
    except NoChromium as absent:
        pytest.skip(str(absent))
