"""The history to look into, never to change."""

from django.contrib import admin

from parindex.db.admin import ReadOnlyAdmin
from parindex.history.models import Event


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    list_display = ["at", "actor_name", "action", "subject_name", "reason"]
    list_filter = ["action"]
    date_hierarchy = "at"
    search_fields = ["actor_name", "subject_name", "reason", "request_id"]
