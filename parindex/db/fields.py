"""Exact decimals in both databases.

SQLite keeps DecimalField as a binary REAL, so its sums drift and ties stop being ties. A score is
therefore stored as a whole number of 1/10,000 point, a percentage as a whole number of
1/1,000,000,000 of a percent; Python always sees Decimal. Nine places make the two-place display of
a quotient of stored scores equal to rounding the exact quotient once.
"""

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    IntegerBase = models.BigIntegerField[Any, Any]
else:
    IntegerBase = models.BigIntegerField


class ScaledDecimalField(IntegerBase):
    """A Decimal with a fixed number of places, stored as an integer."""

    if TYPE_CHECKING:  # what the mypy plugin lets a model take
        _pyi_private_set_type: Any
        _pyi_private_get_type: Any

    places = 0
    description = _("Số thập phân chính xác")

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Decimal | None:
        return None if value is None else Decimal(int(value)).scaleb(-self.places)

    def to_python(self, value: Any) -> Decimal | None:
        if value is None or isinstance(value, Decimal):
            return value
        if isinstance(value, float):
            raise TypeError("a score is never a float")
        try:
            return Decimal(value)
        except (InvalidOperation, TypeError, ValueError) as error:
            raise ValidationError(_("Không phải là số.")) from error

    def get_prep_value(self, value: Any) -> Any:
        if value is None or hasattr(value, "resolve_expression"):
            return value
        number = self.to_python(value)
        if number is None:
            return None
        scaled = number.scaleb(self.places)
        if scaled != scaled.to_integral_value():
            raise ValueError(f"{number} has more than {self.places} decimal places")
        return int(scaled)

    def value_to_string(self, obj: models.Model) -> str:
        value = self.value_from_object(obj)
        return "" if value is None else format(value.normalize(), "f")

    def formfield(self, **kwargs: Any) -> Any:
        return super(models.BigIntegerField, self).formfield(
            **{"form_class": forms.DecimalField, "localize": True, **kwargs}
        )


class PointsField(ScaledDecimalField):
    """Points, to 1/10,000."""

    places = 4


class PercentField(ScaledDecimalField):
    """A percentage (75.62 means 75,62 %), to 1/1,000,000,000 of a percent."""

    places = 9
