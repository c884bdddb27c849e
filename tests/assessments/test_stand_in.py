"""An office adds a document in the unit's place; and what is new in a round stands apart."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.evidence_view import by_round, evidence_of
from assessments.models import Decision, Evidence, EvidenceLink
from assessments.queries import own_entries
from assessments.services.evidence import evidence_stand_in, evidence_unlink
from assessments.services.evidence_details import Details
from assessments.workflow import Verb
from parindex.errors import Forbidden, Invalid
from parindex.history.models import Event, Notice
from parindex.units.models import User
from tests.assessments.cases import Case
from tests.assessments.papers import Papers, marked_pdf, stored_files, upload

pytestmark = pytest.mark.django_db
REASON = "Đơn vị gửi bản giấy vì mất mạng"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def stand_in(case: Case, *, by: User | None = None, reason: str = REASON) -> Evidence:
    return evidence_stand_in(
        entry_id=case.entry("1.1").pk,
        actor=by or case.appraiser,
        file=upload(marked_pdf(7)),
        details=Details(number="20/BC-UBND", title="Báo cáo giấy"),
        reason=reason,
        at=timezone.now(),
    )


def test_it_says_who_when_and_why_to_everybody(case: Case) -> None:
    case.submitted()
    stand_in(case)
    place = [case.campaign.code, case.commune.code, "1"]
    for person, page in ((case.appraiser, "appraise"), (case.official, "sheet")):
        text = signed_in(person).get(reverse(page, args=place)).content.decode()
        assert "tải lên thay đơn vị, lúc" in text
        assert str(case.office) in text
        assert REASON in text
    event = Event.objects.get(action="evidence.stand_in")
    assert event.reason == REASON


def test_the_unit_is_told(case: Case) -> None:
    case.submitted()
    stand_in(case)
    told = Notice.objects.filter(title__contains="tải lên thay đơn vị")
    assert {notice.recipient for notice in told} == {case.official, case.head}


def test_it_is_not_the_units_own_proof(case: Case) -> None:
    sheet = case.submitted()
    stand_in(case)
    (entry,) = [e for e in own_entries(sheet) if e.criterion.code == "1.1"]
    assert entry.has_evidence is False  # type: ignore[attr-defined]


def test_the_unit_neither_changes_nor_detaches_it(case: Case) -> None:
    case.submitted()
    evidence = stand_in(case)
    case.judge("1.1", Decision.RETURN, cause="Bổ sung bản có dấu")
    case.move(Verb.RETURN, case.appraiser, reason="Bổ sung")
    link = EvidenceLink.objects.get(evidence=evidence)
    documents = evidence_of([case.entry("1.1")], user=case.official)[case.entry("1.1").pk]
    assert [d["unlink_url"] + d["replace_url"] for d in documents] == [""]
    with pytest.raises(Forbidden):
        evidence_unlink(link_id=link.pk, actor=case.official, at=timezone.now())
    client = signed_in(case.official)
    replace = reverse("evidence-replace", args=[evidence.pk])
    assert client.post(replace, {"title": "Khác"}).status_code == 403
    assert client.post(replace, {"title": "X", "file": upload()}).status_code == 403
    evidence.refresh_from_db()
    assert evidence.title == "Báo cáo giấy"


def test_the_office_takes_out_what_it_added_by_mistake(case: Case) -> None:
    case.submitted()
    link = EvidenceLink.objects.get(evidence=stand_in(case))
    evidence_unlink(link_id=link.pk, actor=case.appraiser, at=timezone.now())
    assert not EvidenceLink.objects.exists()


@pytest.mark.parametrize("who", ["official", "head", "stranger", "leader"])
def test_nobody_else_stands_in(case: Case, who: str) -> None:
    case.submitted()
    with pytest.raises(Forbidden):
        stand_in(case, by=getattr(case, who))
    assert not stored_files()


def test_an_approved_sheet_takes_nothing_more(case: Case) -> None:
    case.appraised()
    case.move(Verb.APPROVE, case.standing)
    with pytest.raises(Forbidden):
        stand_in(case, by=case.standing)


def test_a_reason_is_needed_and_what_was_typed_stays(case: Case) -> None:
    case.submitted()
    with pytest.raises(Invalid, match="vì sao"):
        stand_in(case, reason=" ")
    url = reverse("evidence-stand-in", args=[case.entry("1.1").pk])
    answer = signed_in(case.standing).post(url, {"file": upload(), "title": "Giữ lại"})
    assert answer.status_code == 422
    assert "Giữ lại" in answer.content.decode()
    good = {"file": upload(), "title": "Giữ lại", "reason": REASON}
    assert signed_in(case.standing).post(url, good).status_code == 302
    assert Evidence.objects.get().stand_in == str(case.standing.unit)


def test_new_and_old_stand_apart_by_the_round(case: Case) -> None:
    papers = Papers(case)
    first = papers.add()
    case.submitted()
    case.judge("1.1", Decision.RETURN, cause="Bổ sung quyết định")
    case.move(Verb.RETURN, case.appraiser, reason="Thiếu")
    second = papers.add(file=upload(marked_pdf(2), "quyết định.pdf"))
    case.move(Verb.SUBMIT, case.head)
    entry = case.entry("1.1")
    documents = evidence_of([entry], user=case.appraiser)[entry.pk]
    fresh, older = by_round(documents, entry.sheet.round)
    assert [d["id"] for d in fresh] == [second.pk]
    assert [d["id"] for d in older] == [first.pk]
    place = [case.campaign.code, case.commune.code, "1"]
    page = signed_in(case.appraiser).get(reverse("appraise", args=place)).content.decode()
    assert page.index("Mới trong vòng này") < page.index("Các vòng trước")


def test_a_replaced_file_stands_beside_the_one_it_replaced(case: Case) -> None:
    papers = Papers(case)
    document = papers.add()
    case.submitted()
    case.judge("1.1", Decision.RETURN, cause="Bản chưa có dấu")
    case.move(Verb.RETURN, case.appraiser, reason="Thiếu")
    papers.replace(document, file=upload(marked_pdf(3), "bản có dấu.pdf"))
    case.move(Verb.SUBMIT, case.head)
    entry = case.entry("1.1")
    documents = evidence_of([entry], user=case.appraiser)[entry.pk]
    fresh, older = by_round(documents, entry.sheet.round)
    assert [d["name"] for d in fresh] == ["bản có dấu.pdf"]
    assert [d["name"] for d in older] == ["kế hoạch.pdf"]
