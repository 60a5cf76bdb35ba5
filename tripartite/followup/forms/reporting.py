"""The report of an exchange, as it is written on a phone before leaving."""

from typing import Any

from django import forms

from tripartite.core.drafts import SendingField
from tripartite.core.forms import DayInput
from tripartite.followup.domain.exchanges import (
    ALERT_LABELS,
    OUTCOME_LABELS,
    WHO_LABELS,
    Agreed,
    Alert,
    Outcome,
    Report,
    Who,
)
from tripartite.followup.forms.exchanges import TimeInput, moment
from tripartite.followup.models import Exchange

#: How many agreed actions have a line.
MOST_ACTIONS = 3


class ReportForm(forms.Form):
    """One line per mission of the framing, per promise of the host that is awaited, per action."""

    day = forms.DateField(
        label="Tenu le",
        widget=DayInput,
        error_messages={"required": "Dites quel jour l’échange a eu lieu."},
    )
    hour = forms.TimeField(
        label="à",
        widget=TimeInput,
        error_messages={"required": "Dites à quelle heure l’échange a eu lieu."},
    )
    present = forms.MultipleChoiceField(
        label="Présents", required=False, widget=forms.CheckboxSelectMultiple
    )
    others = forms.CharField(
        label="Autres personnes présentes",
        max_length=200,
        required=False,
        help_text="Nom et fonction.",
    )
    report = forms.CharField(
        label="Ce qui s’est dit",
        max_length=10000,
        help_text="Les partenaires du stage le liront. N’écrivez aucun motif médical.",
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Dites en quelques lignes ce qui s’est dit."},
    )
    alert = forms.TypedChoiceField(
        label="Alerte",
        choices=ALERT_LABELS.items(),
        coerce=Alert,
        initial=Alert.NONE,
        help_text="« Difficulté » prévient le bureau des stages aussitôt.",
        widget=forms.RadioSelect,
    )
    internal_note = forms.CharField(
        label="Note interne à l’équipe",
        max_length=5000,
        required=False,
        help_text="Ni l’étudiant ni l’accueil ne la lisent. N’écrivez aucun motif médical.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    sending = SendingField()

    def __init__(self, *args: Any, exchange: Exchange, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        placement = exchange.placement
        people = [placement.student, placement.tutor, placement.signatory, exchange.by]
        names = list(dict.fromkeys(str(person) for person in people if person))
        presents = self.fields["present"]
        assert isinstance(presents, forms.MultipleChoiceField)
        presents.choices = [(name, name) for name in names]
        self.missions = list(placement.missions.order_by("position"))
        for mission in self.missions:
            self.fields[f"mission_{mission.pk}"] = forms.TypedChoiceField(
                label=mission.title,
                choices=OUTCOME_LABELS.items(),
                coerce=Outcome,
                initial=Outcome.AS_FRAMED,
                widget=forms.RadioSelect,
                error_messages={"required": "Dites ce que devient cette mission."},
            )
            self.fields[f"word_{mission.pk}"] = forms.CharField(
                label="Précision", max_length=300, required=False
            )
        awaited = placement.promises.filter(received_on=None).order_by("position", "pk")
        self.fields["received"] = forms.TypedMultipleChoiceField(
            label="Informations promises : cochez ce que l’étudiant a reçu",
            choices=[(p.pk, p.label) for p in awaited],
            coerce=int,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self._add_actions()

    def _add_actions(self) -> None:
        for n in range(1, MOST_ACTIONS + 1):
            self.fields[f"what_{n}"] = forms.CharField(
                label=f"Suite convenue {n}", max_length=300, required=False
            )
            self.fields[f"who_{n}"] = forms.TypedChoiceField(
                label="Qui",
                choices=WHO_LABELS.items(),
                coerce=Who,
                initial=Who.STUDENT,
                required=False,
                empty_value=Who.STUDENT,
            )
            self.fields[f"due_{n}"] = forms.DateField(
                label="Avant le", widget=DayInput, required=False
            )

    def mission_lines(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"mission_{m.pk}"], self[f"word_{m.pk}"]) for m in self.missions]

    def action_lines(self) -> list[list[forms.BoundField]]:
        return [
            [self[f"what_{n}"], self[f"who_{n}"], self[f"due_{n}"]]
            for n in range(1, MOST_ACTIONS + 1)
        ]

    def has_promises(self) -> bool:
        field = self.fields["received"]
        return bool(getattr(field, "choices", ()))

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if not typed.get("present") and not (typed.get("others") or "").strip():
            self.add_error("present", "Dites qui était présent.")
        return typed

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        typed = self.cleaned_data
        people = [*typed["present"], *filter(None, [typed["others"].strip()])]
        report = Report(
            held_at=moment(typed["day"], typed["hour"]),
            present=", ".join(people)[:300],
            text=typed["report"],
            alert=typed["alert"],
            missions={
                m.pk: (typed[f"mission_{m.pk}"], typed[f"word_{m.pk}"]) for m in self.missions
            },
            received=frozenset(typed["received"]),
            agreed=tuple(
                Agreed(typed[f"what_{n}"], Who(typed[f"who_{n}"]), typed[f"due_{n}"])
                for n in range(1, MOST_ACTIONS + 1)
                if typed[f"what_{n}"].strip()
            ),
            internal_note=typed["internal_note"],
        )
        return {"report": report, "sending": typed["sending"]}
