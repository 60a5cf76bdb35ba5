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
