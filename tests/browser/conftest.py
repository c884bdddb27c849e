"""Journeys in a real Chromium, on a real server, over the whole demo."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from tests import snapshot
from tests.browser.person import Person

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1440, "height": 900}

Meet = Callable[..., Person]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@pytest.fixture
def demo(transactional_db: None, demo_files: Path, settings: Settings) -> None:
    """The demo as it was loaded, whatever the test before did to it."""
    snapshot.put_back()
    shutil.copytree(demo_files, settings.MEDIA_ROOT, dirs_exist_ok=True)


@pytest.fixture
def meet(browser: Browser, live_server: LiveServer) -> Iterator[Meet]:
    """``meet("canbo", screen=PHONE)``: someone at an own machine, signed in unless nameless."""
    met: list[Person] = []
    with ExitStack() as machines:

        def sit_down(
            username: str = "", *, screen: Any = DESK, has_scripts: bool = True, **options: Any
        ) -> Person:
            context = browser.new_context(
                viewport=screen,
                java_script_enabled=has_scripts,
                locale="vi-VN",
                timezone_id="Asia/Ho_Chi_Minh",
                **options,
            )
            machines.callback(context.close)
            person = Person(context, live_server.url, has_scripts=has_scripts)
            met.append(person)
            return person.signs_in(username) if username else person

        yield sit_down
        for person in met:
            person.has_seen_all()
