"""Administration of criteria sets. A published set can only be looked at."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from criteria import rules
from criteria.models import CriteriaSet, Criterion, SetStatus
from criteria.resources import CriteriaSetResource, CriterionResource
from criteria.services import sort_keys_fill
from parindex.db.admin import ExcelAdmin
from parindex.lib.numbers import format_decimal


class SetIsPublished(admin.SimpleListFilter):
    title = _("trạng thái của bộ")
    parameter_name = "trang-thai"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(SetStatus.choices)

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        return queryset.filter(set__status=self.value()) if self.value() else queryset


@admin.register(CriteriaSet)
class CriteriaSetAdmin(ExcelAdmin):
    resource_classes = [CriteriaSetResource]
    list_display = ["code", "name", "level", "year", "status"]
    list_filter = ["level", "status", "year"]
    search_fields = ["code", "name"]
    readonly_fields = ["published_at"]

    def has_change_permission(self, request: HttpRequest, obj: CriteriaSet | None = None) -> bool:
        return bool(super().has_change_permission(request, obj)) and not _is_fixed(obj)

    def has_delete_permission(self, request: HttpRequest, obj: CriteriaSet | None = None) -> bool:
        return bool(super().has_delete_permission(request, obj)) and not _is_fixed(obj)


@admin.register(Criterion)
class CriterionAdmin(ExcelAdmin):
    resource_classes = [CriterionResource]
    list_display = ["code", "name", "points", "method", "is_leaf", "rule_title"]
    list_display_links = ["code", "name"]
    list_filter = ["set", SetIsPublished, "level", "block", "method", "rule_kind"]
    list_select_related = ["set"]
    search_fields = ["code", "name"]
    ordering = ["set__code", "sort_key"]
    autocomplete_fields = ["parent", "predecessor"]
    readonly_fields = ["sentence"]

    @admin.display(description=_("điểm tối đa"), ordering="max_score")
    def points(self, criterion: Criterion) -> str:
        return format_decimal(criterion.max_score, strip=True)

    @admin.display(description=_("loại cách chấm"), ordering="rule_kind")
    def rule_title(self, criterion: Criterion) -> str:
        return rules.KINDS.get(criterion.rule_kind, "")

    @admin.display(description=_("cách chấm bằng lời"))
    def sentence(self, criterion: Criterion) -> str:
        return criterion.rule_sentence or "–"

    def has_change_permission(self, request: HttpRequest, obj: Criterion | None = None) -> bool:
        return bool(super().has_change_permission(request, obj)) and not _is_fixed(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Criterion | None = None) -> bool:
        return bool(super().has_delete_permission(request, obj)) and not _is_fixed(obj)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "set":
            kwargs["queryset"] = CriteriaSet.objects.filter(status=SetStatus.DRAFT)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Criterion, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        sort_keys_fill(obj.set)


def _is_fixed(obj: CriteriaSet | Criterion | None) -> bool:
    if obj is None:
        return False
    return (obj if isinstance(obj, CriteriaSet) else obj.set).is_published
