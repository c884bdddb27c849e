"""Tells Django which administration site is the portal's."""

from django.contrib.admin.apps import AdminConfig


class PortalAdminConfig(AdminConfig):
    default_site = "parindex.units.admin_site.PortalAdminSite"
