from django.urls import path

from assessments.views import (
    appraisal,
    campaigns,
    evidence,
    home,
    participants,
    preparation,
    recorded,
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
    path("dot/<slug:code>/cong-bo", campaigns.publish, name="campaign-publish"),
    path("dot/<slug:code>/gia-han", campaigns.extension, name="extension-grant"),
    path("dot/<slug:code>/tham-dinh/", appraisal.queue, name="appraisal-queue"),
    path(
        "dot/<slug:code>/tham-dinh/<str:unit_code>/<str:field_code>/",
        appraisal.appraise,
        name="appraise",
    ),
    path("dot/<slug:code>/phieu/<str:unit_code>/", sheets.assessment, name="assessment"),
    path("dot/<slug:code>/phieu/<str:unit_code>/<str:field_code>/", sheets.sheet, name="sheet"),
    path("phieu/<int:sheet_id>/<slug:verb>", sheets.sheet_move_view, name="sheet-move"),
    path("diem/<int:entry_id>/luu", sheets.entry_save, name="entry-save"),
    path("diem/<int:entry_id>/tham-dinh", appraisal.entry_opinion, name="entry-appraise"),
    path("diem/<int:entry_id>/tai-lieu", evidence.evidence_add, name="evidence-add"),
    path("tai-lieu/<int:file_id>/", evidence.evidence_file, name="evidence-file"),
    path("tai-lieu/<int:evidence_id>/ban-moi", evidence.evidence_replace, name="evidence-replace"),
    path("tai-lieu/<int:link_id>/go", evidence.evidence_unlink, name="evidence-unlink"),
]
