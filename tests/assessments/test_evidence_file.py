"""The way out of a file: to whom, under which headers, and who is noted as a reader."""

from unicodedata import normalize

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Assignment, EvidenceFile
from assessments.services.evidence_details import Details
from assessments.views.evidence_files import POLICIES
from assessments.workflow import State
from parindex.history.models import Event
from parindex.lib.uploads import VIEWABLE
from parindex.units.models import Role, UnitKind, User
from tests.assessments.cases import Case
from tests.assessments.papers import Papers, marked_pdf, stored_files, upload
from tests.factories import make_unit, make_user
from tests.lib.samples import pdf, photo, word


@pytest.fixture
def papers(case: Case) -> Papers:
    return Papers(case)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(file: EvidenceFile | None = None) -> str:
    return reverse("evidence-file", args=[(file or EvidenceFile.objects.get()).pk])


def body(response: object) -> bytes:
    return b"".join(getattr(response, "streaming_content", []))


def in_state(case: Case, state: State) -> None:
    sheet = case.sheet("1")
    sheet.state = state
    sheet.save()


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("who", ["official", "head", "standing", "leader"])
def test_the_unit_and_those_who_follow_it_open_it_in_every_state(
    case: Case, papers: Papers, who: str, state: State
) -> None:
    content = pdf()
    papers.add("1.1", upload(content))
    in_state(case, state)
    response = signed_in(getattr(case, who)).get(address())
    assert response.status_code == 200
    assert body(response) == content


@pytest.mark.parametrize("state", list(State))
def test_the_appraiser_opens_it_once_the_sheet_is_sent(
    case: Case, papers: Papers, state: State
) -> None:
    papers.add("1.1")
    in_state(case, state)
    response = signed_in(case.appraiser).get(address())
    is_sent = state not in (State.DRAFT, State.SIGNING)
    assert response.status_code == (200 if is_sent else 404)


def test_a_stranger_finds_no_file_whatever_the_state(case: Case, papers: Papers) -> None:
    papers.add("1.1")
    other_office = make_unit("Phòng Tài chính", kind=UnitKind.OFFICE, parent=case.district)
    elsewhere = make_unit("huyện Khác", kind=UnitKind.DISTRICT)
    strangers = [
        case.stranger,
        make_user(role=Role.HEAD, on=case.neighbour),
        make_user(role=Role.APPRAISER, on=other_office),
        make_user(role=Role.STANDING_OFFICE, on=elsewhere),
        make_user(),
    ]
    for state in State:
        in_state(case, state)
        for user in strangers:
            for query in ("", "?xem=1"):
                assert signed_in(user).get(address() + query).status_code == 404


def test_an_appraiser_of_another_criterion_of_the_same_sheet_finds_no_file(
    case: Case, papers: Papers
) -> None:
    office = make_unit("Phòng Tài chính", kind=UnitKind.OFFICE, parent=case.district)
    criterion = case.entry("1.2").criterion
    Assignment.objects.create(campaign=case.campaign, criterion=criterion, office=office)
    appraiser = make_user(role=Role.APPRAISER, on=office)
    evidence = papers.add("1.1")
    in_state(case, State.SUBMITTED)
    assert signed_in(appraiser).get(address()).status_code == 404
    in_state(case, State.DRAFT)
    papers.link(evidence, "1.2")
    in_state(case, State.SUBMITTED)
    assert signed_in(appraiser).get(address()).status_code == 200


def test_nobody_opens_it_without_signing_in(papers: Papers) -> None:
    papers.add()
    response = Client().get(address())
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("login"))


def test_the_earlier_revision_can_still_be_opened(case: Case, papers: Papers) -> None:
    content = marked_pdf(1)
    papers.replace(papers.add(file=upload(content)))
    client = signed_in(case.official)
    assert body(client.get(address(EvidenceFile.objects.get(revision=1)))) == content


def test_it_is_a_download_with_its_vietnamese_name(case: Case, papers: Papers) -> None:
    papers.add(file=upload(name=normalize("NFD", "Kế hoạch số 15; bản ký.pdf")))
    response = signed_in(case.official).get(address())
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''"
        "K%E1%BA%BF%20ho%E1%BA%A1ch%20s%E1%BB%91%2015%3B%20b%E1%BA%A3n%20k%C3%BD.pdf"
    )
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert set(response["Cache-Control"].split(", ")) == {"private", "no-store"}


@pytest.mark.parametrize(
    ("content", "name"), [(pdf(), "a.pdf"), (photo(), "a.jpg"), (photo("PNG"), "a.png")]
)
def test_it_is_shown_when_asked_in_a_sandbox(
    case: Case, papers: Papers, content: bytes, name: str
) -> None:
    papers.add(file=upload(content, name))
    response = signed_in(case.official).get(address() + "?xem=1")
    assert response["Content-Disposition"].startswith("inline;")
    assert response["Content-Security-Policy"].startswith("sandbox")
    assert "allow-same-origin" not in response["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_word_file_is_never_shown_inline(case: Case, papers: Papers) -> None:
    papers.add(file=upload(word(), "a.docx"))
    response = signed_in(case.official).get(address() + "?xem=1")
    assert response["Content-Disposition"].startswith("attachment;")


def test_everything_that_pages_offer_to_show_has_its_policy() -> None:
    assert set(POLICIES) == VIEWABLE


def test_a_file_lost_from_the_store_is_told_in_words(case: Case, papers: Papers) -> None:
    papers.add()
    stored_files()[0].unlink()
    response = signed_in(case.official).get(address())
    assert response.status_code == 404
    assert "kho lưu trữ không còn giữ" in response.content.decode()
    assert EvidenceFile.objects.get().sha256 in response.content.decode()


def test_a_reader_outside_the_unit_is_noted_and_one_inside_is_not(
    case: Case, papers: Papers
) -> None:
    papers.add(details=Details(number="15/KH-UBND"))
    in_state(case, State.SUBMITTED)
    for insider in (case.official, case.head):
        signed_in(insider).get(address())
    assert not Event.objects.filter(action="evidence.read").exists()
    for outsider in (case.appraiser, case.standing):
        signed_in(outsider).get(address() + "?xem=1")
        signed_in(outsider).head(address())
    events = Event.objects.filter(action="evidence.read").order_by("pk")
    assert [event.actor for event in events] == [case.appraiser, case.standing]
    assert {event.subject_name for event in events} == {"15/KH-UBND – kế hoạch"}
    assert events[0] in Event.objects.of(case.entry("1.1").assessment)


def test_a_refused_reader_is_not_noted(case: Case, papers: Papers) -> None:
    papers.add()
    signed_in(case.stranger).get(address())
    assert not Event.objects.filter(action="evidence.read").exists()


def test_a_file_is_not_changed_by_post(case: Case, papers: Papers) -> None:
    papers.add()
    assert signed_in(case.official).post(address()).status_code == 405
