"""What a check finds: slips that must be mended, notes that a person should know."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reports.figure_check.figures import Figure
from reports.figure_check.grid import Place
from reports.figure_check.tables import Note


class Kind(StrEnum):
    ARITHMETIC = "arithmetic"
    PERCENT = "percent"
    TOTAL = "total"
    BLANK = "blank"
    MISSING = "missing"


LABELS = {
    Kind.ARITHMETIC: "Cộng trừ sai",
    Kind.PERCENT: "Tỷ lệ sai",
    Kind.TOTAL: "Tổng sai",
    Kind.BLANK: "Ô để trống",
    Kind.MISSING: "Thiếu nguyên nhân",
}

MEANINGS = {
    Kind.ARITHMETIC: (
        "điểm không cộng, trừ ra nhau: tối đa − đạt được = bị trừ; dòng trên = tổng các dòng con;"
        " bảng so sánh khác bảng chi tiết; lời văn ghi điểm trừ khác bảng"
    ),
    Kind.PERCENT: (
        "tỷ lệ khác điểm / điểm tối đa (làm tròn nửa lên theo số chữ số đã in);"
        " mức tăng, giảm khác hiệu hai tỷ lệ hoặc hai chỉ số"
    ),
    Kind.TOTAL: "dòng tổng, chỉ số chung khác tổng các phần, hoặc không thể có được từ các phần",
    Kind.BLANK: "ô để trống trong khi phải có số: mất điểm mà không ghi điểm bị trừ",
    Kind.MISSING: "mục bị trừ điểm không có nguyên nhân, trong khi các mục khác có",
}


@dataclass(frozen=True)
class Slip:
    """One place to mend. ``printed`` and ``recomputed`` with a decimal point, for programs."""

    at: Place
    code: str
    kind: Kind
    printed: str
    recomputed: str
    message: str


def slip_in(figure: Figure, code: str, kind: Kind, recomputed: str, words: Iterable[str]) -> Slip:
    """A printed figure that is wrong; empty ``words`` drop out of the message."""
    message = " ".join(filter(None, words))
    return Slip(figure.at, code, kind, figure.printed, recomputed, message)


@dataclass(frozen=True)
class Findings:
    slips: tuple[Slip, ...]
    notes: tuple[Note, ...]
    tables: tuple[str, ...]
    """What was recognised, in words."""
    rows_checked: int
    """Rows with a figure that was held against another."""

    @property
    def has_checked_anything(self) -> bool:
        return self.rows_checked > 0


def in_reading_order(slips: Sequence[Slip], sheets: Sequence[str]) -> tuple[Slip, ...]:
    position = {name: index for index, name in enumerate(sheets)}
    return tuple(sorted(slips, key=lambda s: (position[s.at.sheet], s.at.row)))
