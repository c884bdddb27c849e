"""Moving sheets on, appraising, approving, publishing."""

from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from assessments.models import Appraisal, CampaignState, Decision, Result
from assessments.services.agreeing import sheet_agree
from assessments.services.appraising import Opinion, entry_appraise
from assessments.services.campaigns import campaign_publish
from assessments.services.moving import Incomplete
from assessments.workflow import State, Verb
from parindex.errors import Conflict, Forbidden, Invalid, Locked
from parindex.units.models import Membership, Role, User
from tests.assessments.cases import Case


def test_a_sheet_cannot_be_sent_while_something_is_missing(case: Case) -> None:
    case.declare("1.1", "1")
    with pytest.raises(Incomplete) as refused:
        case.move(Verb.SUBMIT, case.head)
    assert [entry.criterion.code for entry, _why in refused.value.missing] == ["1.2"]
    assert case.sheet().state == State.DRAFT


def test_the_official_presents_and_the_head_sends(case: Case) -> None:
    for code in ("1.1", "1.2"):
        case.declare(code, "0.5")
    assert case.move(Verb.PRESENT, case.official).state == State.SIGNING
    assert case.move(Verb.SUBMIT, case.head).state == State.SUBMITTED


def test_the_official_may_not_sign_off(case: Case) -> None:
    for code in ("1.1", "1.2"):
        case.declare(code, "0.5")
    with pytest.raises(Forbidden):
        case.move(Verb.SUBMIT, case.official)


def test_a_second_submission_is_told_that_somebody_was_faster(case: Case) -> None:
    case.submitted()
    with pytest.raises(Conflict, match="nhanh hơn"):
        case.move(Verb.SUBMIT, case.head)


def test_nothing_is_sent_after_the_deadline(case: Case) -> None:
    for code in ("1.1", "1.2"):
        case.declare(code, "0.5")
    with pytest.raises(Locked, match="Đã hết hạn"):
        case.move(Verb.SUBMIT, case.head, at=case.after_deadline)
    assert case.sheet().state == State.DRAFT


def test_the_first_opinion_starts_the_appraisal(case: Case) -> None:
    case.submitted()
    entry = case.judge("1.1", Decision.AGREE)
    assert entry.appraised_score == Decimal("0.5")
    assert case.sheet().state == State.APPRAISING


def test_every_deduction_needs_a_cause(case: Case) -> None:
    case.submitted()
    with pytest.raises(Invalid) as refused:
        case.judge("1.1", Decision.DEDUCT, score="0,25")
    assert "cause" in refused.value.errors
    entry = case.judge("1.1", Decision.DEDUCT, score="0,25", cause="Thiếu phụ lục")
    assert (entry.appraised_score, entry.cause) == (Decimal("0.25"), "Thiếu phụ lục")
    assert entry.self_score == Decimal("0.5")


@pytest.mark.parametrize("typed", ["", "3", "-0,5", "nửa điểm", "0,12345"])
def test_a_wrong_appraised_score_is_refused(case: Case, typed: str) -> None:
    case.submitted()
    with pytest.raises(Invalid) as refused:
        case.judge("1.1", Decision.DEDUCT, score=typed, cause="x")
    assert refused.value.errors["score"]
    assert case.entry("1.1").appraised_score is None


def test_agreeing_keeps_the_unit_s_explanation_as_the_cause(case: Case) -> None:
    case.submitted()
    assert case.judge("1.1", Decision.AGREE).cause == "Kèm báo cáo"


@pytest.mark.parametrize("who", ["official", "head", "stranger", "standing", "leader"])
def test_only_the_assigned_office_may_appraise(case: Case, who: str) -> None:
    case.submitted()
    with pytest.raises(Forbidden):
        case.judge("1.1", Decision.AGREE, user=getattr(case, who))


def test_two_appraisers_on_one_entry_do_not_overwrite_each_other(case: Case) -> None:
    case.submitted()
    entry = case.entry("1.1")
    case.judge("1.1", Decision.AGREE)
    late = Opinion(Decision.DEDUCT, version=entry.appraisal_version, score="0", cause="x")
    with pytest.raises(Conflict):
        entry_appraise(entry_id=entry.pk, actor=case.appraiser, opinion=late, at=timezone.now())
    assert case.entry("1.1").appraised_score == Decimal("0.5")


