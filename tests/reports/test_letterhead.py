"""Head and foot of papers: who issues, above whom, to whom, who signs."""

from datetime import UTC, date, datetime

import pytest

from parindex.units.models import Role, Unit, UnitKind
from reports.documents.letterhead import (
    Issuing,
    Signature,
    addressee,
    issuing_office,
    letterhead,
    signature,
)
from reports.documents.names import area_word, organ, organ_short, peers_word, short_name
from reports.models import SigningForm
from tests.factories import make_campaign, make_unit, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def province() -> Unit:
    return make_unit("tỉnh Bình Định", kind=UnitKind.PROVINCE)


@pytest.fixture
def district(province: Unit) -> Unit:
    unit = make_unit("huyện Vân Canh", kind=UnitKind.DISTRICT, parent=province)
    unit.symbol, unit.place_name = "UBND", "Vân Canh"
    unit.save()
    return unit


@pytest.fixture
def office(district: Unit) -> Unit:
    unit = make_unit("Phòng Nội vụ huyện Vân Canh", kind=UnitKind.OFFICE, parent=district)
    unit.symbol = "PNV"
    unit.save()
    return unit


def test_a_committee_stands_alone_in_one_block(district: Unit) -> None:
    head = letterhead(district, "KH", Issuing(2026))
    assert head.parent_lines == ()
    assert head.name_lines == ("Ủy ban nhân dân", "huyện Vân Canh")
    assert (head.notation, head.place) == ("KH-UBND", "Vân Canh")


def test_an_office_stands_under_its_committee(office: Unit) -> None:
    head = letterhead(office, "BC", Issuing(2026))
    assert head.parent_lines == ("Ủy ban nhân dân", "huyện Vân Canh")
    assert head.name_lines == ("Phòng Nội vụ",)
    assert (head.notation, head.place) == ("BC-PNV", "Vân Canh")


def test_a_department_stands_under_the_province(province: Unit) -> None:
    unit = make_unit("Sở Nội vụ tỉnh Bình Định", kind=UnitKind.DEPARTMENT, parent=province)
    head = letterhead(unit, "BC", Issuing(2026))
    assert head.parent_lines == ("Ủy ban nhân dân", "tỉnh Bình Định")
    assert head.name_lines == ("Sở Nội vụ",)
    assert head.notation == "BC"


def test_an_office_without_a_committee_above_names_its_parent() -> None:
    ministry = make_unit("Bộ Nội vụ", kind=UnitKind.SECTOR)
    unit = make_unit("Vụ Cải cách hành chính", kind=UnitKind.OFFICE, parent=ministry)
    head = letterhead(unit, "BC", Issuing(2026))
    assert head.parent_lines == ("Bộ Nội vụ",)
    assert addressee(unit) == ""
    assert letterhead(ministry, "BC", Issuing(2026)).name_lines == ("Bộ Nội vụ",)


def test_a_draft_leaves_number_and_day_open() -> None:
    assert (Issuing(2026).number_text, Issuing(2026).day_text) == ("", "")


@pytest.mark.parametrize(
    ("number", "day", "number_text", "day_text"),
    [
        (7, date(2026, 2, 3), "07", "ngày 03 tháng 02 năm 2026"),
        (53, date(2022, 5, 31), "53", "ngày 31 tháng 5 năm 2022"),
    ],
)
def test_small_numbers_days_and_months_take_a_zero(
    number: int, day: date, number_text: str, day_text: str
) -> None:
    issued = Issuing(day.year, number, day)
    assert (issued.number_text, issued.day_text) == (number_text, day_text)


def test_the_units_own_office_of_home_affairs_reports_on_it(
    province: Unit, district: Unit, office: Unit
) -> None:
    make_unit("Phòng Tư pháp huyện Vân Canh", kind=UnitKind.OFFICE, parent=district)
    campaign = make_campaign([district], organiser=province)
    assert issuing_office(campaign, district) == office
    assert issuing_office(campaign, district, province) == province


def test_without_it_the_standing_office_reports(district: Unit, office: Unit) -> None:
    commune = make_unit("xã Canh Vinh", parent=district)
    assert issuing_office(make_campaign([commune], office=office), commune) == office
    assert issuing_office(make_campaign([commune]), commune) == district


def test_a_closed_office_reports_no_more(district: Unit, office: Unit, province: Unit) -> None:
    Unit.objects.filter(pk=office.pk).update(valid_to=date(2025, 6, 30))
    campaign = make_campaign([district], organiser=province)
    assert issuing_office(campaign, district) == province


