# mypy: disable-error-code="no-untyped-call"
"""WeasyPrint, set to read nothing but the portal's own stylesheets and fonts.

Imported only when a paper is made: the import takes most of a second and needs Pango.
"""

from threading import local
from typing import Any

from django.conf import settings
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

STATIC = settings.BASE_DIR / "static"
VARIANT = "pdf/ua-1"
"""Tagged for screen readers; declared by the producer, not validated by a third party."""


class Fonts(local):
    """One configuration a thread, for all papers: each loads the same four files and is never quite
    freed, and no two threads may use one."""

    def __init__(self) -> None:
        self.configuration = FontConfiguration()


FONTS = Fonts()


class OwnFiles(URLFetcher):
    """Words typed by people can never make the server fetch an address or open another file."""

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        if not url.startswith(STATIC.as_uri() + "/") or ".." in url:
            raise ValueError(f"not a file of the portal: {url}")
        found: URLFetcherResponse = super().fetch(url, headers)
        return found


def write_pdf(html: str) -> bytes:
    document = HTML(string=html, base_url=STATIC.as_uri() + "/", url_fetcher=OwnFiles())
    pdf: bytes = document.write_pdf(pdf_variant=VARIANT, font_config=FONTS.configuration)
    return pdf
