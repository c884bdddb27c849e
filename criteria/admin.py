"""Criteria sets to look into; they are written on the portal's own pages, with their checks."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from criteria import rules
from criteria.models import CriteriaSet, Criterion, SetStatus
from parindex.db.admin import ReadOnlyAdmin
from parindex.lib.numbers import format_decimal


class SetIsPublished(admin.SimpleListFilter):
    title = _("trạng thái của bộ")
    parameter_name = "trang-thai"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(SetStatus.choices)

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        return queryset.filter(set__status=self.value()) if self.value() else queryset


@admin.register(CriteriaSet)
class CriteriaSetAdmin(ReadOnlyAdmin):
    list_display = ["code", "name", "level", "year", "status"]
    list_filter = ["level", "status", "year"]
    search_fields = ["code", "name"]


@admin.register(Criterion)
class CriterionAdmin(ReadOnlyAdmin):
    list_display = ["code", "name", "points", "method", "is_leaf", "rule_title"]
    list_display_links = ["code", "name"]
    list_filter = ["set", SetIsPublished, "level", "block", "method", "rule_kind"]
    list_select_related = ["set"]
    search_fields = ["code", "name"]
    ordering = ["set__code", "sort_key"]
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
