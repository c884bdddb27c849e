from django.urls import path

from reports.views import results

urlpatterns = [
    path("dot/<slug:code>/ket-qua/", results.ranking, name="ranking"),
    path("dot/<slug:code>/ket-qua/<str:unit_code>/", results.unit, name="unit-result"),
]
