from django.contrib import admin
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path

from parindex.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("dang-nhap/", LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("dang-xuat/", LogoutView.as_view(), name="logout"),
    path("quan-tri/", admin.site.urls),
    path("bo-tieu-chi/", include("criteria.urls")),
    path("", include("assessments.urls")),
    path("", include("reports.urls")),
]
