"""The words of a paper that its office may change, as a form; figures never stand in it."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from reports.models import Document, DocumentKind, Section
from reports.services.wording import Passage

WORDED: Mapping[str, tuple[Section, ...]] = {
    DocumentKind.ANALYSIS_REPORT: (Section.BASIS, Section.REMARK, Section.PROPOSAL),
    DocumentKind.DECISION: (Section.BASIS, Section.REMARK),
    DocumentKind.SELF_ASSESSMENT: (Section.BASIS, Section.REMARK, Section.PROPOSAL),
}
"""Which sections of which kind; plans are worded on their own pages."""

HINTS = {
    Section.BASIS: _("Mỗi dòng một căn cứ. Để trống thì cổng tự ghi quyết định công bố kết quả."),
    Section.REMARK: _("Mỗi dòng một đoạn. Số liệu đã có sẵn trong văn bản, không cần ghi lại."),
    Section.PROPOSAL: _("Để trống cả thì cổng tự lập từ các khoản bị trừ điểm."),
}


class SectionForm(forms.Form):
    """One textarea for each section that is a plain run of lines."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, document: Document, passages: tuple[Passage, ...] = ()
    ) -> None:
        super().__init__(data, initial={"version": document.version})
        self.sections = [s for s in WORDED[document.kind] if s != Section.PROPOSAL]
        for section in self.sections:
            lines = [line for p in passages if p.section == section for line in p.lines]
            self.fields[section.value] = forms.CharField(
                label=section.label.split(" (")[0],
                required=False,
                max_length=20_000,
                initial="\n".join(lines),
                help_text=HINTS.get(section, ""),
                widget=forms.Textarea(attrs={"rows": min(max(len(lines) + 2, 4), 14)}),
            )

    def passages(self) -> Iterator[Passage]:
        for section in self.sections:
            lines = _lines(self.cleaned_data[section.value])
            if lines:
                yield Passage(section, lines)


class ProposalForm(forms.Form):
    heading = forms.CharField(label=_("Cơ quan, đơn vị"), max_length=300, required=False)
    text = forms.CharField(
        label=_("Nội dung đề xuất (mỗi dòng một ý)"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


Proposals = formset_factory(ProposalForm, extra=2, max_num=60)
PROPOSALS = "proposal"


def proposals_of(
    document: Document, passages: tuple[Passage, ...], data: Any = None
) -> "BaseFormSet[ProposalForm] | None":
    """None for a kind without proposals."""
    if Section.PROPOSAL not in WORDED[document.kind]:
        return None
    known = [
        {"heading": p.heading, "text": "\n".join(p.lines)}
        for p in passages
        if p.section == Section.PROPOSAL
    ]
    return Proposals(data, initial=known, prefix=PROPOSALS)


def proposal_passages(forms_: "BaseFormSet[ProposalForm]") -> Iterator[Passage]:
    for form in forms_:
        values = form.cleaned_data
        lines = _lines(values.get("text", ""))
        if lines:
            yield Passage(Section.PROPOSAL, lines, values["heading"].strip())


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
