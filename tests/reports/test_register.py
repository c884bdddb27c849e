"""A paper's life in the register: drafted, dressed, numbered, frozen, sent, withdrawn."""

import hashlib
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from assessments.models import Entry
from assessments.totals import recompute
from parindex.errors import Conflict, Forbidden, Invalid, Locked
from parindex.history.models import Event, Job, JobState, Notice
from reports.documents.files import Damaged, file_of, frozen
from reports.models import Book, Document, DocumentState, FileFormat, SigningForm
from reports.services.delivering import document_open
from reports.services.drafting import Dress, document_discard, document_draft, document_edit
from reports.services.issuing import document_file_again, last_job
from reports.services.withdrawing import document_withdraw
from tests.reports.papers import KIND, Papers, make_papers
from tests.reports.pdfs import text_of

pytestmark = pytest.mark.django_db

Commit = DjangoCaptureOnCommitCallbacks


@pytest.fixture
def papers(db: None) -> Papers:
    return make_papers()


@pytest.fixture
def issued(papers: Papers, django_capture_on_commit_callbacks: Commit) -> Document:
    with django_capture_on_commit_callbacks(execute=True):
        papers.issued()
    return Document.objects.get()


def text_now(document: Document) -> str:
    return text_of(file_of(document, FileFormat.PDF).content)


class TestDraft:
    def test_it_has_no_number_and_leaves_the_day_open(self, papers: Papers) -> None:
        draft = papers.drafted()
        assert (draft.number, draft.signed_on, draft.state) == (None, None, "draft")
        assert draft.issuer == papers.office
        assert draft.notation == "BC-PNV"
        text = text_now(draft)
        assert "Số: /BC-PNV" in text
        assert "ngày tháng năm" in text

    def test_it_is_drawn_from_the_figures_of_the_moment(self, papers: Papers) -> None:
        draft = papers.drafted(papers.second)
        assert "62,50%" in text_now(draft)
        Entry.objects.filter(assessment__unit=papers.second, criterion__code="2").update(
            appraised_score=Decimal(0)
        )
        recompute(papers.campaign, at=timezone.now())
        fresh = Document.objects.get(pk=draft.pk)
        assert "37,50%" in text_now(fresh)

    def test_asking_twice_gives_the_same_draft(self, papers: Papers) -> None:
        assert papers.drafted() == papers.drafted()
        assert papers.drafted(papers.second) != papers.drafted()

    def test_a_commune_cannot_draft_in_the_name_of_the_office(self, papers: Papers) -> None:
        with pytest.raises(Forbidden):
            document_draft(kind=KIND, source=papers.assessment(), actor=papers.head)

    def test_it_goes_first_to_the_unit_and_its_offices(self, papers: Papers) -> None:
        units = papers.drafted().deliveries.values_list("unit", flat=True)
        assert list(units) == [papers.first.pk]

    def test_the_office_settles_who_signs_and_whom_it_goes_to(self, papers: Papers) -> None:
        draft = papers.drafted()
        dress = Dress(
            subject="Phân tích Chỉ số CCHC",
            signing_form=SigningForm.DEPUTY,
            signer_name="Lê Bình",
            recipients="- UBND huyện;\n- Lưu: VT, NV.",
            units=(papers.first.pk, papers.second.pk),
        )
        edited = document_edit(
            document_id=draft.pk, dress=dress, version=draft.version, actor=papers.standing
        )
        text = text_now(edited)
        assert "KT. TRƯỞNG PHÒNG PHÓ TRƯỞNG PHÒNG Lê Bình" in text
        assert "- UBND huyện;" in text
        assert "- Lưu: VT, NV." in text
        assert "Phân tích Chỉ số CCHC" in text
        assert edited.deliveries.count() == 2

    def test_of_two_edits_from_one_version_the_second_is_told(self, papers: Papers) -> None:
        draft = papers.drafted()
        first = Dress("Một", SigningForm.HEAD)
        document_edit(document_id=draft.pk, dress=first, version=0, actor=papers.standing)
        with pytest.raises(Conflict):
            document_edit(
                document_id=draft.pk,
                dress=Dress("Hai", SigningForm.HEAD),
                version=0,
                actor=papers.standing,
            )
        assert Document.objects.get().subject == "Một"

    @pytest.mark.parametrize(
        ("dress", "field"),
        [
            (Dress("", SigningForm.HEAD), "subject"),
            (Dress("Một", SigningForm.COLLECTIVE), "signing_form"),
            (Dress("Một", SigningForm.BY_ORDER), "signer_title"),
        ],
    )
    def test_it_refuses_what_the_decree_does_not_know(
        self, papers: Papers, dress: Dress, field: str
    ) -> None:
        draft = papers.drafted()
        with pytest.raises(Invalid) as refused:
            document_edit(document_id=draft.pk, dress=dress, version=0, actor=papers.standing)
        assert list(refused.value.errors) == [field]

    def test_it_can_be_thrown_away_and_leaves_its_history(self, papers: Papers) -> None:
        draft = papers.drafted()
        document_discard(document_id=draft.pk, actor=papers.standing)
        assert not Document.objects.exists()
        assert Event.objects.filter(action="document.discard").exists()


