"""Reminders: before and after each deadline, once; by hand from the board, once an hour."""

from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.models import Campaign, Extension
from assessments.services.reminding import deadlines_remind, sheets_remind
from assessments.workflow import Phase, Verb
from parindex.errors import Forbidden, Invalid, Locked
from parindex.history.models import Event, Notice, PeriodicRun
from parindex.units.models import Membership, Role, User
from parindex.units.services.roles import role_hand_over
from tests.assessments.cases import Case, make_case
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    return make_case()


def until(case: Case) -> datetime:
    assert case.campaign.self_deadline
    return case.campaign.self_deadline


def titles(user: User) -> list[str]:
    found = Notice.objects.filter(recipient=user, kind="deadline").order_by("at", "pk")
    return list(found.values_list("title", flat=True))


def extend(case: Case, moment: datetime) -> None:
    Extension.objects.create(
        campaign=case.campaign,
        unit=case.commune,
        phase=Phase.SELF,
        until=moment,
        reason="Bão",
        granted_by=case.standing,
    )


def test_a_unit_is_reminded_7_3_and_1_days_before_and_when_it_is_over(case: Case) -> None:
    end = until(case)
    for before in (8, 7, 3, 1):
        deadlines_remind(at=end - timedelta(days=before))
    deadlines_remind(at=end + timedelta(seconds=1))
    assert titles(case.official) == [
        "Còn 7 ngày đến hạn tự chấm: Xã Một còn 2 phiếu lĩnh vực chưa gửi",
        "Còn 3 ngày đến hạn tự chấm: Xã Một còn 2 phiếu lĩnh vực chưa gửi",
        "Còn 1 ngày đến hạn tự chấm: Xã Một còn 2 phiếu lĩnh vực chưa gửi",
        "Quá hạn tự chấm: Xã Một còn 2 phiếu lĩnh vực chưa gửi",
    ]
    assert len(titles(case.head)) == 4


def test_each_reminder_goes_out_once(case: Case) -> None:
    at = until(case) - timedelta(days=2)
    assert deadlines_remind(at=at) > 0
    Notice.objects.update(read_at=at)
    assert deadlines_remind(at=at) == 0
    assert deadlines_remind(at=at + timedelta(hours=1)) == 0


def test_who_has_sent_everything_is_left_alone(case: Case) -> None:
    for code in ("1", "2"):
        case.submitted(code)
    deadlines_remind(at=until(case) - timedelta(days=1))
    assert titles(case.official) == []
    assert titles(case.stranger) != []


def test_more_time_for_a_unit_moves_its_reminders(case: Case) -> None:
    end = until(case)
    extend(case, end + timedelta(days=5))
    deadlines_remind(at=end + timedelta(hours=1))
    assert titles(case.official) == [
        "Còn 4 ngày đến hạn tự chấm: Xã Một còn 2 phiếu lĩnh vực chưa gửi"
    ]
    assert titles(case.stranger) == ["Quá hạn tự chấm: Xã Hai còn 2 phiếu lĩnh vực chưa gửi"]


def test_a_deadline_that_was_moved_is_reminded_of_anew(case: Case) -> None:
    end = until(case)
    deadlines_remind(at=end - timedelta(days=1))
    extend(case, end + timedelta(days=7))
    deadlines_remind(at=end)
    assert len(titles(case.official)) == 2


def test_the_office_is_reminded_of_what_it_has_not_judged(case: Case) -> None:
    case.submitted("1")
    case.appraised("2")
    assert case.campaign.appraisal_deadline
    deadlines_remind(at=case.campaign.appraisal_deadline - timedelta(hours=5))
    assert titles(case.appraiser) == [
        "Còn 5 giờ đến hạn thẩm định: còn 1 phiếu lĩnh vực của 1 đơn vị chưa xong"
    ]


def test_the_standing_office_hears_once_how_many_are_late(case: Case) -> None:
    for hours in (1, 2):
        deadlines_remind(at=until(case) + timedelta(hours=hours))
    assert titles(case.standing) == [
        "Hạn tự chấm đã qua: còn 4 phiếu lĩnh vực của 2 đơn vị quá hạn"
    ]


@pytest.mark.parametrize("change", [{"state": "published"}, {"state": "draft"}])
def test_a_campaign_that_is_not_open_reminds_nobody(case: Case, change: dict[str, str]) -> None:
    Campaign.objects.filter(pk=case.campaign.pk).update(**change)
    assert deadlines_remind(at=until(case)) == 0


def test_a_unit_that_withdrew_is_left_alone(case: Case) -> None:
    assessment = case.sheet("1").assessment
    assessment.withdrawn_at, assessment.withdrawn_reason = timezone.now(), "Sáp nhập"
    assessment.save()
    deadlines_remind(at=until(case))
    assert titles(case.official) == []


def test_it_takes_as_many_queries_for_many_units(case: Case) -> None:
    with CaptureQueriesContext(connection) as seen:
        deadlines_remind(at=until(case) - timedelta(days=1))
    assert len(seen) <= 16


def test_reminders_follow_a_role_that_was_handed_over(case: Case) -> None:
    successor = make_user(on=case.commune)
    membership = Membership.objects.get(user=case.official, role=Role.OFFICIAL)
    manager = make_user(role=Role.ADMINISTRATOR, on=case.district)
    role_hand_over(membership=membership, successor=successor, actor=manager)
    deadlines_remind(at=until(case) - timedelta(days=1))
    assert (len(titles(successor)), titles(case.official)) == (1, [])


