"""Writing sections: whose they are, autosave, versions, what is sent and returned."""

from datetime import timedelta

import pytest
from django.utils import timezone

from parindex.errors import Conflict, Forbidden, Invalid, Locked
from parindex.history.models import Event, Notice
from parindex.lib.dates import format_moment
from reports.handing import Handing, Verb
from reports.models import Report, SectionVersion
from reports.narrative.completeness import missing_sections
from reports.narrative.services import (
    Asked,
    TextConflict,
    report_discard,
    report_open,
    section_extend,
    sections_assign,
    text_restore,
    version_keep,
)
from reports.narrative.services.collecting import Given
from tests.reports.narrative.cases import ReportCase

pytestmark = pytest.mark.django_db


def test_it_copies_the_outline_and_asks_only_at_the_leaves(case: ReportCase) -> None:
    rows = case.report.sections.values_list("number", "is_written")
    assert list(rows) == [("I", False), ("1", True), ("2", True), ("II", True)]
    assert case.report.subject == "Kết quả quý II/2023"


def test_one_report_a_period(case: ReportCase) -> None:
    asked = Asked(case.district, case.outline, case.report.period, case.at)
    with pytest.raises(Invalid, match="quý II/2023"):
        report_open(asked=asked, actor=case.standing, at=case.at)


def test_the_next_report_is_given_to_the_same_offices(case: ReportCase) -> None:
    sections_assign(
        report=case.report,
        given={case.section("KIẾN NGHỊ").pk: Given(is_left_out=True)},
        actor=case.standing,
    )
    later = case.report.period.__class__(case.report.period.span, 2023, 3)
    made = report_open(
        asked=Asked(case.district, case.outline, later, case.at), actor=case.standing, at=case.at
    )
    given = {s.heading: (s.office, s.is_left_out) for s in made.sections.filter(is_written=True)}
    assert given == {
        "Thể chế": (case.justice, False),
        "Thủ tục hành chính": (case.home_office, False),
        "KIẾN NGHỊ": (None, True),
    }


def test_an_office_is_told_once_what_it_has_to_write(case: ReportCase) -> None:
    told = Notice.objects.filter(recipient=case.justice_official)
    assert [notice.title for notice in told] == ["Viết phần báo cáo: Kết quả quý II/2023"]
    assert not Notice.objects.filter(recipient=case.leader).exists()


def test_only_an_office_of_the_unit_gets_a_section(case: ReportCase) -> None:
    foreign = case.stranger.memberships.get().unit
    with pytest.raises(Invalid, match="huyện Thử Báo cáo"):
        sections_assign(
            report=case.report,
            given={case.section("Thể chế").pk: Given(foreign)},
            actor=case.standing,
        )


def test_saving_again_what_stands_there_writes_nothing(case: ReportCase) -> None:
    case.write("Thể chế", "Lời đầu", case.justice_official)
    before = Event.objects.count()
    again = case.write("Thể chế", "Lời đầu\r\n", case.justice_official, version=0)
    assert (again.version, Event.objects.count()) == (1, before)


def test_a_stale_text_is_refused_with_the_one_that_stands(case: ReportCase) -> None:
    case.write("Thể chế", "Lời của người kia", case.justice_official)
    with pytest.raises(TextConflict) as refused:
        case.write("Thể chế", "Lời của tôi", case.justice_official, version=0)
    assert refused.value.stored.text == "Lời của người kia"
    assert case.section("Thể chế").text == "Lời của người kia"


@pytest.mark.parametrize("who", ["home_official", "standing", "leader", "stranger"])
def test_nobody_writes_for_another_office(case: ReportCase, who: str) -> None:
    with pytest.raises(Forbidden):
        case.write("Thể chế", "Chen vào", getattr(case, who))


