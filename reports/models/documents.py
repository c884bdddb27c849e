"""Văn bản: the register of papers, their books of numbers, their frozen files, who got them."""

from __future__ import annotations

import uuid
from functools import reduce
from operator import or_
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments.models import Assessment, Campaign
from parindex.lib.text import fold
from parindex.units.models import Unit, User
from parindex.units.permissions import Right, desks_where, memberships_of, units_where
from plans.models import Plan
from reports.models.narrative import Report


class DocumentKind(models.TextChoices):
    ANALYSIS_REPORT = "analysis-report", _("Báo cáo phân tích Chỉ số CCHC")
    DECISION = "decision", _("Quyết định công bố kết quả")
    SELF_ASSESSMENT = "self-assessment", _("Báo cáo tự đánh giá")
    IMPROVEMENT_PLAN = "improvement-plan", _("Kế hoạch nâng cao Chỉ số CCHC")
    REMEDIATION_PLAN = "remediation-plan", _("Kế hoạch khắc phục tồn tại, hạn chế")
    IMPLEMENTATION_PLAN = "implementation-plan", _("Kế hoạch triển khai thực hiện")
    SUMMARY_PLAN = "summary-plan", _("Kế hoạch tổng kết")
    PERIODIC_REPORT = "periodic-report", _("Báo cáo CCHC định kỳ")


class BookGroup(models.TextChoices):
    """Papers of one type share a run of numbers; the value is the type's official abbreviation."""

    DECISION = "QĐ", _("Quyết định")
    PLAN = "KH", _("Kế hoạch")
    REPORT = "BC", _("Báo cáo")


class SigningForm(models.TextChoices):
    """Nghị định 30/2020/NĐ-CP, Điều 13 và Phụ lục I, mục II.7."""

    COLLECTIVE = "tm", _("TM. (thay mặt tập thể Ủy ban nhân dân)")
    HEAD = "head", _("Người đứng đầu ký trực tiếp")
    DEPUTY = "kt", _("KT. (cấp phó ký thay)")
    BY_ORDER = "tl", _("TL. (ký thừa lệnh)")
    BY_WARRANT = "tuq", _("TUQ. (ký thừa ủy quyền)")


class DocumentState(models.TextChoices):
    DRAFT = "draft", _("Dự thảo")
    ISSUING = "issuing", _("Đã cấp số, đang đóng tệp")
    ISSUED = "issued", _("Đã phát hành")
    REPLACED = "replaced", _("Đã được thay thế")
    WITHDRAWN = "withdrawn", _("Đã thu hồi")


NUMBERED = (
    DocumentState.ISSUING,
    DocumentState.ISSUED,
    DocumentState.REPLACED,
    DocumentState.WITHDRAWN,
)
OUT = (DocumentState.ISSUED, DocumentState.REPLACED, DocumentState.WITHDRAWN)
"""Left the office: everybody concerned may see that it did, also after a withdrawal."""


