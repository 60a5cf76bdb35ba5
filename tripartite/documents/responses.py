"""A file on its way to a browser."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def file_response(
    content: bytes, *, name: str, mime: str = "application/pdf", attachment: bool = True
) -> HttpResponse:
    """The bytes under this name; never guessed to be of another kind, never kept by a proxy."""
    response = HttpResponse(content, content_type=mime)
    disposition = content_disposition_header(as_attachment=attachment, filename=name)
    response["Content-Disposition"] = disposition or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


#: Types that a browser draws without running anything: our own encoder wrote them.
SAFE_TO_SHOW = frozenset({"image/jpeg", "image/png"})


def upload_response(content: bytes, *, name: str, mime: str) -> HttpResponse:
    """What a person sent, for another: only images are shown, and nothing of it may run here."""
    response = file_response(content, name=name, mime=mime, attachment=mime not in SAFE_TO_SHOW)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