class TestIssue:
    def test_it_gets_number_day_and_bytes(self, issued: Document, papers: Papers) -> None:
        assert (issued.state, issued.number, issued.code) == ("issued", 1, "01/BC-PNV")
        file = issued.files.get(format="pdf")
        kept = frozen(file).content
        assert hashlib.sha256(kept).hexdigest() == file.sha256
        assert len(kept) == file.size
        assert "Số: 01/BC-PNV" in text_of(kept)

    def test_it_is_never_drawn_again(self, issued: Document, papers: Papers) -> None:
        before = frozen(issued.files.get(format="pdf")).content
        Entry.objects.filter(assessment__unit=papers.first).update(appraised_score=Decimal(0))
        recompute(papers.campaign, at=timezone.now())
        assert frozen(issued.files.get(format="pdf")).content == before
        with pytest.raises(Locked):
            document_edit(
                document_id=issued.pk,
                dress=Dress("Khác", SigningForm.HEAD),
                version=issued.version,
                actor=papers.standing,
            )

    def test_changed_bytes_in_the_store_are_not_given_out(self, issued: Document) -> None:
        file = issued.files.get(format="pdf")
        default_storage.delete(str(file.file))
        default_storage.save(str(file.file), ContentFile(b"%PDF-1.7 sai"))
        with pytest.raises(Damaged):
            frozen(file)

    def test_everyone_at_the_receiving_units_is_told(
        self, issued: Document, papers: Papers
    ) -> None:
        told = Notice.objects.filter(url=issued.get_absolute_url())
        assert {notice.recipient for notice in told} == {papers.official, papers.head}
        assert told[0].title == f"Phòng Nội vụ huyện Thử gửi văn bản số 01/BC-PNV: {issued.subject}"

    def test_the_issuer_sees_who_opened_it_first(self, issued: Document, papers: Papers) -> None:
        document_open(document=issued, reader=papers.official)
        document_open(document=issued, reader=papers.head)
        delivery = issued.deliveries.get()
        assert delivery.opened_at
        assert delivery.opened_by.startswith(papers.official.full_name)

    def test_numbers_run_on_within_a_book_and_start_anew_each_year(
        self, papers: Papers, django_capture_on_commit_callbacks: Commit
    ) -> None:
        last_year = date(timezone.localdate().year - 1, 12, 30)
        given = [
            papers.issued(papers.drafted(unit), signed_on=day).code
            for unit, day in (
                (papers.first, last_year),
                (papers.second, last_year),
                (papers.first, timezone.localdate()),
            )
        ]
        assert given == ["01/BC-PNV", "02/BC-PNV", "01/BC-PNV"]
        assert [book.last_number for book in Book.objects.order_by("year")] == [2, 1]

    def test_a_number_given_by_the_registry_is_kept_and_counted_from(self, papers: Papers) -> None:
        assert papers.issued(number=17).number == 17
        assert papers.issued(papers.drafted(papers.second)).number == 18

    def test_a_number_is_given_once(self, papers: Papers) -> None:
        papers.issued(number=17)
        with pytest.raises(Invalid) as refused:
            papers.issued(papers.drafted(papers.second), number=17)
        assert "number" in refused.value.errors
        assert Document.objects.filter(state=DocumentState.DRAFT).count() == 1

    def test_days_follow_numbers(self, papers: Papers) -> None:
        papers.issued(number=5)
        yesterday = timezone.localdate() - timedelta(days=1)
        second = papers.drafted(papers.second)
        with pytest.raises(Invalid) as refused:
            papers.issued(second, signed_on=yesterday, number=9)
        assert "signed_on" in refused.value.errors
        assert papers.issued(second, signed_on=yesterday, number=3).number == 3

    def test_no_paper_is_signed_tomorrow(self, papers: Papers) -> None:
        with pytest.raises(Invalid):
            papers.issued(signed_on=timezone.localdate() + timedelta(days=1))

    def test_an_official_may_draft_but_not_issue(self, papers: Papers) -> None:
        with pytest.raises(Forbidden):
            papers.issued(actor=papers.official)

    def test_a_stale_page_issues_nothing(self, papers: Papers) -> None:
        draft = papers.drafted()
        Document.objects.filter(pk=draft.pk).update(version=4)
        with pytest.raises(Conflict):
            papers.issued(draft)

    def test_a_failed_drawing_keeps_the_number_and_can_be_repeated(
        self, papers: Papers, django_capture_on_commit_callbacks: Commit
    ) -> None:
        document = papers.issued()
        job = last_job(document)
        assert job
        assert document.state == DocumentState.ISSUING
        Job.objects.filter(pk=job.pk).update(state=JobState.FAILED, note="Thiếu thư viện")
        with django_capture_on_commit_callbacks(execute=True):
            document_file_again(document_id=document.pk, actor=papers.standing)
        document.refresh_from_db()
        assert (document.state, document.number) == (DocumentState.ISSUED, 1)
        with pytest.raises(Locked):
            document_file_again(document_id=document.pk, actor=papers.standing)

    def test_a_running_drawing_is_not_asked_for_twice(self, papers: Papers) -> None:
        document = papers.issued()
        with pytest.raises(Locked):
            document_file_again(document_id=document.pk, actor=papers.standing)

    def test_the_database_itself_refuses_a_numbered_draft(self, papers: Papers) -> None:
        draft = papers.drafted()
        with pytest.raises(IntegrityError), transaction.atomic():
            Document.objects.filter(pk=draft.pk).update(number=3)


