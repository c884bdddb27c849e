"""The workbook by which the office's figures come in: a row per unit, a column per figure."""

from decimal import Decimal

from django.utils.translation import gettext as _

from assessments.models import Assessment, Campaign, Entry, SurveyResult
from assessments.office.items import Box, Item, items_of
from parindex.lib.workbooks import Column, Guide, Sheet, Template, template_workbook

SHEET = "Số liệu"
UNIT, UNIT_NAME, INDEX = "unit", "unit_name", "index"
INDEX_TITLE = "Chỉ số hài lòng chung (%)"


def template_of(campaign: Campaign, items: list[Item]) -> Template:
    """Made for this campaign: a workbook of another one is refused by its mark."""
    columns = [
        Column(UNIT, "Đơn vị mã", True, "mã đơn vị trên cổng, không phải tên"),
        Column(UNIT_NAME, "Tên đơn vị", hint="để dễ nhận; cổng không đọc", width=28),
    ]
    if any(item.is_satisfaction for item in items):
        columns.append(
            Column(INDEX, INDEX_TITLE, hint="như đã công bố, ví dụ 74,87; ghi riêng với điểm")
        )
    columns += [_column(box) for item in items for box in item.boxes]
    return Template(
        kind=f"so-lieu-co-quan {campaign.code}",
        version=1,
        name=f"Số liệu do cơ quan thường trực nhập, {campaign.name}",
        sheets=(Sheet(SHEET, tuple(columns)),),
    )


def office_workbook(campaign: Campaign) -> bytes:
    """All units with what is entered already."""
    items = items_of(campaign)
    guide = Guide(
        _("Số liệu do cơ quan thường trực nhập: %(name)s") % {"name": campaign.name},
        [
            _("Mỗi dòng một đơn vị, mỗi cột một số liệu; điểm do cổng tính theo cách chấm."),
            _("Ô để trống thì giữ nguyên số đang có."),
            _("Chỉ số hài lòng và điểm hài lòng là hai số đã công bố; cổng giữ cả hai."),
            _("Có một ô sai thì không số nào được ghi."),
        ],
    )
    rows = _rows(campaign, items)
    return template_workbook(template_of(campaign, items), guide, {SHEET: rows})


def _column(box: Box) -> Column:
    choices = tuple(label for _key, label in box.field.choices)
    form = "text" if choices else "number"
    return Column(box.key, box.title, hint=box.leaf.name, choices=choices, form=form, width=16)


def _rows(campaign: Campaign, items: list[Item]) -> list[list[object]]:
    leaves = [item.leaf.pk for item in items]
    entries: dict[tuple[int, int], Entry] = {
        (entry.assessment_id, entry.criterion_id): entry
        for entry in Entry.objects.filter(assessment__campaign=campaign, criterion__in=leaves)
    }
    indexes = dict(
        SurveyResult.objects.filter(assessment__campaign=campaign).values_list(
            "assessment", "index"
        )
    )
    has_index = any(item.is_satisfaction for item in items)
    rows = []
    for assessment in (
        Assessment.objects.taking_part().filter(campaign=campaign).select_related("unit").in_order()
    ):
        row: list[object] = [assessment.unit.code, assessment.unit.title]
        if has_index:
            row.append(indexes.get(assessment.pk))
        for item in items:
            entry = entries.get((assessment.pk, item.leaf.pk))
            row += [_stored(box, entry) for box in item.boxes]
        rows.append(row)
    return rows


def _stored(box: Box, entry: Entry | None) -> object:
    """A real number in the cell; an answer by its label."""
    value = entry.figures.get(box.field.name, "") if entry else ""
    if not value:
        return ""
    return dict(box.field.choices).get(value, value) if box.field.choices else Decimal(value)
