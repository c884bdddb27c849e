"""Criteria that do not apply in a campaign."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.models import Campaign
from criteria.models import Criterion
from parindex.lib.text import nfc


@dataclass(frozen=True)
class ExclusionRow:
    criterion: Criterion
    out: forms.BoundField
    reason: forms.BoundField


@dataclass
class ExclusionSection:
    """A field and its rows."""

    top: Criterion
    rows: list[ExclusionRow]

    @property
    def is_open(self) -> bool:
        return any(row.out.value() or row.reason.errors for row in self.rows)

    @property
    def count(self) -> int:
        return sum(bool(row.out.value()) for row in self.rows)


class ExclusionsForm(forms.Form):
    def __init__(self, data: Any = None, *, campaign: Campaign, **kwargs: Any) -> None:
        stored = dict(campaign.exclusions.values_list("criterion", "reason"))
        initial: dict[str, object] = {}
        for pk, reason in stored.items():
            initial[f"out-{pk}"], initial[f"reason-{pk}"] = True, reason
        super().__init__(data, initial=initial, **kwargs)
        self.nodes = list(campaign.criteria_set.criteria.order_by("sort_key"))
        for node in self.nodes:
            self.fields[f"out-{node.pk}"] = forms.BooleanField(label=str(node), required=False)
            self.fields[f"reason-{node.pk}"] = forms.CharField(
                label=_("Lý do mục %(code)s không áp dụng") % {"code": node.code},
                required=False,
                max_length=500,
                widget=forms.TextInput(attrs={"placeholder": _("Lý do")}),
            )

    def sections(self) -> list[ExclusionSection]:
        sections: list[ExclusionSection] = []
        for node in self.nodes:
            if node.parent_id is None:
                sections.append(ExclusionSection(node, []))
            row = ExclusionRow(node, self[f"out-{node.pk}"], self[f"reason-{node.pk}"])
            sections[-1].rows.append(row)
        return sections

    def reasons(self) -> dict[int, str]:
        """Criterion id → why it does not apply, of those that were ticked."""
        return {
            node.pk: nfc(self.cleaned_data[f"reason-{node.pk}"]).strip()
            for node in self.nodes
            if self.cleaned_data[f"out-{node.pk}"]
        }
