"""Documents once attached: reused, replaced, mended, detached, never lost."""

import pytest

from assessments.models import Evidence, EvidenceFile, EvidenceLink
from assessments.services.evidence_details import Details
from parindex.errors import Forbidden, Invalid, Locked
from parindex.history.models import Event
from tests.assessments.cases import Case
from tests.assessments.papers import PLAN, Papers, last_event, marked_pdf, stored_files, upload


@pytest.fixture
def papers(case: Case) -> Papers:
    return Papers(case)


def proven(evidence: Evidence) -> set[str]:
    links = EvidenceLink.objects.filter(evidence=evidence)
    return set(links.values_list("entry__criterion__code", flat=True))


def content_of(file: EvidenceFile) -> bytes:
    with file.file.open("rb") as stream:
        return bytes(stream.read())


def test_one_document_proves_two_entries_with_one_file(case: Case, papers: Papers) -> None:
    evidence = papers.add("1.1")
    link = papers.link(evidence, "2", place=" trang  7 ")
    assert link.place == "trang 7"
    assert proven(evidence) == {"1.1", "2"}
    assert len(stored_files()) == 1
    assert Event.objects.of(case.entry("2")).filter(action="evidence.link").count() == 1


def test_linking_twice_changes_nothing(papers: Papers) -> None:
    evidence = papers.add("1.1")
    events = Event.objects.count()
    assert papers.link(evidence, "1.1", place="khác") == EvidenceLink.objects.get()
    assert EvidenceLink.objects.get().place == PLAN.place
    assert Event.objects.count() == events


def test_a_document_of_another_unit_is_not_linked(case: Case, papers: Papers) -> None:
    evidence = papers.add("1.1")
    with pytest.raises(Invalid, match="phiếu khác"):
        papers.link(evidence, "1.1", actor=case.stranger, unit=case.neighbour)
    assert proven(evidence) == {"1.1"}


def test_nothing_is_linked_to_a_sheet_that_was_sent(case: Case, papers: Papers) -> None:
    evidence = papers.add("2")
    case.submitted("1")
    with pytest.raises(Locked):
        papers.link(evidence, "1.1")
    assert proven(evidence) == {"2"}


def test_the_same_file_on_another_row_is_linked_and_not_stored_twice(
    case: Case, papers: Papers
) -> None:
    content = marked_pdf(1)
    first = papers.add("1.1", upload(content))
    again = papers.add("2", upload(content, "tên khác.pdf"), Details(place="trang 2"))
    assert again == first
    assert EvidenceLink.objects.get(entry=case.entry("2")).place == "trang 2"
    assert len(stored_files()) == 1


def test_the_same_file_with_other_words_is_another_document(papers: Papers) -> None:
    content = marked_pdf(1)
    first = papers.add("1.1", upload(content))
    second = papers.add("2", upload(content), Details(number="16/KH-UBND"))
    assert (proven(first), proven(second)) == ({"1.1"}, {"2"})
    assert len(stored_files()) == 2


def test_the_same_file_twice_on_one_row_is_refused_by_name(papers: Papers) -> None:
    content = marked_pdf(1)
    papers.add("1.1", upload(content))
    with pytest.raises(Invalid, match="đã gắn với mục này: 15/KH-UBND"):
        papers.add("1.1", upload(content), Details())
    assert Evidence.objects.count() == len(stored_files()) == 1


def test_another_unit_with_the_same_file_has_its_own_document(case: Case, papers: Papers) -> None:
    content = marked_pdf(1)
    first = papers.add("1.1", upload(content), Details())
    second = papers.add("1.1", upload(content), Details(), unit=case.neighbour, actor=case.stranger)
    assert second != first
    assert second.assessment.unit == case.neighbour


def test_a_new_revision_leaves_the_old_one(papers: Papers) -> None:
    old_content, new_content = marked_pdf(1), marked_pdf(2)
    evidence = papers.add(file=upload(old_content))
    papers.replace(evidence, upload(new_content, "bản ký.pdf"))
    new, old = EvidenceFile.objects.filter(evidence=evidence)
    assert (new.revision, new.name, old.revision) == (2, "bản ký.pdf", 1)
    assert (content_of(new), content_of(old)) == (new_content, old_content)
    before, after = last_event("evidence.replace")
    assert (before["revision"], after["revision"]) == (1, 2)
    assert Event.objects.of(evidence.assessment).filter(action="evidence.replace").exists()


