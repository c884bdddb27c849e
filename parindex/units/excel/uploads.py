"""A workbook between its dry run and its confirmation: kept in storage under a token, for a while.

It may carry names of people, so it goes when it is applied or lapses.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, BinaryIO, cast

from django.core.files import File
from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from parindex.errors import Conflict, Locked
from parindex.units.models import User, WorkbookUpload

LIFETIME = timedelta(hours=2)


class PlanChanged(Conflict):
    """Something changed since the dry run; ``plan`` is what the file would do now."""

    def __init__(self, plan: Any, message: str = "") -> None:
        super().__init__(
            message or _("Số liệu đã đổi từ lúc kiểm tra tệp. Hãy xem lại rồi xác nhận.")
        )
        self.plan = plan


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
        raise _applied()
    if upload.uploaded_at + LIFETIME < at or not is_kept(upload):
        raise Locked(_("Tệp chờ quá 2 giờ nên đã huỷ. Hãy tải lên lại."))
    return upload


@contextmanager
def upload_taken(*, upload: WorkbookUpload, at: datetime) -> Iterator[BinaryIO]:
    """The file, to be written in this transaction: once only, and gone when that is committed.

    Raises Locked when it was applied meanwhile.
    """
    if not WorkbookUpload.objects.filter(pk=upload.pk, applied_at=None).update(applied_at=at):
        raise _applied()
    with upload.file.open("rb") as file:
        yield cast(BinaryIO, file)
    transaction.on_commit(lambda: upload.file.delete(save=False))


def _applied() -> Locked:
    return Locked(_("Tệp này đã được ghi. Muốn nhập tiếp, hãy tải tệp mới lên."))


def is_kept(upload: WorkbookUpload) -> bool:
    return bool(upload.file) and upload.file.storage.exists(str(upload.file.name))


def lapsed_drop(*, at: datetime) -> None:
    """Files that nobody confirmed; their rows go too, as nothing came of them."""
    for upload in WorkbookUpload.objects.filter(applied_at=None, uploaded_at__lt=at - LIFETIME):
        upload.file.delete(save=False)
        upload.delete()
