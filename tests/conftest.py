"""What all tests share: own files, fast passwords, tasks in the process, one browser."""

import os
from collections.abc import Iterator

import hypothesis
import pytest
from playwright.sync_api import Browser, expect
from pytest_django.fixtures import Settings

from parindex.celery import app as celery_app
from tests.browser.chromium import NoChromium, chromium
from tests.guards import let_sqlite_flush

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
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("files")


@pytest.fixture(autouse=True)
def tasks_in_process(request: pytest.FixtureRequest) -> Iterator[None]:
    """Also where a broker answers; tests marked ``worker`` start a real worker of their own."""
    before = celery_app.conf.task_always_eager
    celery_app.conf.task_always_eager = request.node.get_closest_marker("worker") is None
    yield
    celery_app.conf.task_always_eager = before


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
