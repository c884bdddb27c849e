"""A workbook between its dry run and its confirmation: kept in storage under a token, for a while.

It may carry names of people, so it goes when it is applied or lapses.
"""

import secrets
from datetime import datetime, timedelta

from django.core.files import File
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from parindex.errors import Locked
from parindex.units.models import User, WorkbookUpload

LIFETIME = timedelta(hours=2)


def upload_keep(*, file: "File[bytes]", name: str, owner: User, at: datetime) -> WorkbookUpload:
    lapsed_drop(at=at)
    token = secrets.token_urlsafe(24)
    upload = WorkbookUpload(token=token, name=name[:200], owner=owner, uploaded_at=at)
    file.seek(0)
    upload.file.save(f"{token}.xlsx", file, save=False)
    upload.save()
    return upload


def upload_load(*, token: str, owner: User, at: datetime) -> WorkbookUpload:
    """404 for another's token; Locked when the file was applied or has lapsed."""
    upload = get_object_or_404(WorkbookUpload, token=token, owner=owner)
    if upload.applied_at:
        raise Locked(_("Tệp này đã được ghi. Muốn nhập tiếp, hãy tải tệp mới lên."))
    if upload.uploaded_at + LIFETIME < at or not is_kept(upload):
        raise Locked(_("Tệp chờ quá 2 giờ nên đã huỷ. Hãy tải lên lại."))
    return upload


def is_kept(upload: WorkbookUpload) -> bool:
    return bool(upload.file) and upload.file.storage.exists(str(upload.file.name))


def lapsed_drop(*, at: datetime) -> None:
    """Files that nobody confirmed; their rows go too, as nothing came of them."""
    for upload in WorkbookUpload.objects.filter(applied_at=None, uploaded_at__lt=at - LIFETIME):
        upload.file.delete(save=False)
        upload.delete()
