"""How one was welcomed; what a host answers."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict

from tripartite.evaluations.domain.welcome import DEGREES, QUESTION_LABELS, Question, Said
from tripartite.evaluations.models import WelcomeReview


class WelcomeForm(forms.Form):
    recommends = forms.TypedChoiceField(
        label="Conseilleriez-vous cet accueil à un autre étudiant ?",
        choices=[("oui", "oui"), ("non", "non")],
        coerce=lambda typed: typed == "oui",
        widget=forms.RadioSelect,
        error_messages={"required": "Répondez par oui ou par non."},
    )
    good = forms.CharField(
        label="Ce qui était bien",
        max_length=1500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    better = forms.CharField(
        label="Ce qui pourrait être mieux",
        max_length=1500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: QueryDict | None = None, *, review: WelcomeReview | None) -> None:
        super().__init__(data, initial=_initial(review))
        for question, label in QUESTION_LABELS.items():
            self.fields[question.value] = forms.TypedChoiceField(
                label=label,
                choices=DEGREES.items(),
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": "Choisissez une des quatre réponses."},
            )
        self.order_fields([question.value for question in Question])

    def questions(self) -> Iterator[BoundField]:
        return (self[question.value] for question in Question)

    def review(self) -> dict[str, Any]:
        """What the action takes."""
        told = self.cleaned_data
        degrees = {question: told[question.value] for question in Question}
        said = Said(degrees, told["recommends"])
        return {"said": said, "good": told["good"], "better": told["better"]}


def _initial(review: WelcomeReview | None) -> dict[str, Any]:
    if review is None:
        return {}
    degrees = {question.value: getattr(review, question.value) for question in Question}
    recommends = "oui" if review.recommends else "non"
    return degrees | {"recommends": recommends, "good": review.good, "better": review.better}


class HostAnswerForm(forms.Form):
    text = forms.CharField(
        label="Votre réponse",
        max_length=3000,
        help_text="En général : ce que vous proposez, ce que vous attendez, ce qui a changé.",
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Écrivez votre réponse en quelques phrases."},
    )
