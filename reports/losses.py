"""Where points are lost: by field, of one unit or on the average of a campaign's units."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Avg, ExpressionWrapper, F, QuerySet

from assessments.models import NodeResult, Result
from criteria.models import Block
from parindex.db.fields import PointsField
from parindex.lib.numbers import format_decimal, format_signed
from reports.charts import share
from reports.unit_result import UnitResult


@dataclass(frozen=True)
class Loss:
    """Points lost in a field or in the survey beside the fields, positive."""

    code: str
    name: str
    lost: Decimal
    points: Decimal
    maximum: Decimal

    @property
    def label(self) -> str:
        return f"{self.code}. {self.name}"

    @property
    def lost_text(self) -> str:
        return format_signed(-self.lost)


@dataclass(frozen=True)
class LossLine:
    """A loss as the chart and its table show it; the meter compares with the greatest."""

    label: str
    code: str
    lost: str
    points: str
    meter: int


def field_losses(result: UnitResult) -> tuple[Loss, ...]:
    """The greatest first; what is full or not yet scored stays out."""
    return _greatest_first(
        [
            Loss(node.code, node.name, node.deducted, node.points, node.max_points)
            for node in result.top
            if node.block != Block.ADJUSTMENT
            and node.deducted
            and node.points is not None
            and node.max_points is not None
        ]
    )


def mean_losses(results: "QuerySet[Result]") -> tuple[Loss, ...]:
    """What each of these units loses in a field on average, the greatest first."""
    points = PointsField()
    lost = ExpressionWrapper(F("max_points") - F("points"), output_field=points)
    rows = (
        NodeResult.objects.filter(
            assessment__in=results.values("assessment"),
            criterion__parent=None,
            points__isnull=False,
        )
        .exclude(criterion__block=Block.ADJUSTMENT)
        .order_by()
        .values("criterion__code", "criterion__name")
        .annotate(
            lost=Avg(lost, output_field=points),
            got=Avg("points", output_field=points),
            maximum=Avg("max_points", output_field=points),
        )
    )
    return _greatest_first(
        [
            Loss(
                row["criterion__code"],
                row["criterion__name"],
                row["lost"],
                row["got"],
                row["maximum"],
            )
            for row in rows
            if row["lost"]
        ]
    )


def loss_lines(losses: Sequence[Loss]) -> tuple[LossLine, ...]:
    return tuple(
        LossLine(
            label=loss.label,
            code=loss.code,
            lost=loss.lost_text,
            points=f"{format_decimal(loss.points)} / {format_decimal(loss.maximum, strip=True)}",
            meter=share(loss.lost, losses[0].lost),
        )
        for loss in losses
    )


def _greatest_first(losses: list[Loss]) -> tuple[Loss, ...]:
    return tuple(sorted(losses, key=lambda loss: loss.lost, reverse=True))
