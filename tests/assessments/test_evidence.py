"""Documents that prove entries: what a unit may attach, and what stops it."""

from datetime import date, timedelta
from unicodedata import normalize

import pytest
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.utils import timezone
from pytest_django.fixtures import Settings

from assessments.models import (
    CampaignState,
    Decision,
    Evidence,
    EvidenceFile,
    EvidenceLink,
    Extension,
)
from assessments.services.evidence_details import Details
from assessments.workflow import Phase, Verb
from parindex.errors import Forbidden, Invalid, Locked
from parindex.history.models import Event
from tests.assessments.cases import Case
from tests.assessments.papers import PLAN, Papers, last_event, stored_files, upload
from tests.lib.samples import excel, pdf, photo, word


@pytest.fixture
def papers(case: Case) -> Papers:
    return Papers(case)


def test_it_keeps_the_document_its_file_and_what_it_proves(case: Case, papers: Papers) -> None:
    content = pdf()
    evidence = papers.add(file=upload(content))
    evidence.refresh_from_db()
    found = (evidence.number, evidence.issued_on, evidence.issuer, evidence.title)
    assert found == (PLAN.number, PLAN.issued_on, PLAN.issuer, PLAN.title)
    assert evidence.assessment == case.entry("1.1").assessment
    link, file = EvidenceLink.objects.get(), EvidenceFile.objects.get()
    assert (link.entry, link.place) == (case.entry("1.1"), "mục II, trang 3")
    assert (file.revision, file.round, file.name) == (1, 1, "kế hoạch.pdf")
    assert (file.content_type, file.size) == ("application/pdf", len(content))
    assert file.uploaded_by == case.official
    assert file.uploaded_by_name.startswith(case.official.full_name)
    assert [path.read_bytes() for path in stored_files()] == [content]


def test_the_stored_name_says_nothing(papers: Papers) -> None:
    papers.add()
    [path] = stored_files()
    assert len(path.name) == 32
    assert "." not in path.name


def test_it_is_written_in_the_history_of_entry_and_assessment(case: Case, papers: Papers) -> None:
    evidence = papers.add()
    _, after = last_event("evidence.add")
    assert (after["evidence"], after["file"]) == (evidence.pk, "kế hoạch.pdf")
    assert after["sha256"] == EvidenceFile.objects.get().sha256
    event = Event.objects.get(action="evidence.add")
    assert event in Event.objects.of(case.entry("1.1"))
    assert event in Event.objects.of(evidence.assessment)


@pytest.mark.parametrize(
    ("content", "name"),
    [(word(), "báo cáo.docx"), (excel(), "bảng.xlsx"), (photo(), "ảnh.jpg")],
)
def test_it_takes_other_kinds_and_names_the_document_after_the_file(
    papers: Papers, content: bytes, name: str
) -> None:
    evidence = papers.add(file=upload(content, name), details=Details())
    assert evidence.title == name.rpartition(".")[0]


def test_a_large_file_comes_from_disk(papers: Papers) -> None:
    """Above 2.5 MB Django hands over a temporary file instead of memory."""
    file = TemporaryUploadedFile("to.pdf", "application/pdf", 0, None)
    file.write(pdf())
    file.size = file.tell()
    papers.add(file=file)
    file.close()
    assert [path.stat().st_size for path in stored_files()] == [file.size]


def test_names_typed_on_a_mac_are_composed(papers: Papers) -> None:
    evidence = papers.add(
        file=upload(name=normalize("NFD", "Kế hoạch.pdf")),
        details=Details(number=normalize("NFD", "15/QĐ-UBND ớ")),
    )
    assert (evidence.title, evidence.number) == ("Kế hoạch", "15/QĐ-UBND ớ")
    assert EvidenceFile.objects.get().name == "Kế hoạch.pdf"


def test_what_was_typed_is_trimmed(papers: Papers) -> None:
    evidence = papers.add(details=Details(title="  Kế hoạch \r\n năm 2022 ", number=" 15/KH "))
    assert (evidence.title, evidence.number) == ("Kế hoạch năm 2022", "15/KH")


@pytest.mark.parametrize(
    ("name", "content", "part"),
    [
        ("trống.pdf", b"", "rỗng"),
        ("giả.pdf", b"khong phai pdf", "“giả.pdf”"),
        ("macro.docx", word(parts={"word/vbaProject.bin": b"x"}), "macro"),
        ("bom.docx", word(parts={"word/a.bin": b"\0" * 60_000_000}), "nở đến"),
        ("cũ.doc", b"x", ".docx hoặc .pdf"),
    ],
)
def test_a_bad_file_is_refused_and_nothing_is_kept(
    papers: Papers, name: str, content: bytes, part: str
) -> None:
    with pytest.raises(Invalid) as refused:
        papers.add(file=upload(content, name))
    assert part in refused.value.errors["file"]
    assert not Evidence.objects.exists()
    assert not stored_files()


