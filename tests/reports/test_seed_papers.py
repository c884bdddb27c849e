"""What docs/doi-chieu-van-ban.md says of the portal's papers, held to their PDF."""

import re

from django.conf import settings

from reports.documents.content import pdf_of
from reports.documents.kinds import compose
from reports.documents.sources import issuing_known, source_asked
from reports.models import DocumentKind
from tests.on_demo import OnDemo
from tests.reports.pdfs import text_of

COMPARED = settings.BASE_DIR / "docs/doi-chieu-van-ban.md"
PAPER = re.compile(r"^## (\d{3})\. [^\n]*\(`([a-z-]+)`\)\n(.*?)(?=^## )", re.MULTILINE | re.DOTALL)
PRINTED = re.compile(r"\*\*“(.+?)”\*\*")


def bare(text: str) -> str:
    """Lines end anywhere in a PDF, also after a dash or a slash."""
    return "".join(text.split())


class TestComparison(OnDemo):
    def test_every_word_that_it_quotes_is_printed(self) -> None:
        papers = PAPER.findall(COMPARED.read_text())
        assert [number for number, _kind, _text in papers] == ["000", "001", "002", "003", "004"]
        missing = {}
        for number, kind, compared in papers:
            quoted = PRINTED.findall(compared)
            assert len(quoted) > 8, number
            source = source_asked(DocumentKind(kind), "", "", None)
            content = compose(DocumentKind(kind), source, issuing=issuing_known(source))
            printed = bare(text_of(pdf_of(content)))
            missing[number] = [words for words in quoted if bare(words) not in printed]
        assert not any(missing.values()), missing
