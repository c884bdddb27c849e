"""Kế hoạch số 3941/KH-UBND ngày 03/8/2021 of tỉnh Ninh Thuận: the four field goals of 2021 that
were not reached, as the plan of huyện Bác Ái tells them."""

from datetime import date

from parindex.demo.plans.rows import MeasureRow, PlanRows, TargetRow
from plans.fields import ReformField
from plans.goals import Comparator, Measure
from plans.models import PlanKind
from plans.workflow import State

YEAR = 2021


def _rise(goal: str, actual: str) -> MeasureRow:
    return MeasureRow(
        {YEAR: goal}, Comparator.RISE, Measure.SCORE, baseline_year=2020, actuals={YEAR: actual}
    )


def _kept(kind: Measure, actual: str) -> MeasureRow:
    return MeasureRow(
        {YEAR: "0"}, Comparator.KEEP, kind, baseline_year=2020, actuals={YEAR: actual}
    )


PLAN = PlanRows(
    unit="NINH-THUAN",
    kind=PlanKind.IMPROVEMENT,
    year=YEAR,
    title="Nâng cao Chỉ số cải cách hành chính năm 2021 của tỉnh Ninh Thuận",
    state=State.CLOSED,
    note=(
        "Nhập lại từ Kế hoạch nâng cao PAR INDEX năm 2022 của huyện Bác Ái: chỉ bốn mục tiêu chưa"
        " đạt mà văn bản ấy nêu."
    ),
    number="3941",
    signed_on=date(2021, 8, 3),
    introduction=(
        "Chỉ số cải cách hành chính năm 2021 của tỉnh đạt 86,55/100 điểm, tăng 8,55 điểm và tăng 25"
        " bậc so với năm 2020, xếp thứ 35/63 tỉnh, thành phố."
    ),
    targets=(
        TargetRow(
            "1",
            "Công tác chỉ đạo, điều hành cải cách hành chính",
            "UBND tỉnh",
            [_rise("1", "0.97")],
            ReformField.STEERING,
        ),
        TargetRow(
            "2",
            "Cải cách thủ tục hành chính",
            "UBND tỉnh",
            [_rise("0.1", "-0.7")],
            ReformField.PROCEDURES,
        ),
        TargetRow(
            "3",
            "Cải cách tổ chức bộ máy",
            "UBND tỉnh",
            [_kept(Measure.SCORE, "-0.34"), _kept(Measure.RANK, "-26")],
            ReformField.ORGANISATION,
        ),
        TargetRow(
            "4",
            "Xây dựng và nâng cao chất lượng đội ngũ cán bộ, công chức, viên chức",
            "UBND tỉnh",
            [_rise("1", "0.15")],
            ReformField.CIVIL_SERVICE,
        ),
    ),
)
