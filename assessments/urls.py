from django.urls import path

from assessments.views import (
    appraisal,
    campaigns,
    evidence,
    explaining,
    home,
    noting,
    office_figures,
    participants,
    preparation,
    recorded,
    reminding,
    reviewing,
    sheets,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("dot/", campaigns.campaigns, name="campaigns"),
    path("dot/them/", preparation.campaign_new, name="campaign-new"),
    path("dot/nam-truoc/", recorded.past_year_new, name="past-year-new"),
    path("dot/<slug:code>/", campaigns.campaign, name="campaign"),
    path("dot/<slug:code>/sua/", preparation.campaign_edit, name="campaign-edit"),
    path("dot/<slug:code>/sua/<slug:step>/", preparation.campaign_step, name="campaign-step"),
    path("dot/<slug:code>/mo", preparation.campaign_start, name="campaign-open"),
    path("dot/<slug:code>/bo", preparation.campaign_discard, name="campaign-discard"),
    path("dot/<slug:code>/them-don-vi/", participants.participants_add, name="participants-add"),
    path(
        "dot/<slug:code>/ngung-tham-gia/<int:assessment_id>/",
        participants.participant_remove,
        name="participant-remove",
    ),
    path("dot/<slug:code>/ket-qua-cu/", recorded.recorded_results, name="recorded-results"),
    path(
        "dot/<slug:code>/ket-qua-cu/mau.xlsx",
        recorded.recorded_workbook,
        name="recorded-workbook",
    ),
    path("dot/<slug:code>/ket-qua-cu/nhap", recorded.recorded_upload, name="recorded-upload"),
    path(
        "dot/<slug:code>/ket-qua-cu/nhap/<slug:token>/",
        recorded.recorded_check,
        name="recorded-check",
    ),
    path(
        "dot/<slug:code>/ket-qua-cu/<int:recorded_id>/dung",
        recorded.recorded_use,
        name="recorded-use",
    ),
    path("dot/<slug:code>/nhac", reminding.remind, name="campaign-remind"),
    path("dot/<slug:code>/cong-bo", campaigns.publish, name="campaign-publish"),
    path("dot/<slug:code>/buoc/<slug:verb>", campaigns.lead, name="sheets-lead"),
    path("dot/<slug:code>/gia-han", campaigns.extension, name="extension-grant"),
    path("dot/<slug:code>/tham-dinh/", appraisal.queue, name="appraisal-queue"),
    path(
        "dot/<slug:code>/tham-dinh/<str:unit_code>/<str:field_code>/",
        appraisal.appraise,
        name="appraise",
    ),
    path(
        "dot/<slug:code>/tham-dinh-tieu-chi/", appraisal.appraise_criteria, name="appraise-criteria"
    ),
    path(
        "dot/<slug:code>/tham-dinh-tieu-chi/<str:criterion_code>/",
        appraisal.appraise_criterion,
        name="appraise-criterion",
    ),
    path("dot/<slug:code>/so-lieu-co-quan/", office_figures.office_figures, name="office-figures"),
    path(
        "dot/<slug:code>/so-lieu-co-quan/mau.xlsx",
        office_figures.office_template,
        name="office-template",
    ),
    path(
        "dot/<slug:code>/so-lieu-co-quan/nhap", office_figures.office_upload, name="office-upload"
    ),
    path(
        "dot/<slug:code>/so-lieu-co-quan/nhap/<slug:token>/",
        office_figures.office_check,
        name="office-check",
    ),
    path("dot/<slug:code>/tam-tinh.json", appraisal.standings, name="standings"),
    path("phieu/<int:sheet_id>/ghi-chu", noting.sheet_note_add, name="sheet-note"),
    path("diem/<int:entry_id>/ghi-chu", noting.entry_note_add, name="entry-note"),
    path(
        "dot/<slug:code>/tham-dinh/<str:unit_code>/<str:field_code>/lan-2/",
        reviewing.review,
        name="review",
    ),
    path("diem/<int:entry_id>/tham-dinh-lan-2", reviewing.entry_opinion, name="entry-review"),
    path(
        "dot/<slug:code>/phieu/<str:unit_code>/viec-can-sua/",
        sheets.corrections,
        name="corrections",
    ),
    path("dot/<slug:code>/phieu/<str:unit_code>/", sheets.assessment, name="assessment"),
    path("dot/<slug:code>/phieu/<str:unit_code>/<str:field_code>/", sheets.sheet, name="sheet"),
    path(
        "dot/<slug:code>/phieu/<str:unit_code>/<str:field_code>/giai-trinh/",
        explaining.explanation,
        name="explanation",
    ),
    path("diem/<int:entry_id>/giai-trinh", explaining.entry_explanation, name="entry-explain"),
    path(
        "dot/<slug:code>/phieu/<str:unit_code>/<str:field_code>/dien-bien/",
        sheets.sheet_history,
        name="sheet-history",
    ),
    path("phieu/<int:sheet_id>/<slug:verb>", sheets.sheet_move_view, name="sheet-move"),
    path("diem/<int:entry_id>/luu", sheets.entry_save, name="entry-save"),
    path("diem/<int:entry_id>/tham-dinh", appraisal.entry_opinion, name="entry-appraise"),
    path("diem/<int:entry_id>/tai-lieu", evidence.evidence_add, name="evidence-add"),
    path("diem/<int:entry_id>/tai-lieu-thay", evidence.evidence_stand_in, name="evidence-stand-in"),
    path("tai-lieu/<int:file_id>/", evidence.evidence_file, name="evidence-file"),
    path("tai-lieu/<int:evidence_id>/ban-moi", evidence.evidence_replace, name="evidence-replace"),
    path("tai-lieu/<int:link_id>/go", evidence.evidence_unlink, name="evidence-unlink"),
]
