"""The browser of this machine, or a word about why there is none."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium_path() -> str:
    """Skips the test where no Chromium is installed."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    pytest.skip("Không có Chromium trên máy này: sudo apt-get install chromium")


@contextmanager
def chromium() -> Iterator[Browser]:
    path = chromium_path()
    with sync_playwright() as playwright:
        # No sandbox: containers run the tests as root. The pages are our own.
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()
