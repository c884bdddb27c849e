"""A sent form tried against a service: done, or back with every message at its input."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django import forms

from criteria.services.drafts import Stale
from criteria.views.answers import errors_into, stale_lines
from parindex.errors import Invalid


@dataclass(frozen=True)
class Tried:
    """``context`` carries both values where somebody else saved first."""

    is_done: bool
    status: int = 422
    context: dict[str, object] = field(default_factory=dict)


def tried(form: forms.Form, act: Callable[[], object]) -> Tried:
    """``act`` runs once the form itself is valid. Nothing typed is lost either way."""
    if not form.is_valid():
        return Tried(is_done=False)
    try:
        act()
    except Invalid as error:
        errors_into(form, error)
        return Tried(is_done=False)
    except Stale as stale:
        return Tried(is_done=False, status=409, context=stale_lines(form, stale))
    return Tried(is_done=True)
