from django.urls import path

from parindex.history.views import inbox, periodic

urlpatterns = [
    path("viec-dinh-ky/", periodic.periodic, name="periodic"),
    path("hop-thu/", inbox.inbox, name="inbox"),
    path("hop-thu/doc-het", inbox.inbox_read_all, name="inbox-read-all"),
    path("hop-thu/nhan-thu/", inbox.inbox_settings, name="inbox-settings"),
    path("hop-thu/<int:notice_id>/", inbox.notice_open, name="notice-open"),
    path("hop-thu/<int:notice_id>/danh-dau", inbox.notice_mark, name="notice-mark"),
]
