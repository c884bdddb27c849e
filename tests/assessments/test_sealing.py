"""Each approval is sealed, and whoever touches what was approved is found."""

import json
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from assessments.models import Approval, Campaign, Entry
from assessments.sealing import Break, chain_breaks, digest_of
from assessments.services.moving import sheet_move
from assessments.workflow import Verb
from tests.assessments.cases import Case, make_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(db: None) -> Case:
    """Two fields of one unit, approved one after the other."""
    made = make_case()
    for code in ("1", "2"):
        made.appraised(code)
        made.move(Verb.APPROVE, made.standing, code)
    return made


def breaks(case: Case) -> list[Break]:
    return chain_breaks(Campaign.objects.get(pk=case.campaign.pk))


def test_it_holds_while_nobody_touches_anything(case: Case) -> None:
    first, second = Approval.objects.order_by("number")
    assert (first.number, second.number) == (1, 2)
    assert first.before == ""
    assert second.before == first.digest
    assert breaks(case) == []


def test_it_says_what_was_approved_word_for_word(case: Case) -> None:
    approval = Approval.objects.get(sheet=case.sheet("1"))
    content = json.loads(approval.content)
    assert (content["unit"], content["field"]) == (case.commune.code, "1")
    assert content["by"] == case.standing.username
    assert {entry["code"]: entry["final"] for entry in content["entries"]} == {
        "1.1": "0.5",
        "1.2": "0.5",
    }
    assert all(entry["note"] == "Kèm báo cáo" for entry in content["entries"])


@pytest.mark.parametrize(
    "change",
    [
        {"final_score": Decimal("0.75")},
        {"cause": "Nguyên nhân khác"},
        {"note": "Lời khác"},
        {"figures": {"score": "2"}},
        {"is_counted": False},
    ],
)
def test_a_changed_entry_is_found_by_its_code(case: Case, change: dict[str, object]) -> None:
    Entry.objects.filter(pk=case.entry("1.2").pk).update(**change)
    (found,) = breaks(case)
    assert found.number == 1
    assert "1.2" in found.message


def test_a_rewritten_approval_is_found(case: Case) -> None:
    first = Approval.objects.get(number=1)
    text = first.content.replace('"final":"0.5"', '"final":"1"')
    assert text != first.content
    Approval.objects.filter(pk=first.pk).update(content=text)
    Entry.objects.filter(sheet=case.sheet("1")).update(final_score=Decimal(1))
    messages = [found.message for found in breaks(case)]
    assert messages == ["nội dung không khớp mã kiểm của chính nó"]


def test_a_removed_approval_is_found(case: Case) -> None:
    Approval.objects.filter(number=1).delete()
    messages = [found.message for found in breaks(case)]
    assert any("thiếu lần phê duyệt số 1" in message for message in messages)
    assert any("không có mã kiểm" in message for message in messages)


def test_a_rehashed_approval_no_longer_joins_the_next(case: Case) -> None:
    first = Approval.objects.get(number=1)
    text = first.content.replace('"final":"0.5"', '"final":"1"')
    Approval.objects.filter(pk=first.pk).update(content=text, digest=digest_of("", text))
    Entry.objects.filter(sheet=case.sheet("1")).update(final_score=Decimal(1))
    (found,) = breaks(case)
    assert (found.number, found.message) == (2, "không nối với lần phê duyệt đứng trước")


def test_an_approval_after_reopening_is_a_new_link(case: Case) -> None:
    case.move(Verb.REAPPRAISE, case.standing, "1", reason="Xem lại")
    assert breaks(case) == []
    case.move(Verb.FINISH, case.appraiser, "1")
    sheet_move(sheet_id=case.sheet("1").pk, verb=Verb.APPROVE, actor=case.leader, at=timezone.now())
    assert [a.sheet.criterion.code for a in Approval.objects.order_by("number")] == ["1", "2", "1"]
    assert breaks(case) == []


def test_the_command_counts_or_lists_and_fails(case: Case) -> None:
    out = StringIO()
    call_command("verify_approvals", campaign=case.campaign.code, stdout=out)
    assert "Đã soát 2 lần phê duyệt" in out.getvalue()
    Entry.objects.filter(pk=case.entry("2").pk).update(final_score=Decimal("0.25"))
    out = StringIO()
    with pytest.raises(CommandError, match="1 chỗ"):
        call_command("verify_approvals", json=True, stdout=out)
    (found,) = json.loads(out.getvalue())["breaks"]
    assert found["campaign"] == case.campaign.code
    assert found["number"] == 2


def test_the_command_refuses_an_unknown_campaign(case: Case) -> None:
    with pytest.raises(CommandError, match="KHONG-CO"):
        call_command("verify_approvals", campaign="KHONG-CO")
