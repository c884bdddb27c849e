"""Administration of units, people and roles."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from parindex.db.admin import ExcelAdmin, ModelAdmin, TabularInline
from parindex.units.models import Membership, Unit, UnitLink, User
from parindex.units.resources import UnitResource

if TYPE_CHECKING:
    AccountAdmin = UserAdmin[User]
else:
    AccountAdmin = UserAdmin

admin.site.unregister(Group)  # rights come from memberships
admin.site.site_header = _("Quản trị Cổng PAR INDEX")
admin.site.site_title = _("Quản trị")
admin.site.index_title = _("Dữ liệu nền")


@admin.register(Unit)
class UnitAdmin(ExcelAdmin):
    resource_classes = [UnitResource]
    list_display = ["name", "code", "kind", "parent", "valid_from", "valid_to"]
    list_filter = ["kind"]
    list_select_related = ["parent"]
    search_fields = ["name", "code"]
    autocomplete_fields = ["parent"]

    def get_readonly_fields(self, request: HttpRequest, obj: Unit | None = None) -> list[str]:
        """A unit keeps its code and its superior; a merger makes a new unit."""
        return ["code", "parent"] if obj else []


@admin.register(UnitLink)
class UnitLinkAdmin(ModelAdmin):
    list_display = ["predecessor", "successor", "effective_on", "legal_act"]
    list_select_related = ["predecessor", "successor"]
    search_fields = ["predecessor__name", "successor__name", "legal_act"]
    autocomplete_fields = ["predecessor", "successor"]


class MembershipInline(TabularInline):
    model = Membership
    autocomplete_fields = ["unit"]
    extra = 0


@admin.register(User)
class PersonAdmin(AccountAdmin):
    list_display = ["username", "full_name", "job_title", "unit", "is_active", "is_demo"]
    list_filter = ["memberships__role", "is_active", "is_staff", "is_demo"]
    list_select_related = ["unit"]
    search_fields = ["username", "full_name", "email", "unit__name"]
    ordering = ["username"]
    autocomplete_fields = ["unit"]
    readonly_fields = ["is_demo", "last_login", "date_joined"]
    inlines = [MembershipInline]
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Người dùng"), {"fields": ("full_name", "job_title", "unit", "email")}),
        (_("Quyền quản trị"), {"fields": ("is_active", "is_staff", "is_superuser")}),
        (_("Thông tin khác"), {"fields": ("is_demo", "last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": (
                    "username",
                    "full_name",
                    "unit",
                    "usable_password",
                    "password1",
                    "password2",
                ),
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).distinct()
