"""A district whose two offices write a report by a small outline."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone

from parindex.units.models import Membership, Role, Unit, UnitKind, User
from plans.periods import Period, Span
from reports.handing import Verb
from reports.models import Outline, OutlineSection, Report, ReportSection
from reports.narrative.services import Asked, report_open, section_move, sections_assign, text_save
from reports.narrative.services.collecting import Given
from tests.factories import make_unit, make_user

HEADINGS = (
    # level, number, heading
    (1, "I", "KẾT QUẢ"),
    (2, "1", "Thể chế"),
    (2, "2", "Thủ tục hành chính"),
    (1, "II", "KIẾN NGHỊ"),
)


@dataclass
class ReportCase:
    district: Unit
    home_office: Unit
    justice: Unit
    standing: User
    home_official: User
    justice_official: User
    leader: User
    stranger: User
    outline: Outline
    report: Report
    at: datetime = field(default_factory=timezone.now)

    def section(self, heading: str) -> ReportSection:
        return ReportSection.objects.select_related("report__unit", "office").get(
            report=self.report, heading=heading
        )

    def write(
        self, heading: str, text: str, actor: User, *, version: int | None = None
    ) -> ReportSection:
        section = self.section(heading)
        seen = section.version if version is None else version
        return text_save(section_id=section.pk, text=text, version=seen, actor=actor, at=self.at)

    def move(self, heading: str, verb: Verb, actor: User, reason: str = "") -> ReportSection:
        return section_move(
            section_id=self.section(heading).pk, verb=verb, actor=actor, at=self.at, reason=reason
        )

    def finish(self) -> None:
        """Every section written, sent and received."""
        self.write("Thể chế", "Đã ban hành 5 văn bản.", self.justice_official)
        self.move("Thể chế", Verb.SEND, self.justice_official)
        self.move("Thể chế", Verb.ACCEPT, self.standing)
        self.write("Thủ tục hành chính", "Hồ sơ đúng hạn.", self.home_official)
        self.move("Thủ tục hành chính", Verb.SEND, self.home_official)
        self.move("Thủ tục hành chính", Verb.ACCEPT, self.standing)
        self.write("KIẾN NGHỊ", "Không có.", self.standing)


def make_outline() -> Outline:
    outline = Outline.objects.create(code="DC-THU", name="Đề cương thử", subject="Kết quả {period}")
    OutlineSection.objects.bulk_create(
        OutlineSection(
            outline=outline, position=position, level=level, number=number, heading=heading
        )
        for position, (level, number, heading) in enumerate(HEADINGS, start=1)
    )
    return outline


def make_report_case(district: Unit | None = None, standing: User | None = None) -> ReportCase:
    district = district or make_unit("huyện Thử Báo cáo", kind=UnitKind.DISTRICT)
    home = make_unit("Phòng Nội vụ", kind=UnitKind.OFFICE, parent=district)
    justice = make_unit("Phòng Tư pháp", kind=UnitKind.OFFICE, parent=district)
    if standing is None:
        standing = make_user(role=Role.STANDING_OFFICE, on=district)
        Membership.objects.create(user=standing, unit=home, role=Role.APPRAISER)
    outline = make_outline()
    at = timezone.now()
    asked = Asked(district, outline, Period(Span.QUARTER, 2023, 2), at + timedelta(days=5))
    report = report_open(asked=asked, actor=standing, at=at)
    case = ReportCase(
        district=district,
        home_office=home,
        justice=justice,
        standing=standing,
        home_official=make_user(role=Role.OFFICIAL, on=home),
        justice_official=make_user(role=Role.OFFICIAL, on=justice),
        leader=make_user(role=Role.LEADER, on=district),
        stranger=make_user(role=Role.OFFICIAL, on=make_unit("xã Lạ")),
        outline=outline,
        report=report,
        at=at,
    )
    given = {
        case.section("Thể chế").pk: Given(justice),
        case.section("Thủ tục hành chính").pk: Given(home),
    }
    sections_assign(report=report, given=given, actor=standing)
    return case
