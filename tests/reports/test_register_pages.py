"""The register on screen: the list and its filters, the steps of a paper, its files, the jobs."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from parindex.history.jobs import job_open
from parindex.history.models import Job, JobState
from parindex.units.models import User
from reports.models import Document, DocumentState, DocumentWording, Section
from reports.services.packing import papers_pack_ask
from tests.reports.papers import KIND, Papers, make_papers
from tests.reports.pdfs import text_of

pytestmark = pytest.mark.django_db

Commit = DjangoCaptureOnCommitCallbacks


@pytest.fixture
def papers(db: None) -> Papers:
    return make_papers()


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def at(document: Document, name: str = "document") -> str:
    return reverse(name, args=[document.pk])


def pdf_at(document: Document) -> str:
    return reverse("document-file", args=[document.pk, "pdf"])


class TestTheWayOfAPaper:
    def test_the_office_drafts_issues_and_the_commune_reads(
        self, papers: Papers, django_capture_on_commit_callbacks: Commit
    ) -> None:
        office = client_of(papers.standing)
        page = office.get(reverse("document-new"), {"loai": KIND.value})
        assert "Xã Một" in page.content.decode()
        posted = {"loai": KIND.value, "nguon": papers.assessment().pk}
        assert office.post(reverse("document-new"), posted).status_code == 302
        draft = Document.objects.get()
        assert "Số: /BC-PNV" in text_of(office.get(pdf_at(draft)).content)
        with django_capture_on_commit_callbacks(execute=True):
            answer = office.post(
                at(draft, "document-issue"),
                {"version": draft.version, "signed_on": f"{timezone.localdate():%d/%m/%Y}"},
            )
        assert answer.status_code == 302
        reader = client_of(papers.official)
        assert "01/BC-PNV" in reader.get(at(draft)).content.decode()
        first, second = (reader.get(pdf_at(draft)).content for _ in range(2))
        assert first == second
        assert "Số: 01/BC-PNV" in text_of(first)
        receivers = office.get(at(draft)).context["receivers"]
        assert receivers[0].opened.startswith(papers.official.full_name)
        assert reader.get(at(draft)).context["receivers"] == []

    def test_a_wrong_day_stays_on_the_form_with_its_message(self, papers: Papers) -> None:
        draft = papers.drafted()
        answer = client_of(papers.standing).post(
            at(draft, "document-issue"), {"version": "0", "signed_on": "31/12/2999", "number": "7"}
        )
        assert answer.status_code == 422
        text = answer.content.decode()
        assert "Ngày ký không được sau hôm nay." in text
        assert 'value="31/12/2999"' in text
        assert 'value="7"' in text

    def test_a_stale_form_is_told_and_keeps_what_was_typed(self, papers: Papers) -> None:
        draft = papers.drafted()
        Document.objects.filter(pk=draft.pk).update(version=3)
        answer = client_of(papers.standing).post(
            at(draft, "document-dress"),
            {"version": "0", "subject": "Chữ vừa gõ", "signing_form": "head"},
        )
        assert answer.status_code == 409
        assert "Chữ vừa gõ" in answer.content.decode()

    def test_the_wording_is_kept_and_printed(self, papers: Papers) -> None:
        draft = papers.drafted()
        office = client_of(papers.standing)
        page = office.get(at(draft, "document-wording")).content.decode()
        assert "Đề xuất, kiến nghị" in page
        answer = office.post(
            at(draft, "document-wording"),
            {
                "version": draft.version,
                "basis": "Căn cứ Công văn số 12/UBND-NC ngày 05/01/2023",
                "remark": "",
                "proposal-TOTAL_FORMS": "2",
                "proposal-INITIAL_FORMS": "0",
                "proposal-0-heading": "Phòng Tư pháp",
                "proposal-0-text": "Rà soát văn bản.\nBáo cáo hằng quý.",
                "proposal-1-heading": "",
                "proposal-1-text": "",
            },
        )
        assert answer.status_code == 302
        text = text_of(office.get(pdf_at(draft)).content)
        assert "Căn cứ Công văn số 12/UBND-NC ngày 05/01/2023." in text
        assert "1. Phòng Tư pháp - Rà soát văn bản. - Báo cáo hằng quý." in text
        sections = DocumentWording.objects.values_list("section", flat=True)
        assert set(sections) == {Section.BASIS, Section.PROPOSAL}

    def test_a_draft_is_thrown_away_after_a_question(self, papers: Papers) -> None:
        draft = papers.drafted()
        office = client_of(papers.standing)
        assert office.get(at(draft, "document-discard")).status_code == 200
        assert Document.objects.exists()
        office.post(at(draft, "document-discard"))
        assert not Document.objects.exists()

    def test_a_withdrawn_paper_says_why(
        self, papers: Papers, django_capture_on_commit_callbacks: Commit
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            document = papers.issued()
        office = client_of(papers.standing)
        office.post(at(document, "document-withdraw"), {"reason": "Nhầm số liệu lĩnh vực 2"})
        reader = client_of(papers.official).get(at(document)).content.decode()
        assert "Đã thu hồi" in reader
        assert "Nhầm số liệu lĩnh vực 2" in reader

    def test_an_official_of_another_unit_finds_nothing(self, papers: Papers) -> None:
        draft = papers.drafted()
        for user in (papers.neighbour, papers.official, papers.stranger):
            for url in (at(draft), pdf_at(draft), at(draft, "document-issue")):
                assert client_of(user).get(url).status_code == 404

    def test_whoever_reads_may_not_issue(
        self, papers: Papers, django_capture_on_commit_callbacks: Commit
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            document = papers.issued()
        for name in ("document-withdraw", "document-dress", "document-issue"):
            assert client_of(papers.official).post(at(document, name), {}).status_code == 403

    def test_nobody_drafts_about_what_is_not_his(self, papers: Papers) -> None:
        posted = {"loai": KIND.value, "nguon": papers.assessment().pk}
        for user in (papers.official, papers.leader, papers.stranger):
            assert client_of(user).post(reverse("document-new"), posted).status_code == 404
        for wrong in ({"loai": "x", "nguon": "1"}, {"loai": KIND.value, "nguon": "x"}):
            answer = client_of(papers.standing).post(reverse("document-new"), wrong)
            assert answer.status_code == 404


class TestTheList:
    @pytest.fixture
    def listed(self, papers: Papers, django_capture_on_commit_callbacks: Commit) -> Papers:
        with django_capture_on_commit_callbacks(execute=True):
            papers.issued()
        papers.drafted(papers.second)
        return papers

    def subjects(self, papers: Papers, **asked: str) -> list[str]:
        context = client_of(papers.standing).get(reverse("documents"), asked).context
        return [line.subject.rsplit(" ", 1)[-1] for line in context["lines"]]

    def test_drafts_stand_first(self, listed: Papers) -> None:
        assert self.subjects(listed) == ["Hai", "Một"]

    @pytest.mark.parametrize(
        ("asked", "subjects"),
        [
            ({"tim": "XA MOT"}, ["Một"]),
            ({"tim": "01/bc"}, ["Một"]),
            ({"tim": "phong noi vu"}, ["Hai", "Một"]),
            ({"trang-thai": "draft"}, ["Hai"]),
            ({"trang-thai": "lạ"}, ["Hai", "Một"]),
            ({"loai": "decision"}, []),
            ({"nam": "1999"}, []),
            ({"nam": "abcd", "co-quan": "9" * 30}, ["Hai", "Một"]),
        ],
    )
    def test_it_is_found_by(
        self, listed: Papers, asked: dict[str, str], subjects: list[str]
    ) -> None:
        assert self.subjects(listed, **asked) == subjects

    def test_it_asks_the_same_however_long_it_is(
        self, listed: Papers, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        client = client_of(listed.standing)
        client.get(reverse("documents"))
        with django_assert_max_num_queries(14):
            client.get(reverse("documents"))


class TestPacks:
    def test_every_units_paper_comes_in_one_archive(
        self, papers: Papers, django_capture_on_commit_callbacks: Commit
    ) -> None:
        office = client_of(papers.standing)
        with django_capture_on_commit_callbacks(execute=True):
            answer = office.post(
                reverse("papers-pack", args=[papers.campaign.code]), {"loai": KIND.value}
            )
        job = Job.objects.get()
        assert answer["Location"] == reverse("job", args=[job.pk])
        assert (job.state, job.done, job.total) == (JobState.DONE, 2, 2)
        assert "Tải tệp nén" in office.get(answer["Location"]).content.decode()
        response = office.get(reverse("job-file", args=[job.pk]))
        archive = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))  # type: ignore[attr-defined]
        texts = [text_of(archive.read(name)) for name in archive.namelist()]
        assert ["xã Một" in text for text in texts] == [True, False]
        assert all("Số: /BC-PNV" in text for text in texts)

    def test_a_pack_is_its_owners(self, papers: Papers) -> None:
        job = papers_pack_ask(campaign=papers.campaign, kind=KIND, actor=papers.standing)
        for name in ("job", "job-file"):
            for user in (papers.leader, papers.official):
                assert client_of(user).get(reverse(name, args=[job.pk])).status_code == 404

    def test_a_running_pack_is_not_asked_for_twice(self, papers: Papers) -> None:
        jobs = [
            papers_pack_ask(campaign=papers.campaign, kind=KIND, actor=papers.standing)
            for _ in range(2)
        ]
        assert jobs[0] == jobs[1]
        assert "Đang chờ" in (
            client_of(papers.standing).get(reverse("job", args=[jobs[0].pk])).content.decode()
        )

    def test_only_who_follows_the_campaign_may_ask(self, papers: Papers) -> None:
        url = reverse("papers-pack", args=[papers.campaign.code])
        assert client_of(papers.official).post(url, {"loai": KIND.value}).status_code == 403
        assert client_of(papers.standing).post(url, {"loai": "lạ"}).status_code == 422
        assert not Job.objects.exists()

    def test_a_lost_job_says_so(self, papers: Papers) -> None:
        job = job_open(kind="x", title="Việc", owner=papers.standing, subject=papers.campaign)
        Job.objects.filter(pk=job.pk).update(
            state=JobState.RUNNING, told_at=timezone.now() - timedelta(hours=1)
        )
        page = client_of(papers.standing).get(reverse("job", args=[job.pk])).content.decode()
        assert "đã lâu không báo tiến độ" in page


def test_a_paper_waiting_for_its_bytes_can_be_drawn_again(
    papers: Papers, django_capture_on_commit_callbacks: Commit
) -> None:
    document = papers.issued()
    Job.objects.update(state=JobState.FAILED, note="Thiếu thư viện chữ")
    office = client_of(papers.standing)
    assert "Thiếu thư viện chữ" in office.get(at(document)).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        office.post(at(document, "document-refile"))
    document.refresh_from_db()
    assert document.state == DocumentState.ISSUED
