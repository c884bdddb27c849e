"""Filters for the text of papers."""

import re

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_NOTATION = re.compile(r"(?:số )?\d+[A-ZĐa-z]*/[0-9A-ZĐ][0-9A-ZĐa-z/\-]*-[0-9A-ZĐa-z\-]+")


@register.filter
def keep(text: str) -> SafeString:
    """Escape, and keep the number of a document on one line: 313/QĐ-UBND."""
    parts, end = [], 0
    for found in _NOTATION.finditer(text):
        parts += [
            escape(text[end : found.start()]),
            f'<span class="keep">{escape(found[0])}</span>',
        ]
        end = found.end()
    return mark_safe("".join([*parts, escape(text[end:])]))  # noqa: S308  (every part is escaped)