class Book(models.Model):
    """Sổ đăng ký: the run of numbers of one issuer for one type of paper in one year.

    The row is locked while a number is taken, so that two that issue at once get two numbers.
    """

    issuer = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    group = models.CharField(_("nhóm"), max_length=4, choices=BookGroup.choices)
    year = models.PositiveSmallIntegerField(_("năm"))
    last_number = models.PositiveIntegerField(_("số cuối cùng"), default=0)

    class Meta:
        verbose_name = _("sổ văn bản")
        verbose_name_plural = _("sổ văn bản")
        ordering = ["issuer", "-year", "group"]
        constraints = [
            models.UniqueConstraint(fields=["issuer", "group", "year"], name="book_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_group_display()} {self.year} – {self.issuer}"


def _one_of(*names: str) -> Q:
    """Exactly one of these columns is filled."""
    each = [Q(**{f"{other}__isnull": other != name for other in names}) for name in names]
    return reduce(or_, each)


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, user: User) -> DocumentQuerySet:
        """Drafts of units for which the user drafts; what is out, of own and followed units and
        what was sent to a unit where the user has a role."""
        workplaces = [membership.unit_id for membership in memberships_of(user)]
        followed = Q(issuer__in=units_where(user, Right.READ_DOCUMENT))
        sent = Q(pk__in=Delivery.objects.filter(unit__in=workplaces).values("document"))
        return self.filter(
            Q(issuer__in=desks_where(user, Right.DRAFT_DOCUMENT))
            | (Q(state__in=OUT) & (followed | sent))
        )


class DocumentManager(models.Manager["Document"]):
    def get_queryset(self) -> DocumentQuerySet:
        return DocumentQuerySet(self.model, using=self._db)

    def visible_to(self, user: User) -> DocumentQuerySet:
        return self.get_queryset().visible_to(user)


class Document(models.Model):
    """Văn bản: one paper of one issuer about one thing.

    A draft has no number and no day and is drawn anew at every look. Issued, it has both, and its
    bytes: it is never drawn again. It stems from exactly one of campaign, assessment,
    plan and report.
    """

    kind = models.CharField(_("loại văn bản"), max_length=40, choices=DocumentKind.choices)
    issuer = models.ForeignKey(
        Unit, verbose_name=_("cơ quan ban hành"), on_delete=models.PROTECT, related_name="documents"
    )
    group = models.CharField(_("sổ"), max_length=4, choices=BookGroup.choices)
    year = models.PositiveSmallIntegerField(_("năm"))
    number = models.PositiveIntegerField(_("số"), null=True, blank=True)
    notation = models.CharField(_("ký hiệu"), max_length=60)
    signed_on = models.DateField(_("ngày ký"), null=True, blank=True)
    subject = models.CharField(_("trích yếu"), max_length=500)
    signing_form = models.CharField(_("hình thức ký"), max_length=5, choices=SigningForm.choices)
    signer_title = models.CharField(_("chức vụ người ký"), max_length=200, blank=True)
    signer_name = models.CharField(_("họ tên người ký"), max_length=120, blank=True)
    recipients = models.TextField(_("nơi nhận"), blank=True)
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=DocumentState.choices, default=DocumentState.DRAFT
    )
    replaced_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaces"
    )
    reason = models.TextField(_("lý do thu hồi, thay thế"), blank=True)
    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, null=True, blank=True, related_name="documents"
    )
    assessment = models.ForeignKey(
        Assessment, on_delete=models.PROTECT, null=True, blank=True, related_name="documents"
    )
    plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, null=True, blank=True, related_name="documents"
    )
    report = models.ForeignKey(
        Report, on_delete=models.PROTECT, null=True, blank=True, related_name="documents"
    )
    drafted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    drafted_at = models.DateTimeField(_("lập lúc"), auto_now_add=True)
    issued_at = models.DateTimeField(_("phát hành lúc"), null=True, blank=True)
    search = models.CharField(max_length=800, editable=False, default="")
    version = models.PositiveIntegerField(default=0)

    objects: ClassVar[DocumentManager] = DocumentManager()

    class Meta:
        verbose_name = _("văn bản")
        verbose_name_plural = _("văn bản")
        ordering = [F("signed_on").desc(nulls_first=True), "-number", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "group", "year", "number"],
                condition=Q(number__isnull=False),
                name="document_number_once",
            ),
            models.CheckConstraint(
                condition=Q(state=DocumentState.DRAFT, number=None, signed_on=None)
                | Q(state__in=NUMBERED, number__gte=1, signed_on__isnull=False),
                name="document_draft_has_no_number",
            ),
            models.CheckConstraint(
                condition=_one_of("campaign", "assessment", "plan", "report"),
                name="document_has_one_source",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} – {self.subject}" if self.number else self.subject

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search = fold(f"{self.code} {self.subject} {self.issuer.name}")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("document", args=[self.pk])

    @property
    def code(self) -> str:
        """ "53/KH-UBND"; without a number while it is a draft."""
        return f"{self.number:02d}/{self.notation}" if self.number else f"…/{self.notation}"

    @property
    def is_draft(self) -> bool:
        return self.state == DocumentState.DRAFT

    @property
    def is_out(self) -> bool:
        return self.state in OUT

    @property
    def source(self) -> Campaign | Assessment | Plan | Report:
        found = self.campaign or self.assessment or self.plan or self.report
        assert found is not None  # noqa: S101  (a constraint of the table)
        return found


def stored_name(instance: DocumentFile, filename: str) -> str:
    return f"documents/{instance.document_id}/{uuid.uuid4().hex}"


class FileFormat(models.TextChoices):
    PDF = "pdf", "PDF"
    XLSX = "xlsx", "Excel"
    DOCX = "docx", "Word"


class DocumentFile(models.Model):
    """The bytes of an issued paper, with their hash. Never changed, never drawn anew."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="files")
    format = models.CharField(max_length=5, choices=FileFormat.choices)
    name = models.CharField(_("tên tệp"), max_length=200)
    file = models.FileField(upload_to=stored_name, max_length=200)
    size = models.PositiveBigIntegerField(_("dung lượng"))
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("tệp văn bản")
        verbose_name_plural = _("tệp văn bản")
        ordering = ["document", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["document", "format"], name="document_file_once")
        ]

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """A unit to which a paper goes; it has it in hand from the moment somebody there opens it."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="deliveries")
    unit = models.ForeignKey(
        Unit, verbose_name=_("đơn vị nhận"), on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField(_("mở lần đầu lúc"), null=True)
    opened_by = models.CharField(_("người mở"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("đơn vị nhận văn bản")
        verbose_name_plural = _("đơn vị nhận văn bản")
        ordering = ["unit__position", "unit__code"]
        constraints = [
            models.UniqueConstraint(fields=["document", "unit"], name="delivery_once_per_unit")
        ]

    def __str__(self) -> str:
        return f"{self.document} → {self.unit}"
