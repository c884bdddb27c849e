"""What those who appraise tell each other, and nothing that a unit can open repeats."""

import io
import zipfile

import pdfplumber
import pytest
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import Assignment, InternalNote
from assessments.services.agreeing import sheet_agree
from assessments.services.noting import entry_note, sheet_note
from assessments.workflow import Verb
from parindex.errors import Forbidden, Invalid
from parindex.history.models import Event
from parindex.units.models import Membership, Role, User
from tests.assessments.cases import Case
from tests.factories import make_unit, make_user
from tests.test_every_url import addresses

pytestmark = pytest.mark.django_db
CHOICE = '<option value="note.add">Ghi chú nội bộ</option>'
"""The journal lets everybody choose among all kinds of acts; that is no note."""
SECRET = "Nghi vấn số liệu trùng năm trước KÍN-7431"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def note(case: Case, code: str = "1.1", *, by: User | None = None) -> InternalNote:
    entry = case.entry(code)
    found = type(entry).objects.with_office().get(pk=entry.pk)
    return entry_note(entry=found, actor=by or case.appraiser, text=SECRET, at=timezone.now())


def everything_in(response: HttpResponseBase) -> str:
    """The answer as a person reads it: pages, workbooks and papers alike."""
    body = b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as pack:
            return " ".join(pack.read(name).decode("utf-8", "ignore") for name in pack.namelist())
    if body.startswith(b"%PDF"):
        with pdfplumber.open(io.BytesIO(body)) as paper:
            return " ".join(page.extract_text() or "" for page in paper.pages)
    return body.decode("utf-8", "replace")


@pytest.mark.parametrize("who", ["official", "head", "stranger", "leader"])
def test_nothing_that_a_unit_can_open_contains_it(case: Case, who: str) -> None:
    case.submitted()
    urls = addresses(case)
    note(case)
    sheet_note(sheet=case.sheet(), actor=case.standing, text=SECRET, at=timezone.now())
    urls["sheet"] = reverse("sheet", args=[case.campaign.code, case.commune.code, "1"])
    urls["appraise"] = reverse("appraise", args=[case.campaign.code, case.commune.code, "1"])
    urls["json"] = reverse("entry-save", args=[case.entry("1.1").pk])
    del urls["evidence-file"], urls["logout"]
    client = signed_in(getattr(case, who))
    opened = 0
    for name, url in urls.items():
        for response in (client.get(url), client.post(url, {}, HTTP_X_REQUESTED_WITH="autosave")):
            text = everything_in(response)
            assert "KÍN-7431" not in text, name
            assert "Ghi chú nội bộ" not in text.replace(CHOICE, ""), name
            opened += response.status_code == 200
    assert opened > 8


def test_the_office_in_charge_the_standing_office_and_the_auditor_read_it(case: Case) -> None:
    case.submitted()
    note(case)
    url = reverse("appraise", args=[case.campaign.code, case.commune.code, "1"])
    auditor = make_user(role=Role.AUDITOR, on=case.district)
    for reader in (case.appraiser, case.standing, auditor):
        assert SECRET in signed_in(reader).get(url).content.decode()
    assert "gc-" not in signed_in(auditor).get(url).content.decode()


def test_another_office_does_not_read_it(case: Case) -> None:
    case.submitted()
    note(case, "1.1")
    other = make_unit("Phòng Y tế", kind="office", parent=case.district)
    leaf = case.campaign.criteria_set.criteria.get(code="1.2")
    Assignment.objects.create(campaign=case.campaign, criterion=leaf, office=other)
    theirs = make_user(role=Role.APPRAISER, on=other)
    assert not InternalNote.objects.visible_to(theirs).exists()


def test_who_declares_for_the_unit_reads_none_whatever_else_he_holds(case: Case) -> None:
    case.submitted()
    note(case)
    Membership.objects.create(user=case.official, unit=case.district, role=Role.AUDITOR)
    assert not InternalNote.objects.visible_to(case.official).exists()


@pytest.mark.parametrize("who", ["official", "head", "leader"])
def test_others_write_none(case: Case, who: str) -> None:
    case.submitted()
    with pytest.raises(Forbidden):
        note(case, by=getattr(case, who))
    with pytest.raises(Forbidden):
        sheet_note(sheet=case.sheet(), actor=getattr(case, who), text="x", at=timezone.now())


def test_an_empty_note_is_none(case: Case) -> None:
    case.submitted()
    with pytest.raises(Invalid, match="Hãy gõ nội dung"):
        sheet_note(sheet=case.sheet(), actor=case.appraiser, text="  ", at=timezone.now())


def test_the_history_says_that_and_about_what_but_not_what(case: Case) -> None:
    case.submitted()
    note(case)
    event = Event.objects.get(action="note.add")
    assert "1.1" in event.subject_name
    assert SECRET not in f"{event.subject_name}{event.before}{event.after}{event.reason}"
    assert not Event.objects.of(case.sheet().assessment).filter(action="note.add").exists()


def test_a_note_survives_a_return(case: Case) -> None:
    case.submitted()
    note(case)
    case.move(Verb.RETURN, case.appraiser, reason="Thiếu")
    assert InternalNote.objects.get().text == SECRET


def test_what_has_a_note_is_not_agreed_to_with_the_rest(case: Case) -> None:
    sheet = case.submitted()
    note(case, "1.1")
    assert sheet_agree(sheet=sheet, actor=case.appraiser, at=timezone.now()) == 1
    assert case.entry("1.1").appraised_score is None


def test_a_note_is_written_in_its_row_and_comes_back_with_it(case: Case) -> None:
    case.submitted()
    client, entry = signed_in(case.appraiser), case.entry("1.1")
    url = reverse("entry-note", args=[entry.pk])
    answer = client.post(url, {"text": SECRET, "place": "tieu-chi"}, headers={"HX-Request": "true"})
    assert SECRET in answer.content.decode()
    refused = client.post(url, {"text": ""}, headers={"HX-Request": "true"})
    assert refused.status_code == 422
    assert "Hãy gõ nội dung ghi chú." in refused.content.decode()
    assert client.post(url, {"text": "Xem lại"})["Location"].endswith(f"#e{entry.pk}")
    sheet_url = reverse("sheet-note", args=[entry.sheet_id])
    assert client.post(sheet_url, {"text": "Cả phiếu"}, follow=True).status_code == 200
    assert InternalNote.objects.filter(entry=None).get().text == "Cả phiếu"