def test_the_command_does_the_same_and_leaves_a_sign(case: Case) -> None:
    at = timezone.now()
    Campaign.objects.filter(pk=case.campaign.pk).update(self_deadline=at + timedelta(hours=20))
    said = StringIO()
    call_command("send_reminders", stdout=said)
    call_command("send_reminders", stdout=said)
    assert said.getvalue().split("\n")[:2] == ["Đã gửi 3 lời nhắc.", "Đã gửi 0 lời nhắc."]
    run = PeriodicRun.objects.get(name="reminders")
    assert (run.outcome, run.has_failed) == ("Đã gửi 0 lời nhắc.", False)


# ---------------------------------------------------------------------- by hand


def remind(case: Case, at: datetime, **chosen: int) -> int:
    done = sheets_remind(campaign=case.campaign, actor=case.standing, at=at, **chosen)
    return done.sheets


def test_the_office_reminds_one_unit(case: Case) -> None:
    assessment = case.sheet("1").assessment
    done = sheets_remind(
        campaign=case.campaign,
        actor=case.standing,
        at=timezone.now(),
        assessment_id=assessment.pk,
    )
    assert (done.people, done.sheets, done.resting) == (1, 2, 0)
    [notice] = Notice.objects.filter(kind="deadline")
    assert (notice.recipient, notice.is_urgent) == (case.official, True)
    assert notice.title == "Phòng Tư pháp nhắc: còn 2 phiếu lĩnh vực chờ bạn"
    event = Event.objects.filter(action="sheet.remind").first()
    assert event
    assert event.after == {"reminded": [str(case.official)]}


def test_what_waits_for_a_signature_reminds_the_head(case: Case) -> None:
    case.declare("2", "1")
    case.move(Verb.PRESENT, case.official, "2")
    remind(case, timezone.now(), assessment_id=case.sheet("2").assessment_id)
    assert len(titles(case.head)) == 1
    assert len(titles(case.official)) == 1


def test_the_same_sheet_is_not_reminded_of_within_the_hour(case: Case) -> None:
    at, chosen = timezone.now(), case.sheet("1").assessment_id
    remind(case, at, assessment_id=chosen)
    with pytest.raises(Invalid, match="một lần trong một giờ"):
        remind(case, at + timedelta(minutes=59), assessment_id=chosen)
    assert remind(case, timezone.now() + timedelta(minutes=61), assessment_id=chosen) == 2


def test_all_late_units_are_reminded_at_once(case: Case) -> None:
    extend(case, until(case) + timedelta(days=5))
    late = until(case) + timedelta(hours=1)
    assert remind(case, late) == 2
    assert titles(case.official) == []
    assert len(titles(case.stranger)) == 1


def test_there_is_nobody_to_remind_before_anything_is_late(case: Case) -> None:
    with pytest.raises(Invalid, match="Không có phiếu nào"):
        remind(case, timezone.now())


def test_it_says_when_nobody_holds_the_role(case: Case) -> None:
    Membership.objects.filter(unit=case.commune).delete()
    with pytest.raises(Invalid, match="Chưa ai giữ vai trò"):
        remind(case, timezone.now(), assessment_id=case.sheet("1").assessment_id)


@pytest.mark.parametrize("who", ["official", "appraiser", "leader", "stranger"])
def test_only_the_standing_office_reminds(case: Case, who: str) -> None:
    with pytest.raises(Forbidden):
        sheets_remind(campaign=case.campaign, actor=getattr(case, who), at=timezone.now())


def test_nobody_is_reminded_once_the_campaign_is_over(case: Case) -> None:
    case.campaign.state = "published"
    with pytest.raises(Locked):
        remind(case, timezone.now())


# ---------------------------------------------------------------------- the page


def board(case: Case, user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.get(reverse("campaign", args=[case.campaign.code])).content.decode()


def test_the_board_says_where_each_sheet_is_who_holds_it_and_since_when(case: Case) -> None:
    case.submitted("1")
    page = board(case, case.standing)
    assert case.official.full_name in page
    assert case.appraiser.full_name in page
    assert "Phòng Tư pháp" in page


def test_the_board_says_how_long_a_sheet_is_over(case: Case) -> None:
    past = timezone.now() - timedelta(days=2, hours=1)
    Campaign.objects.filter(pk=case.campaign.pk).update(self_deadline=past)
    page = board(case, case.standing)
    assert "quá hạn 2 ngày" in page
    assert "Nhắc mọi nơi quá hạn" in page
    assert "Nhắc mọi nơi quá hạn" not in board(case, case.leader)


def test_a_click_reminds_and_the_board_says_who_was_reminded_when(case: Case) -> None:
    client = Client()
    client.force_login(case.standing)
    url = reverse("campaign-remind", args=[case.campaign.code])
    chosen = {"assessment": str(case.sheet("1").assessment_id)}
    page = client.post(url, chosen, follow=True).content.decode()
    assert "Đã nhắc 1 người về 2 phiếu lĩnh vực." in page
    assert "Đã nhắc lúc" in page
    again = client.post(url, chosen, follow=True).content.decode()
    assert "mỗi phiếu chỉ nhắc một lần trong một giờ" in again
    assert Event.objects.filter(action="sheet.remind").count() == 2


def test_a_stranger_cannot_remind(case: Case) -> None:
    client = Client()
    client.force_login(case.stranger)
    url = reverse("campaign-remind", args=[case.campaign.code])
    assert client.post(url, {"assessment": "1"}).status_code == 403
    assert not Notice.objects.exists()
