"""Administration of campaigns and of figures known from before.

What people declared, appraised and approved is only shown: it changes through the portal's pages,
with rights, rounds and history.
"""

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from assessments.models import (
    Appraisal,
    Approval,
    Assessment,
    Assignment,
    Campaign,
    Entry,
    Evidence,
    EvidenceFile,
    Extension,
    FieldSheet,
    RatingGroup,
    RecordedResult,
    Result,
    SurveyFactor,
    SurveyResult,
)
from assessments.tasks import campaign_recompute
from parindex.db.admin import ReadOnlyAdmin, ReadOnlyInline, TabularInline
from parindex.history.admin_base import RecordedAdmin
from parindex.lib.numbers import format_decimal, format_percent, format_signed


class RatingGroupInline(ReadOnlyInline):
    model = RatingGroup


class AssignmentInline(ReadOnlyInline):
    model = Assignment


class ExtensionInline(ReadOnlyInline):
    model = Extension
    fields = ("unit", "phase", "until", "reason", "granted_by", "granted_at")
    readonly_fields = fields


@admin.register(Campaign)
class CampaignAdmin(ReadOnlyAdmin):
    list_display = ["code", "name", "year", "organiser", "state", "self_deadline"]
    list_filter = ["state", "year", "source"]
    list_select_related = ["organiser"]
    search_fields = ["code", "name"]
    inlines = [RatingGroupInline, AssignmentInline, ExtensionInline]


@admin.register(Assessment)
class AssessmentAdmin(RecordedAdmin):
    """Only the rating of the head and the note are typed here."""

    list_display = ["unit", "campaign", "head_rating"]
    list_filter = ["campaign"]
    list_select_related = ["unit", "campaign"]
    search_fields = ["unit__name", "unit__code", "campaign__code"]
    fields = ["campaign", "unit", "peer_group", "revision", "head_rating", "note"]
    readonly_fields = ["campaign", "unit", "peer_group", "revision"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(FieldSheet)
class FieldSheetAdmin(ReadOnlyAdmin):
    list_display = ["assessment", "criterion", "state", "round", "changed_at", "changed_by"]
    list_filter = ["assessment__campaign", "state"]
    list_select_related = [
        *("assessment__unit", "assessment__campaign", "criterion", "changed_by"),
    ]
    search_fields = ["assessment__unit__name", "criterion__name"]


@admin.register(Entry)
class EntryAdmin(ReadOnlyAdmin):
    list_display = ["unit", "criterion", "self_text", "appraised_text", "final_text", "cause"]
    list_filter = ["assessment__campaign", "sheet__state"]
    list_select_related = ["assessment__unit", "criterion"]
    search_fields = ["assessment__unit__name", "criterion__code", "criterion__name"]

    @admin.display(description=_("đơn vị"), ordering="assessment__unit__position")
    def unit(self, entry: Entry) -> str:
        return entry.assessment.unit.title

    @admin.display(description=_("điểm tự chấm"), ordering="self_score")
    def self_text(self, entry: Entry) -> str:
        return format_decimal(entry.self_score)

    @admin.display(description=_("điểm thẩm định"), ordering="appraised_score")
    def appraised_text(self, entry: Entry) -> str:
        return format_decimal(entry.appraised_score)

    @admin.display(description=_("điểm đạt được"), ordering="final_score")
    def final_text(self, entry: Entry) -> str:
        return format_decimal(entry.final_score)


@admin.register(Appraisal)
class AppraisalAdmin(ReadOnlyAdmin):
    list_display = ["at", "by_name", "entry", "round", "decision", "score_text", "cause"]
    list_filter = ["decision", "entry__assessment__campaign"]
    list_select_related = ["entry__assessment__unit", "entry__criterion"]
    search_fields = ["by_name", "entry__assessment__unit__name", "entry__criterion__code", "cause"]

    @admin.display(description=_("điểm thẩm định"), ordering="score")
    def score_text(self, appraisal: Appraisal) -> str:
        return format_decimal(appraisal.score)


@admin.register(Result)
class ResultAdmin(ReadOnlyAdmin):
    list_display = [
        *("assessment", "points_text", "percent_text", "change_text", "rank", "rank_of"),
        *("group_label", "is_complete", "computed_at"),
    ]
    list_filter = ["assessment__campaign", "is_complete"]
    list_select_related = ["assessment__unit", "assessment__campaign"]
    search_fields = ["assessment__unit__name"]

    @admin.display(description=_("điểm đạt được"), ordering="points")
    def points_text(self, result: Result) -> str:
        return format_decimal(result.points)

    @admin.display(description=_("tỷ lệ (%)"), ordering="percent")
    def percent_text(self, result: Result) -> str:
        return format_percent(result.percent)

    @admin.display(description=_("tăng, giảm (điểm phần trăm)"), ordering="change")
    def change_text(self, result: Result) -> str:
        return format_signed(result.change)


@admin.register(RecordedResult)
class RecordedResultAdmin(RecordedAdmin):
    list_display = ["unit", "campaign", "criterion", "points_text", "percent_text", "is_used"]
    list_filter = ["campaign", "is_used"]
    list_select_related = ["unit", "campaign", "criterion"]
    search_fields = ["unit__name", "source"]
    autocomplete_fields = ["campaign", "unit", "criterion"]

    @admin.display(description=_("điểm"), ordering="points")
    def points_text(self, recorded: RecordedResult) -> str:
        return format_decimal(recorded.points)

    @admin.display(description=_("tỷ lệ công bố (%)"), ordering="percent")
    def percent_text(self, recorded: RecordedResult) -> str:
        return format_percent(recorded.percent)

    def save_model(
        self, request: HttpRequest, obj: RecordedResult, form: Any, change: bool
    ) -> None:
        super().save_model(request, obj, form, change)
        transaction.on_commit(lambda: campaign_recompute.delay(obj.campaign_id))


class SurveyFactorInline(TabularInline):
    model = SurveyFactor
    extra = 0


@admin.register(SurveyResult)
class SurveyResultAdmin(RecordedAdmin):
    list_display = ["assessment", "index_text", "rank", "rank_of", "rank_change"]
    list_filter = ["assessment__campaign"]
    list_select_related = ["assessment__unit", "assessment__campaign"]
    autocomplete_fields = ["assessment"]
    inlines = [SurveyFactorInline]

    @admin.display(description=_("Chỉ số hài lòng (%)"), ordering="index")
    def index_text(self, survey: SurveyResult) -> str:
        return format_percent(survey.index)


class EvidenceFileInline(ReadOnlyInline):
    model = EvidenceFile
    fields = (
        *("revision", "name", "content_type", "size", "sha256", "round"),
        *("uploaded_by_name", "uploaded_at"),
    )
    readonly_fields = fields


@admin.register(Evidence)
class EvidenceAdmin(ReadOnlyAdmin):
    list_display = ["number", "title", "issued_on", "issuer", "assessment"]
    list_filter = ["assessment__campaign"]
    list_select_related = ["assessment__unit", "assessment__campaign"]
    search_fields = ["number", "title", "assessment__unit__name"]
    inlines = [EvidenceFileInline]


@admin.register(Approval)
class ApprovalAdmin(ReadOnlyAdmin):
    list_display = ["campaign", "number", "sheet", "by", "at", "digest"]
    list_filter = ["campaign"]
    list_select_related = ["campaign", "sheet__assessment__unit", "sheet__criterion", "by"]
    search_fields = ["digest", "sheet__assessment__unit__name"]
