"""What the office sends: a CASE file, the competences of a task."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from tripartite.curriculum.case_import import from_json
from tripartite.curriculum.domain import CurriculumData, CurriculumError
from tripartite.curriculum.models import Competence, Task
from tripartite.curriculum.queries import competences_for

MAX_BYTES = 5_000_000


class CaseForm(forms.Form):
    """A CASE 1.1 file; ``cleaned_data["file"]`` is the référentiel it holds."""

    file = forms.FileField(
        label="Fichier CASE",
        help_text="Un export CASE 1.1 (JSON) de Tripartite, 5 Mo au plus.",
        widget=forms.ClearableFileInput(attrs={"accept": ".json,application/json"}),
    )

    def clean_file(self) -> CurriculumData:
        upload: UploadedFile[bytes] = self.cleaned_data["file"]
        if (upload.size or 0) > MAX_BYTES:
            raise forms.ValidationError("Ce fichier dépasse 5 Mo : choisissez un export CASE.")
        try:
            return from_json(upload.read().decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise forms.ValidationError(
                "Ce fichier n’est pas du texte en UTF-8 : choisissez un export CASE."
            ) from error
        except CurriculumError as error:
            raise forms.ValidationError(error.sentence) from error


class CompetenceChoices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not generic at run time
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.label} ({obj.code})"


class TiesForm(forms.Form):
    competences = CompetenceChoices(
        label="Compétences travaillées par cette tâche",
        queryset=Competence.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Ne cochez rien pour revenir à la proposition de Tripartite.",
    )

    def __init__(self, *args: Any, task: Task, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = [each.pk for each in competences_for(task)]
        field = self.fields["competences"]
        assert isinstance(field, CompetenceChoices)
        field.queryset = Competence.objects.filter(pk__in=allowed).order_by(
            "group__position", "position"
        )
