from django.urls import path

from reports.views import results

urlpatterns = [
    path("dot/<slug:code>/ket-qua/", results.ranking, name="ranking"),
]
