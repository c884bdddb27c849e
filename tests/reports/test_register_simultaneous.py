"""Two real connections at once on PostgreSQL: numbers without gaps, none given twice."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.utils import timezone

from reports.models import Book, Document, DocumentState
from reports.services.issuing import document_issue
from tests.assessments.test_simultaneous import at_once
from tests.reports.papers import Papers, make_papers

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

TRIALS = 5


@pytest.fixture
def papers(transactional_db: None) -> Papers:
    if connection.vendor != "postgresql":
        pytest.skip("chỉ có nghĩa trên PostgreSQL")
    return make_papers()


def issuing(document: Document, papers: Papers, number: int | None) -> Callable[[], object]:
    return lambda: document_issue(
        document_id=document.pk,
        version=document.version,
        signed_on=timezone.localdate(),
        number=number,
        actor=papers.standing,
    )


def test_papers_issued_at_once_get_numbers_without_gap_or_double(papers: Papers) -> None:
    for _trial in range(TRIALS):
        drafts = [papers.drafted(papers.first), papers.drafted(papers.second)]
        outcomes = at_once(*[issuing(draft, papers, None) for draft in drafts])
        assert outcomes == [None, None]
    numbers = Document.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, 2 * TRIALS + 1))
    assert Book.objects.get().last_number == 2 * TRIALS
    assert not Document.objects.exclude(state=DocumentState.ISSUED).exists()


def test_one_draft_issued_twice_at_once_gets_one_number(papers: Papers) -> None:
    for trial in range(TRIALS):
        draft = papers.drafted()
        outcomes = at_once(*[issuing(draft, papers, None) for _ in range(2)])
        assert sorted(outcome is None for outcome in outcomes) == [False, True]
        assert Book.objects.get().last_number == trial + 1
        assert Document.objects.count() == trial + 1


def test_of_two_that_choose_the_same_number_one_is_told(papers: Papers) -> None:
    for trial in range(TRIALS):
        drafts = [papers.drafted(papers.first), papers.drafted(papers.second)]
        wanted = 10 + 5 * trial
        outcomes = at_once(*[issuing(draft, papers, wanted) for draft in drafts])
        assert sorted(outcome is None for outcome in outcomes) == [False, True]
        assert Document.objects.filter(number=wanted).count() == 1
        Document.objects.filter(state=DocumentState.DRAFT).delete()
