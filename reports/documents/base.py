"""From a template to a tagged PDF laid out by Nghị định 30/2020/NĐ-CP.

A kind of document is a module that builds a context of finished strings and a template that extends
``documents/base.html``. Text is normalised to NFC once, here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from parindex.errors import PortalError
from parindex.lib.text import nfc
from reports.documents.libraries import install_hint

PDF = "application/pdf"


class PdfUnavailable(PortalError):
    """The machine lacks the libraries that draw text."""

    status = 503

    def __init__(self) -> None:
        super().__init__(
            _("Máy chủ chưa xuất được PDF vì thiếu thư viện hệ thống. %(hint)s")
            % {"hint": install_hint()}
        )


@dataclass(frozen=True)
class Paper:
    """A finished file with the name under which it is saved."""

    name: str
    content: bytes
    content_type: str = PDF


def render_html(template: str, context: Mapping[str, Any]) -> str:
    with translation.override("vi"):
        return nfc(render_to_string(template, dict(context)))


def render_pdf(template: str, context: Mapping[str, Any]) -> bytes:
    """Raises PdfUnavailable."""
    return html_to_pdf(render_html(template, context))


def html_to_pdf(html: str) -> bytes:
    """Raises PdfUnavailable."""
    try:
        engine = import_module("reports.documents.engine")
    except OSError as error:
        raise PdfUnavailable from error
    pdf: bytes = engine.write_pdf(html)
    return pdf
