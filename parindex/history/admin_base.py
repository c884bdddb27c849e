"""Administration pages that may write: each change is an event like any other."""

from typing import Any

from django.http import HttpRequest

from parindex.db.admin import ModelAdmin
from parindex.history.services import event_record


class RecordedAdmin(ModelAdmin):
    """Rows that have no page of their own in the portal. Nothing is deleted here."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        before = {name: form.initial.get(name) for name in form.changed_data} if change else None
        super().save_model(request, obj, form, change)
        event_record(
            actor=request.user,  # type: ignore[arg-type]
            action="admin.change" if change else "admin.add",
            subject=obj,
            before=before,
            after={name: form.cleaned_data.get(name) for name in form.changed_data},
        )
