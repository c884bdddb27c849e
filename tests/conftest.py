"""What all tests share: a files folder of their own, fast passwords, tasks in the process."""

from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from parindex.celery import app as celery_app


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
