"""Looks into a file that a person sends, and says in plain words why it cannot be taken.

Extension and content must agree; nothing that runs by itself gets in. Messages name the file, what
was found and what is expected.
"""

from parindex.lib.uploads.base import UploadError
from parindex.lib.uploads.inspection import ACCEPT, KINDS_TEXT, VIEWABLE, Inspection, inspect
from parindex.lib.uploads.names import clean_name, stem
from parindex.lib.uploads.sizes import format_size

__all__ = [
    "ACCEPT",
    "KINDS_TEXT",
    "VIEWABLE",
    "Inspection",
    "UploadError",
    "clean_name",
    "format_size",
    "inspect",
    "stem",
]
