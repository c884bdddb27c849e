"""Words of papers that the office may change; figures never stand here."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models import Campaign
from parindex.units.models import Unit
from reports.models.documents import DocumentKind


class Section(models.TextChoices):
    BASIS = "basis", _("Căn cứ (mỗi dòng một căn cứ)")
    REMARK = "remark", _("Nhận xét thêm ở phần tổng quan")
    PROPOSAL = "proposal", _("Đề xuất, kiến nghị với một cơ quan (mỗi dòng một ý)")
    RECIPIENTS = "recipients", _("Nơi nhận (mỗi dòng một nơi)")
    SIGNER = "signer", _("Người ký (tiêu đề là chức vụ, nội dung là họ tên)")


class DocumentWording(models.Model):
    """One passage of one paper about one unit's result, in the office's own words.

    A section that has no passage is written by the portal from the figures.
    """

    campaign = models.ForeignKey(
        Campaign, verbose_name=_("đợt đánh giá"), on_delete=models.CASCADE, related_name="wording"
    )
    unit = models.ForeignKey(
        Unit, verbose_name=_("đơn vị được đánh giá"), on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(_("loại văn bản"), max_length=40, choices=DocumentKind.choices)
    section = models.CharField(_("phần"), max_length=20, choices=Section.choices)
    position = models.PositiveSmallIntegerField(_("thứ tự"), default=1)
    heading = models.CharField(
        _("tiêu đề"), max_length=300, blank=True, help_text=_("Tên cơ quan, hoặc chức vụ người ký.")
    )
    text = models.TextField(_("nội dung"), blank=True)

    class Meta:
        verbose_name = _("lời văn của văn bản")
        verbose_name_plural = _("lời văn của văn bản")
        ordering = ["campaign", "unit", "kind", "section", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "unit", "kind", "section", "position"],
                name="document_wording_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} – {self.unit}: {self.heading or self.section}"
