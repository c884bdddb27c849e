"""Forms of accounts and roles."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from parindex.units.access import may_grant
from parindex.units.forms.reach import narrow
from parindex.units.models import Role, Unit, User
from parindex.units.services.people import USERNAME_HINT, USERNAME_MAX


class NewPersonForm(forms.Form):
    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)
    username = forms.CharField(
        label=_("Tên đăng nhập"), max_length=USERNAME_MAX, help_text=USERNAME_HINT
    )
    job_title = forms.CharField(label=_("Chức vụ"), max_length=120, required=False)
    role = forms.ChoiceField(label=_("Vai trò ở đơn vị này"))

    def __init__(self, *args: Any, user: User, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"] = forms.ChoiceField(
            label=_("Vai trò ở đơn vị này"), choices=grantable(user, unit)
        )


class RoleForm(forms.Form):
    """A further role, on any unit in reach, named by its code."""

    role = forms.ChoiceField(label=_("Vai trò"), choices=Role.choices)
    unit = forms.ModelChoiceField(
        label=_("Mã đơn vị"),
        queryset=Unit.objects.get_queryset(),
        to_field_name="code",
        widget=forms.TextInput,
        error_messages={"invalid_choice": _("Không có đơn vị mang mã này trong phạm vi của bạn.")},
    )

    def __init__(self, *args: Any, reach: "QuerySet[Unit, Unit]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        narrow(self, "unit", reach)


class HandOverForm(forms.Form):
    membership = forms.IntegerField(widget=forms.HiddenInput)
    successor = forms.ModelChoiceField(
        label=_("Tên đăng nhập của người nhận"),
        queryset=User.objects.none(),
        to_field_name="username",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid_choice": _("Không có tài khoản này trong phạm vi của bạn.")},
    )
    reason = forms.CharField(label=_("Lý do"), max_length=300, required=False)

    def __init__(self, *args: Any, people: "QuerySet[User, User]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        narrow(self, "successor", people)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Lý do"), max_length=300)


def grantable(user: User, unit: Unit) -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in Role.choices if may_grant(user, value, unit)]
