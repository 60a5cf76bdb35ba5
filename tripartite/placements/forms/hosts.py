"""What the office corrects of a host, a place, a person; and what it chooses in a merger."""

from typing import Any

from django import forms

from tripartite.core.forms import DayInput
from tripartite.hosts.domain import ContactDetails
from tripartite.hosts.domain.merging import KEPT, OTHER
from tripartite.hosts.domain.people import doubt_about
from tripartite.hosts.merging import Merger, in_words
from tripartite.hosts.models import Contact, Host, Site
from tripartite.hosts.queries import people_of


class HostForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    class Meta:
        model = Host
        fields = (
            "name",
            "trade_name",
            "legal_form",
            "activity",
            "clientele",
            "country",
            "identifier_kind",
            "identifier",
            "headcount",
            "naf",
        )

    headcount = forms.IntegerField(
        label="Effectif déclaré", min_value=0, max_value=10_000_000, required=False
    )

    def _post_clean(self) -> None:
        """The action checks the identifier, and says what is wrong with it."""


class SiteForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    class Meta:
        model = Site
        fields = (
            "name",
            "address",
            "postcode",
            "city",
            "phone",
            "siret",
            "is_head_office",
            "closed_on",
            "latitude",
            "longitude",
        )
        widgets = {"closed_on": DayInput}
        help_texts = {
            "closed_on": "Un lieu fermé ne peut plus être déclaré ; ses anciens stages restent.",
            "latitude": "À remplir à la main seulement si le lieu est mal placé sur la carte.",
        }

    siret = forms.CharField(label="SIRET du lieu", max_length=20, required=False)
    latitude = forms.FloatField(min_value=-90, max_value=90, required=False)
    longitude = forms.FloatField(min_value=-180, max_value=180, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if (cleaned.get("latitude") is None) != (cleaned.get("longitude") is None):
            self.add_error("longitude", "Donnez la latitude et la longitude, ou aucune des deux.")
        return cleaned

    def _post_clean(self) -> None:
        """The action writes, once it has looked at what changed."""


class ContactForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    class Meta:
        model = Contact
        fields = ("first_name", "last_name", "job_title", "email", "phone")
        help_texts = {"email": "Sans adresse, cette personne signe sur papier."}

    confirm = forms.BooleanField(label="Je confirme", required=False)

    def __init__(self, data: Any = None, *, host: Host, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.doubt = ""
        if data is not None:
            told = (str(data.get(name, "")).strip() for name in self.Meta.fields)
            known = people_of(host, but=self.instance.pk)
            self.doubt = doubt_about(ContactDetails(*told), known)
        if not self.doubt:
            del self.fields["confirm"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.pop("confirm", False) and self.doubt:
            self.add_error("confirm", self.doubt)
        return cleaned

    def _post_clean(self) -> None:
        """The action writes, once it has looked at what changed."""


class MergeForm(forms.Form):
    """One choice for each thing that both files tell differently."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, merger: Merger) -> None:
        super().__init__(data, initial={"seen": merger.fingerprint})
        self.merger = merger
        self.names = {d.key: d.key.replace(":", "_") for d in merger.asked}
        for asked in merger.asked:
            self.fields[self.names[asked.key]] = forms.ChoiceField(
                label=asked.label,
                widget=forms.RadioSelect,
                initial=KEPT,
                choices=[
                    (KEPT, in_words(asked, asked.kept)),
                    (OTHER, in_words(asked, asked.other)),
                ],
            )

    def decision(self) -> dict[str, Any]:
        """What the action is told; only of a valid form."""
        chosen = {key: self.cleaned_data[name] for key, name in self.names.items()}
        return {"chosen": chosen, "seen": self.cleaned_data["seen"]}

    @property
    def choices(self) -> list[forms.BoundField]:
        return [self[name] for name in self.names.values()]
