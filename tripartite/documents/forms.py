"""A field for what people send, used by the forms of the apps above."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from tripartite.documents.uploads import (
    ANY_KIND,
    KIND_ACCEPT,
    LONGEST_SIDE,
    CheckedFile,
    UploadError,
    UploadKind,
    check_file,
)


class CheckedFileField(forms.FileField):
    """A file of one of these kinds; its clean value is a ``CheckedFile``, ready to be kept."""

    default_error_messages = {
        "empty": "Ce fichier est vide : choisissez-en un autre.",
        "invalid": "Le fichier n’est pas arrivé : choisissez-le de nouveau.",
    }

    def __init__(
        self,
        *,
        accept: frozenset[UploadKind] = ANY_KIND,
        longest_side: int = LONGEST_SIDE,
        **kwargs: Any,
    ) -> None:
        self.accept = accept
        self.longest_side = longest_side
        super().__init__(**kwargs)
        known = [words for kind, words in KIND_ACCEPT.items() if kind in accept]
        self.widget.attrs["accept"] = ",".join(known)

    def clean(self, data: Any, initial: Any = None) -> CheckedFile | None:
        """Open what was sent; a refusal is the error of the field."""
        file: UploadedFile[Any] | None = super().clean(data, initial)
        if not file:
            return None
        try:
            return check_file(
                file,
                name=file.name or "",
                size=file.size or 0,
                accept=self.accept,
                longest_side=self.longest_side,
            )
        except UploadError as error:
            raise ValidationError(error.sentence, code=error.code) from error
