"""The history of a sheet: events in words, and two rounds side by side."""

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Decision, Entry
from assessments.pages.events import assessment_events
from assessments.rounds import rounds_of, standings
from assessments.workflow import Verb
from parindex.units.models import Role, User
from tests.assessments.cases import Case, make_case
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    """Field 1 went out with 0,5 on 1.1, came back with a remark, and says 1,5 now."""
    made = make_case()
    made.submitted("1")
    made.judge("1.1", Decision.RETURN, cause="Thiếu báo cáo quý IV")
    made.judge("1.2", Decision.AGREE)
    made.move(Verb.RETURN, made.appraiser, reason="Bổ sung mục 1.1")
    made.declare("1.1", "1.5", note="Đã bổ sung báo cáo quý IV")
    return made


def history(case: Case, user: User, **query: str) -> str:
    client = Client()
    client.force_login(user)
    parts = [case.campaign.code, case.commune.code, "1"]
    return client.get(reverse("sheet-history", args=parts), query).content.decode()


def test_a_round_ends_where_the_sheet_was_sent_back(case: Case) -> None:
    first, second = rounds_of(case.sheet("1"))
    assert (first.number, first.why) == (1, "Bổ sung mục 1.1")
    assert first.ended_at is not None
    assert (second.number, second.ended_at) == (2, None)
    assert [each.number for each in rounds_of(case.sheet("2"))] == [1]


def test_it_reads_back_what_stood_when_the_round_ended(case: Case) -> None:
    sheet = case.sheet("1")
    first, second = rounds_of(sheet)
    entries = list(Entry.objects.filter(sheet=sheet))
    entry = case.entry("1.1")
    then, now = standings(entries, first)[entry.pk], standings(entries, second)[entry.pk]
    assert (then.declared["self_score"], str(now.declared["self_score"])) == ("0.5", "1.5000")
    assert then.appraisal is not None
    assert then.appraisal.cause == "Thiếu báo cáo quý IV"
    assert now.appraisal is None


def test_two_rounds_stand_side_by_side_with_what_changed(case: Case) -> None:
    page = history(case, case.official)
    assert "So sánh hai vòng" in page
    assert "Vòng 1 kết thúc vì: Bổ sung mục 1.1" in page
    assert "Thiếu báo cáo quý IV" in page
    assert "Đã bổ sung báo cáo quý IV" in page
    assert page.count('class="diff"') == 2, "1.1 said anew, 1.2 judged in the first round only"


def test_what_is_the_same_in_both_rounds_stays_folded_away() -> None:
    case = make_case()
    case.submitted("1")
    case.move(Verb.RETURN, case.appraiser, reason="Xem lại")
    page = history(case, case.official)
    assert "Hai vòng giống hệt nhau." in page
    assert "2 mục không đổi" in page
    assert history(case, case.official, **{"tat-ca": "1"}).count('class="diff"') == 2


def test_a_strange_choice_of_rounds_shows_the_last_two(case: Case) -> None:
    page = history(case, case.official, tu="99", den="x")
    assert "Vòng 1, đến" in page
    assert "Vòng 2, đang diễn ra" in page


def test_the_timeline_says_before_and_after_in_words(case: Case) -> None:
    page = history(case, case.official)
    assert "Trả lại đơn vị: " in page
    assert "trạng thái: Đang thẩm định → Trả lại, chờ bổ sung" in page
    assert "điểm tự chấm: 0,5 → 1,5" in page
    assert case.official.full_name in page


def test_a_sheet_in_its_first_round_has_nothing_to_compare(case: Case) -> None:
    client = Client()
    client.force_login(case.official)
    parts = [case.campaign.code, case.commune.code, "2"]
    page = client.get(reverse("sheet-history", args=parts)).content.decode()
    assert "So sánh hai vòng" not in page
    assert "Chưa có diễn biến nào." in page


def test_an_appraiser_reads_only_what_happened_to_the_own_part(case: Case) -> None:
    """Field 2 has not been sent, so the office knows nothing of it."""
    case.declare("2", "1")
    case.move(Verb.PRESENT, case.official, "2")
    assessment = case.sheet("2").assessment
    theirs = assessment_events(assessment, case.official)
    assert theirs.filter(action="sheet.present").exists()
    office = assessment_events(assessment, case.appraiser)
    assert not office.filter(action="sheet.present").exists()
    assert office.filter(action="sheet.return").exists()
    outsider = make_user(role=Role.APPRAISER, on=case.neighbour)
    assert not assessment_events(assessment, outsider).exists()
