"""What the office types: the terms as they should be, or how a placement stopped."""

from dataclasses import replace
from datetime import date
from typing import Any

from django import forms

from tripartite.agreements.amendments.actions import BreakOff
from tripartite.agreements.amendments.domain import Wanted
from tripartite.agreements.amendments.mission_rows import MissionRows
from tripartite.agreements.amendments.queries import People, initial_of
from tripartite.core.forms import DayInput
from tripartite.hosts.domain import ContactDetails
from tripartite.hosts.models import Contact
from tripartite.law.timetable import WeeklyTimetable
from tripartite.placements.domain.framing import HEADING_HELP, TEXTS
from tripartite.placements.domain.terms import STOP_LABELS, StopKind, Terms
from tripartite.placements.forms.asked import ASKED
from tripartite.placements.forms.framing import LONGEST_HEADING
from tripartite.placements.forms.timetable import TimetableForm, clocks_of
from tripartite.placements.models import Placement

#: The tutor is somebody whom the host has not named yet; the row is made when it is sent.
NEW = 0
_DAY: dict[str, Any] = {"widget": DayInput, "error_messages": {"invalid": "Donnez un jour."}}
_NEW_TUTOR = {
    "tutor_first_name": "Donnez le prénom du nouveau tuteur.",
    "tutor_last_name": "Donnez le nom du nouveau tuteur.",
    "tutor_job": "Donnez sa fonction.",
}