def test_a_file_over_the_limit_is_refused(papers: Papers, settings: Settings) -> None:
    settings.EVIDENCE_MAX_BYTES = 300
    with pytest.raises(Invalid, match="quá mức 1 KB của mỗi tệp"):
        papers.add()
    assert not stored_files()


@pytest.mark.parametrize(
    ("details", "field"),
    [
        (Details(issued_on=date(2999, 1, 1)), "issued_on"),
        (Details(issued_on=date(202, 1, 5)), "issued_on"),
        (Details(number="x" * 81), "number"),
        (Details(issuer="x" * 201), "issuer"),
        (Details(title="x" * 501), "title"),
        (Details(place="x" * 121), "place"),
    ],
)
def test_details_that_cannot_be_are_refused_at_their_field_and_leave_no_file(
    papers: Papers, details: Details, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        papers.add(details=details)
    assert list(refused.value.errors) == [field]
    assert not Evidence.objects.exists()
    assert not EvidenceFile.objects.exists()
    assert not stored_files()
    assert not Event.objects.filter(action="evidence.add").exists()


def test_a_document_of_today_is_not_in_the_future(papers: Papers) -> None:
    today = timezone.localdate()
    assert papers.add(details=Details(issued_on=today)).issued_on == today
    with pytest.raises(Invalid, match="chưa tới"):
        papers.add(details=Details(issued_on=today + timedelta(days=1)))


@pytest.mark.parametrize("who", ["stranger", "appraiser", "standing", "leader"])
def test_nobody_but_the_unit_attaches(case: Case, papers: Papers, who: str) -> None:
    with pytest.raises(Forbidden):
        papers.add(actor=getattr(case, who))
    assert not Evidence.objects.exists()
    assert not stored_files()


def test_the_head_attaches_too(case: Case, papers: Papers) -> None:
    papers.add(actor=case.head)
    assert EvidenceFile.objects.get().uploaded_by == case.head


def test_the_deadline_is_kept_to_the_second(case: Case, papers: Papers) -> None:
    deadline = case.campaign.self_deadline
    assert deadline
    papers.add(at=deadline)
    with pytest.raises(Locked, match="Đã hết hạn"):
        papers.add(at=deadline + timedelta(seconds=1))
    assert EvidenceLink.objects.count() == len(stored_files()) == 1


def test_an_extension_opens_it_again_for_its_unit(case: Case, papers: Papers) -> None:
    deadline = case.campaign.self_deadline
    assert deadline
    until = deadline + timedelta(days=1)
    Extension.objects.create(
        campaign=case.campaign,
        unit=case.commune,
        phase=Phase.SELF,
        until=until,
        reason="Mưa lũ",
        granted_by=case.standing,
    )
    papers.add(at=until)
    with pytest.raises(Locked):
        papers.add("1.2", at=until + timedelta(seconds=1))
    with pytest.raises(Locked):
        papers.add(unit=case.neighbour, actor=case.stranger, at=until)
    assert EvidenceLink.objects.get().entry == case.entry("1.1")


def test_a_sheet_that_was_sent_is_locked_and_another_is_not(case: Case, papers: Papers) -> None:
    case.submitted("1")
    with pytest.raises(Locked, match="Đã gửi, chờ thẩm định"):
        papers.add("1.1")
    papers.add("2")
    assert EvidenceLink.objects.get().entry == case.entry("2")
    assert len(stored_files()) == 1


def test_after_a_return_only_the_returned_entry_takes_documents_of_the_new_round(
    case: Case, papers: Papers
) -> None:
    case.submitted("1")
    case.judge("1.2", Decision.AGREE)
    case.judge("1.1", Decision.RETURN, cause="Thiếu kế hoạch")
    case.move(Verb.RETURN, case.appraiser, reason="Bổ sung kế hoạch")
    papers.add("1.1")
    assert EvidenceFile.objects.get().round == 2
    with pytest.raises(Locked, match="không bị trả lại"):
        papers.add("1.2")


def test_a_published_campaign_is_closed_to_documents(case: Case, papers: Papers) -> None:
    case.campaign.state = CampaignState.PUBLISHED
    case.campaign.save()
    with pytest.raises(Locked, match="đã công bố"):
        papers.add()
