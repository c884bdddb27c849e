from django.urls import path

from reports.views import overview, results

urlpatterns = [
    path("tong-quan/", overview.leader_overview, name="overview"),
    path("dot/<slug:code>/ket-qua/", results.ranking, name="ranking"),
    path("dot/<slug:code>/ket-qua/<str:unit_code>/", results.unit, name="unit-result"),
]
