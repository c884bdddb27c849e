from django.contrib import admin
from django.contrib.auth.views import LogoutView, PasswordChangeDoneView, PasswordChangeView
from django.urls import include, path, reverse_lazy

from parindex.health import healthz
from parindex.units.views.sign_in import SignIn, style_page

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("dang-nhap/", SignIn.as_view(), name="login"),
    path(
        "doi-mat-khau/",
        PasswordChangeView.as_view(success_url=reverse_lazy("password-changed")),
        name="password-change",
    ),
    path("doi-mat-khau/xong/", PasswordChangeDoneView.as_view(), name="password-changed"),
    path("dang-xuat/", LogoutView.as_view(), name="logout"),
    path("giao-dien/", style_page, name="style-page"),
    path("quan-tri/", admin.site.urls),
    path("don-vi/", include("parindex.units.urls")),
    path("", include("parindex.history.urls")),
    path("bo-tieu-chi/", include("criteria.urls")),
    path("", include("assessments.urls")),
    path("", include("plans.urls")),
    path("", include("reports.urls")),
]
