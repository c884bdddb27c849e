"""Publication in two steps, and corrections after it as visible versions."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import (
    CampaignState,
    Correction,
    Decision,
    Entry,
    FieldSheet,
    Result,
    ResultVersion,
)
from assessments.sealing import chain_breaks
from assessments.services.campaigns import (
    Line,
    campaign_announce,
    campaign_publish,
    campaign_recall,
    correction_drop,
    correction_line,
    correction_publish,
)
from assessments.services.moving import sheet_move
from assessments.workflow import State, Verb
from parindex.errors import Conflict, Forbidden, Invalid, Locked
from parindex.history.models import Notice
from parindex.units.models import User
from tests.assessments.cases import Case, make_case

SIGNED = date(2023, 1, 26)


@pytest.fixture
def case(db: None) -> Case:
    """Everything approved: xã Một has 3 of 4 points, xã Hai 3.5 of 4."""
    made = make_case()
    for unit, points in ((made.commune, "1"), (made.neighbour, "1.5")):
        appraised(made, made.entry("1.1", unit), points)
        appraised(made, made.entry("1.2", unit), "1")
        appraised(made, made.entry("2", unit), "1")
    FieldSheet.objects.update(state=State.APPRAISED)
    for sheet in FieldSheet.objects.all():
        sheet_move(sheet_id=sheet.pk, verb=Verb.APPROVE, actor=made.leader, at=timezone.now())
    Notice.objects.all().delete()
    return made


def appraised(case: Case, entry: Entry, points: str) -> None:
    entry.appraised_score, entry.appraised_by = Decimal(points), case.appraiser
    entry.cause = "" if entry.appraised_score == entry.max_score else "Thiếu báo cáo"
    entry.save()


def announce(case: Case, user: User | None = None) -> None:
    campaign_announce(campaign=case.campaign, actor=user or case.standing, at=timezone.now())


def publish(case: Case) -> None:
    campaign_publish(
        campaign=case.campaign,
        actor=case.standing,
        number="313/QĐ-UBND",
        signed_on=SIGNED,
        at=timezone.now(),
    )


def state(case: Case) -> str:
    case.campaign.refresh_from_db()
    return case.campaign.state


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def result_page(case: Case, user: User) -> str:
    url = reverse("unit-result", args=[case.campaign.code, case.commune.code])
    return signed_in(user).get(url).content.decode()


# -- in two steps -------------------------------------------------------------------------------


def test_a_unit_sees_its_own_provisional_result_and_rank_and_no_others(case: Case) -> None:
    announce(case)
    assert state(case) == CampaignState.PROVISIONAL
    text = result_page(case, case.official)
    assert "Kết quả dự kiến, công bố tạm để rà soát; chưa dùng làm căn cứ." in text
    assert "trên 2 đơn vị đã đủ kết quả, dự kiến" in text
    client = signed_in(case.official)
    assert client.get(reverse("ranking", args=[case.campaign.code])).status_code == 403
    neighbour = reverse("unit-result", args=[case.campaign.code, case.neighbour.code])
    assert client.get(neighbour).status_code == 403


def test_a_provisional_result_is_locked_until_it_is_recalled(case: Case) -> None:
    announce(case)
    with pytest.raises(Locked, match="công bố tạm"):
        case.move(Verb.REAPPRAISE, case.standing, reason="x")
    with pytest.raises(Invalid):
        campaign_recall(campaign=case.campaign, actor=case.standing, reason=" ", at=timezone.now())
    campaign_recall(
        campaign=case.campaign, actor=case.standing, reason="Nhầm điểm", at=timezone.now()
    )
    assert state(case) == CampaignState.OPEN
    case.move(Verb.REAPPRAISE, case.standing, reason="Nhầm điểm")


def test_it_is_published_from_the_provisional_step_or_without_it(case: Case) -> None:
    announce(case)
    publish(case)
    assert state(case) == CampaignState.PUBLISHED
    assert "dự kiến" not in result_page(case, case.official)
    with pytest.raises(Locked):
        announce(case)


def test_nothing_is_announced_while_a_sheet_waits(case: Case) -> None:
    case.move(Verb.REAPPRAISE, case.standing, reason="Nhầm")
    with pytest.raises(Locked, match="chưa phê duyệt"):
        announce(case)


@pytest.mark.parametrize("who", ["official", "head", "appraiser", "leader", "stranger"])
def test_only_the_standing_office_announces_and_corrects(case: Case, who: str) -> None:
    user = getattr(case, who)
    with pytest.raises(Forbidden):
        announce(case, user)
    publish(case)
    with pytest.raises(Forbidden):
        prepare(case, "2", user=user)


def test_every_unit_is_told_of_each_step(case: Case) -> None:
    announce(case)
    publish(case)
    prepare(case, "2")
    correct(case)
    told = Notice.objects.filter(recipient=case.stranger).order_by("pk")
    assert [notice.title.split(" ")[0] for notice in told] == ["Kết", "Đã", "Đính"]
    assert not told.filter(is_urgent=True).exists()


# -- corrections --------------------------------------------------------------------------------


def prepare(case: Case, points: str, code: str = "1.1", **more: Any) -> Any:
    line = Line(
        unit=case.commune.pk,
        criterion=case.entry(code).criterion_id,
        score=points,
        cause=more.get("cause", ""),
    )
    return correction_line(campaign=case.campaign, line=line, actor=more.get("user", case.standing))


def correct(case: Case, **more: Any) -> Correction:
    return correction_publish(
        campaign=case.campaign,
        number=more.get("number", "402/QĐ-UBND"),
        signed_on=more.get("signed_on", SIGNED + timedelta(days=20)),
        reason=more.get("reason", "Cộng nhầm điểm mục 1.1"),
        actor=case.standing,
        at=timezone.now(),
    )


def versions(case: Case, unit: Any) -> list[tuple[Any, ...]]:
    found = ResultVersion.objects.filter(assessment__unit=unit).order_by("number")
    return [(v.number, v.points, v.rank, v.correction_id) for v in found]


def test_a_correction_is_a_new_version_and_the_old_one_stays(case: Case) -> None:
    publish(case)
    prepare(case, "2")
    made = correct(case)
    assert made.number == 1
    assert versions(case, case.commune) == [
        (1, Decimal(3), 2, None),
        (2, Decimal(4), 1, made.pk),
    ]
    assert versions(case, case.neighbour) == [
        (1, Decimal("3.5"), 1, None),
        (2, Decimal("3.5"), 2, made.pk),
    ]
    result = Result.objects.get(assessment__unit=case.commune)
    assert (result.points, result.rank) == (Decimal(4), 1)
    assert result.revision == result.assessment.revision


def test_old_and_new_stand_side_by_side_with_the_decision(case: Case) -> None:
    publish(case)
    prepare(case, "1,5", cause="Thiếu một phụ lục")
    correct(case)
    words = "Đính chính lần 1 ngày 15/02/2023 theo Quyết định số 402/QĐ-UBND"
    for user in (case.official, case.stranger):
        text = result_page(case, user)
        assert words in text
        assert "Cộng nhầm điểm mục 1.1" in text
        assert "1 → 1,5 / 2 điểm" in text
        assert "3,00 / 4" in text
        assert "3,50 / 4" in text
    ranking = reverse("ranking", args=[case.campaign.code])
    assert words in signed_in(case.stranger).get(ranking).content.decode()


def test_the_chain_of_approvals_holds_after_a_correction(case: Case) -> None:
    publish(case)
    prepare(case, "2")
    correct(case)
    assert chain_breaks(case.campaign) == []


def test_corrections_are_counted(case: Case) -> None:
    publish(case)
    prepare(case, "2")
    correct(case)
    prepare(case, "1,5", cause="Vẫn thiếu")
    assert correct(case, number="455/QĐ-UBND").number == 2
    assert [number for number, *_rest in versions(case, case.commune)] == [1, 2, 3]


def test_nothing_is_corrected_before_it_is_published(case: Case) -> None:
    with pytest.raises(Locked, match="đã công bố"):
        prepare(case, "2")


@pytest.mark.parametrize(
    ("points", "cause", "name"),
    [("1", "x", "score"), ("9", "x", "score"), ("", "x", "score"), ("0,5", "", "cause")],
)
def test_a_wrong_line_is_refused_at_its_field(
    case: Case, points: str, cause: str, name: str
) -> None:
    publish(case)
    with pytest.raises(Invalid) as refused:
        prepare(case, points, cause=cause)
    assert name in refused.value.errors


def test_a_correction_needs_lines_a_decision_and_a_reason(case: Case) -> None:
    publish(case)
    with pytest.raises(Locked, match="Chưa có mục nào"):
        correct(case)
    line = prepare(case, "2")
    for wrong in ({"number": " "}, {"reason": " "}, {"signed_on": SIGNED - timedelta(days=1)}):
        with pytest.raises(Invalid):
            correct(case, **wrong)
    assert case.entry("1.1").final_score == Decimal(1)
    correction_drop(line=line, actor=case.standing)
    with pytest.raises(Locked, match="Chưa có mục nào"):
        correct(case)


def test_a_published_line_is_not_dropped(case: Case) -> None:
    publish(case)
    line = prepare(case, "2")
    correct(case)
    with pytest.raises(Locked, match="đã công bố"):
        correction_drop(line=line, actor=case.standing)


def test_a_score_that_changed_since_is_told(case: Case) -> None:
    publish(case)
    prepare(case, "2")
    entry = case.entry("1.1")
    entry.final_score = Decimal("0.5")
    entry.save()
    with pytest.raises(Conflict, match="đã đổi từ lúc chuẩn bị"):
        correct(case)


def test_the_page_leads_from_the_first_line_to_the_publication(case: Case) -> None:
    publish(case)
    client = signed_in(case.standing)
    url = reverse("correction", args=[case.campaign.code])
    assessment = case.entry("1.1").assessment
    posted = {"unit": assessment.pk, "criterion": case.entry("1.1").criterion_id, "cause": "x"}
    wrong = client.post(url, {**posted, "score": "9"})
    assert wrong.status_code == 422
    assert "bạn nhập “9”" in wrong.content.decode()
    assert client.post(url, {**posted, "score": "2"}).status_code == 302
    assert "1.1. Nội dung 1.1" in client.get(url).content.decode()
    decision = {"number": "402/QĐ-UBND", "signed_on": "15/02/2023", "reason": "Cộng nhầm"}
    publish_url = reverse("correction-publish", args=[case.campaign.code])
    assert client.post(publish_url, {**decision, "reason": ""}).status_code == 422
    assert client.post(publish_url, decision).status_code == 302
    assert Decision.CORRECT in case.entry("1.1").appraisals.values_list("decision", flat=True)
