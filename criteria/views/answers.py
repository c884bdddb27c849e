"""How a service's refusal comes back into the form that was sent."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from criteria.services.drafts import Stale
from parindex.errors import Invalid


def errors_into(form: forms.Form, error: Invalid) -> None:
    """Each message at its input; what has no input stands above the form."""
    for name, message in error.errors.items():
        form.add_error(name if name in form.fields else None, message)


def stale_lines(form: forms.Form, stale: Stale | None) -> dict[str, object]:
    """Both values wherever the stored and the typed differ, and the version to save over."""
    if stale is None:
        return {}
    lines = []
    for name, typed in form.cleaned_data.items():
        stored = getattr(stale.stored, name, None)
        if name == "version" or stored == typed:
            continue
        field = form.fields[name]
        lines.append(
            {"label": field.label, "stored": _shown(field, stored), "typed": _shown(field, typed)}
        )
    data = form.data.copy() if isinstance(form.data, QueryDict) else dict(form.data)
    data["version"] = str(stale.stored.version)
    form.data = data
    return {"stale": {"message": stale.message, "lines": lines}}


def _shown(field: Any, value: object) -> str:
    choices: Mapping[object, object] = dict(getattr(field, "choices", None) or [])
    if value in choices:
        return str(choices[value])
    return "" if value is None else str(field.prepare_value(value))
