"""Bases of the administration pages: typed for mypy, and rows that can only be looked at."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
    TabularInline = admin.TabularInline[Any, Any]
else:  # the classes of Django take no parameters at run time
    ModelAdmin = admin.ModelAdmin
    TabularInline = admin.TabularInline


class _LookOnly:
    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnlyAdmin(_LookOnly, ModelAdmin):
    """Rows that only the portal's own services write."""

    show_full_result_count = False


class ReadOnlyInline(_LookOnly, TabularInline):
    extra = 0