def test_an_office_closed_since_reports_on_what_was_published_before(
    district: Unit, office: Unit, province: Unit
) -> None:
    Unit.objects.filter(pk=office.pk).update(valid_to=date(2025, 6, 30))
    campaign = make_campaign([district], organiser=province)
    campaign.published_at = datetime(2022, 1, 26, tzinfo=UTC)
    assert issuing_office(campaign, district) == office


def test_a_report_goes_to_the_chairman_above(office: Unit, district: Unit, province: Unit) -> None:
    assert addressee(office) == "Chủ tịch Ủy ban nhân dân huyện Vân Canh"
    assert addressee(district) == "Chủ tịch Ủy ban nhân dân tỉnh Bình Định"
    assert addressee(province) == ""


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Phòng Nội vụ", "Trưởng phòng"),
        ("Văn phòng HĐND và UBND", "Chánh Văn phòng"),
        ("Sở Nội vụ", "Giám đốc"),
        ("Thanh tra huyện", "Chánh Thanh tra"),
        ("Chi cục Thuế", "Thủ trưởng cơ quan"),
    ],
)
def test_the_head_signs_under_the_own_title(name: str, title: str) -> None:
    signed = signature(make_unit(name, kind=UnitKind.OFFICE))
    assert signed == Signature((title,), "")


def test_a_chairman_signs_for_the_committee(district: Unit) -> None:
    signed = signature(district)
    assert signed.titles == ("TM. Ủy ban nhân dân", "Chủ tịch")


def test_the_name_on_record_is_printed_unless_worded_otherwise(office: Unit) -> None:
    make_user(role=Role.HEAD, on=office, full_name="Nguyễn Văn An")
    assert signature(office).name == "Nguyễn Văn An"
    assert signature(office, title="KT. Trưởng phòng", name="Lê Bình").name == "Lê Bình"


@pytest.mark.parametrize(
    ("form", "titles"),
    [
        (SigningForm.COLLECTIVE, ("TM. Ủy ban nhân dân", "Chủ tịch")),
        (SigningForm.HEAD, ("Chủ tịch",)),
        (SigningForm.DEPUTY, ("TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch")),
        (SigningForm.BY_ORDER, ("TL. Chủ tịch", "Chánh Văn phòng")),
        (SigningForm.BY_WARRANT, ("TUQ. Chủ tịch", "Chánh Văn phòng")),
    ],
)
def test_a_committees_paper_is_signed_in_five_ways(
    district: Unit, form: SigningForm, titles: tuple[str, ...]
) -> None:
    by_others = form in (SigningForm.BY_ORDER, SigningForm.BY_WARRANT)
    signed = signature(district, form=form, title="Chánh Văn phòng" if by_others else "")
    assert signed.titles == titles


def test_the_deputy_of_an_office_signs_for_its_head(office: Unit) -> None:
    make_user(role=Role.HEAD, on=office, full_name="Nguyễn Văn An")
    signed = signature(office, form=SigningForm.DEPUTY, name="Lê Bình")
    assert signed == Signature(("KT. Trưởng phòng", "Phó Trưởng phòng"), "Lê Bình")
    assert signature(office, form=SigningForm.DEPUTY).name == ""


def test_two_heads_on_record_leave_the_name_open(office: Unit) -> None:
    for _ in range(2):
        make_user(role=Role.HEAD, on=office)
    assert signature(office).name == ""


def test_names_of_units(district: Unit, office: Unit) -> None:
    assert organ(district) == "Ủy ban nhân dân huyện Vân Canh"
    assert organ(office) == short_name(office) == "Phòng Nội vụ"
    assert organ_short(district) == "UBND huyện"
    assert (peers_word(district), peers_word(office)) == (
        "huyện, thị xã, thành phố",
        "cơ quan chuyên môn",
    )


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("thị trấn Vân Canh", "thị trấn"),
        ("thị xã An Nhơn", "thị xã"),
        ("thành phố Quy Nhơn", "thành phố"),
        ("Xã Canh Vinh", "xã"),
        ("đặc khu Phú Quý", "đặc khu"),
        ("Thanh tra huyện", "đơn vị"),
    ],
)
def test_the_word_for_the_area_comes_from_the_name(name: str, word: str) -> None:
    assert area_word(Unit(name=name)) == word
