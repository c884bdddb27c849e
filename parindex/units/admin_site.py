"""The window onto stored rows, for those who administer the whole portal."""

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from parindex.units.models import User
from parindex.units.permissions import administers_portal


class PortalAdminSite(AdminSite):
    site_header = _("Quản trị Cổng PAR INDEX")
    site_title = _("Quản trị")
    index_title = _("Dữ liệu nền")

    def has_permission(self, request: HttpRequest) -> bool:
        return isinstance(request.user, User) and administers_portal(request.user)