class AmendmentForm(TimetableForm):
    """The terms in force, to be changed where they change; the rest is left as it is."""

    reason = forms.CharField(
        label="Pourquoi cet avenant",
        help_text="Une ou deux phrases, imprimées à l’article 1. Jamais de motif médical.",
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Dites en une phrase pourquoi la convention change."},
    )
    since = forms.DateField(
        label="Prend effet le",
        help_text="Pour les horaires, le lieu, les personnes et les missions.",
        **_DAY,
    )
    starts_on = forms.DateField(label="Premier jour", **_DAY)
    ends_on = forms.DateField(label="Dernier jour", **_DAY)
    holiday_terms = forms.CharField(
        label="Modalités de la prolongation pendant des vacances",
        help_text="Présence et suivi par l’équipe. Toujours demandées pour juillet et août, où "
        "quatre semaines de repos consécutives restent dues.",
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2}),
        **ASKED,
    )
    holidays_worked = forms.BooleanField(label="Jours fériés travaillés", required=False)
    tutor_first_name = forms.CharField(label="Prénom", max_length=80, **ASKED)
    tutor_last_name = forms.CharField(label="Nom", max_length=80, **ASKED)
    tutor_job = forms.CharField(label="Fonction", max_length=120, **ASKED)
    tutor_email = forms.EmailField(
        label="Adresse électronique", help_text="Sans adresse, il signe sur papier.", required=False
    )
    tutor_gone = forms.BooleanField(
        label="Le tuteur remplacé n’est plus là pour signer", required=False
    )
    referent_gone = forms.BooleanField(
        label="Le référent remplacé n’est plus là pour signer", required=False
    )
    stop = forms.ChoiceField(
        label="Le stage s’interrompt",
        choices=[("", "Non, il va à son terme"), *STOP_LABELS.items()],
        required=False,
    )
    interrupted_on = forms.DateField(
        label="À compter du", help_text="Premier jour sans présence.", **_DAY, **ASKED
    )

    def __init__(
        self,
        *args: Any,
        placement: Placement,
        terms: Terms,
        people: People,
        today: date,
        why: str = "",
        **kwargs: Any,
    ) -> None:
        """``why`` is what the reason begins with, as the page that leads here has it."""
        self.terms = terms
        start = initial_of(terms) | {"since": max(today, terms.starts_on), "reason": why[:600]}
        start |= clocks_of(WeeklyTimetable.from_json(terms.current.week))
        super().__init__(*args, initial=start, **kwargs)
        data = self.data if self.is_bound else None
        self.missions = MissionRows(data, terms=terms, placement=placement)
        for name, (title, help_text) in TEXTS.items():
            self.fields[name] = forms.CharField(
                label=title,
                help_text=help_text if name == "information" else "",
                **ASKED,
                max_length=LONGEST_HEADING,
                widget=forms.Textarea(attrs={"rows": 3 if name in HEADING_HELP else 2}),
            )
        contacts = [(c.pk, f"{c}, {c.job_title}") for c in people.contacts.values()]
        choices: dict[str, tuple[str, list[tuple[int, str]]]] = {
            "site": ("Lieu du stage", [(s.pk, _place(s)) for s in people.sites.values()]),
            "tutor": ("Tuteur", [*contacts, (NEW, "Une autre personne, nommée ci-dessous")]),
            "referent": (
                "Enseignant référent",
                [(u.pk, str(u)) for u in people.teachers.values()],
            ),
        }
        for name, (label, known) in choices.items():
            self.fields[name] = forms.TypedChoiceField(label=label, coerce=int, choices=known)
        self.people = people

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.missions.is_valid():
            self.add_error(None, "Une mission est à corriger : voyez « Missions », plus bas.")
        if cleaned.get("tutor") == NEW:
            for name, sentence in _NEW_TUTOR.items():
                if not cleaned.get(name):
                    self.add_error(name, sentence)
        if cleaned.get("stop") and not cleaned.get("interrupted_on"):
            self.add_error("interrupted_on", "Dites à compter de quel jour.")
        if cleaned.get("interrupted_on") and not cleaned.get("stop"):
            self.add_error("stop", "Dites à l’initiative de qui.")
        return cleaned

    @property
    def new_tutor(self) -> ContactDetails | None:
        """Whom to add to the people of the host; None when the tutor is known."""
        said = self.cleaned_data
        if said["tutor"] != NEW:
            return None
        return ContactDetails(
            first_name=said["tutor_first_name"],
            last_name=said["tutor_last_name"],
            job_title=said["tutor_job"],
            email=said["tutor_email"],
        )

    @property
    def known_people(self) -> People:
        """The people, with the new tutor among them before anything is written."""
        new = self.new_tutor
        if new is None:
            return self.people
        contact = Contact(
            pk=NEW,
            first_name=new.first_name,
            last_name=new.last_name,
            job_title=new.job_title,
            email=new.email,
        )
        people = self.people
        return replace(people, contacts=people.contacts | {NEW: contact})

    @property
    def wanted(self) -> Wanted:
        said = self.cleaned_data
        return Wanted(
            reason=" ".join(said["reason"].split()),
            since=said["since"],
            starts_on=said["starts_on"],
            ends_on=said["ends_on"],
            week=said["timetable"].to_json(),
            holidays_worked=said["holidays_worked"],
            site=said["site"],
            tutor=said["tutor"],
            referent=said["referent"],
            headings=replace(self.terms.headings, **{n: _text(said[n]) for n in TEXTS}),
            missions=self.missions.agreed,
            holiday_terms=said["holiday_terms"],
            interrupted_on=said["interrupted_on"],
            stop=StopKind(said["stop"]) if said["stop"] else None,
            tutor_gone=said["tutor_gone"],
            referent_gone=said["referent_gone"],
        )

    @property
    def heading_errors(self) -> bool:
        """Something is to be mended under the fold."""
        return any(self[name].errors for name in TEXTS)

    @property
    def heading_fields(self) -> list[Any]:
        return [self[name] for name in TEXTS]


def _text(typed: str) -> str:
    """Browsers send CRLF: an untouched text is not a change."""
    return typed.replace("\r\n", "\n").strip()


def _place(site: Any) -> str:
    return ", ".join(filter(None, (site.name, site.address, f"{site.postcode} {site.city}")))


class BreakOffForm(forms.Form):
    """A party ended the placement: when, who, and by which writing."""

    stopped_on = forms.DateField(
        label="Interrompu à compter du", help_text="Premier jour sans présence.", **_DAY
    )
    kind = forms.ChoiceField(label="Qui y met fin", choices=STOP_LABELS.items())
    notice_on = forms.DateField(
        label="Écrit reçu le",
        help_text="Chaque partie met fin au stage par un écrit motivé adressé aux autres.",
        **_DAY,
    )
    reason = forms.CharField(
        label="Motif",
        help_text="Ce que dit l’écrit, en une phrase. Jamais de motif médical.",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Dites en une phrase pourquoi."},
    )

    @property
    def stop(self) -> BreakOff:
        said = self.cleaned_data
        return BreakOff(
            said["stopped_on"], StopKind(said["kind"]), said["notice_on"], said["reason"]
        )
