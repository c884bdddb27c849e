from django.contrib import admin

from reports.models import DocumentWording


@admin.register(DocumentWording)
class DocumentWordingAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["campaign", "unit", "kind", "section", "position", "heading"]
    list_filter = ["kind", "section", "campaign"]
    list_select_related = ["campaign", "unit"]
    search_fields = ["heading", "text", "unit__name"]