def test_after_the_deadline_an_office_writes_no_more_until_it_gets_time(case: ReportCase) -> None:
    case.at += timedelta(days=6)
    with pytest.raises(Locked, match="Đã hết hạn"):
        case.write("Thể chế", "Muộn", case.justice_official)
    section = case.section("Thể chế")
    until = case.at + timedelta(days=1)
    with pytest.raises(Invalid, match="lý do"):
        section_extend(
            section_id=section.pk, until=until, reason=" ", actor=case.standing, at=case.at
        )
    section_extend(
        section_id=section.pk, until=until, reason="Mất điện", actor=case.standing, at=case.at
    )
    told = Notice.objects.get(recipient=case.justice_official, kind="deadline")
    assert told.title.startswith(f"Gia hạn đến {format_moment(timezone.localtime(until))}: ")
    assert case.write("Thể chế", "Muộn", case.justice_official).text == "Muộn"


def test_an_empty_section_is_not_sent(case: ReportCase) -> None:
    with pytest.raises(Invalid, match="chưa có nội dung"):
        case.move("Thể chế", Verb.SEND, case.justice_official)
    assert case.section("Thể chế").state == Handing.DRAFT


def test_a_return_needs_a_reason_and_tells_the_office(case: ReportCase) -> None:
    case.write("Thể chế", "Sơ sài", case.justice_official)
    case.move("Thể chế", Verb.SEND, case.justice_official)
    with pytest.raises(Locked):
        case.write("Thể chế", "Sửa khi đã gửi", case.justice_official)
    with pytest.raises(Invalid, match="lý do"):
        case.move("Thể chế", Verb.RETURN, case.standing)
    case.move("Thể chế", Verb.RETURN, case.standing, reason="Nêu số liệu")
    notice = Notice.objects.filter(recipient=case.justice_official, kind="return").get()
    assert notice.body == "Nêu số liệu"
    assert case.write("Thể chế", "Đã có số liệu", case.justice_official).version == 2


def test_what_was_received_is_worded_by_who_puts_it_together(case: ReportCase) -> None:
    case.finish()
    assert missing_sections(case.report) == []
    edited = case.write("Thể chế", "Đã ban hành năm văn bản.", case.standing)
    assert edited.state == Handing.ACCEPTED
    kept = SectionVersion.objects.filter(section=edited).order_by("number")
    assert [version.text for version in kept] == ["Đã ban hành 5 văn bản."]
    with pytest.raises(Locked, match="đã được nhận"):
        case.write("Thể chế", "Sửa lại", case.justice_official)


def test_versions_are_kept_once_and_brought_back(case: ReportCase) -> None:
    section = case.write("Thể chế", "Bản một", case.justice_official)
    for _time in range(2):
        version_keep(section_id=section.pk, actor=case.justice_official, at=case.at)
    case.write("Thể chế", "Bản hai", case.justice_official)
    back = text_restore(
        section_id=section.pk, number=1, version=2, actor=case.justice_official, at=case.at
    )
    assert (back.text, back.version) == ("Bản một", 3)
    kept = SectionVersion.objects.filter(section=section).order_by("number")
    assert [(v.number, v.text) for v in kept] == [(1, "Bản một"), (2, "Bản hai")]
    with pytest.raises(Conflict):
        text_restore(
            section_id=section.pk, number=2, version=1, actor=case.justice_official, at=case.at
        )


def test_a_section_that_was_sent_is_not_given_away(case: ReportCase) -> None:
    case.write("Thể chế", "Xong", case.justice_official)
    case.move("Thể chế", Verb.SEND, case.justice_official)
    with pytest.raises(Invalid, match="vừa được gửi"):
        sections_assign(
            report=case.report,
            given={case.section("Thể chế").pk: Given(case.home_office)},
            actor=case.standing,
        )


def test_a_report_in_which_somebody_wrote_stays(case: ReportCase) -> None:
    case.write("Thể chế", "Có lời", case.justice_official)
    with pytest.raises(Locked, match="được viết"):
        report_discard(report=case.report, actor=case.standing)
    case.write("Thể chế", "", case.justice_official)
    report_discard(report=case.report, actor=case.standing)
    assert not Report.objects.exists()