class TestWithdrawal:
    def test_it_keeps_the_bytes_and_tells_the_recipients(
        self, issued: Document, papers: Papers
    ) -> None:
        before = frozen(issued.files.get(format="pdf")).content
        document_withdraw(
            document_id=issued.pk, reason="Sai số liệu", replaced_by=None, actor=papers.standing
        )
        issued.refresh_from_db()
        assert issued.state == DocumentState.WITHDRAWN
        assert frozen(issued.files.get(format="pdf")).content == before
        assert Notice.objects.filter(recipient=papers.head, title__contains="thu hồi").exists()

    def test_another_paper_may_take_its_place(
        self, issued: Document, papers: Papers, django_capture_on_commit_callbacks: Commit
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            second = papers.issued(papers.drafted())
        second.refresh_from_db()
        document_withdraw(
            document_id=issued.pk, reason="Sửa số liệu", replaced_by=second, actor=papers.standing
        )
        issued.refresh_from_db()
        assert (issued.state, issued.replaced_by) == (DocumentState.REPLACED, second)

    def test_it_needs_a_reason_and_a_paper_of_the_same_office(
        self, issued: Document, papers: Papers
    ) -> None:
        with pytest.raises(Invalid) as refused:
            document_withdraw(
                document_id=issued.pk, reason=" ", replaced_by=issued, actor=papers.standing
            )
        assert set(refused.value.errors) == {"reason", "replaced_by"}

    def test_a_draft_is_not_withdrawn(self, papers: Papers) -> None:
        with pytest.raises(Locked):
            document_withdraw(
                document_id=papers.drafted().pk,
                reason="Thôi",
                replaced_by=None,
                actor=papers.standing,
            )


class TestWhoSees:
    def test_a_draft_is_only_seen_where_it_is_written(self, papers: Papers) -> None:
        papers.drafted()
        for user, sees in (
            (papers.standing, True),
            (papers.office_head, True),
            (papers.official, False),
            (papers.leader, False),
            (papers.stranger, False),
        ):
            assert Document.objects.visible_to(user).exists() is sees, user

    def test_an_issued_paper_is_seen_above_and_where_it_was_sent(
        self, issued: Document, papers: Papers
    ) -> None:
        for user, sees in (
            (papers.standing, True),
            (papers.leader, True),
            (papers.official, True),
            (papers.neighbour, False),
            (papers.stranger, False),
        ):
            assert Document.objects.visible_to(user).exists() is sees, user
