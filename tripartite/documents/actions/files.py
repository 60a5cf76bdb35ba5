"""Keeping files and the school's seal."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

from tripartite.accounts.models import School
from tripartite.core import clock
from tripartite.documents import sealing, store
from tripartite.documents.models import SealKey, StoredFile


def keep(*, school: School, content: bytes, name: str, mime: str = "application/pdf") -> StoredFile:
    """Write the bytes to the store, then a row that names them.

    The file is on disk before the row exists: a row never points at nothing.
    """
    sha256 = store.put(settings.PAPERS_DIR, content)
    return StoredFile.objects.create(
        school=school, sha256=sha256, size=len(content), mime=mime, name=name
    )


def read(file: StoredFile) -> bytes:
    """The bytes, checked against their hash; raises StoreError when altered or missing."""
    return store.get(settings.PAPERS_DIR, file.sha256)


@dataclass(frozen=True, slots=True)
class Seal:
    pkcs12: bytes
    password: str


def seal_of(school: School) -> Seal:
    """The PKCS#12 of the settings, or the school's own key, made the first time it is asked for."""
    if settings.SEAL_PKCS12_FILE:
        return Seal(Path(settings.SEAL_PKCS12_FILE).read_bytes(), settings.SEAL_PKCS12_PASSWORD)
    password = salted_hmac("tripartite.seal", f"school:{school.pk}", algorithm="sha256").hexdigest()
    key = SealKey.objects.filter(school=school).first() or _new_key(school, password)
    return Seal(bytes(key.pkcs12), password)


def _new_key(school: School, password: str) -> SealKey:
    """Make the school's key, unless somebody else has just done it."""
    with transaction.atomic():
        School.objects.select_for_update(of=("self",), no_key=True).get(pk=school.pk)
        key = SealKey.objects.filter(school=school).first()
        if key is None:
            made = sealing.make_seal_key(school.name, password=password, now=clock.now())
            key = SealKey.objects.create(school=school, pkcs12=made)
    return key


def sealer_of(school: School, *, reason: str, at: datetime) -> Callable[[bytes], bytes]:
    """What puts the school's seal of that moment on a PDF; it may run in any thread."""
    seal = seal_of(school)
    return partial(
        sealing.seal,
        pkcs12=seal.pkcs12,
        password=seal.password,
        reason=reason,
        name=school.name,
        at=at,
        timestamp_url=settings.SEAL_TIMESTAMP_URL or None,
    )
