"""What a node of the tree says, where it goes, and whether it goes at all."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from criteria.forms.fields import Line, PointsInput, Text
from criteria.models import Block, Criterion, Method, NotApplicable
from criteria.services.nodes import LEAF_FIELDS
from criteria.tree import MAX_DEPTH, Tree

LEAF_METHODS = [
    choice for choice in Method.choices if choice[0] not in (Method.MIXED, Method.ADJUSTMENT)
]


class NodeForm(forms.Form):
    """A node's own words. Inputs that do not apply to this node are taken out."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    code = Line(label=_("Mã số"), max_length=20)
    name = Line(label=_("Nội dung"), max_length=600, widget=forms.Textarea(attrs={"rows": 2}))
    block = forms.ChoiceField(
        label=_("Khối"),
        choices=Block.choices,
        help_text=_("Thưởng, phạt đứng ngoài thang điểm."),
    )
    max_score = PointsInput(label=_("Điểm tối đa"))
    method = forms.ChoiceField(label=_("Phương pháp"), choices=LEAF_METHODS)
    evidence_hint = Text(
        label=_("Tài liệu kiểm chứng"),
        required=False,
        help_text=_("Tài liệu đơn vị phải nộp. Bỏ trống: không đòi tài liệu."),
    )
    appraising_office = Line(
        label=_("Cơ quan thẩm định"),
        max_length=200,
        required=False,
        help_text=_("Mục chấm điểm phải có trước khi ban hành."),
    )
    lead_unit = Line(label=_("Đơn vị thực hiện"), max_length=200, required=False)
    not_applicable = forms.ChoiceField(
        label=_("Khi không phát sinh"), choices=NotApplicable.choices
    )
    rule_text = Text(
        label=_("Cách chấm theo văn bản"),
        required=False,
        help_text=_("Nguyên văn trong văn bản ban hành; cách chấm để cổng tính ở trang riêng."),
    )
    provenance = Text(label=_("Nguồn gốc"), rows=2, required=False)

    def __init__(
        self,
        *args: Any,
        is_leaf: bool = True,
        block: str = Block.FIELD,
        is_top: bool = False,
        may_number: bool = False,
        **kwargs: Any,
    ) -> None:
        """``may_number``: a blank code is filled by the node's place."""
        super().__init__(*args, **kwargs)
        if not is_leaf:
            self._drop(*LEAF_FIELDS)
        if not is_top:
            self._drop("block")
        if block == Block.ADJUSTMENT and not is_top:
            self._drop("method")
        if may_number:
            self.fields["code"].required = False
            self.fields["code"].help_text = now(
                "Bỏ trống: đánh mã theo vị trí và đánh lại mã các mục đứng sau."
            )

    @classmethod
    def of(cls, node: Criterion, data: Any = None) -> "NodeForm":
        return cls(
            data,
            initial={name: getattr(node, name) for name in cls.base_fields},
            is_leaf=node.is_leaf,
            block=node.block,
            is_top=node.parent_id is None,
        )

    def values(self) -> dict[str, object]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    def _drop(self, *names: str) -> None:
        for name in names:
            self.fields.pop(name, None)


class MoveForm(forms.Form):
    """Another parent, from those into which the node fits."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    parent = forms.ChoiceField(
        label=_("Chuyển vào cuối"),
        required=False,
        help_text=_("Mã số của mục và của các mục con được đánh lại theo chỗ mới."),
    )

    def __init__(self, *args: Any, tree: Tree, node: Criterion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tree = tree
        inside, height = tree.subtree(node), tree.height(node)
        fitting = [
            each
            for each in tree.in_order()
            if each not in inside
            and tree.depth(each) + height <= MAX_DEPTH
            and not (each.is_leaf and each.rule_kind)
        ]
        cast(forms.ChoiceField, self.fields["parent"]).choices = [
            ("", now("Cấp cao nhất (lĩnh vực)")),
            *((str(each.pk), _indented(each)) for each in fitting),
        ]

    def parent_node(self) -> Criterion | None:
        chosen = self.cleaned_data["parent"]
        return self.tree.by_id[int(chosen)] if chosen else None


class DeleteForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    renumber = forms.BooleanField(
        label=_("Đánh lại mã các mục cùng cấp đứng sau"), required=False, initial=True
    )


def _indented(node: Criterion) -> str:
    return f"{'— ' * (node.level - 1)}{node.code}. {node.name[:80]}"
