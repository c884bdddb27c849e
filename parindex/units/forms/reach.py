"""A choice among rows is always a choice among the rows that the user reaches."""

from typing import Any

from django import forms
from django.db.models import QuerySet


def narrow(form: forms.Form, name: str, rows: "QuerySet[Any, Any]") -> None:
    field = form.fields[name]
    if not isinstance(field, forms.ModelChoiceField):
        raise TypeError(f"{name} is no choice among rows")
    field.queryset = rows
