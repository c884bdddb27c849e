"""The pages that read a set: the list, and one set as its official table."""

from decimal import Decimal

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from criteria.access import may_create, may_edit
from criteria.models import Block, CriteriaSet, Criterion, Level
from criteria.queries import SetCounts, TreeRow, set_counts, tree_rows
from parindex.lib.dates import format_date
from parindex.lib.numbers import format_decimal
from parindex.units.models import User


def sets_page(user: User) -> dict[str, object]:
    return {"sets": _listed_sets(), "may_create": may_create(user)}


def set_page(criteria_set: CriteriaSet, user: User, field_code: str) -> dict[str, object]:
    rows = tree_rows(criteria_set)
    nodes = [row.criterion for row in rows]
    fields = [node for node in nodes if node.level == Level.FIELD]
    chosen = next((field for field in fields if field.code == field_code), None)
    return {
        "set": criteria_set,
        "rows": _rows_below(rows, chosen),
        "counts": count_figures(set_counts(nodes), criteria_set),
        "facts": set_facts(criteria_set),
        "fields": _field_links(criteria_set, fields, chosen),
        "chosen": chosen,
        "may_edit": may_edit(user, criteria_set),
        "may_clone": may_create(user),
        "others": CriteriaSet.objects.exclude(pk=criteria_set.pk).exists(),
    }


def count_figures(counts: SetCounts, criteria_set: CriteriaSet) -> list[dict[str, str]]:
    """Counted from the tree, never typed."""
    expected = criteria_set.expected_total
    total = {
        "label": _("Tổng điểm"),
        "value": points(counts.total),
        "unit": _("điểm"),
        "note": "" if counts.total == expected else _("thang %s điểm") % points(expected),
    }
    figures = [
        {"label": _("Lĩnh vực"), "value": str(counts.fields)},
        {"label": _("Tiêu chí"), "value": str(counts.criteria)},
        {"label": _("Tiêu chí thành phần"), "value": str(counts.sub_criteria)},
        {
            "label": _("Mục chấm điểm"),
            "value": str(counts.leaves),
            "note": _("và %d mục thưởng, phạt") % counts.adjustments if counts.adjustments else "",
        },
    ]
    return [*figures, total]


def set_facts(criteria_set: CriteriaSet) -> list[tuple[str, str]]:
    cap = criteria_set.adjustment_cap
    facts = [
        (_("Mã"), criteria_set.code),
        (_("Cấp, năm"), f"{criteria_set.get_level_display()}, {criteria_set.year}"),
        (_("Văn bản ban hành"), criteria_set.legal_basis),
        (_("Ngày văn bản"), format_date(criteria_set.issued_on) if criteria_set.issued_on else ""),
        (_("Cơ quan ban hành"), criteria_set.issuer),
        (_("Đơn vị quản lý"), criteria_set.owner.title if criteria_set.owner else ""),
        (_("Làm tròn điểm"), _("%d chữ số thập phân") % criteria_set.decimals),
        (_("Trần thưởng, phạt"), _("%s điểm") % points(cap) if cap is not None else ""),
        (_("Nguồn gốc số liệu"), criteria_set.provenance),
    ]
    return [(label, text) for label, text in facts if text]


def points(value: Decimal) -> str:
    return format_decimal(value, 4, strip=True)


def _listed_sets() -> "QuerySet[CriteriaSet, CriteriaSet]":
    is_field = Q(criteria__level=Level.FIELD, criteria__block=Block.FIELD)
    return CriteriaSet.objects.select_related("owner").annotate(
        fields=Count("criteria", filter=is_field),
        leaves=Count("criteria", filter=Q(criteria__is_leaf=True)),
    )


def _rows_below(rows: list[TreeRow], chosen: Criterion | None) -> list[TreeRow]:
    if chosen is None:
        return rows
    return [r for r in rows if r.criterion.sort_key.partition(".")[0] == chosen.sort_key]


def _field_links(
    criteria_set: CriteriaSet, fields: list[Criterion], chosen: Criterion | None
) -> list[dict[str, object]]:
    url = reverse("criteria-set", args=[criteria_set.code])
    everything = {"label": _("Tất cả"), "url": url, "current": chosen is None}
    return [
        everything,
        *(
            {
                "label": f"{field.code}. {field.name}",
                "url": f"{url}?linh-vuc={field.code}",
                "current": field == chosen,
            }
            for field in fields
        ),
    ]
