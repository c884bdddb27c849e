"""The council's session, its scores and its conclusion."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import Appraisal, CouncilSession, Decision, Entry
from assessments.services.appraising import Opinion
from assessments.services.campaigns import deadlines_set
from assessments.services.council import (
    Session,
    council_conclude,
    council_score,
    session_record,
)
from assessments.workflow import State, Verb
from parindex.errors import Conflict, Forbidden, Invalid, Locked
from parindex.units.models import User
from tests.assessments.cases import Case, make_case
from tests.assessments.papers import upload

MEETING = Session("02/BB-HĐTĐ", date(2023, 1, 10), "Ông Phan Minh Khoa, Chủ tịch Hội đồng")


@pytest.fixture
def case(db: None) -> Case:
    """Field 1 appraised, no explanation round: 1.1 was cut from 2 to 1, 1.2 has all its points."""
    made = make_case()
    made.campaign.uses_council = True
    made.campaign.save()
    made.declare("1.1", "2")
    made.declare("1.2", "1")
    made.move(Verb.SUBMIT, made.head)
    made.judge("1.1", Decision.DEDUCT, score="1", cause="Thiếu báo cáo quý IV")
    made.judge("1.2", Decision.AGREE)
    made.move(Verb.FINISH, made.appraiser)
    return made


def record(case: Case, *, session: Session = MEETING, minutes: bool = True, **more: Any) -> None:
    session_record(
        campaign=case.campaign,
        session=session,
        file=upload(name="biên bản.pdf") if minutes else None,
        actor=more.get("user", case.standing),
        at=timezone.now(),
    )


def score(case: Case, points: str, code: str = "1.1", **more: Any) -> Entry:
    entry = case.entry(code)
    opinion = Opinion(
        Decision.COUNCIL,
        version=more.get("version", entry.appraisal_version),
        score=points,
        cause=more.get("cause", "Hội đồng thống nhất"),
    )
    user = more.get("user", case.standing)
    return council_score(entry_id=entry.pk, actor=user, opinion=opinion, at=timezone.now())


def conclude(case: Case, user: User | None = None) -> list[str]:
    sheets = council_conclude(
        campaign=case.campaign, actor=user or case.standing, at=timezone.now()
    )
    return [sheet.criterion.code for sheet in sheets]


def test_nothing_is_approved_before_the_council_concluded(case: Case) -> None:
    with pytest.raises(Locked, match="ghi kết luận của Hội đồng trước"):
        case.move(Verb.APPROVE, case.leader)
    record(case)
    assert conclude(case) == ["1"]
    assert case.sheet().state == State.DECIDED
    assert case.move(Verb.APPROVE, case.leader).state == State.APPROVED


def test_it_concludes_only_what_stands_before_it(case: Case) -> None:
    record(case)
    assert conclude(case) == ["1"]
    session = CouncilSession.objects.get()
    assert [sheet.criterion.code for sheet in session.sheets.all()] == ["1"]
    assert session.concluded_at is not None
    assert case.sheet("2").state == State.DRAFT


def test_a_conclusion_needs_a_session_with_minutes(case: Case) -> None:
    with pytest.raises(Locked, match="ghi phiên họp"):
        conclude(case)
    record(case, minutes=False)
    with pytest.raises(Locked, match="đính kèm biên bản"):
        conclude(case)
    assert case.sheet().state == State.APPRAISED


def test_a_sheet_is_not_concluded_past_the_session(case: Case) -> None:
    record(case)
    with pytest.raises(Locked, match="trang Hội đồng, cùng biên bản"):
        case.move(Verb.CONCLUDE, case.standing)


def test_the_minutes_are_inspected_like_any_file(case: Case) -> None:
    with pytest.raises(Invalid) as refused:
        session_record(
            campaign=case.campaign,
            session=MEETING,
            file=upload(b"MZ", name="bien-ban.exe"),
            actor=case.standing,
            at=timezone.now(),
        )
    assert "file" in refused.value.errors
    assert not CouncilSession.objects.exists()


@pytest.mark.parametrize(
    ("session", "name"),
    [
        (Session("", date(2023, 1, 10), "x"), "number"),
        (Session("02", date(2023, 1, 10), " "), "members"),
        (Session("02", None, "x"), "held_on"),
        (Session("02", timezone.localdate() + timedelta(days=2), "x"), "held_on"),
    ],
)
def test_a_session_says_when_and_who(case: Case, session: Session, name: str) -> None:
    with pytest.raises(Invalid) as refused:
        record(case, session=session)
    assert name in refused.value.errors


def test_a_session_is_mended_until_it_concludes(case: Case) -> None:
    record(case, minutes=False)
    record(case)
    assert CouncilSession.objects.count() == 1
    conclude(case)
    record(case, session=Session("03/BB-HĐTĐ", date(2023, 1, 12), "x"))
    assert CouncilSession.objects.count() == 2


def test_the_council_gives_another_score_with_its_cause(case: Case) -> None:
    record(case)
    with pytest.raises(Invalid) as refused:
        score(case, "1,5", cause="")
    assert "cause" in refused.value.errors
    entry = score(case, "1,5")
    assert (entry.appraised_score, entry.cause) == (Decimal("1.5"), "Hội đồng thống nhất")
    last = Appraisal.objects.filter(entry=entry).first()
    assert last is not None
    assert (last.decision, last.score, last.by) == ("council", Decimal("1.5"), case.standing)
    conclude(case)
    case.move(Verb.APPROVE, case.leader)
    assert case.entry("1.1").final_score == Decimal("1.5")


def test_the_recorder_of_a_score_does_not_approve_it(case: Case) -> None:
    record(case)
    score(case, "1,5")
    conclude(case)
    with pytest.raises(Forbidden, match="người khác phải phê duyệt"):
        case.move(Verb.APPROVE, case.standing)


def test_only_disputed_entries_are_heard(case: Case) -> None:
    record(case)
    with pytest.raises(Locked, match="không có ý kiến khác nhau"):
        score(case, "0", "1.2")
    with pytest.raises(Locked, match="chưa đến lượt Hội đồng"):
        score(case, "0", "2")


def test_what_the_council_gave_in_full_may_still_be_mended(case: Case) -> None:
    record(case)
    score(case, "2", cause="")
    assert score(case, "1,5").appraised_score == Decimal("1.5")
    conclude(case)
    with pytest.raises(Locked):
        score(case, "2")


def test_two_recorders_do_not_overwrite_each_other(case: Case) -> None:
    record(case)
    seen = case.entry("1.1").appraisal_version
    score(case, "1,5")
    with pytest.raises(Conflict):
        score(case, "2", version=seen)


@pytest.mark.parametrize("who", ["official", "head", "appraiser", "leader", "stranger"])
def test_only_the_standing_office_records_the_council(case: Case, who: str) -> None:
    user = getattr(case, who)
    with pytest.raises(Forbidden):
        record(case, user=user)
    record(case)
    with pytest.raises(Forbidden):
        score(case, "1,5", user=user)
    with pytest.raises(Forbidden):
        conclude(case, user)


def test_a_campaign_without_a_council_has_no_session(case: Case) -> None:
    case.campaign.uses_council = False
    case.campaign.save()
    with pytest.raises(Locked, match="không đưa ra Hội đồng"):
        record(case)


def test_a_council_that_concluded_is_not_left_out_any_more(case: Case) -> None:
    record(case)
    conclude(case)
    assert case.campaign.self_deadline
    assert case.campaign.appraisal_deadline
    with pytest.raises(Invalid) as refused:
        deadlines_set(
            campaign=case.campaign,
            self_deadline=case.campaign.self_deadline,
            appraisal_deadline=case.campaign.appraisal_deadline,
            uses_council=False,
            actor=case.standing,
            at=timezone.now(),
            reason="x",
        )
    assert "uses_council" in refused.value.errors


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_page_leads_from_the_session_to_the_conclusion(case: Case) -> None:
    client = signed_in(case.standing)
    assert "Ghi kết luận của Hội đồng: 1 phiếu" in client.get("/").content.decode()
    url = reverse("council", args=[case.campaign.code])
    assert "Thiếu báo cáo quý IV" in client.get(url).content.decode()
    posted = {"number": "02/BB-HĐTĐ", "held_on": "10/01/2023", "members": "Ông Khoa"}
    wrong = client.post(url, {**posted, "number": ""})
    assert wrong.status_code == 422
    assert "Ông Khoa" in wrong.content.decode()
    assert client.post(url, {**posted, "minutes": upload()}).status_code == 302
    entry = case.entry("1.1")
    given = {"version": entry.appraisal_version, "score": "9", "cause": "Đủ căn cứ"}
    wrong = client.post(reverse("entry-council", args=[entry.pk]), given)
    assert wrong.status_code == 422
    assert "Đủ căn cứ" in wrong.content.decode()
    given["score"] = "1,5"
    assert client.post(reverse("entry-council", args=[entry.pk]), given).status_code == 302
    client.post(reverse("council-conclude", args=[case.campaign.code]))
    assert case.sheet().state == State.DECIDED


def test_the_minutes_are_read_by_those_who_follow_the_campaign(case: Case) -> None:
    record(case)
    url = reverse("council-minutes", args=[CouncilSession.objects.get().pk])
    read = signed_in(case.leader).get(url)
    assert read.status_code == 200
    assert b"".join(read).startswith(b"%PDF")
    for user in (case.official, case.stranger, case.appraiser):
        assert signed_in(user).get(url).status_code == 403
