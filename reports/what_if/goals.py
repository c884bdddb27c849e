"""What somebody wants to reach, as typed: a rank, or an index."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from parindex.lib.numbers import NumberError, parse_count, parse_percent


class GoalKind(models.TextChoices):
    RANK = "hang", _("Hạng")
    INDEX = "chi-so", _("Chỉ số (%)")


@dataclass(frozen=True)
class Goal:
    """``value`` is a rank or a percentage."""

    kind: GoalKind
    value: Decimal
    with_survey: bool


class GoalForm(forms.Form):
    """Sent by GET, so that a proposal has an address of its own."""

    kind = forms.ChoiceField(label=_("Mục tiêu"))
    value = forms.CharField(
        label=_("Mức cần đạt"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"inputmode": "decimal", "class": "num", "autocomplete": "off"}
        ),
        error_messages={"required": _("Hãy nhập hạng hoặc chỉ số cần đạt.")},
    )
    with_survey = forms.BooleanField(
        label=_("Tính cả điểm điều tra, thống kê"),
        required=False,
        help_text=_("Các điểm này do người dân, số liệu quyết định nên mặc định không đề xuất."),
    )

    def __init__(self, data: Any = None, *, rank_of: int | None) -> None:
        """``rank_of``: among how many the unit is ranked; None where no rank is shown."""
        super().__init__(data, prefix=None, auto_id="muc-tieu-%s")
        self.rank_of = rank_of
        kinds = [GoalKind.RANK, GoalKind.INDEX] if rank_of else [GoalKind.INDEX]
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [(kind.value, kind.label) for kind in kinds]

    def clean(self) -> dict[str, Any]:
        kind, text = self.cleaned_data.get("kind"), self.cleaned_data.get("value")
        if kind and text:
            try:
                self.number = self._read(GoalKind(kind), text)
            except NumberError as error:
                self.add_error("value", str(error))
        return self.cleaned_data

    def _read(self, kind: GoalKind, text: str) -> Decimal:
        if kind == GoalKind.RANK:
            rank = parse_count(text)
            if not 1 <= rank <= (self.rank_of or 0):
                raise NumberError(
                    _("Có %(count)d đơn vị được xếp hạng: nhập hạng từ 1 đến %(count)d.")
                    % {"count": self.rank_of}
                )
            return Decimal(rank)
        percent = parse_percent(text)
        if not 0 < percent <= 100:
            raise NumberError(_("Chỉ số nằm giữa 0 và 100%. Nhập ví dụ 90 hoặc 85,5."))
        return percent

    @property
    def goal(self) -> Goal:
        return Goal(
            GoalKind(self.cleaned_data["kind"]), self.number, self.cleaned_data["with_survey"]
        )