def test_only_what_was_returned_is_open(case: Case) -> None:
    case.submitted()
    case.judge("1.1", Decision.RETURN, cause="Bổ sung báo cáo quý IV")
    case.judge("1.2", Decision.AGREE)
    sheet = case.move(Verb.RETURN, case.appraiser, reason="Thiếu tài liệu")
    assert (sheet.state, sheet.round) == (State.RETURNED, 2)
    assert case.declare("1.1", "1").self_score == Decimal("1")
    with pytest.raises(Locked, match="không bị trả lại"):
        case.declare("1.2", "1")
    assert case.entry("1.2").appraised_score == Decimal("0.5")


def test_rounds_of_appraisal_stay_as_rows(case: Case) -> None:
    case.submitted()
    case.judge("1.1", Decision.RETURN, cause="Bổ sung")
    case.move(Verb.RETURN, case.appraiser, reason="Thiếu")
    case.declare("1.1", "1")
    case.move(Verb.SUBMIT, case.head)
    case.judge("1.1", Decision.AGREE)
    rows = Appraisal.objects.filter(entry=case.entry("1.1")).order_by("pk")
    assert [(r.round, r.decision) for r in rows] == [(1, "return"), (2, "agree")]
    assert case.entry("1.1").return_reason == ""


def test_agree_all_leaves_what_has_an_opinion(case: Case) -> None:
    sheet = case.submitted()
    case.judge("1.1", Decision.DEDUCT, score="0", cause="Không có minh chứng")
    assert sheet_agree(sheet=sheet, actor=case.appraiser, at=timezone.now()) == 1
    assert case.entry("1.1").appraised_score == 0


def test_an_appraisal_is_finished_only_when_every_entry_is_judged(case: Case) -> None:
    case.submitted()
    case.judge("1.1", Decision.AGREE)
    with pytest.raises(Incomplete):
        case.move(Verb.FINISH, case.appraiser)


def test_approval_makes_the_scores_final(case: Case) -> None:
    case.appraised()
    case.move(Verb.APPROVE, case.standing)
    assert case.entry("1.1").final_score == Decimal("0.5")


def test_nobody_approves_what_he_appraised(case: Case) -> None:
    Membership.objects.create(user=case.appraiser, unit=case.district, role=Role.STANDING_OFFICE)
    case.appraised()
    with pytest.raises(Forbidden, match="người khác phải phê duyệt"):
        case.move(Verb.APPROVE, User.objects.get(pk=case.appraiser.pk))


def test_reopening_undoes_the_final_score_with_a_reason(case: Case) -> None:
    case.appraised()
    case.move(Verb.APPROVE, case.standing)
    with pytest.raises(Invalid):
        case.move(Verb.REOPEN, case.standing)
    sheet = case.move(Verb.REOPEN, case.standing, reason="Nhầm số liệu")
    assert (sheet.state, sheet.round) == (State.DRAFT, 2)
    assert case.entry("1.1").final_score is None


def publish(case: Case, user: User, **more: Any) -> None:
    signed = timezone.localdate()
    campaign_publish(
        campaign=case.campaign,
        actor=user,
        number=more.get("number", "313/QĐ-UBND"),
        signed_on=signed,
        at=timezone.now(),
    )


def test_publishing_waits_for_every_sheet(case: Case) -> None:
    with pytest.raises(Locked, match="chưa phê duyệt"):
        publish(case, case.standing)


@pytest.mark.parametrize("who", ["official", "head", "appraiser", "leader"])
def test_only_the_standing_office_publishes(case: Case, who: str) -> None:
    with pytest.raises(Forbidden):
        publish(case, getattr(case, who))


def test_a_published_campaign_is_closed_to_everybody(
    case: Case, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        for code in ("1", "2"):
            case.appraised(code)
            case.move(Verb.APPROVE, case.standing, code)
        case.campaign.assessments.exclude(unit=case.commune).delete()
        publish(case, case.standing)
    case.campaign.refresh_from_db()
    assert case.campaign.state == CampaignState.PUBLISHED
    assert case.campaign.decision_number == "313/QĐ-UBND"
    result = Result.objects.get(assessment__unit=case.commune)
    assert (result.points, result.max_points, result.rank) == (Decimal("1.5"), Decimal(4), 1)
    with pytest.raises(Locked, match="đã công bố"):
        case.declare("1.1", "1")
    with pytest.raises(Locked, match="đã công bố"):
        case.move(Verb.REOPEN, case.standing, reason="x")
