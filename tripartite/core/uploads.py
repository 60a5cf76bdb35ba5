"""No upload fills the memory or the disk, whatever its size."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

#: Larger than every limit of a form, so that each form refuses with its own sentence.
CAP = 20 * 1024 * 1024


class CappedUploadHandler(FileUploadHandler):
    """First of the handlers: what goes beyond the cap is read and thrown away.

    The handlers after it keep the first bytes only, enough for the form to see that the file is
    too heavy and to say so.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data if start <= CAP else None

    def file_complete(self, file_size: int) -> UploadedFile[Any] | None:  # noqa: ARG002  # Django's signature
        """Leave the file to the next handler."""
        return None
