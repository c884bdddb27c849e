"""What happened to units, people and roles, as sentences."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parindex.history.models import Event
from parindex.lib.dates import format_date
from parindex.units.models import Role, Unit, UnitKind

ACTIONS = {
    "unit.create": gettext_lazy("lập đơn vị"),
    "unit.edit": gettext_lazy("sửa thông tin đơn vị"),
    "unit.close": gettext_lazy("đóng đơn vị"),
    "unit.reopen": gettext_lazy("mở lại đơn vị"),
    "unit.succeed": gettext_lazy("ghi nhận đơn vị kế thừa"),
    "units.import": gettext_lazy("nhập đơn vị, người dùng, vai trò từ Excel"),
    "person.create": gettext_lazy("cấp tài khoản"),
    "person.edit": gettext_lazy("sửa thông tin người dùng"),
    "person.password": gettext_lazy("cấp lại mật khẩu"),
    "person.shut": gettext_lazy("khoá tài khoản"),
    "person.open": gettext_lazy("mở lại tài khoản"),
    "role.give": gettext_lazy("giao vai trò"),
    "role.take": gettext_lazy("thu hồi vai trò"),
}


def event_text(event: Event) -> str:
    """What was done, to whom, and what it was before."""
    action = str(ACTIONS.get(event.action, event.action))
    details = "; ".join(_details(event))
    person = event.subject_name if event.subject == "units.user" else ""
    named = f"{action}: {person}" if person else action
    return f"{named} ({details})" if details else named


def _details(event: Event) -> Iterator[str]:
    after: Mapping[str, Any] = event.after or {}
    before: Mapping[str, Any] = event.before or {}
    if event.action.startswith("role."):
        held = {**after, **before}
        yield _("%(role)s, mã đơn vị %(unit)s") % {
            "role": value_text("role", held.get("role")),
            "unit": held.get("unit", ""),
        }
        return
    if event.action == "unit.succeed":
        yield _("gộp hoặc tách từ %s") % ", ".join(after.get("predecessors", []))
        return
    for name in before:
        if name in after and before[name] != after[name]:
            yield _("%(field)s: %(before)s → %(after)s") % {
                "field": field_label(name),
                "before": value_text(name, before[name]),
                "after": value_text(name, after[name]),
            }


def field_label(name: str) -> str:
    if name == "is_active":
        return _("tài khoản")
    try:
        return str(getattr(Unit._meta.get_field(name), "verbose_name", name))
    except FieldDoesNotExist:
        return {
            "full_name": _("họ và tên"),
            "job_title": _("chức vụ"),
            "unit": _("nơi công tác"),
        }.get(name, name)


def value_text(name: str, value: Any) -> str:
    """A stored value as people read it; a dash where there is none."""
    if value in (None, ""):
        return "–"
    if name == "kind":
        return str(UnitKind(value).label) if value in UnitKind.values else str(value)
    if name == "role":
        return str(Role(value).label) if value in Role.values else str(value)
    if name in ("valid_from", "valid_to"):
        return format_date(value if isinstance(value, date) else date.fromisoformat(str(value)))
    if isinstance(value, bool):
        return _("đang mở") if value else _("đã khoá")
    return str(value)
