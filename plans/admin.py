from django.contrib import admin

from parindex.db.admin import ReadOnlyAdmin, ReadOnlyInline
from plans.models import Plan, Solution, Target, Task


class TargetInline(ReadOnlyInline):
    model = Target


class TaskInline(ReadOnlyInline):
    model = Task


@admin.register(Plan)
class PlanAdmin(ReadOnlyAdmin):
    list_display = ("title", "unit", "kind", "year", "state")
    list_filter = ("kind", "year", "state")
    inlines = (TargetInline, TaskInline)


@admin.register(Solution)
class SolutionAdmin(ReadOnlyAdmin):
    list_display = ("text", "field", "owner", "is_active")
    list_filter = ("field", "is_active")
