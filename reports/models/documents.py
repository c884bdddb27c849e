"""The kinds of papers that the portal writes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DocumentKind(models.TextChoices):
    ANALYSIS_REPORT = "analysis-report", _("Báo cáo phân tích Chỉ số CCHC")
