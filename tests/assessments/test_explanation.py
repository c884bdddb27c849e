"""The explanation round and the second appraisal."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import (
    Appraisal,
    Campaign,
    Decision,
    Entry,
    Explanation,
    Extension,
    FieldSheet,
    Result,
)
from assessments.services.appraising import Opinion
from assessments.services.evidence import evidence_add, evidence_unlink
from assessments.services.evidence_details import Details
from assessments.services.explaining import Answer, AnswerConflict, entry_explain, rest_agree
from assessments.services.leading import sheets_lead
from assessments.services.moving import Incomplete
from assessments.services.reviewing import entry_review
from assessments.workflow import State, Verb
from criteria.models import Criterion
from parindex.errors import Conflict, Forbidden, Invalid, Locked
from parindex.history.models import Notice
from parindex.units.models import User
from tests.assessments.cases import Case, make_case
from tests.assessments.papers import upload

SECOND = timedelta(seconds=1)


@pytest.fixture
def case(db: None) -> Case:
    """Field 1 appraised: 1.1 lost half of 2 points with a cause, 1.2 has all of its 1 point."""
    made = make_case()
    begin = timezone.now()
    made.campaign.explanation_deadline = begin + timedelta(days=25)
    made.campaign.review_deadline = begin + timedelta(days=30)
    made.campaign.save()
    made.declare("1.1", "2")
    made.declare("1.2", "1")
    made.move(Verb.SUBMIT, made.head)
    made.judge("1.1", Decision.DEDUCT, score="1", cause="Thiếu báo cáo quý IV")
    made.judge("1.2", Decision.AGREE)
    made.move(Verb.FINISH, made.appraiser)
    return made


def explain(
    case: Case, code: str = "1.1", text: str = "Báo cáo quý IV gửi kèm.", **more: Any
) -> int:
    answer = Answer(text, more.get("version", 0), more.get("agrees", False))
    return entry_explain(
        entry_id=case.entry(code).pk,
        actor=more.get("user", case.official),
        answer=answer,
        at=more.get("at", timezone.now()),
    )


def review(case: Case, decision: Decision, code: str = "1.1", **more: Any) -> Entry:
    entry = case.entry(code)
    opinion = Opinion(
        decision,
        version=more.get("version", entry.appraisal_version),
        score=more.get("score", ""),
        cause=more.get("cause", ""),
    )
    return entry_review(
        entry_id=entry.pk,
        actor=more.get("user", case.appraiser),
        opinion=opinion,
        at=more.get("at", timezone.now()),
    )


def sent(case: Case) -> None:
    case.move(Verb.EXPLAIN, case.standing)
    explain(case)
    case.move(Verb.SEND_EXPLANATION, case.head)


def deadline(case: Case) -> datetime:
    moment = Campaign.objects.get(pk=case.campaign.pk).explanation_deadline
    assert moment
    return moment


def test_a_deducted_sheet_is_not_approved_before_the_unit_was_heard(case: Case) -> None:
    with pytest.raises(Locked, match="gửi đơn vị giải trình trước"):
        case.move(Verb.APPROVE, case.leader)


def test_a_sheet_without_deductions_passes_the_round_by(case: Case) -> None:
    case.declare("2", "1")
    case.move(Verb.SUBMIT, case.head, "2")
    case.judge("2", Decision.AGREE)
    case.move(Verb.FINISH, case.appraiser, "2")
    with pytest.raises(Locked, match="không có mục nào bị trừ điểm"):
        case.move(Verb.EXPLAIN, case.standing, "2")
    assert case.move(Verb.APPROVE, case.leader, "2").state == State.APPROVED


@pytest.mark.parametrize("method", ["survey_leaders", "survey_sipas", "statistics"])
def test_surveys_and_statistics_are_not_the_units_to_explain(case: Case, method: str) -> None:
    Criterion.objects.filter(code="1.1").update(method=method)
    with pytest.raises(Locked, match="không có mục nào bị trừ điểm"):
        case.move(Verb.EXPLAIN, case.standing)
    FieldSheet.objects.filter(pk=case.sheet().pk).update(state=State.EXPLAINING)
    with pytest.raises(Locked, match="không bị trừ điểm"):
        explain(case)


def test_there_is_no_round_in_a_campaign_without_it(case: Case) -> None:
    Campaign.objects.update(explanation_deadline=None, review_deadline=None)
    with pytest.raises(Locked, match="không có vòng giải trình"):
        case.move(Verb.EXPLAIN, case.standing)
    assert case.move(Verb.APPROVE, case.leader).state == State.APPROVED


def test_the_standing_office_sends_all_that_wait_at_once(case: Case) -> None:
    led = sheets_lead(
        campaign=case.campaign, verb=Verb.EXPLAIN, actor=case.standing, at=timezone.now()
    )
    assert [sheet.criterion.code for sheet in led] == ["1"]
    assert (case.sheet().state, case.sheet().round) == (State.EXPLAINING, 2)
    with pytest.raises(Locked, match="Không có phiếu nào"):
        sheets_lead(
            campaign=case.campaign, verb=Verb.EXPLAIN, actor=case.standing, at=timezone.now()
        )


@pytest.mark.parametrize("who", ["official", "head", "appraiser", "leader", "stranger"])
def test_nobody_else_opens_the_round(case: Case, who: str) -> None:
    with pytest.raises(Forbidden):
        case.move(Verb.EXPLAIN, getattr(case, who))
    with pytest.raises(Forbidden):
        sheets_lead(
            campaign=case.campaign,
            verb=Verb.EXPLAIN,
            actor=getattr(case, who),
            at=timezone.now(),
        )


def test_only_deductions_are_open(case: Case) -> None:
    case.move(Verb.EXPLAIN, case.standing)
    explain(case)
    with pytest.raises(Locked, match="không bị trừ điểm"):
        explain(case, "1.2")
    with pytest.raises(Locked, match="trạng thái"):
        case.declare("1.1", "1")
    with pytest.raises(Locked):
        evidence_add(
            entry_id=case.entry("1.2").pk,
            actor=case.official,
            file=upload(),
            details=Details(),
            at=timezone.now(),
        )


def test_new_proof_joins_and_old_proof_stays(case: Case) -> None:
    entry = case.entry("1.1")
    old = entry.evidence_links.model.objects.create(
        evidence=entry.assessment.evidence.create(title="Báo cáo cũ"), entry=entry
    )
    case.move(Verb.EXPLAIN, case.standing)
    added = evidence_add(
        entry_id=entry.pk, actor=case.official, file=upload(), details=Details(), at=timezone.now()
    )
    link = added.links.get()
    assert (link.round, added.files.get().round) == (2, 2)
    with pytest.raises(Locked, match="đã được thẩm định nên giữ nguyên"):
        evidence_unlink(link_id=old.pk, actor=case.official, at=timezone.now())
    evidence_unlink(link_id=link.pk, actor=case.official, at=timezone.now())
    assert list(entry.evidence_links.all()) == [old]


def test_an_answer_remembers_what_it_answers(case: Case) -> None:
    case.move(Verb.EXPLAIN, case.standing)
    assert explain(case) == 1
    kept = Explanation.objects.get()
    assert (kept.score, kept.cause, kept.round) == (Decimal(1), "Thiếu báo cáo quý IV", 2)
    assert kept.by == case.official
    assert kept.sent_at is None


def test_writing_the_same_again_writes_nothing(case: Case) -> None:
    case.move(Verb.EXPLAIN, case.standing)
    assert explain(case) == 1
    assert explain(case, version=1) == 1
    assert explain(case, text="Khác", version=1) == 2


def test_two_people_on_one_answer_do_not_overwrite_each_other(case: Case) -> None:
    case.move(Verb.EXPLAIN, case.standing)
    explain(case)
    with pytest.raises(AnswerConflict):
        explain(case, text="Của thủ trưởng", user=case.head)
    assert Explanation.objects.get().text == "Báo cáo quý IV gửi kèm."


def test_one_cannot_explain_and_agree_at_once(case: Case) -> None:
    case.move(Verb.EXPLAIN, case.standing)
    with pytest.raises(Invalid) as refused:
        explain(case, agrees=True)
    assert "agrees" in refused.value.errors


@pytest.mark.parametrize("who", ["stranger", "appraiser", "standing", "leader"])
def test_only_the_unit_itself_explains(case: Case, who: str) -> None:
    case.move(Verb.EXPLAIN, case.standing)
    with pytest.raises(Forbidden):
        explain(case, user=getattr(case, who))


def test_nothing_is_sent_while_a_deduction_has_no_answer(case: Case) -> None:
    case.move(Verb.EXPLAIN, case.standing)
    with pytest.raises(Incomplete) as refused:
        case.move(Verb.SEND_EXPLANATION, case.head)
    assert [entry.criterion.code for entry, _why in refused.value.missing] == ["1.1"]
    assert rest_agree(sheet_id=case.sheet().pk, actor=case.official, at=timezone.now()) == 1
    assert case.move(Verb.PRESENT_EXPLANATION, case.official).state == State.EXPLANATION_SIGNING
    with pytest.raises(Locked):
        explain(case, version=1)
    with pytest.raises(Forbidden):
        case.move(Verb.SEND_EXPLANATION, case.official)
    case.move(Verb.SEND_BACK_EXPLANATION, case.head, reason="Giải trình mục 1.1")
    assert explain(case, "1.1", "Báo cáo kèm theo.", version=1) == 2


def test_agreeing_to_the_rest_after_a_text_was_emptied_keeps_its_version(case: Case) -> None:
    case.move(Verb.EXPLAIN, case.standing)
    explain(case)
    explain(case, text="", version=1)
    assert rest_agree(sheet_id=case.sheet().pk, actor=case.official, at=timezone.now()) == 1
    kept = Explanation.objects.get()
    assert (kept.agrees, kept.version) == (True, 3)


def test_a_unit_that_agrees_needs_no_second_appraisal(case: Case) -> None:
    case.move(Verb.EXPLAIN, case.standing)
    with pytest.raises(Forbidden):
        case.move(Verb.CONCEDE, case.official)
    assert case.move(Verb.CONCEDE, case.head).state == State.REVIEWED
    assert case.move(Verb.APPROVE, case.leader).state == State.APPROVED


@pytest.mark.parametrize(
    ("shift", "is_open"), [(-SECOND, True), (0 * SECOND, True), (SECOND, False)]
)
def test_the_round_ends_with_its_deadline_to_the_second(
    case: Case, shift: timedelta, is_open: bool
) -> None:
    case.move(Verb.EXPLAIN, case.standing)
    at = deadline(case) + shift
    if is_open:
        explain(case, at=at)
        with pytest.raises(Locked, match="Chưa hết hạn giải trình"):
            case.move(Verb.CLOSE_EXPLANATION, case.standing, at=at)
        return
    with pytest.raises(Locked, match=r"hạn giải trình\) nên phiếu bị khoá"):
        explain(case, at=at)
    assert case.sheet().state == State.EXPLAINING, "nothing is sent by itself"
    assert case.move(Verb.CLOSE_EXPLANATION, case.standing, at=at).state == State.REVIEWED


def test_a_text_that_was_not_sent_in_time_stays_with_the_unit(case: Case) -> None:
    case.move(Verb.EXPLAIN, case.standing)
    explain(case)
    case.move(Verb.CLOSE_EXPLANATION, case.standing, at=deadline(case) + SECOND)
    kept = Explanation.objects.get()
    assert (kept.text, kept.sent_at) == ("Báo cáo quý IV gửi kèm.", None)
    with pytest.raises(Locked):
        review(case, Decision.KEEP, cause="Không đủ căn cứ")


def test_an_extension_opens_the_round_for_one_unit(case: Case) -> None:
    case.move(Verb.EXPLAIN, case.standing)
    at = deadline(case) + SECOND
    Extension.objects.create(
        campaign=case.campaign,
        unit=case.commune,
        phase="explanation",
        until=at,
        reason="Mưa lũ",
        granted_by=case.standing,
    )
    explain(case, at=at)
    with pytest.raises(Locked, match="Chưa hết hạn"):
        case.move(Verb.CLOSE_EXPLANATION, case.standing, at=at)
    with pytest.raises(Locked, match="Không có phiếu nào"):
        sheets_lead(campaign=case.campaign, verb=Verb.CLOSE_EXPLANATION, actor=case.standing, at=at)


def test_the_office_keeps_its_score_with_an_answer(case: Case) -> None:
    sent(case)
    with pytest.raises(Invalid) as refused:
        review(case, Decision.KEEP)
    assert "cause" in refused.value.errors
    entry = review(case, Decision.KEEP, cause="Báo cáo gửi sau thời hạn")
    assert (entry.appraised_score, entry.cause) == (Decimal(1), "Báo cáo gửi sau thời hạn")
    assert case.sheet().state == State.REVIEWING
    assert case.move(Verb.FINISH_REVIEW, case.appraiser).state == State.REVIEWED


def test_the_office_changes_its_score_and_the_total_follows(
    case: Case, django_capture_on_commit_callbacks: Any
) -> None:
    sent(case)
    with django_capture_on_commit_callbacks(execute=True):
        review(case, Decision.REVISE, score="2")
    entry = case.entry("1.1")
    assert (entry.appraised_score, entry.cause, entry.self_score) == (Decimal(2), "", Decimal(2))
    assert Result.objects.get(assessment__unit=case.commune).appraised_points == Decimal(3)
    rows = Appraisal.objects.filter(entry=entry).order_by("pk")
    assert [(row.round, row.decision, row.score) for row in rows] == [
        (1, "deduct", Decimal(1)),
        (2, "revise", Decimal(2)),
    ]


def test_the_same_score_again_is_a_score_that_was_kept(case: Case) -> None:
    sent(case)
    review(case, Decision.REVISE, score="1", cause="Vẫn thiếu")
    assert Appraisal.objects.filter(round=2).get().decision == Decision.KEEP


def test_the_second_appraisal_is_finished_only_when_every_explanation_is_answered(
    case: Case,
) -> None:
    sent(case)
    with pytest.raises(Incomplete):
        case.move(Verb.FINISH_REVIEW, case.appraiser)


@pytest.mark.parametrize("who", ["official", "head", "stranger", "standing", "leader"])
def test_only_the_assigned_office_answers(case: Case, who: str) -> None:
    sent(case)
    with pytest.raises(Forbidden):
        review(case, Decision.KEEP, cause="x", user=getattr(case, who))


def test_two_appraisers_do_not_overwrite_each_other(case: Case) -> None:
    sent(case)
    seen = case.entry("1.1").appraisal_version
    review(case, Decision.KEEP, cause="Không đủ căn cứ")
    with pytest.raises(Conflict):
        review(case, Decision.REVISE, score="2", version=seen)


def test_what_was_not_explained_is_not_judged_again(case: Case) -> None:
    sent(case)
    with pytest.raises(Locked, match="không giải trình mục này"):
        review(case, Decision.REVISE, "1.2", score="0", cause="x")


@pytest.mark.parametrize(
    ("shift", "is_open"), [(-SECOND, True), (0 * SECOND, True), (SECOND, False)]
)
def test_the_second_appraisal_ends_with_its_deadline_to_the_second(
    case: Case, shift: timedelta, is_open: bool
) -> None:
    sent(case)
    at = Campaign.objects.get().review_deadline
    assert at
    if is_open:
        review(case, Decision.KEEP, cause="Không đủ căn cứ", at=at + shift)
        return
    with pytest.raises(Locked, match=r"hạn thẩm định lần 2\) nên phiếu bị khoá"):
        review(case, Decision.KEEP, cause="Không đủ căn cứ", at=at + shift)


def test_the_head_takes_the_explanation_back_until_the_office_begins(case: Case) -> None:
    sent(case)
    with pytest.raises(Invalid):
        case.move(Verb.WITHDRAW_EXPLANATION, case.head)
    case.move(Verb.WITHDRAW_EXPLANATION, case.head, reason="Bổ sung số liệu")
    assert Explanation.objects.get().sent_at is None
    case.move(Verb.SEND_EXPLANATION, case.head)
    review(case, Decision.KEEP, cause="Không đủ căn cứ")
    with pytest.raises(Conflict):
        case.move(Verb.WITHDRAW_EXPLANATION, case.head, reason="Bổ sung nữa")


def test_the_standing_office_opens_the_second_appraisal_again(case: Case) -> None:
    sent(case)
    review(case, Decision.KEEP, cause="Không đủ căn cứ")
    case.move(Verb.FINISH_REVIEW, case.appraiser)
    with pytest.raises(Invalid):
        case.move(Verb.REVIEW_AGAIN, case.standing)
    case.move(Verb.REVIEW_AGAIN, case.standing, reason="Xem lại báo cáo")
    assert review(case, Decision.REVISE, score="2").appraised_score == 2


def test_a_reopened_sheet_is_judged_anew_and_its_history_stays(case: Case) -> None:
    sent(case)
    sheet = case.move(Verb.REOPEN, case.standing, reason="Nhầm số liệu")
    assert (sheet.state, sheet.round) == (State.DRAFT, 3)
    assert case.entry("1.1").appraised_score is None
    assert Explanation.objects.filter(round=2).count() == 1


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(case: Case, name: str = "explanation") -> str:
    return reverse(name, args=[case.campaign.code, case.commune.code, "1"])


def test_the_page_shows_each_deduction_with_its_cause(case: Case) -> None:
    case.move(Verb.EXPLAIN, case.standing)
    text = signed_in(case.official).get(page(case)).content.decode()
    assert "Thiếu báo cáo quý IV" in text
    assert "Trừ 1 điểm" in text
    assert f'id="e{case.entry("1.2").pk}"' not in text


def test_the_appraiser_reads_only_what_was_sent(case: Case) -> None:
    case.move(Verb.EXPLAIN, case.standing)
    explain(case)
    appraiser = signed_in(case.appraiser)
    assert "gửi kèm" not in appraiser.get(page(case)).content.decode()
    assert "gửi kèm" not in appraiser.get(page(case, "review")).content.decode()
    case.move(Verb.SEND_EXPLANATION, case.head)
    assert "gửi kèm" in appraiser.get(page(case, "review")).content.decode()


def test_the_autosave_answers_with_the_version(case: Case) -> None:
    case.move(Verb.EXPLAIN, case.standing)
    entry = case.entry("1.1")
    url = reverse("entry-explain", args=[entry.pk])
    client = signed_in(case.official)
    posted = {f"e{entry.pk}-text": "Báo cáo kèm theo.", f"e{entry.pk}-version": "0"}
    saved = client.post(url, posted, headers={"X-Requested-With": "autosave"})
    assert (saved.status_code, saved.json()["version"]) == (200, 1)
    stale = client.post(
        url, {**posted, f"e{entry.pk}-text": "Khác"}, headers={"X-Requested-With": "autosave"}
    )
    assert stale.status_code == 409


def test_without_scripts_nothing_typed_is_lost(case: Case) -> None:
    case.move(Verb.EXPLAIN, case.standing)
    entry = case.entry("1.1")
    typed = {
        f"e{entry.pk}-text": "Vừa giải trình",
        f"e{entry.pk}-agrees": "1",
        f"e{entry.pk}-version": "0",
    }
    answer = signed_in(case.official).post(page(case), typed)
    assert answer.status_code == 422
    assert "Vừa giải trình" in answer.content.decode()


def test_each_role_finds_its_work_at_home(case: Case) -> None:
    def home(user: User) -> str:
        return signed_in(user).get(reverse("home")).content.decode()

    assert "Gửi đơn vị giải trình: 1 phiếu" in home(case.standing)
    case.move(Verb.EXPLAIN, case.standing)
    assert "Giải trình điểm bị trừ" in home(case.official)
    explain(case)
    case.move(Verb.PRESENT_EXPLANATION, case.official)
    assert "Ký và gửi giải trình" in home(case.head)
    case.move(Verb.SEND_EXPLANATION, case.head)
    assert "Thẩm định lần 2: 1 giải trình của 1 đơn vị" in home(case.appraiser)
    review(case, Decision.KEEP, cause="Không đủ căn cứ")
    assert "Thẩm định lần 2" not in home(case.appraiser)
    case.move(Verb.FINISH_REVIEW, case.appraiser)
    assert "Phê duyệt 1 phiếu lĩnh vực" in home(case.leader)


def titles(user: User) -> list[str]:
    return list(
        Notice.objects.filter(recipient=user).order_by("pk").values_list("title", flat=True)
    )


def test_whom_it_concerns_is_told(case: Case) -> None:
    Notice.objects.all().delete()
    sheets_lead(campaign=case.campaign, verb=Verb.EXPLAIN, actor=case.standing, at=timezone.now())
    assert titles(case.official) == ["Cần giải trình điểm bị trừ: 1 phiếu lĩnh vực"]
    assert titles(case.head) == titles(case.official)
    explain(case)
    case.move(Verb.SEND_EXPLANATION, case.head)
    assert titles(case.appraiser) == ["Nhận được giải trình của Xã Một: 1. Nội dung 1"]
    review(case, Decision.KEEP, cause="Không đủ căn cứ")
    case.move(Verb.FINISH_REVIEW, case.appraiser)
    case.move(Verb.APPROVE, case.leader)
    assert titles(case.official)[1:] == [
        "Đã trả lời giải trình: 1. Nội dung 1",
        "Đã phê duyệt: 1. Nội dung 1",
    ]
    assert Notice.objects.get(recipient=case.official, kind="approval").is_urgent
    assert titles(case.stranger) == []
