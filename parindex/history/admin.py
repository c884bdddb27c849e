"""The history to look into, never to change."""

from django.contrib import admin

from parindex.db.admin import ReadOnlyAdmin
from parindex.history.models import Event, Notice, PeriodicRun


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    list_display = ["at", "actor_name", "action", "subject_name", "reason"]
    list_filter = ["action"]
    date_hierarchy = "at"
    search_fields = ["actor_name", "subject_name", "reason", "request_id"]


@admin.register(Notice)
class NoticeAdmin(ReadOnlyAdmin):
    list_display = ["at", "recipient", "kind", "title", "read_at", "mailed_at"]
    list_filter = ["kind"]
    list_select_related = ["recipient"]
    date_hierarchy = "at"
    search_fields = ["title", "recipient__username", "recipient__full_name"]


@admin.register(PeriodicRun)
class PeriodicRunAdmin(ReadOnlyAdmin):
    list_display = ["name", "started_at", "finished_at", "outcome", "has_failed"]
