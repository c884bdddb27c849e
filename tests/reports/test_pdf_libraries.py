"""A machine without Pango: pages work, papers say what to install."""

import os
import subprocess
import sys
from pathlib import Path

from django.core import checks

from reports.documents.libraries import install_hint, missing_libraries, pdf_can_be_made

ROOT = Path(__file__).resolve().parent.parent.parent

ASK_FOR_A_PAPER = """
import django; django.setup()
from reports.documents.base import PdfUnavailable, html_to_pdf
try:
    html_to_pdf("<p>")
except PdfUnavailable as error:
    print(error.status, error.message)
"""


def test_this_machine_can_make_papers() -> None:
    assert missing_libraries() == []
    assert pdf_can_be_made() == []
    found = checks.run_checks(tags=[checks.Tags.compatibility])
    assert not [message for message in found if message.id == "reports.W001"]


def test_a_paper_says_what_to_install_where_pango_is_missing(tmp_path: Path) -> None:
    """A WeasyPrint that cannot load its libraries raises OSError when it is imported."""
    package = tmp_path / "weasyprint"
    package.mkdir()
    (package / "__init__.py").write_text("raise OSError(\"cannot load library 'libpango-1.0-0'\")")
    environment = {
        **os.environ,
        "PYTHONPATH": f"{tmp_path}:{ROOT}",
        "DJANGO_SETTINGS_MODULE": "parindex.settings",
        "PARINDEX_VAR": str(tmp_path / "var"),
    }
    done = subprocess.run(
        [sys.executable, "-c", ASK_FOR_A_PAPER],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("503 Máy chủ chưa xuất được PDF")
    assert install_hint() in done.stdout
    assert "libpango-1.0-0" in install_hint()
