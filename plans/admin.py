from django.contrib import admin

from parindex.db.admin import ReadOnlyAdmin, ReadOnlyInline
from plans.models import Plan, Task


class TaskInline(ReadOnlyInline):
    model = Task


@admin.register(Plan)
class PlanAdmin(ReadOnlyAdmin):
    list_display = ("title", "unit", "year", "state")
    list_filter = ("year", "state")
    inlines = (TaskInline,)
