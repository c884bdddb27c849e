"""What an event changed, in words: "điểm tự chấm: 0,5 → 1"."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from django.apps import apps
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parindex.history.models import Event
from parindex.lib.dates import format_date, format_moment

FieldOf: TypeAlias = "models.Field[Any, Any]"
ValueWords = Mapping[str, Callable[[Any], str]]
"""How a value is called, by the name of its field; for codes that are no words."""

LONGEST = 240
NOT_SHOWN = {"sha256", "evidence", "is_counted", "round"}
"""Marks for machines, and what follows from the act or from another value that is shown."""

FIELD_WORDS = {
    "agrees": gettext_lazy("đồng ý với điểm thẩm định"),
    "appraisal_deadline": gettext_lazy("hạn thẩm định"),
    "appraised_score": gettext_lazy("điểm thẩm định"),
    "cause": gettext_lazy("nguyên nhân"),
    "content": gettext_lazy("nội dung"),
    "date": gettext_lazy("ngày"),
    "decision": gettext_lazy("quyết định"),
    "due_on": gettext_lazy("hạn"),
    "email": gettext_lazy("địa chỉ thư điện tử"),
    "explanation_deadline": gettext_lazy("hạn giải trình"),
    "figures": gettext_lazy("số liệu"),
    "file": gettext_lazy("tệp"),
    "final_score": gettext_lazy("điểm đạt được"),
    "from": gettext_lazy("nhận từ"),
    "is_absence_agreed": gettext_lazy("đồng ý là không phát sinh"),
    "is_open": gettext_lazy("đơn vị được sửa"),
    "issued_on": gettext_lazy("ngày ban hành"),
    "issuer": gettext_lazy("cơ quan ban hành"),
    "kind": gettext_lazy("loại"),
    "name": gettext_lazy("tên"),
    "not_applicable": gettext_lazy("không phát sinh"),
    "note": gettext_lazy("diễn giải"),
    "number": gettext_lazy("số, ký hiệu"),
    "organiser": gettext_lazy("đơn vị tổ chức"),
    "phase": gettext_lazy("bước"),
    "place": gettext_lazy("mục, trang"),
    "points": gettext_lazy("điểm"),
    "reminded": gettext_lazy("người được nhắc"),
    "return_reason": gettext_lazy("lý do trả lại"),
    "review_deadline": gettext_lazy("hạn thẩm định lần 2"),
    "revision": gettext_lazy("bản"),
    "role": gettext_lazy("vai trò"),
    "rows": gettext_lazy("số dòng"),
    "score": gettext_lazy("điểm"),
    "self_deadline": gettext_lazy("hạn tự chấm"),
    "self_score": gettext_lazy("điểm tự chấm"),
    "set": gettext_lazy("bộ tiêu chí"),
    "state": gettext_lazy("trạng thái"),
    "status": gettext_lazy("tình trạng"),
    "tasks": gettext_lazy("số nhiệm vụ"),
    "text": gettext_lazy("nội dung"),
    "title": gettext_lazy("trích yếu"),
    "to": gettext_lazy("giao cho"),
    "unit": gettext_lazy("đơn vị"),
    "units": gettext_lazy("số đơn vị"),
    "until": gettext_lazy("đến"),
    "wants_digest": gettext_lazy("thư tổng hợp hằng ngày"),
    "year": gettext_lazy("năm"),
}

_DECIMAL = re.compile(r"-?\d+\.\d+")


def event_changes(event: Event, words: ValueWords | None = None) -> list[str]:
    """One line for each value that the event set or changed, before → after."""
    return _Speaker(_fields_of(event.subject), words or {}).lines(event)


@dataclass(frozen=True)
class _Speaker:
    """Names fields and values as the list above, the caller or the subject's own model do."""

    fields: Mapping[str, FieldOf]
    words: ValueWords

    def lines(self, event: Event) -> list[str]:
        before: Mapping[str, Any] = event.before or {}
        after: Mapping[str, Any] = event.after or {}
        return [
            self._line(name, before, after)
            for name in dict.fromkeys([*after, *before])
            if name not in NOT_SHOWN and _differ(before.get(name), after.get(name))
        ]

    def _line(self, name: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
        label = self._label(name)
        old, new = self._value(name, before.get(name)), self._value(name, after.get(name))
        if name in before and name in after:
            return f"{label}: {old} → {new}"
        if name in after:
            return f"{label}: {new}"
        return _("%(label)s trước đó: %(value)s") % {"label": label, "value": old}

    def _label(self, name: str) -> str:
        if name in FIELD_WORDS or name not in self.fields:
            return field_words(name)
        return str(self.fields[name].verbose_name)

    def _value(self, name: str, value: Any) -> str:
        if _is_empty(value):
            return "–"
        if name in self.words:
            return self.words[name](value)
        choices = dict(self.fields[name].flatchoices) if name in self.fields else {}
        if isinstance(value, str) and value in choices:
            return str(choices[value])
        text = _plain_words(value)
        return f"{text[:LONGEST]}…" if len(text) > LONGEST else text


def _fields_of(subject: str) -> Mapping[str, FieldOf]:
    try:
        model = apps.get_model(subject)
    except (LookupError, ValueError):
        return {}
    return {field.name: field for field in model._meta.concrete_fields}


def _differ(old: Any, new: Any) -> bool:
    return bool(old != new) and not (_is_empty(old) and _is_empty(new))


def field_words(name: str) -> str:
    return str(FIELD_WORDS.get(name, name))


def _plain_words(value: Any) -> str:
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, Mapping):
        return "; ".join(
            f"{field_words(name)} {_plain_words(each) if not _is_empty(each) else '–'}"
            for name, each in value.items()
        )
    if isinstance(value, list):
        return ", ".join(_plain_words(each) for each in value)
    return _text_words(str(value))


def _text_words(text: str) -> str:
    """Moments, days and decimals are stored as machines write them."""
    if _DECIMAL.fullmatch(text):
        return text.replace(".", ",")
    moment = _moment(text)
    if moment:
        return format_moment(timezone.localtime(moment))
    day = parse_date(text) if len(text) == len("2022-12-31") and text[4] == "-" else None
    return format_date(day) if day else text


def _moment(text: str) -> datetime | None:
    if len(text) < len("2022-12-31 17:00:00+00:00"):
        return None
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment and timezone.is_aware(moment) else None


def _is_empty(value: Any) -> bool:
    return value is None or value in ("", {}, [])
