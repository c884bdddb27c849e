from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("Kết quả và báo cáo")

    def ready(self) -> None:
        from reports.documents import libraries  # noqa: F401  (registers the check)
