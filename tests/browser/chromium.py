"""The Chromium of this machine."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")


class NoChromium(Exception):
    """Chromium is not installed here; the message says how to install it."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Raises NoChromium."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        raise NoChromium("Không có Chromium trên máy này: sudo apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            # No sandbox: containers run as root, and the pages are our own.
            args=["--no-sandbox"],
            # The browser's own words, such as those of a file input, in Vietnamese.
            env={**os.environ, "LANGUAGE": "vi"},
        )
        yield browser
        browser.close()
