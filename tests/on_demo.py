"""Tests that read the whole demo, which was loaded once for all of them."""

from pathlib import Path

import pytest
from django.test import TestCase

from tests import snapshot


@pytest.mark.usefixtures("demo_files")
class OnDemo(TestCase):
    """The rows of the demo as it was loaded; ``files`` is where its papers lie."""

    files: Path

    @classmethod
    def setUpTestData(cls) -> None:
        snapshot.put_back()

    @pytest.fixture(autouse=True)
    def _files(self, demo_files: Path) -> None:
        self.files = demo_files
