"""Tables by field: percentages, changes between two years, and the same points as in the detail.

A percentage is right when it is points / maximum rounded half up to the decimals printed. A change
is right when it follows from the true percentages, or from right printed ones: a change that
happens to be the difference of two wrong percentages but also of the true ones stays right.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from parindex.lib.numbers import half_up
from reports.figure_check.digits import is_cut, is_swapped, resemblance
from reports.figure_check.figures import Figure, machine, percent_of, shown, signed, total
from reports.figure_check.findings import Kind, Slip, slip_in
from reports.figure_check.grid import Place
from reports.figure_check.roles import Role
from reports.figure_check.row_facts import is_loose, is_total_row
from reports.figure_check.subjects import NAMES, Subject
from reports.figure_check.tables import Period, Row, Table
from reports.figure_check.tree import Truth

_PLACES_NAMED = {0: "đến hàng đơn vị", 1: "một chữ số", 2: "hai chữ số", 3: "ba chữ số"}


@dataclass(frozen=True)
class Detail:
    """A field as its own table has it, its leaves added up."""

    truth: Truth
    at: Place


@dataclass(frozen=True)
class Ratio:
    """Points of a maximum, which make a percentage."""

    points: Decimal
    maximum: Decimal

    @property
    def percent(self) -> Fraction:
        return percent_of(self.points, self.maximum)


@dataclass
class Share:
    """One row's points, maximum and percentage of one year."""

    achieved: Figure | None
    maximum: Figure | None
    percent: Figure | None
    right: Truth

    @property
    def printed_ratio(self) -> Ratio | None:
        return _ratio(
            self.achieved.value if self.achieved else None,
            self.maximum.value if self.maximum else None,
        )

    @property
    def right_ratio(self) -> Ratio | None:
        return _ratio(self.right.achieved, self.right.maximum)

    @property
    def has_right_percent(self) -> bool:
        ratio = self.right_ratio
        return (
            self.percent is not None
            and ratio is not None
            and self.percent.has_percent(ratio.percent)
        )


def _ratio(points: Decimal | None, maximum: Decimal | None) -> Ratio | None:
    return Ratio(points, maximum) if points is not None and maximum else None


@dataclass
class FieldRow:
    code: str
    row: Row
    shares: dict[Period, Share] = field(default_factory=dict)


class FieldsCheck:
    """Checks one table by field; ``rows`` afterwards hold the right points."""

    def __init__(
        self,
        table: Table,
        details: Sequence[Mapping[str, Detail]] = (),
        confirmed: Decimal | None = None,
    ) -> None:
        """``confirmed``: the printed index, where it is the sum of the details."""
        self.table = table
        self.details = details
        self.confirmed = confirmed
        self.slips: list[Slip] = []
        self.checked: set[Place] = set()
        self.rows = [_field_row(row, table) for row in table.rows if not is_loose(row)]
        self.totals = [_field_row(row, table) for row in table.rows if is_total_row(row)]

    def run(self) -> list[Slip]:
        for row in self.rows:
            if not self.table.is_of_units:
                self._against_detail(row)
            for share in row.shares.values():
                self._percent(row, share)
            self._change(row)
        for row in self.totals:
            self._total(row)
        return self.slips

    def _total(self, row: FieldRow) -> None:
        """A total that closes this table has the percentage of the right sum."""
        for period, share in row.shares.items():
            rights = [other.shares[period].right for other in self.rows if period in other.shares]
            maximum = total(r.maximum for r in rights if r.maximum is not None)
            if share.maximum and share.maximum.has_points(maximum):
                achieved = total(r.achieved for r in rights if r.achieved is not None)
                share.right = Truth(maximum, achieved)
            self._percent(row, share)
        self._change(row)

    # ------------------------------------------------------------------ points

    def _against_detail(self, row: FieldRow) -> None:
        """The last year's points must be those of a detail table, if the file has one."""
        share = row.shares.get(self.table.periods[-1])
        found = [detail[row.code] for detail in self.details if row.code in detail]
        if share is None or not found:
            return
        detail = found[-1]
        achieved = self._differs(row, share.achieved, [d.truth.achieved for d in found], detail)
        maximum = self._differs(row, share.maximum, [d.truth.maximum for d in found], detail)
        share.right = Truth(
            maximum if maximum is not None else share.right.maximum,
            achieved if achieved is not None else share.right.achieved,
        )

    def _differs(
        self, row: FieldRow, figure: Figure | None, rights: list[Decimal | None], detail: Detail
    ) -> Decimal | None:
        """What the figure should be, if no detail table of the field has it as printed."""
        known = [right for right in rights if right is not None]
        if figure is None or not known:
            return None
        self.checked.add(figure.at)
        if any(figure.has_points(right) for right in known):
            return None
        right = known[-1]
        words = [
            f"Bảng chi tiết của lĩnh vực {row.code} (trang “{detail.at.sheet}”, dòng"
            f" {detail.at.row}): cộng các tiêu chí được {shown(right)}.",
            resemblance(figure.value, right),
            f"Chỉ số {shown(self.confirmed)} cũng chỉ khớp với {shown(right)}."
            if self.confirmed is not None
            else "",
        ]
        self._add(row, figure, Kind.ARITHMETIC, machine(right), words)
        return right

    # ------------------------------------------------------------------ percentages

    def _percent(self, row: FieldRow, share: Share) -> None:
        ratio, figure = share.right_ratio, share.percent
        if ratio is None or figure is None:
            return
        self.checked.add(figure.at)
        if figure.has_percent(ratio.percent):
            return
        words = percent_words(figure, ratio, share.printed_ratio)
        self._add(row, figure, Kind.PERCENT, machine(ratio.percent, figure.places or 1), words)

    def _change(self, row: FieldRow) -> None:
        change = row.row.figure(Role.CHANGE)
        if change is None or len(row.shares) < 2:
            return
        before, after = list(row.shares.values())[-2:]
        expected = list(_differences(before, after))
        if not expected:
            return
        self.checked.add(change.at)
        is_right = any(change.has_percent(value) for value in expected)
        if is_right or self._is_in_points(before, after, change):
            return
        right, places = expected[0], change.places or 1
        words = _change_words(before, after, change, half_up(right, places))
        signed = ("+" if right > 0 else "") + machine(right, places)
        self._add(row, change, Kind.PERCENT, signed, words)

    def _is_in_points(self, before: Share, after: Share, change: Figure) -> bool:
        """A column `Tăng/giảm` without % may tell points."""
        column = next(c for c in self.table.columns.values() if c.role is Role.CHANGE)
        first, last = before.right.achieved, after.right.achieved
        if column.has_percent_sign or first is None or last is None:
            return False
        return change.has_points(last - first)

    def _add(
        self, row: FieldRow, figure: Figure, kind: Kind, recomputed: str, words: Sequence[str]
    ) -> None:
        self.slips.append(slip_in(figure, row.code, kind, recomputed, words))


