"""What the portal writes at the head and foot of a plan drafted from a result.

Every figure comes from the stored result; the office changes the words as it likes.
"""

from assessments.models import Assessment, Result
from parindex.lib.dates import format_date
from parindex.lib.numbers import format_decimal, format_percent, format_signed
from parindex.units.models import COMMUNE_LEVEL, Unit, UnitKind


def legal_bases(assessment: Assessment) -> str:
    campaign = assessment.campaign
    if not campaign.decision_number:
        return ""
    day = f" ngày {format_date(campaign.decision_date)}" if campaign.decision_date else ""
    return (
        f"Căn cứ Quyết định số {campaign.decision_number}{day} của UBND {campaign.organiser} về"
        f" công bố Chỉ số cải cách hành chính năm {campaign.year}"
    )


def introduction(assessment: Assessment, year: int) -> str:
    """Points, percentage, rank and change, as far as they are known."""
    result = Result.objects.filter(assessment=assessment).first()
    unit, before = assessment.unit, assessment.campaign.year
    if result is None or result.points is None:
        return ""
    told = (
        f"Chỉ số cải cách hành chính năm {before} của {unit} đạt"
        f" {format_decimal(result.points)}/{format_decimal(result.max_points, strip=True)} điểm"
        f" ({format_percent(result.percent)})"
    )
    if result.change is not None:
        told += f", {format_signed(result.change)} điểm phần trăm so với năm trước"
    if result.rank and result.rank_of and result.rank_of > 1:
        told += f", xếp thứ {result.rank}/{result.rank_of}"
    return (
        f"{told}.\nĐể khắc phục các khoản bị trừ điểm và nâng cao chỉ số năm {year}, UBND {unit}"
        " ban hành kế hoạch với các nội dung sau:"
    )


def purposes(unit: Unit, year: int) -> str:
    return (
        f"Khắc phục từng khoản bị trừ điểm, nâng Chỉ số cải cách hành chính năm {year} của"
        f" {unit}.\n"
        "Giao rõ cơ quan chủ trì, thời hạn và tài liệu kiểm chứng của từng nhiệm vụ."
    )


def closing(unit: Unit) -> str:
    return (
        "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các cơ quan, đơn vị báo cáo UBND"
        f" {unit} xem xét, quyết định."
    )


def recipients(unit: Unit) -> str:
    above = [f"UBND {unit.parent}"] if unit.parent else []
    if unit.kind in COMMUNE_LEVEL:
        own = ["TT Đảng ủy, TT HĐND xã", "Chủ tịch, các PCT UBND xã", "Các công chức chuyên môn"]
    elif unit.kind == UnitKind.DISTRICT:
        own = [
            "Thường trực Huyện ủy, HĐND huyện",
            "Chủ tịch, các PCT UBND huyện",
            "Các cơ quan, đơn vị thuộc huyện",
            "UBND các xã, thị trấn",
        ]
    else:
        own = ["Các cơ quan, đơn vị trực thuộc"]
    return "\n".join([*above, *own, "Lưu: VT."])
