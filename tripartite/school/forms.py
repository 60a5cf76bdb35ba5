"""What the office types. Validation only: the acts are in ``actions``."""

from typing import Any

from django import forms

from tripartite.accounts.domain import ROLE_LABELS, Role
from tripartite.accounts.models import School, User
from tripartite.core.forms import DayInput
from tripartite.school.domain.decoding import MAX_BYTES
from tripartite.school.models import Cohort, Period, Programme, Student

TEAM_ROLES = (Role.TEACHER, Role.OFFICE, Role.HEAD)


class CohortForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    class Meta:
        model = Cohort
        fields = ("programme", "name", "year", "exam_session")
        help_texts = {
            "name": "Tel que dans les listes de classe, par exemple NDRC1.",
            "year": "2026 pour l’année scolaire 2026-2027.",
            "exam_session": "L’année où la classe passe l’examen, si elle est connue.",
        }

    def __init__(self, *args: Any, school: School, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        programmes = school.programmes.order_by("short_name")
        self.fields["programme"] = forms.ModelChoiceField(
            programmes,
            label="Formation",
            initial=programmes.first() if len(programmes) == 1 else None,
            empty_label="Choisir…",
        )


class PeriodForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    class Meta:
        model = Period
        fields = (
            "number",
            "starts_on",
            "ends_on",
            "host_due_on",
            "objectives",
            "reference",
            "reference_date",
        )
        labels = {"starts_on": "Premier jour", "ends_on": "Dernier jour"}
        widgets = {
            "starts_on": DayInput,
            "ends_on": DayInput,
            "host_due_on": DayInput,
            "reference_date": DayInput,
            "objectives": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "ends_on": "Les stages déjà ouverts gardent leurs propres dates.",
            "host_due_on": "Rappelée aux étudiants qui n’ont pas encore trouvé.",
        }


class TeacherForm(forms.Form):
    teacher = forms.ModelChoiceField(
        User.objects.none(),
        label="Enseignant",
        empty_label="Choisir…",
        error_messages={"required": "Choisissez un enseignant dans la liste."},
    )

    def __init__(self, *args: Any, teachers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["teacher"].queryset = teachers  # type: ignore[attr-defined]  # ModelChoiceField


class UploadForm(forms.Form):
    file = forms.FileField(
        label="Liste de la classe (CSV)",
        help_text="L’export de SIECLE, de PRONOTE ou d’un tableur. Rien n’est importé avant que "
        "vous ayez vu l’aperçu.",
        error_messages={"required": "Choisissez le fichier exporté."},
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,text/csv"}),
    )

    def content(self) -> bytes:
        """The bytes of the file, one too many when it is too large."""
        data: bytes = self.cleaned_data["file"].read(MAX_BYTES + 1)
        return data


class StudentForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    last_name = forms.CharField(label="Nom", max_length=80)
    first_name = forms.CharField(label="Prénom", max_length=80)
    email = forms.EmailField(
        label="Adresse électronique",
        required=False,
        help_text="C’est avec elle que l’étudiant se connecte.",
    )

    class Meta:
        model = Student
        fields = (
            *("birth_date", "ine", "phone", "address", "postcode", "city", "nationality"),
            *("guardian_name", "guardian_email"),
        )
        widgets = {"birth_date": DayInput}
        help_texts = {"guardian_name": "Nécessaire à la convention d’un étudiant mineur."}

    field_order = ("last_name", "first_name", "email")

    def __init__(self, data: Any, *, instance: Student) -> None:
        user = instance.user
        known = {n: getattr(user, n) or "" for n in ("last_name", "first_name", "email")}
        super().__init__(data, instance=instance, initial=known)

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def clean_ine(self) -> str:
        return str(self.cleaned_data["ine"]).upper()


class LeavingForm(forms.Form):
    left_on = forms.DateField(
        label="Sorti de la classe le",
        required=False,
        widget=DayInput,
        help_text="Laissez vide s’il y est toujours. Ses stages et ses papiers restent.",
    )


class MemberForm(forms.Form):
    first_name = forms.CharField(label="Prénom", max_length=80)
    last_name = forms.CharField(label="Nom", max_length=80)
    email = forms.EmailField(label="Adresse électronique professionnelle")
    role = forms.ChoiceField(
        label="Rôle",
        choices=[(role.value, ROLE_LABELS[role]) for role in TEAM_ROLES],
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez un rôle."},
    )

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class SchoolForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    class Meta:
        model = School
        fields = (
            *("name", "uai", "country", "address", "postcode", "city", "phone", "email"),
            *("head_title", "technical_head", "deliberation_date", "reference", "insurance"),
            *("approval_number", "signing_order"),
        )
        widgets = {"deliberation_date": DayInput}
        help_texts = {
            "technical_head": "« Nom » ou « Nom, fonction » : imprimé au bas du livret.",
            "deliberation_date": "Le jour où le conseil a approuvé la convention type ; les "
            "versions suivantes des clauses portent leur propre date.",
            "signing_order": "Pour les prochaines conventions. Chacun n’est invité à signer qu’à "
            "son tour.",
            "insurance": "L’assureur et le numéro du contrat, tels qu’imprimés sur la convention.",
        }


class ProgrammeForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    class Meta:
        model = Programme
        fields = ("curriculum", "name", "short_name", "yearly_hours", "weeks_required")
        labels = {"curriculum": "Référentiel"}
        help_texts = {"short_name": "Par exemple BTS NDRC."}
