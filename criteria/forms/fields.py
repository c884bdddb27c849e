"""Inputs of the editor's forms: Vietnamese numbers, composed text."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from parindex.lib.numbers import NumberError, parse_decimal, plain
from parindex.lib.text import nfc

MOST_PLACES = 4
"""Points are stored to 1/10,000."""


class PointsInput(forms.Field):
    """Points as people write them: "0,5" or "0.5"; None when left blank and not required."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "num"})

    def __init__(self, *, positive: bool = True, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.positive = positive

    def to_python(self, value: Any) -> Decimal | None:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            number = parse_decimal(text)
        except NumberError as error:
            raise ValidationError(str(error)) from error
        if number < 0 or (self.positive and number == 0):
            raise ValidationError(_("Nhập số lớn hơn 0."))
        if number % Decimal(1).scaleb(-MOST_PLACES):
            raise ValidationError(_("Nhiều nhất %d chữ số thập phân.") % MOST_PLACES)
        return number

    def prepare_value(self, value: Any) -> Any:
        return plain(value).replace(".", ",") if isinstance(value, Decimal) else value


class Line(forms.CharField):
    """One line of text, composed, without stray blanks."""

    def to_python(self, value: Any) -> str:
        return " ".join(nfc(super().to_python(value) or "").split())


class Text(forms.CharField):
    """A few lines of text, composed."""

    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def to_python(self, value: Any) -> str:
        return nfc(super().to_python(value) or "").replace("\r\n", "\n").strip()
