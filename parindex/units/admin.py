"""Units, people and roles to look into; they change on the portal's own pages, with history."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import Group
from django.http import HttpRequest

from parindex.db.admin import ReadOnlyAdmin, ReadOnlyInline
from parindex.units.models import Membership, Unit, UnitLink, User

admin.site.unregister(Group)  # rights come from memberships


@admin.register(Unit)
class UnitAdmin(ReadOnlyAdmin):
    list_display = ["name", "code", "kind", "parent", "valid_from", "valid_to"]
    list_filter = ["kind"]
    list_select_related = ["parent"]
    search_fields = ["name", "code"]


@admin.register(UnitLink)
class UnitLinkAdmin(ReadOnlyAdmin):
    list_display = ["predecessor", "successor", "effective_on", "legal_act"]
    list_select_related = ["predecessor", "successor"]
    search_fields = ["predecessor__name", "successor__name", "legal_act"]


class MembershipInline(ReadOnlyInline):
    model = Membership


@admin.register(User)
class PersonAdmin(ReadOnlyAdmin):
    list_display = ["username", "full_name", "job_title", "unit", "is_active", "is_demo"]
    list_filter = ["memberships__role", "is_active", "is_superuser", "is_demo"]
    list_select_related = ["unit"]
    search_fields = ["username", "full_name", "email", "unit__name"]
    ordering = ["username"]
    exclude = ["password", "groups", "user_permissions", "is_staff"]
    inlines = [MembershipInline]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).distinct()