def test_the_same_content_is_no_new_revision(papers: Papers) -> None:
    content = marked_pdf(1)
    evidence = papers.add(file=upload(content))
    with pytest.raises(Invalid, match="giống hệt bản hiện có"):
        papers.replace(evidence, upload(content))
    assert EvidenceFile.objects.count() == len(stored_files()) == 1


def test_what_an_office_judges_does_not_change_under_it(case: Case, papers: Papers) -> None:
    evidence = papers.add("2")
    papers.link(evidence, "1.1")
    case.submitted("1")
    with pytest.raises(Locked, match=r"còn chứng minh mục 1\.1\..*thêm bản mới"):
        papers.replace(evidence)
    with pytest.raises(Locked, match=r"còn chứng minh mục 1\.1"):
        papers.describe(evidence, Details(title="Khác"), code="2")
    evidence.refresh_from_db()
    assert evidence.title == PLAN.title
    assert EvidenceFile.objects.count() == len(stored_files()) == 1


def test_it_can_still_be_taken_off_the_open_entry(case: Case, papers: Papers) -> None:
    evidence = papers.add("2")
    papers.link(evidence, "1.1")
    case.submitted("1")
    papers.unlink(evidence, "2")
    assert proven(evidence) == {"1.1"}
    with pytest.raises(Locked):
        papers.unlink(evidence, "1.1")


@pytest.mark.parametrize("who", ["stranger", "appraiser", "standing", "leader"])
def test_nobody_but_the_unit_replaces_mends_or_detaches(
    case: Case, papers: Papers, who: str
) -> None:
    evidence, actor = papers.add(), getattr(case, who)
    with pytest.raises(Forbidden):
        papers.replace(evidence, actor=actor)
    with pytest.raises(Forbidden):
        papers.describe(evidence, Details(title="Khác"), actor=actor)
    with pytest.raises(Forbidden):
        papers.unlink(evidence, actor=actor)
    evidence.refresh_from_db()
    assert evidence.title == PLAN.title
    assert EvidenceFile.objects.count() == EvidenceLink.objects.count() == 1


def test_nothing_of_it_changes_after_the_deadline(case: Case, papers: Papers) -> None:
    evidence, late = papers.add(), case.after_deadline
    with pytest.raises(Locked, match="Đã hết hạn"):
        papers.replace(evidence, at=late)
    with pytest.raises(Locked, match="Đã hết hạn"):
        papers.describe(evidence, Details(title="Khác"), at=late)
    with pytest.raises(Locked, match="Đã hết hạn"):
        papers.unlink(evidence, at=late)
    assert EvidenceFile.objects.count() == EvidenceLink.objects.count() == len(stored_files()) == 1


def test_words_and_place_can_be_mended(papers: Papers) -> None:
    evidence = papers.add(details=Details())
    papers.describe(evidence, PLAN)
    evidence.refresh_from_db()
    assert (evidence.number, evidence.title) == (PLAN.number, PLAN.title)
    assert EvidenceLink.objects.get().place == PLAN.place
    before, after = last_event("evidence.describe")
    assert (before["number"], after["number"]) == ("", "15/KH-UBND")


def test_mending_nothing_writes_nothing(papers: Papers) -> None:
    evidence = papers.add()
    events = Event.objects.count()
    papers.describe(evidence, PLAN)
    assert Event.objects.count() == events


def test_an_emptied_title_falls_back_to_the_file(papers: Papers) -> None:
    evidence = papers.add()
    papers.describe(evidence, Details())
    evidence.refresh_from_db()
    assert evidence.title == "kế hoạch"


def test_detaching_keeps_document_and_file(case: Case, papers: Papers) -> None:
    evidence = papers.add()
    papers.unlink(evidence)
    assert proven(evidence) == set()
    assert Evidence.objects.get() == evidence
    assert len(stored_files()) == 1
    before, _ = last_event("evidence.unlink")
    assert before["evidence"] == evidence.pk
    assert Event.objects.of(case.entry("1.1")).filter(action="evidence.unlink").exists()


def test_a_detached_document_is_linked_again_before_it_is_replaced(papers: Papers) -> None:
    evidence = papers.add()
    papers.unlink(evidence)
    with pytest.raises(Locked, match="hãy gắn lại"):
        papers.replace(evidence)
    papers.link(evidence, "1.1")
    assert papers.replace(evidence).revision == 2
