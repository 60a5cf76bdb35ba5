"""The declaration of a welcome: where, who, when."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models.functions import Lower

from tripartite.accounts.domain import Country
from tripartite.accounts.models import School, User
from tripartite.core.errors import DomainError
from tripartite.core.forms import DayInput
from tripartite.hosts.domain import ContactDetails
from tripartite.hosts.domain.addresses import doubt_about
from tripartite.hosts.models import Contact
from tripartite.placements.domain import (
    USUAL_WEEK,
    Dates,
    Declaration,
    check_dates,
    share_an_address,
)
from tripartite.placements.domain.versions import digest_of
from tripartite.placements.forms.asked import ASKED
from tripartite.placements.forms.official import Data
from tripartite.placements.forms.place import SAVE, TOTAL, PlaceForm
from tripartite.placements.forms.timetable import TimetableForm, clocks_of
from tripartite.placements.models import Placement
from tripartite.placements.planning import Plan
from tripartite.placements.snapshots import declared_words
from tripartite.school.models import Period, Student

PERSON = ("first_name", "last_name", "job_title", "email", "phone")
BY_EMAIL = "Il ou elle y recevra son lien personnel ; sans adresse, tout se fait sur papier."


class PeopleForm(forms.Form):
    """The tutor and the person who signs for the host, who may be one."""

    tutor_first_name = forms.CharField(label="Prénom du tuteur", max_length=80)
    tutor_last_name = forms.CharField(label="Nom du tuteur", max_length=80)
    tutor_job_title = forms.CharField(label="Fonction du tuteur", max_length=100)
    tutor_email = forms.EmailField(
        label="Adresse électronique du tuteur", help_text=BY_EMAIL, required=False
    )
    tutor_phone = forms.CharField(label="Téléphone du tuteur", max_length=30, required=False)
    same_person = forms.BooleanField(
        label="Le tuteur signe aussi la convention pour l’organisation", required=False
    )
    signatory_first_name = forms.CharField(label="Prénom du représentant", max_length=80, **ASKED)
    signatory_last_name = forms.CharField(label="Nom du représentant", max_length=80, **ASKED)
    signatory_job_title = forms.CharField(label="Fonction du représentant", max_length=100, **ASKED)
    signatory_email = forms.EmailField(
        label="Adresse électronique du représentant", help_text=BY_EMAIL, required=False
    )
    signatory_phone = forms.CharField(
        label="Téléphone du représentant", max_length=30, required=False
    )
    same_email_ok = forms.BooleanField(
        label="C’est bien la même adresse pour ces deux personnes", required=False
    )
    emails_ok = forms.BooleanField(
        label="Je l’ai vérifié : ce sont les bonnes adresses", required=False
    )
    asks_same_email = False
    asks_emails = False
    #: Whose the declaration is; set by the page.
    student: Student

    @property
    def types_signatory(self) -> bool:
        """Whether the fields of another representative than the tutor stand open."""
        return not self["same_person"].value()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        cleaned["signatory"] = None
        if not cleaned.get("same_person"):
            for name in ("first_name", "last_name", "job_title"):
                self._require_signatory(f"signatory_{name}")
            cleaned["signatory"] = self._person("signatory")
        cleaned["tutor"] = self._person("tutor")
        self._ask_about_the_address(cleaned)
        self._ask_about_doubts(cleaned)
        return cleaned

    def _require_signatory(self, name: str) -> None:
        if name not in self.errors and not self.cleaned_data.get(name):
            self.add_error(
                name,
                "Nommez la personne qui signe pour l’organisation, ou dites que c’est le tuteur.",
            )

    def _person(self, who: str) -> ContactDetails | None:
        names = [f"{who}_{name}" for name in PERSON]
        if any(name in self.errors for name in names):
            return None
        return ContactDetails(*(self.cleaned_data[name] for name in names))

    def _ask_about_the_address(self, cleaned: dict[str, Any]) -> None:
        tutor, signatory = cleaned["tutor"], cleaned["signatory"]
        if tutor is None or not share_an_address(tutor, signatory):
            return
        self.asks_same_email = True
        if not cleaned.get("same_email_ok"):
            self.add_error(
                "same_email_ok",
                "Deux personnes différentes ont la même adresse : chacune signera avec un code "
                "envoyé à cette adresse. Corrigez-en une, ou cochez cette case.",
            )

    def _ask_about_doubts(self, cleaned: dict[str, Any]) -> None:
        """Domains that look like a slip, and addresses of the school's own side: asked, once."""
        typed = {
            whose: person.email
            for whose, person in (
                ("Tuteur", cleaned["tutor"]),
                ("Représentant", cleaned["signatory"]),
            )
            if person is not None and person.email
        }
        own = own_addresses(self.student, typed.values()) if typed else {}
        doubts = [doubt_about(whose, email, own) for whose, email in typed.items()]
        if not any(doubts):
            return
        self.asks_emails = True
        if not cleaned.get("emails_ok"):
            told = " ".join(filter(None, doubts))
            self.add_error("emails_ok", f"{told} Corrigez l’adresse, ou cochez cette case.")


def own_addresses(student: Student, emails: Iterable[str]) -> dict[str, str]:
    """Which of these addresses belong to the school's side of the placement, and to whom."""
    asked = [email.casefold() for email in emails]
    members = User.objects.annotate(lower=Lower("email")).filter(
        lower__in=asked, memberships__school=student.school_id
    )
    own = {(user.email or "").casefold(): f"{user} (établissement)" for user in members.distinct()}
    if student.guardian_email:
        own[student.guardian_email.casefold()] = f"{student.guardian_name} (représentant légal)"
    if student.user.email:
        own[student.user.email.casefold()] = f"{student} (étudiant)"
    return own


