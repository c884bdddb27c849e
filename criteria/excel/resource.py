"""The table as django-import-export sees it: one row a node, known by its code.

Cells come in as values that `criteria.excel.table` has checked, with the tree already settled;
here rows are told apart as new, changed and unchanged, and written in one go.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.widgets import Widget
from tablib.core import Dataset

from criteria import rules
from criteria.excel.content import linked, stored_nodes
from criteria.excel.layout import BY_KEY, COLUMNS
from criteria.excel.ruletext import write
from criteria.excel.ruletext.writing import NotWritable
from criteria.models import Block, CriteriaSet, Criterion, NotApplicable
from criteria.tree import COMPUTED
from parindex.lib.numbers import plain

Render = Callable[[Criterion], object]


class _Checked(Widget):
    """Takes a value as it is: cells were read and checked before they come here."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        return value


class _Cell(Field):
    """A column of the sheet, which shows a node in its own words."""

    def __init__(self, key: str, render: Render, *, is_read: bool = True) -> None:
        super().__init__(  # type: ignore[no-untyped-call]
            attribute=key,
            column_name=BY_KEY[key].title,
            widget=_Checked(),  # type: ignore[no-untyped-call]
            readonly=not is_read,
        )
        self._render = render

    def export(self, instance: Criterion, **kwargs: Any) -> object:
        return self._render(instance)


def bare(value: Decimal) -> Decimal:
    """Without trailing zeros and without an exponent."""
    return Decimal(plain(value))


def params_text(node: Criterion) -> str:
    """Blank for what has no rule, and for parameters that no kind has."""
    try:
        return write(node.rule_kind, node.rule_params) if node.rule_kind else ""
    except NotWritable:
        return ""


class TableResource(ModelResource):
    code = _Cell("code", lambda n: n.code)
    name = _Cell("name", lambda n: n.name)
    max_score = _Cell("max_score", lambda n: bare(n.max_score or Decimal(0)))
    method = _Cell("method", lambda n: str(n.get_method_display()) if n.is_leaf else "")
    sentence = _Cell("sentence", lambda n: n.rule_sentence, is_read=False)
    evidence_hint = _Cell("evidence_hint", lambda n: n.evidence_hint)
    lead_unit = _Cell("lead_unit", lambda n: n.lead_unit)
    appraising_office = _Cell("appraising_office", lambda n: n.appraising_office)
    rule_kind = _Cell("rule_kind", lambda n: rules.KINDS.get(n.rule_kind, n.rule_kind))
    rule_params = _Cell("rule_params", params_text)
    rule_text = _Cell("rule_text", lambda n: n.rule_text)
    not_applicable = _Cell(
        "not_applicable",
        lambda n: (
            str(n.get_not_applicable_display())
            if n.is_leaf or n.not_applicable != NotApplicable.NO
            else ""
        ),
    )
    block = _Cell("block", lambda n: "" if n.parent_id else str(Block(n.block).label))
    predecessor = _Cell("predecessor", linked)
    provenance = _Cell("provenance", lambda n: n.provenance)

    class Meta:
        model = Criterion
        import_id_fields = ("code",)
        fields = tuple(column.key for column in COLUMNS)
        skip_unchanged = True
        report_skipped = True
        skip_html_diff = True
        store_instance = True

    def __init__(
        self, criteria_set: CriteriaSet | None = None, nodes: Sequence[Criterion] = ()
    ) -> None:
        """``nodes``: what the set is to hold, settled, with keys of their own among them."""
        super().__init__()  # type: ignore[no-untyped-call]
        self._set = criteria_set
        self._wanted = {node.code: node for node in nodes}
        self._codes = {node.pk: node.code for node in nodes}
        stored = stored_nodes(criteria_set) if criteria_set and criteria_set.pk else []
        self._stored = {node.code: node for node in stored}
        self._saved: dict[str, Criterion] = {}
        self.gone = [node for node in stored if node.code not in self._wanted]

    def get_instance(self, instance_loader: Any, row: Mapping[str, Any]) -> Criterion | None:
        return self._stored.get(row[BY_KEY["code"].title])

    def import_instance(self, instance: Criterion, row: Any, **kwargs: Any) -> None:
        super().import_instance(instance, row, **kwargs)  # type: ignore[no-untyped-call]
        wanted = self._wanted[instance.code]
        instance.set = self._set  # type: ignore[assignment]
        instance.parent = self._saved.get(self._codes.get(wanted.parent_id or 0, ""))
        for name in COMPUTED:
            setattr(instance, name, getattr(wanted, name))
        self._saved[instance.code] = instance

    def skip_row(self, instance: Any, original: Any, row: Any, errors: Any = None) -> bool:
        is_same = bool(super().skip_row(instance, original, row, errors))  # type: ignore[no-untyped-call]
        return is_same and bool(instance.pk) and instance.parent_id == original.parent_id

    def before_save_instance(self, instance: Criterion, row: Any, **kwargs: Any) -> None:
        if instance.pk:
            instance.version += 1

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        """What the table no longer has goes last, when nothing kept hangs below it any more."""
        Criterion.objects.filter(pk__in=[node.pk for node in self.gone]).delete()

    def shown(self, node: Criterion) -> dict[str, object]:
        """The node's cells by their titles, as they stand in an exported table."""
        return {column.title: self.fields[column.key].export(node) for column in COLUMNS}


def dataset_of(nodes: Sequence[Criterion], keys: Sequence[str]) -> Any:
    """The settled nodes as rows with these columns."""
    titles = [BY_KEY[key].title for key in keys]
    return Dataset(*([getattr(n, key) for key in keys] for n in nodes), headers=titles)
