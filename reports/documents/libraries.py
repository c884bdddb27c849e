"""The system libraries that WeasyPrint loads, and what to install when they are missing."""

import ctypes
import sys

from django.core import checks
from django.utils.translation import gettext as _

NEEDED = ("libgobject-2.0.so.0", "libpango-1.0.so.0", "libpangoft2-1.0.so.0")
PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


def missing_libraries() -> list[str]:
    """By asking the loader: importing WeasyPrint would slow down every command."""
    if sys.platform != "linux":
        return []
    return [name for name in NEEDED if not _loads(name)]


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def install_hint() -> str:
    return _("Trên Debian, Ubuntu hãy chạy: sudo apt-get install %(packages)s") % {
        "packages": PACKAGES
    }


@checks.register(checks.Tags.compatibility)
def pdf_can_be_made(**_kwargs: object) -> list[checks.CheckMessage]:
    missing = missing_libraries()
    if not missing:
        return []
    message = _("Không xuất được PDF: thiếu %(libraries)s.") % {"libraries": ", ".join(missing)}
    return [checks.Warning(message, hint=install_hint(), id="reports.W001")]
