from django.urls import path

from reports.views import figure_check, overview, papers, results, what_if

UNIT = "dot/<slug:code>/ket-qua/<str:unit_code>/"

urlpatterns = [
    path("tong-quan/", overview.leader_overview, name="overview"),
    path("doi-chieu-so-lieu/", figure_check.figure_check, name="figure-check"),
    path("dot/<slug:code>/ket-qua/", results.ranking, name="ranking"),
    path("dot/<slug:code>/ket-qua/xep-hang.xlsx", papers.ranking_appendix, name="ranking-appendix"),
    path(UNIT, results.unit, name="unit-result"),
    path(f"{UNIT}tinh-thu/", what_if.what_if, name="what-if"),
    path(f"{UNIT}bao-cao-phan-tich.pdf", papers.analysis_report, name="analysis-report"),
    path(f"{UNIT}bang-diem.xlsx", papers.scoring_appendix, name="scoring-appendix"),
]