def percent_words(figure: Figure, right: Ratio, printed: Ratio | None) -> list[str]:
    """Why this percentage is wrong, and how it came about where that can be seen."""
    places = figure.places or 1
    rounded = half_up(right.percent, places)
    named = _PLACES_NAMED.get(places, "")
    is_short = half_up(right.percent, 4) == rounded
    rounding = "" if is_short else f", làm tròn {named} là {shown(rounded)}"
    words = [f"{shown(right.points)} / {shown(right.maximum)} = {shown(right.percent)}%{rounding}."]
    if printed and printed != right and figure.has_percent(printed.percent):
        wrong = printed.points if printed.points != right.points else printed.maximum
        words.append(f"{shown(figure.value)} tính từ điểm in sai {shown(wrong)}.")
    elif is_cut(figure.value, half_up(right.percent, 6), figure.places):
        words.append(f"{shown(figure.value)} là cắt bớt chữ số chứ không phải làm tròn.")
    elif is_swapped(figure.value, rounded):
        words.append(resemblance(figure.value, rounded))
    return words


def _differences(before: Share, after: Share) -> Iterator[Fraction]:
    """What a right change may be: of the true percentages, then of right printed ones."""
    first, last = before.right_ratio, after.right_ratio
    if first and last:
        yield last.percent - first.percent
    if before.percent is None or after.percent is None:
        return
    is_right = before.has_right_percent and after.has_right_percent
    if is_right or not (first and last):
        yield Fraction(after.percent.value) - Fraction(before.percent.value)


def _change_words(before: Share, after: Share, change: Figure, right: Decimal) -> list[str]:
    first, last = _percent_in(before), _percent_in(after)
    words = [f"Từ {first}% đến {last}% là {signed(right)} điểm phần trăm."]
    if before.percent and after.percent:
        wrong = [s.percent for s in (before, after) if s.percent and not s.has_right_percent]
        if wrong and change.has_percent(after.percent.value - before.percent.value):
            names = " và ".join(shown(figure.value) for figure in wrong)
            words.append(f"{signed(change.value)} tính từ tỷ lệ in sai {names}.")
    return words


def _percent_in(share: Share) -> str:
    if ratio := share.right_ratio:
        return shown(ratio.percent, 2)
    return shown(share.percent.value, 2) if share.percent else ""


def _field_row(row: Row, table: Table) -> FieldRow:
    code = row.code or row.roman or (NAMES[Subject.TOTAL] if is_total_row(row) else "")
    made = FieldRow(code, row)
    for period in table.periods:
        achieved = row.figure(Role.ACHIEVED, period)
        maximum = row.figure_near(Role.MAXIMUM, period)
        percent = row.figure(Role.PERCENT, period) or row.figure(Role.VALUE, period)
        right = Truth(maximum.value if maximum else None, achieved.value if achieved else None)
        if achieved or percent:
            made.shares[period] = Share(achieved, maximum, percent, right)
    return made
