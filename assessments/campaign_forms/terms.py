"""Deadlines and rating groups."""

import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.campaign_forms.reasons import ChangeForm
from assessments.models import Campaign
from assessments.suggestions import suggested_groups
from parindex.forms import MomentField
from parindex.lib.numbers import NumberError, format_decimal, parse_percent
from parindex.lib.text import nfc

END_OF_WORK = "17:00"
DAY_ONLY = re.compile(r"\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d{2}-\d{2}")
SPARE_ROWS, MOST_ROWS = 2, 20


class DeadlineField(MomentField):
    """A moment; a day alone ends with the working day."""

    def __init__(self, **kwargs: Any) -> None:
        hint = _("Ngày/tháng/năm giờ:phút, ví dụ 26/12/2026 17:00. Chỉ nhập ngày: 17:00.")
        super().__init__(**{"help_text": hint, **kwargs})

    def to_python(self, value: Any) -> datetime | None:
        text = value.strip() if isinstance(value, str) else value
        if isinstance(text, str) and DAY_ONLY.fullmatch(text):
            joint = "T" if "-" in text else " "
            text = f"{text}{joint}{END_OF_WORK}"
        return super().to_python(text)


class DeadlinesForm(ChangeForm):
    self_deadline = DeadlineField(label=_("Hạn tự chấm, ký duyệt và gửi"))
    appraisal_deadline = DeadlineField(label=_("Hạn thẩm định"))
    explanation_deadline = DeadlineField(
        label=_("Hạn giải trình"),
        required=False,
        help_text=_(
            "Sau khi thẩm định xong, đơn vị được giải trình các mục bị trừ điểm đến hạn này. Để"
            " trống: đợt không có vòng giải trình."
        ),
    )
    review_deadline = DeadlineField(
        label=_("Hạn thẩm định lần 2"),
        required=False,
        help_text=_("Cơ quan thẩm định trả lời giải trình đến hạn này."),
    )
    uses_council = forms.BooleanField(
        label=_("Kết quả do Hội đồng thẩm định kết luận trước khi phê duyệt"), required=False
    )

    def __init__(self, data: Any = None, *, campaign: Campaign, **kwargs: Any) -> None:
        initial = {name: getattr(campaign, name) for name in self.base_fields}
        super().__init__(data, campaign=campaign, initial=initial, **kwargs)
        self.ask_reason()


@dataclass(frozen=True)
class GroupRow:
    number: int
    floor: forms.BoundField
    label: forms.BoundField


class GroupsForm(ChangeForm):
    """Rows of a floor and a label; empty rows are passed over."""

    def __init__(self, data: Any = None, *, campaign: Campaign, **kwargs: Any) -> None:
        stored = list(campaign.groups.values_list("floor", "label"))
        groups = stored or suggested_groups(campaign)
        self.is_proposed = not stored
        initial: dict[str, str] = {}
        for number, (floor, label) in enumerate(groups):
            initial[f"floor-{number}"] = format_decimal(floor, 4, strip=True)
            initial[f"label-{number}"] = label
        super().__init__(data, campaign=campaign, initial=initial, **kwargs)
        self.count = _row_count(data, len(groups))
        for number in range(self.count):
            self.fields[f"floor-{number}"] = forms.CharField(
                label=_("Từ (%)"),
                required=False,
                max_length=20,
                widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "num"}),
            )
            self.fields[f"label-{number}"] = forms.CharField(
                label=_("Tên nhóm"), required=False, max_length=80
            )
        self.ask_reason()

    def rows(self) -> list[GroupRow]:
        return [GroupRow(n, self[f"floor-{n}"], self[f"label-{n}"]) for n in range(self.count)]

    def clean(self) -> dict[str, Any]:
        self.filled: list[int] = []
        self.groups: list[tuple[Decimal, str]] = []
        for number in range(self.count):
            floor = self.cleaned_data.get(f"floor-{number}", "").strip()
            label = nfc(self.cleaned_data.get(f"label-{number}", "")).strip()
            if not floor and not label:
                continue
            try:
                value = parse_percent(floor)
            except NumberError as error:
                self.add_error(f"floor-{number}", str(error))
                continue
            if value != round(value, 4):
                self.add_error(f"floor-{number}", _("Nhiều nhất 4 chữ số thập phân."))
            self.filled.append(number)
            self.groups.append((value, label))
        return self.cleaned_data

    def field_named(self, name: str) -> str | None:
        """The input to which the service's complaint about a group belongs."""
        kind, _dash, number = name.partition("-")
        if kind != "row":
            return name if name in self.fields else None
        return f"floor-{self.filled[int(number)]}"


def _row_count(data: Any, stored: int) -> int:
    """As many rows as were on the page; on a new page some to spare."""
    sent = str(data.get("rows", "")) if data else ""
    count = int(sent) if sent.isdecimal() and len(sent) < 4 else stored + SPARE_ROWS
    if data and "more" in data:
        count += SPARE_ROWS
    return min(count, MOST_ROWS)
