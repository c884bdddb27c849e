"""A district with two offices and three communes that reports by a small form."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils import timezone

from parindex.units.models import Membership, Role, Unit, UnitKind, UnitLink, User
from reports.handing import Verb
from reports.models import (
    CheckKind,
    Collection,
    Indicator,
    IndicatorCheck,
    IndicatorSet,
    IndicatorTable,
    IndicatorValue,
    Period,
    StatisticsSheet,
)
from reports.statistics.services import (
    Entered,
    collection_open,
    period_open,
    sheet_move,
    value_enter,
)
from reports.statistics.services.collecting import Column
from tests.factories import make_unit, make_user

ROWS = (
    # code, kind, scope, name, offices
    ("I.1", "count", "own", "Số văn bản", "Phòng Nội vụ\nPhòng Tư pháp"),
    ("I.2", "group", "own", "Một cửa", "Phòng Nội vụ"),
    ("I.2.1", "count", "own", "Tổng số thủ tục", ""),
    ("I.2.2", "count", "own", "Thủ tục liên thông", ""),
    ("I.2.3", "percent", "below", "Tỷ lệ hồ sơ đúng hạn", ""),
    ("I.3", "count", "both", "Số phản ánh đã nhận", "Phòng Nội vụ"),
    ("I.4", "yes_no", "below", "Có bộ tiêu chí", ""),
    ("I.5", "text", "own", "Hình thức khác", "Phòng Tư pháp"),
)


@dataclass
class StatisticsCase:
    district: Unit
    home_office: Unit
    justice: Unit
    communes: list[Unit]
    collection: Collection
    last: Period
    now: Period
    standing: User
    home_official: User
    justice_official: User
    officials: dict[int, User]
    stranger: User
    leader: User
    at: datetime = field(default_factory=timezone.now)

    def row(self, code: str) -> Indicator:
        return Indicator.objects.get(set=self.collection.set_id, code=code)

    def sheet(self, unit: Unit, period: Period | None = None) -> StatisticsSheet:
        found: StatisticsSheet = StatisticsSheet.objects.select_related(
            "unit", "period__collection__organiser", "period__collection__set"
        ).get(unit=unit, period=period or self.now)
        return found

    def person(self, unit: Unit) -> User:
        by_office = {
            self.home_office.pk: self.home_official,
            self.justice.pk: self.justice_official,
        }
        return by_office.get(unit.pk) or self.officials[unit.pk]

    def enter(
        self,
        unit: Unit,
        code: str,
        *,
        period: Period | None = None,
        actor: User | None = None,
        at: datetime | None = None,
        version: int | None = None,
        **typed: str,
    ) -> IndicatorValue | None:
        sheet, row = self.sheet(unit, period), self.row(code)
        stored = IndicatorValue.objects.filter(sheet=sheet, indicator=row).first()
        seen = version if version is not None else (stored.version if stored else 0)
        return value_enter(
            sheet_id=sheet.pk,
            indicator=row,
            entered=Entered(typed, seen),
            actor=actor or self.person(unit),
            at=at or self.at,
        )

    def send(self, unit: Unit, period: Period | None = None) -> StatisticsSheet:
        return sheet_move(
            sheet=self.sheet(unit, period),
            verb=Verb.SEND,
            actor=self.person(unit),
            at=self.at,
            without_missing=True,
        )


def make_form() -> IndicatorSet:
    form = IndicatorSet.objects.create(
        code="BIEU-THU", name="Biểu thử", annex_title="Thống kê của {organ} ({years})"
    )
    table = IndicatorTable.objects.create(
        set=form, code="I", position=1, name="Lĩnh vực thử", shows_offices=True
    )
    made: dict[str, Indicator] = {}
    for position, (code, kind, scope, name, offices) in enumerate(ROWS, start=1):
        above = code.rsplit(".", 1)[0]
        made[code] = Indicator.objects.create(
            set=form,
            table=table,
            parent=made.get(above),
            code=code,
            position=position,
            number="-" if above in made else code.removeprefix("I."),
            name=name,
            kind=kind,
            scope=scope,
            offices=offices,
            part_label="Đúng hạn" if kind == "percent" else "",
            whole_label="Đã giải quyết" if kind == "percent" else "",
        )
    check = IndicatorCheck.objects.create(
        set=form, code="lien-thong", kind=CheckKind.EACH_AT_MOST, whole=made["I.2.1"]
    )
    check.parts.set([made["I.2.2"]])
    return form


def make_statistics() -> StatisticsCase:
    province = make_unit("tỉnh Thử", kind=UnitKind.PROVINCE)
    district = make_unit("huyện Thử", kind=UnitKind.DISTRICT, parent=province, code="HUYEN-THU")
    home = make_unit("Phòng Nội vụ huyện Thử", kind=UnitKind.OFFICE, parent=district)
    justice = make_unit("Phòng Tư pháp huyện Thử", kind=UnitKind.OFFICE, parent=district)
    communes = [make_unit(f"xã {name}", parent=district) for name in ("Một", "Hai", "Ba")]
    standing = make_user("thuongtruc", role=Role.STANDING_OFFICE, on=district)
    collection = collection_open(
        form=make_form(),
        organiser=district,
        code="TK-THU",
        name="Thống kê huyện Thử",
        actor=standing,
    )
    due = timezone.now() + timedelta(days=10)
    last, now = (
        period_open(
            collection=collection,
            column=Column(year, date(year, 12, 31), f"Năm {year}", due),
            actor=standing,
        )
        for year in (2019, 2020)
    )
    neighbour = make_unit("xã Bên", parent=make_unit(kind=UnitKind.DISTRICT, parent=province))
    return StatisticsCase(
        district=district,
        home_office=home,
        justice=justice,
        communes=communes,
        collection=collection,
        last=last,
        now=now,
        standing=standing,
        home_official=make_user(role=Role.APPRAISER, on=home),
        justice_official=make_user(role=Role.APPRAISER, on=justice),
        officials={unit.pk: make_user(role=Role.OFFICIAL, on=unit) for unit in communes},
        stranger=make_user(role=Role.OFFICIAL, on=neighbour),
        leader=make_user(role=Role.LEADER, on=district),
    )


def make_case_statistics(district: Unit, standing: User) -> Period:
    """One open period of the small form for a district that stands already."""
    made = Period.objects.filter(collection__code="TK-DIA-CHI").first()
    if made is not None:
        return made
    form = IndicatorSet.objects.filter(code="BIEU-THU").first() or make_form()
    collection = collection_open(
        form=form, organiser=district, code="TK-DIA-CHI", name="Thống kê thử", actor=standing
    )
    due = timezone.now() + timedelta(days=10)
    column = Column(2022, date(2022, 12, 31), "Năm 2022", due)
    return period_open(collection=collection, column=column, actor=standing)


def merge(case: StatisticsCase, olds: list[Unit], name: str) -> Unit:
    """A unit that succeeds the old ones from 1 January 2020, with a sheet for 2020 only."""
    made = make_unit(name, parent=case.district)
    Unit.objects.filter(pk__in=[old.pk for old in olds]).update(valid_to=date(2019, 12, 31))
    StatisticsSheet.objects.filter(period=case.now, unit__in=olds).delete()
    StatisticsSheet.objects.create(period=case.now, unit=made)
    for old in olds:
        UnitLink.objects.create(
            predecessor=old, successor=made, effective_on=date(2020, 1, 1), legal_act="Nghị quyết"
        )
    official = make_user(unit=made)
    Membership.objects.create(user=official, unit=made, role=Role.OFFICIAL)
    case.officials[made.pk] = official
    return made
