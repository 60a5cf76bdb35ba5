"""What is typed in a request, and the days when somebody is away."""

from typing import Any

from django import forms

from tripartite.accounts.domain import Role
from tripartite.accounts.models import School, User
from tripartite.core.forms import DayInput

NO_MEDICAL = "N’écrivez aucun motif médical."


def _text(label: str, help_text: str = "", rows: int = 5) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=5000,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": "Écrivez votre message : une phrase suffit."},
    )


class AskForm(forms.Form):
    text = _text("Votre message", NO_MEDICAL)


class ReplyForm(forms.Form):
    """``seen`` is how many messages the page showed."""

    text = _text("Votre message", NO_MEDICAL, rows=4)
    seen = forms.IntegerField(widget=forms.HiddenInput)


class ReopenForm(forms.Form):
    reason = _text("Ce qui reste à régler", rows=3)


class AbsenceForm(forms.Form):
    """``who`` is offered to the office only; a teacher notes his or her own days."""

    who = forms.ModelChoiceField(
        label="Qui",
        queryset=User.objects.none(),
        required=False,
        empty_label="Tout l’établissement (vacances, fermeture)",
    )
    starts_on = forms.DateField(
        label="Premier jour",
        widget=DayInput,
        error_messages={"required": "Choisissez le premier jour."},
    )
    ends_on = forms.DateField(
        label="Dernier jour",
        widget=DayInput,
        error_messages={"required": "Choisissez le dernier jour."},
    )

    def __init__(self, *args: Any, school: School, for_office: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if for_office:
            people = User.objects.members_of(school, Role.TEACHER, Role.OFFICE)
            field = self.fields["who"]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = people.order_by("last_name", "first_name", "pk")
        else:
            del self.fields["who"]
