from django.urls import path

from reports.views import (
    collecting,
    figure_check,
    home,
    jobs,
    journal,
    narrative,
    overview,
    papers,
    register,
    results,
    statistics,
    statistics_excel,
    what_if,
)

DOCUMENT = "van-ban/<int:document_id>/"
FIGURES = "bao-cao/so-lieu/<slug:code>/"
REPORT = "bao-cao/dinh-ky/<int:report_id>/"
SECTION = "bao-cao/phan/<int:section_id>/"
SHEET = "bao-cao/phieu-so-lieu/<int:sheet_id>/"
UNIT = "dot/<slug:code>/ket-qua/<str:unit_code>/"

urlpatterns = [
    path("tong-quan/", overview.leader_overview, name="overview"),
    path("nhat-ky/", journal.journal, name="journal"),
    path("nhat-ky/xuat.xlsx", journal.journal_workbook, name="journal-workbook"),
    path("doi-chieu-so-lieu/", figure_check.figure_check, name="figure-check"),
    path("dot/<slug:code>/ket-qua/", results.ranking, name="ranking"),
    path("dot/<slug:code>/ket-qua/xep-hang.xlsx", papers.ranking_appendix, name="ranking-appendix"),
    path(UNIT, results.unit, name="unit-result"),
    path(f"{UNIT}tinh-thu/", what_if.what_if, name="what-if"),
    path(f"{UNIT}bao-cao-phan-tich.pdf", papers.analysis_report, name="analysis-report"),
    *(
        path(f"{UNIT}{name}.xlsx", papers.unit_workbook, {"name": name}, name=address)
        for name, address in (
            ("bang-diem", "scoring-appendix"),
            ("bang-tham-dinh", "appraisal-appendix"),
            ("bi-tru-diem", "deductions-appendix"),
        )
    ),
    path(
        "dot/<slug:code>/ket-qua/so-sanh-hai-nam.xlsx",
        papers.comparison_workbook,
        name="comparison-appendix",
    ),
    path("van-ban/", register.documents, name="documents"),
    path("van-ban/soan/", register.document_new, name="document-new"),
    path(DOCUMENT, register.document, name="document"),
    path(f"{DOCUMENT}sua/", register.document_dress, name="document-dress"),
    path(f"{DOCUMENT}loi-van/", register.document_wording, name="document-wording"),
    path(f"{DOCUMENT}phat-hanh/", register.document_number, name="document-issue"),
    path(f"{DOCUMENT}dong-tep/", register.document_refile, name="document-refile"),
    path(f"{DOCUMENT}thu-hoi/", register.document_recall, name="document-withdraw"),
    path(f"{DOCUMENT}bo/", register.document_bin, name="document-discard"),
    path(f"{DOCUMENT}tep/<slug:suffix>/", register.document_file, name="document-file"),
    path("dot/<slug:code>/van-ban-tung-don-vi/", jobs.papers_pack, name="papers-pack"),
    path("viec-nen/<int:job_id>/", jobs.job, name="job"),
    path("viec-nen/<int:job_id>/tep/", jobs.job_file, name="job-file"),
    path("bao-cao/", home.reports, name="reports"),
    path("bao-cao/lap/", narrative.report_new, name="report-new"),
    path(REPORT, narrative.report, name="report"),
    path(f"{REPORT}toan-van/", narrative.report_whole, name="report-whole"),
    path(f"{REPORT}phan-cong/", narrative.report_assign, name="report-assign"),
    path(f"{REPORT}han/", narrative.report_due, name="report-due"),
    path(f"{REPORT}bo/", narrative.report_bin, name="report-discard"),
    path(SECTION, narrative.section, name="report-section"),
    path(f"{SECTION}luu/", narrative.section_save, name="report-section-save"),
    path(f"{SECTION}buoc/<str:verb>/", narrative.section_step, name="report-section-move"),
    path(
        f"{SECTION}ban-luu/<int:number>/",
        narrative.section_restore,
        name="report-section-restore",
    ),
    path(f"{SECTION}gia-han/", narrative.section_more_time, name="report-section-extend"),
    path("bao-cao/mo-bo-so-lieu/", collecting.collection_new, name="statistics-new"),
    path(FIGURES, statistics.collection, name="statistics"),
    path(f"{FIGURES}tong-hop/", statistics.figures, name="statistics-figures"),
    path(f"{FIGURES}chi-tieu/<str:row_code>/", statistics.row, name="statistics-row"),
    path(f"{FIGURES}phan-cong/", collecting.assign, name="statistics-assign"),
    path(f"{FIGURES}mo-ky/", collecting.period_new, name="statistics-period-new"),
    path(f"{FIGURES}phu-luc.xlsx", statistics_excel.annex, name="statistics-annex"),
    path("bao-cao/ky-so-lieu/<int:period_id>/han/", collecting.period_due, name="statistics-due"),
    path(SHEET, statistics.sheet, name="statistics-sheet"),
    path(f"{SHEET}bang/<str:table_code>/", statistics.entry, name="statistics-entry"),
    path(
        f"{SHEET}chi-tieu/<int:indicator_id>/",
        statistics.value_save,
        name="statistics-value-save",
    ),
    path(f"{SHEET}buoc/<str:verb>/", statistics.move, name="statistics-move"),
    path(f"{SHEET}gia-han/", collecting.extend, name="statistics-extend"),
    path(f"{SHEET}so-lieu.xlsx", statistics_excel.workbook, name="statistics-workbook"),
    path(f"{SHEET}nhap-excel/", statistics_excel.upload, name="statistics-upload"),
    path(f"{SHEET}nhap-excel/<str:token>/", statistics_excel.check, name="statistics-check"),
]
