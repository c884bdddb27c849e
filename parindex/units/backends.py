"""Sign-in, and what Django's administration asks about rights.

Demo accounts have a published password, so they open only while the demo flag is on.
"""

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser

from parindex.units.models import User
from parindex.units.permissions import administers_portal


class PortalBackend(ModelBackend):
    """Accounts by password; permissions of the administration by the portal's own table."""

    def user_can_authenticate(self, user: User | AnonymousUser | None) -> bool:
        if getattr(user, "is_demo", False) and not settings.DEMO:
            return False
        return super().user_can_authenticate(user)

    def get_user(self, user_id: int) -> User | None:
        """With the workplace that every page names, in one question to the database."""
        user = User.objects.select_related("unit").filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        return isinstance(user_obj, User) and administers_portal(user_obj)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        return isinstance(user_obj, User) and administers_portal(user_obj)
