"""Each phase ends to the second; whoever got more time, everybody concerned sees it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.deadlines import lock_reason, too_early
from assessments.services.campaigns import deadlines_set, extension_grant
from assessments.workflow import PHASES, Phase, State
from parindex.errors import Invalid
from tests.assessments.cases import Case, make_case
from tests.factories import HANOI

ENDS = {
    Phase.SELF: datetime(2031, 1, 10, 17, tzinfo=HANOI),
    Phase.APPRAISAL: datetime(2031, 1, 20, 17, tzinfo=HANOI),
    Phase.EXPLANATION: datetime(2031, 1, 25, 17, tzinfo=HANOI),
    Phase.REVIEW: datetime(2031, 1, 30, 11, 30, tzinfo=HANOI),
}


@pytest.fixture
def case(db: None) -> Case:
    made = make_case()
    for phase, until in ENDS.items():
        setattr(made.campaign, f"{phase}_deadline", until)
    made.campaign.save()
    return made


@pytest.mark.parametrize("phase", list(Phase))
@pytest.mark.parametrize(("seconds", "is_open"), [(-1, True), (0, True), (1, False)])
def test_a_phase_ends_to_the_second(case: Case, phase: Phase, seconds: int, is_open: bool) -> None:
    assessment = case.sheet().assessment
    at = ENDS[phase] + timedelta(seconds=seconds)
    assert (lock_reason(assessment, phase, at) == "") is is_open
    assert (too_early(assessment, phase, at) != "") is is_open


def test_the_reason_names_the_phase_the_hour_here_and_whom_to_ask(case: Case) -> None:
    case.campaign.standing_office = case.office
    case.campaign.save()
    at = ENDS[Phase.REVIEW] + timedelta(seconds=1)
    assert lock_reason(case.sheet().assessment, Phase.REVIEW, at) == (
        "Đã hết hạn lúc 11:30 ngày 30/01/2031 (hạn thẩm định lần 2) nên phiếu bị khoá; cần thêm"
        f" thời gian, hãy liên hệ {case.office}."
    )


def test_every_state_in_which_somebody_works_has_its_deadline() -> None:
    led_on = {State.APPRAISED, State.REVIEWED, State.DECIDED, State.APPROVED}
    assert set(PHASES) == set(State) - led_on


@pytest.mark.parametrize("phase", list(Phase))
def test_more_time_in_a_phase_is_seen_on_the_sheet_and_on_the_board(
    case: Case, phase: Phase
) -> None:
    extension_grant(
        assessment=case.sheet().assessment,
        phase=phase,
        until=datetime(2031, 2, 3, 17, tzinfo=HANOI),
        reason="Mưa lũ kéo dài",
        actor=case.standing,
        at=timezone.now(),
    )
    words = f"Gia hạn {phase.label[0].lower()}{phase.label[1:]} đến 17:00 ngày 03/02/2031"
    sheet = reverse("sheet", args=[case.campaign.code, case.commune.code, "1"])
    board = reverse("campaign", args=[case.campaign.code])
    for user, url in ((case.official, sheet), (case.standing, sheet), (case.standing, board)):
        client = Client()
        client.force_login(user)
        text = client.get(url).content.decode()
        assert words in text, url
        assert "Mưa lũ kéo dài" in text
        assert case.standing.full_name in text


def set_deadlines(case: Case, **changed: Any) -> None:
    wanted: dict[str, Any] = {f"{phase}_deadline": until for phase, until in ENDS.items()}
    deadlines_set(
        campaign=case.campaign,
        **{**wanted, **changed},
        actor=case.standing,
        at=timezone.now(),
        reason="Thay đổi kế hoạch",
    )


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"explanation_deadline": ENDS[Phase.APPRAISAL]}, "explanation_deadline"),
        ({"review_deadline": ENDS[Phase.EXPLANATION]}, "review_deadline"),
        ({"review_deadline": None}, "review_deadline"),
        ({"explanation_deadline": None}, "explanation_deadline"),
    ],
)
def test_deadlines_out_of_order_are_refused_at_their_field(
    case: Case, changed: dict[str, Any], name: str
) -> None:
    with pytest.raises(Invalid) as refused:
        set_deadlines(case, **changed)
    assert name in refused.value.errors


def test_the_round_is_left_out_only_while_no_sheet_is_in_it(case: Case) -> None:
    sheet = case.sheet()
    sheet.state = State.EXPLAINING
    sheet.save()
    with pytest.raises(Invalid, match="đang ở vòng giải trình"):
        set_deadlines(case, explanation_deadline=None, review_deadline=None)
    sheet.state = State.APPRAISED
    sheet.save()
    set_deadlines(case, explanation_deadline=None, review_deadline=None)
    case.campaign.refresh_from_db()
    assert case.campaign.phases == (Phase.SELF, Phase.APPRAISAL)
