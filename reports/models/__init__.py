"""What papers and reports keep: their wording, the register of documents."""

from reports.models.documents import DocumentKind
from reports.models.wording import DocumentWording, Section

__all__ = ["DocumentKind", "DocumentWording", "Section"]
