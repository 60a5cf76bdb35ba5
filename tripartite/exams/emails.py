"""The messages about the exam file: a sheet to read, read, and a file in danger."""

from django.conf import settings
from django.urls import reverse

from tripartite.accounts.models import User
from tripartite.core.fr import count_of, de, long_day
from tripartite.exams.domain.conformity import LIGHT_LABELS, Check, Light
from tripartite.exams.models import Sheet
from tripartite.exams.queries import ExamFile
from tripartite.mailing.domain import Button, Message
from tripartite.school.models import Cohort


def _url(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def sheet_submitted(sheet: Sheet, to: User) -> Message:
    """To those who read it: a sheet waits for their validation."""
    student = sheet.candidate.student
    return Message(
        kind="sheet_submitted",
        to=to.email or "",
        to_name=to.get_full_name(),
        school_name=student.school.name,
        subject=f"Fiche {sheet.exam} à relire – {student}",
        paragraphs=(
            f"{student} vous soumet une fiche pour l’épreuve {sheet.exam} : « {sheet.title} ».",
            "Lisez-la, puis validez-la ou renvoyez-la avec une remarque : une fiche non validée "
            "ne part pas dans le dossier.",
        ),
        button=Button("Lire la fiche", _url(sheet.get_absolute_url())),
        file=sheet.candidate.file,
    )


def sheet_decided(sheet: Sheet) -> Message:
    """To the student: the sheet is validated, or to be taken up again."""
    student = sheet.candidate.student
    validated = sheet.validated_at is not None
    said = (
        "Elle fera partie de votre dossier d’épreuve."
        if validated
        else f"Remarque : « {sheet.remark} »"
    )
    return Message(
        kind="sheet_decided",
        to=student.user.email or "",
        to_name=student.user.get_full_name(),
        school_name=student.school.name,
        subject=f"Fiche {sheet.exam} {'validée' if validated else 'à reprendre'}",
        paragraphs=(
            f"Votre fiche « {sheet.title} » ({sheet.exam}) est "
            f"{'validée' if validated else 'à reprendre'}.",
            said,
        ),
        button=Button("Ouvrir la fiche", _url(sheet.get_absolute_url())),
        file=sheet.candidate.file,
    )


def file_in_danger(file: ExamFile, to: User) -> Message:
    """To the student, the référent and the office: what is not in order, who must act, by when."""
    student = file.enrolment.student
    wanting = [check for check in file.checks if check.light is not Light.GREEN]
    due = file.facts.due_on
    left = file.facts.days_left
    soon = f"dans {count_of(left, 'jour')}" if left else "aujourd’hui"
    when = f" Il est à déposer au plus tard le {long_day(due)} ({soon})." if due else ""
    return Message(
        kind="exam_file_in_danger",
        to=to.email or "",
        to_name=to.get_full_name(),
        school_name=student.school.name,
        subject=f"Dossier d’épreuve à compléter – {student}",
        paragraphs=(
            f"Le dossier d’épreuve {de(str(student))} n’est pas en ordre.{when}",
            *(_line(check) for check in wanting),
        ),
        button=Button(
            "Ouvrir le dossier d’épreuve",
            _url(reverse("exams:file", kwargs={"enrolment": file.enrolment.pk})),
        ),
        small=(
            "Un dossier non conforme n’est pas examiné : le candidat n’obtient pas le diplôme.",
        ),
        file=f"candidate:{file.candidate.pk}" if file.candidate else "",
    )


def files_in_danger(cohort: Cohort, files: list[ExamFile], to: User) -> Message:
    """To a référent or the office: the files of a class that are not in order, worst first."""
    due = files[0].facts.due_on
    when = f" Ils sont à déposer au plus tard le {long_day(due)}." if due else ""
    ordered = sorted(files, key=lambda file: list(reversed(Light)).index(file.light))
    return Message(
        kind="exam_files_in_danger",
        to=to.email or "",
        to_name=to.get_full_name(),
        school_name=cohort.programme.school.name,
        subject=f"{count_of(len(files), 'dossier')} d’épreuve à compléter – {cohort}",
        paragraphs=(
            f"{count_of(len(files), 'dossier')} d’épreuve de la classe {cohort} ne sont pas en "
            f"ordre.{when}",
            *(_file_line(file) for file in ordered),
        ),
        button=Button(
            "Ouvrir les dossiers de la classe",
            _url(reverse("exams:board", kwargs={"cohort": cohort.pk})),
        ),
        small=(
            "Un dossier non conforme n’est pas examiné : le candidat n’obtient pas le diplôme.",
        ),
        file=f"cohort:{cohort.pk}",
    )


def _file_line(file: ExamFile) -> str:
    gap = file.first_gap
    said = f" : {gap.sentence}" if gap else ""
    return f"{file.enrolment.student} ({LIGHT_LABELS[file.light]}){said}"


def date_missing(cohort: Cohort, to: User) -> Message:
    """To the office: the date by which the files are due is not noted, so nobody is warned."""
    return Message(
        kind="exam_date_missing",
        to=to.email or "",
        to_name=to.get_full_name(),
        school_name=cohort.programme.school.name,
        subject=f"Date de dépôt des dossiers à noter – {cohort}",
        paragraphs=(
            f"La date de dépôt des dossiers d’épreuve de la classe {cohort} (session "
            f"{cohort.exam_session}) n’est pas notée : tant qu’elle manque, personne n’est prévenu "
            "d’un dossier incomplet.",
            "Reprenez-la de la circulaire académique ; elle vaut pour toutes les classes de la "
            "formation.",
        ),
        button=Button(
            "Noter la date de dépôt",
            _url(reverse("exams:deadline", kwargs={"cohort": cohort.pk})),
        ),
        file=f"cohort:{cohort.pk}",
    )


def _line(check: Check) -> str:
    said = " ".join(gap.sentence for gap in check.gaps)
    return f"{check.code} – {said}"
