"""Whether the plan worked, as text."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parindex.lib.numbers import DASH, format_decimal, format_signed
from parindex.units.models import User
from plans.effect import Balance, Comparison, Repaired, Score, balance
from plans.effect_queries import Effect, effect_of, next_assessment
from plans.models import Plan, Repair
from plans.pages.frame import frame

INCOMPARABLE = gettext_lazy("không so sánh được")


@dataclass(frozen=True, kw_only=True)
class EffectRow:
    name: str
    task: str
    task_url: str
    lead: str
    lost: str
    expected: str
    before: str
    after: str
    regained: str
    tone: str
    verdict: str


@dataclass(frozen=True)
class OfficeRow:
    office: str
    planned: str
    regained: str
    left_out: str
    recurred: int


def effect_page(plan: Plan, user: User) -> dict[str, object]:
    page: dict[str, object] = frame(plan, user, "effect")
    after = next_assessment(plan, user)
    if after is None:
        return page
    effect = effect_of(plan, after)
    whole = balance(row for _repair, row in effect.rows)
    return page | {
        "after": after,
        "is_provisional": not after.campaign.is_published,
        "rows": [_row(plan, repair, row) for repair, row in effect.rows],
        "offices": list(_offices(effect)),
        "planned": _points(whole.planned),
        "regained": format_signed(whole.regained, strip=True),
        "left_out": _left_out(whole),
        "recurred": [_name(repair) for repair, row in effect.rows if row.has_recurred],
        "new": [
            {
                "name": str(entry.criterion),
                "lost": format_decimal(entry.deducted, strip=True),
                "cause": entry.cause,
            }
            for entry in effect.new
        ],
    }


def _row(plan: Plan, repair: Repair, row: Repaired) -> EffectRow:
    tone, verdict = _verdict(row)
    return EffectRow(
        name=_name(repair),
        task=repair.task.content,
        task_url=reverse("plan-task", args=[plan.pk, repair.task_id]),
        lead=repair.task.lead or DASH,
        lost=_points(repair.points),
        expected=_points(repair.expected),
        before=_score(row.before),
        after=_score(row.after) if row.after else DASH,
        regained=_regained(row),
        tone=tone,
        verdict=verdict,
    )


def _name(repair: Repair) -> str:
    return str(repair.entry.criterion)


def _points(value: Decimal) -> str:
    return format_decimal(value, 4, strip=True)


def _score(score: Score) -> str:
    return f"{_points(score.points)} / {_points(score.maximum)}"


def _regained(row: Repaired) -> str:
    if row.comparison is Comparison.NONE:
        return str(INCOMPARABLE)
    if row.comparison is Comparison.SHARE:
        return _("%(change)s điểm %% (điểm tối đa đã đổi)") % {"change": format_signed(row.change)}
    return format_signed(row.regained, strip=True)


def _verdict(row: Repaired) -> tuple[str, str]:
    if row.after is None:
        return "", str(INCOMPARABLE)
    if not row.has_recurred:
        return "ok", _("đã lấy lại trọn điểm")
    if row.is_met:
        return "ok", _("đạt mức dự kiến, còn mất điểm")
    if row.change and row.change > 0:
        return "warning", _("lấy lại một phần")
    return "error", _("mất điểm hai năm liền")


def _offices(effect: Effect) -> Iterable[OfficeRow]:
    by_office: dict[str, list[Repaired]] = defaultdict(list)
    for repair, row in effect.rows:
        by_office[repair.task.lead or str(_("chưa giao"))].append(row)
    sums = {office: balance(rows) for office, rows in by_office.items()}
    for office, found in sorted(sums.items(), key=lambda item: (-item[1].planned, item[0])):
        yield OfficeRow(
            office,
            _points(found.planned),
            format_signed(found.regained, strip=True),
            _left_out(found),
            found.recurred,
        )


def _left_out(found: Balance) -> str:
    if not found.incomparable:
        return ""
    return _("không tính %(count)d khoản không so sánh được bằng điểm") % {
        "count": found.incomparable
    }
