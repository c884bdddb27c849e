"""The rule book: criteria sets, each one tree of fields, criteria and sub-criteria."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from criteria import rules
from parindex.db.fields import PointsField
from parindex.units.models import Unit

FROZEN = _("Bộ tiêu chí đã ban hành không sửa được; hãy lập bộ mới từ bộ này.")


class SetLevel(models.TextChoices):
    PROVINCE = "province", _("Cấp tỉnh")
    DEPARTMENT = "department", _("Sở, ban, ngành")
    DISTRICT = "district", _("Cấp huyện")
    COMMUNE = "commune", _("Cấp xã")


class SetStatus(models.TextChoices):
    DRAFT = "draft", _("Dự thảo")
    PUBLISHED = "published", _("Đã ban hành")


class CriteriaSetManager(models.Manager["CriteriaSet"]):
    def get_by_natural_key(self, code: str) -> CriteriaSet:
        return self.get(code=code)


class CriteriaSet(models.Model):
    """A set of one level and period; immutable once published (a change is a new set).

    ``owner`` is the unit whose people may change the draft; a national set has none. ``version``
    counts the changes of the set's own columns, so that a stale form is noticed.
    """

    code = models.CharField(
        _("mã"),
        max_length=40,
        unique=True,
        validators=[
            RegexValidator(
                r"^[A-Z0-9][A-Z0-9._-]*\Z",
                _("Mã gồm chữ hoa không dấu, chữ số, dấu gạch, ví dụ PAR-XA-2026."),
            )
        ],
    )
    name = models.CharField(_("tên bộ tiêu chí"), max_length=300)
    level = models.CharField(_("cấp"), max_length=20, choices=SetLevel.choices)
    year = models.PositiveSmallIntegerField(_("năm áp dụng"))
    owner = models.ForeignKey(
        Unit,
        verbose_name=_("đơn vị quản lý"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="criteria_sets",
        help_text=_("Người của đơn vị này sửa được bản dự thảo. Bỏ trống: chỉ người quản trị."),
    )
    issuer = models.CharField(_("cơ quan ban hành"), max_length=200, blank=True)
    legal_basis = models.CharField(_("văn bản ban hành"), max_length=300, blank=True)
    issued_on = models.DateField(_("ngày ban hành văn bản"), null=True, blank=True)
    provenance = models.TextField(_("nguồn gốc số liệu"), blank=True)
    decimals = models.PositiveSmallIntegerField(
        _("số chữ số thập phân của điểm"),
        default=2,
        help_text=_("Điểm của từng mục được làm tròn một lần đến số chữ số này."),
    )
    adjustment_cap = PointsField(
        _("mức trần thưởng, phạt"), null=True, blank=True, help_text=_("Bỏ trống: không chặn.")
    )
    expected_total = PointsField(
        _("tổng điểm của thang"),
        default=Decimal(100),
        help_text=_("Tổng các lĩnh vực và phần điều tra, không kể thưởng, phạt; thường là 100."),
    )
    status = models.CharField(
        _("trạng thái"), max_length=20, choices=SetStatus.choices, default=SetStatus.DRAFT
    )
    published_at = models.DateTimeField(_("ban hành lúc"), null=True, blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[CriteriaSetManager] = CriteriaSetManager()

    class Meta:
        verbose_name = _("bộ tiêu chí")
        verbose_name_plural = _("bộ tiêu chí")
        ordering = ["-year", "code"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._check_not_frozen()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self._check_not_frozen()
        return super().delete(*args, **kwargs)

    def _check_not_frozen(self) -> None:
        """By what is stored: this copy may have been read before the publication."""
        stored = type(self).objects.filter(pk=self.pk, status=SetStatus.PUBLISHED)
        if self.pk and stored.exists():
            raise ValidationError(FROZEN)

    def natural_key(self) -> tuple[str]:
        return (self.code,)

    @property
    def is_published(self) -> bool:
        return self.status == SetStatus.PUBLISHED


class Block(models.TextChoices):
    """What a top-level node and all below it is, in the index."""

    FIELD = "field", _("Lĩnh vực")
    SURVEY = "survey", _("Điều tra xã hội học")
    ADJUSTMENT = "adjustment", _("Điểm thưởng, điểm phạt")


class Level(models.IntegerChoices):
    FIELD = 1, _("Lĩnh vực")
    CRITERION = 2, _("Tiêu chí")
    SUB_CRITERION = 3, _("Tiêu chí thành phần")


class Method(models.TextChoices):
    APPRAISAL = "appraisal", _("Tự chấm và thẩm định")
    SURVEY_LEADERS = "survey_leaders", _("Điều tra xã hội học")
    SURVEY_SIPAS = "survey_sipas", _("Điều tra sự hài lòng (SIPAS)")
    STATISTICS = "statistics", _("Thống kê kinh tế - xã hội")
    ADJUSTMENT = "adjustment", _("Thưởng, phạt")
    MIXED = "mixed", _("Nhiều phương pháp")


SURVEY_METHODS = (Method.SURVEY_LEADERS, Method.SURVEY_SIPAS)
OFFICE_METHODS = (*SURVEY_METHODS, Method.STATISTICS)
"""Entered by the standing office, never self-scored."""


class NotApplicable(models.TextChoices):
    NO = "no", _("Không cho phép")
    FULL = "full", _("Không phát sinh: tính điểm tối đa")
    RESCALE = "rescale", _("Không phát sinh: loại khỏi tổng điểm, quy đổi lại")


class CriterionQuerySet(models.QuerySet["Criterion"]):
    def leaves(self) -> CriterionQuerySet:
        return self.filter(is_leaf=True)

    def fields(self) -> CriterionQuerySet:
        return self.filter(level=Level.FIELD, block=Block.FIELD)

    def top(self) -> CriterionQuerySet:
        """Fields and the blocks beside them: each has one sheet per assessment."""
        return self.filter(level=Level.FIELD)

    def in_order(self) -> CriterionQuerySet:
        return self.order_by("sort_key")


class CriterionManager(models.Manager["Criterion"]):
    def get_queryset(self) -> CriterionQuerySet:
        return CriterionQuerySet(self.model, using=self._db)

    def leaves(self) -> CriterionQuerySet:
        return self.get_queryset().leaves()

    def get_by_natural_key(self, set_code: str, code: str) -> Criterion:
        return self.get(set__code=set_code, code=code)


class Criterion(models.Model):
    """A node of the tree. Only leaves carry scores and rules; parents are always sums.

    Position in the tree, level, block, a parent's maximum and method follow from the tree
    (``criteria.tree``). A leaf of a draft may still be without a rule; none of a published set is.
    ``version`` counts the changes of what people type, so that a stale form is noticed.
    """

    set = models.ForeignKey(
        CriteriaSet,
        verbose_name=_("bộ tiêu chí"),
        on_delete=models.CASCADE,
        related_name="criteria",
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("thuộc"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="children",
    )
    predecessor = models.ForeignKey(
        "self",
        verbose_name=_("kế thừa từ"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="successors",
        help_text=_("Mục tương ứng của bộ trước; các năm chỉ được so sánh qua liên kết này."),
    )
    code = models.CharField(_("mã số"), max_length=20)
    level = models.PositiveSmallIntegerField(_("cấp"), choices=Level.choices)
    block = models.CharField(_("khối"), max_length=20, choices=Block.choices, default=Block.FIELD)
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    sort_key = models.CharField(max_length=20, editable=False, default="", db_index=True)
    name = models.CharField(_("nội dung"), max_length=600)
    max_score = PointsField(_("điểm tối đa"))
    method = models.CharField(_("phương pháp"), max_length=20, choices=Method.choices)
    is_leaf = models.BooleanField(_("mục chấm điểm"), default=True)
    rule_kind = models.CharField(_("loại cách chấm"), max_length=20, blank=True)
    rule_params = models.JSONField(_("tham số cách chấm"), default=dict, blank=True)
    rule_text = models.TextField(_("cách chấm theo văn bản"), blank=True)
    evidence_hint = models.TextField(_("tài liệu kiểm chứng"), blank=True)
    lead_unit = models.CharField(_("đơn vị thực hiện"), max_length=200, blank=True)
    appraising_office = models.CharField(_("cơ quan thẩm định"), max_length=200, blank=True)
    not_applicable = models.CharField(
        _("khi không phát sinh"),
        max_length=10,
        choices=NotApplicable.choices,
        default=NotApplicable.NO,
    )
    provenance = models.TextField(_("nguồn gốc"), blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[CriterionManager] = CriterionManager()

    class Meta:
        verbose_name = _("tiêu chí")
        verbose_name_plural = _("tiêu chí")
        ordering = ["sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["set", "code"], name="criterion_code_once"),
            models.CheckConstraint(
                condition=Q(max_score__gte=0), name="criterion_max_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}. {self.name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._check_not_frozen()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self._check_not_frozen()
        return super().delete(*args, **kwargs)

    def _check_not_frozen(self) -> None:
        if self.set.is_published:
            raise ValidationError(FROZEN)

    def clean(self) -> None:
        if self.is_leaf and self.rule_kind:
            try:
                rules.parse(self.rule_kind, self.rule_params, self.max_score)
            except rules.RuleError as error:
                raise ValidationError({"rule_params": str(error)}) from error

    def natural_key(self) -> tuple[str, str]:
        return (self.set.code, self.code)

    natural_key.dependencies = ["criteria.criteriaset"]  # type: ignore[attr-defined]

    @cached_property
    def rule(self) -> rules.Rule:
        """The leaf's rule. Raises RuleError when the stored parameters are not valid."""
        return rules.parse(self.rule_kind, self.rule_params, self.max_score)

    @property
    def rule_problem(self) -> str:
        """Why a leaf cannot be scored as it stands; empty when it can."""
        if not self.rule_kind:
            return str(_("Chưa có cách chấm."))
        try:
            rules.parse(self.rule_kind, self.rule_params, self.max_score)
        except rules.RuleError as error:
            return error.message
        return ""

    @property
    def rule_sentence(self) -> str:
        """The rule in words; empty for a parent and for a leaf that cannot be scored yet."""
        return "" if not self.is_leaf or self.rule_problem else rules.explain(self.rule)

    @property
    def is_office_scored(self) -> bool:
        return self.method in OFFICE_METHODS or self.rule_kind == "penalty"