class DeclarationForm(PlaceForm, PeopleForm, TimetableForm):
    """The whole page. ``do`` says which button was pressed: search, total or save."""

    #: The digest of the declaration that the page showed.
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    starts_on = forms.DateField(label="Premier jour", widget=DayInput)
    ends_on = forms.DateField(label="Dernier jour", widget=DayInput)
    dates_reason = forms.CharField(
        label="Motif, si ce ne sont pas les dates de la période", max_length=300, required=False
    )
    holidays_worked = forms.BooleanField(
        label="L’étudiant travaille les jours fériés", required=False
    )

    def __init__(
        self,
        data: Data = None,
        *,
        school: School,
        student: Student,
        period: Period,
        initial: dict[str, Any],
    ) -> None:
        self.student = student
        self.period = period
        #: What somebody else saved while this was typed, in words.
        self.theirs: dict[str, str] = {}
        super().__init__(data, school=school, initial=initial)
        self.order_fields([*PlaceForm.base_fields, *PeopleForm.base_fields])
        if self.do == TOTAL:
            self._keep_errors(of=[name for row in self.day_rows for name in _names(row.cells)])
        elif self.is_bound and self.do != SAVE:
            self._keep_errors(of=())

    @property
    def is_to_save(self) -> bool:
        """Whether the act is to save, and nothing stands against it."""
        return self.do == SAVE and self.is_valid()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if cleaned.get("starts_on") and cleaned.get("ends_on"):
            wanted = Dates(cleaned["starts_on"], cleaned["ends_on"])
            usual = Dates(self.period.starts_on, self.period.ends_on)
            try:
                check_dates(wanted, usual, cleaned.get("dates_reason", ""))
            except DomainError as error:
                at = "dates_reason" if error.code == "dates_reason_needed" else "ends_on"
                self.add_error(at, error.sentence)
        return cleaned

    def _keep_errors(self, *, of: Any) -> None:
        """Looking something up is no time to be told what is still missing."""
        for name in [name for name in self.errors if name not in of]:
            del self.errors[name]

    def over(self, words: dict[str, str]) -> None:
        """Make the page ready to be saved over what somebody else wrote, which it now shows."""
        data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        data["seen"] = digest_of(words)
        self.theirs = words
        self.data = data

    def plan(self, placement: Placement | None = None) -> Plan | None:
        """What the law is asked about, as far as it is typed; None until it makes sense."""
        weekly = self.weekly
        values = self.cleaned_data if self.is_bound else self.initial
        starts_on, ends_on = values.get("starts_on"), values.get("ends_on")
        if weekly is None or not weekly.weekly_minutes or not starts_on or not ends_on:
            return None
        if ends_on <= starts_on:
            return None
        site, host = self.chosen_place()
        country = host.country if host else values.get("country") or Country.FR
        return Plan(
            school=self.school,
            student=self.student,
            period=self.period,
            starts_on=starts_on,
            ends_on=ends_on,
            timetable=weekly,
            holidays_worked=bool(values.get("holidays_worked")),
            host=host,
            country=country,
            postcode=site.postcode if site else values.get("postcode") or "",
            headcount=host.headcount if host else values.get("headcount"),
            tutor=values.get("tutor") if self.is_bound else None,
            placement=placement,
        )

    def declaration(self) -> Declaration:
        """What was declared; only of a valid form."""
        cleaned = self.cleaned_data
        return Declaration(
            place=cleaned["place"],
            tutor=cleaned["tutor"],
            signatory=cleaned["signatory"],
            starts_on=cleaned["starts_on"],
            ends_on=cleaned["ends_on"],
            timetable=cleaned["timetable"],
            dates_reason=cleaned["dates_reason"],
            holidays_worked=cleaned["holidays_worked"],
        )


def initial_of_period(period: Period, words: str = "") -> dict[str, Any]:
    """A fresh page: the dates of the period and a usual week."""
    return {
        "q": words,
        "choice": "new",
        "starts_on": period.starts_on,
        "ends_on": period.ends_on,
        **clocks_of(USUAL_WEEK),
    }


def initial_of_placement(placement: Placement, words: str = "") -> dict[str, Any]:
    """What was declared, to be corrected."""
    initial = initial_of_period(placement.period, words) | {
        "seen": digest_of(declared_words(placement)),
        "starts_on": placement.starts_on,
        "ends_on": placement.ends_on,
        "dates_reason": placement.dates_reason,
        "holidays_worked": placement.holidays_worked,
    }
    if placement.site_id is not None:
        initial["choice"] = f"site:{placement.site_id}"
    if placement.timetable:
        initial = {k: v for k, v in initial.items() if k not in clocks_of(USUAL_WEEK)}
        initial |= clocks_of(placement.weekly)
    initial |= _person_initial("tutor", placement.tutor)
    if placement.signatory_id is not None and placement.signatory_id == placement.tutor_id:
        return initial | {"same_person": True}
    return initial | _person_initial("signatory", placement.signatory)


def _person_initial(who: str, contact: Contact | None) -> dict[str, Any]:
    return {f"{who}_{name}": getattr(contact, name) for name in PERSON} if contact else {}


def _names(cells: list[forms.BoundField]) -> list[str]:
    return [cell.name for cell in cells]
