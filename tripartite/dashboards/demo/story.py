"""One placement, whole: from the class list to the attestation, on its true dates."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tripartite.accounts.actions import accept_invitation
from tripartite.accounts.demo import PASSWORD
from tripartite.accounts.domain import Country
from tripartite.core import clock
from tripartite.dashboards.demo import after, conventions, exam, people, stays, steps
from tripartite.dashboards.demo.casting import WELCOMES
from tripartite.documents import actions as documents
from tripartite.exams.domain.conformity import LIGHT_LABELS
from tripartite.exams.queries import file_of
from tripartite.followup.models import Exchange
from tripartite.papers.models import Paper
from tripartite.placements.models import Placement
from tripartite.school import actions as school_actions
from tripartite.school.livrets import livret_of
from tripartite.school.models import Enrolment, Period

PERIODS = [
    (date(2027, 1, 4), date(2027, 1, 29)),
    (date(2027, 5, 31), date(2027, 6, 25)),
]
#: The only period of the second year: eight weeks, sixteen in all.
LAST_PERIOD = (date(2028, 1, 3), date(2028, 2, 25))
SESSION, DUE = 2028, date(2028, 3, 31)
HERO = "BIANCHI"


@dataclass(slots=True)
class Book:
    """What was done, when, and which files came out."""

    out: Path
    steps: list[dict[str, Any]] = field(default_factory=list)

    def tell(self, title: str, **facts: Any) -> None:
        self.steps.append({"step": title, "at": clock.now().isoformat(), **facts})

    def keep(self, name: str, content: bytes) -> dict[str, str]:
        (self.out / name).write_bytes(content)
        return {"file": name, "sha256": hashlib.sha256(content).hexdigest()}

    def keep_sealed(self, name: str, paper: Paper) -> dict[str, str]:
        paper = Paper.objects.select_related("sealed").get(pk=paper.pk)
        if paper.sealed is None:
            raise LookupError(f"{paper} is not sealed")
        return self.keep(name, documents.read(paper.sealed))

    def close(self) -> None:
        text = json.dumps({"steps": self.steps}, ensure_ascii=False, indent=2)
        (self.out / "story.json").write_text(text + "\n")


def on(day: date, hour: int, work: Callable[[], Any]) -> Any:
    """Do this on that day at that hour."""
    with clock.at(steps.moment(day, hour)):
        return work()


def play(out: Path, serial: int) -> Book:
    """Play the seven steps and write the papers and story.json to ``out``."""
    out.mkdir(parents=True, exist_ok=True)
    book = Book(out)
    with clock.at(steps.moment(date(2026, 9, 7), 9)):
        team, enrolment, period = _class_list(book, serial)
    with clock.at(steps.moment(date(2026, 10, 12), 18)):
        placement = _framing(book, enrolment, period)
    with clock.at(steps.moment(date(2026, 10, 13), 12)):
        steps.host_agrees(placement)
        book.tell("Le tuteur lit le cadrage sur son téléphone et donne son accord")
    with clock.at(steps.moment(date(2026, 10, 14), 8)):
        steps.approve(placement)
        book.tell("L’enseignante référente valide le cadrage")
    _agreement(book, placement, team)
    _monaco(book, team, period)
    _amendment(book, placement, team)
    _during(book, placement)
    with clock.at(steps.moment(date(2027, 1, 30), 9)):
        certificate = after.certify(placement, team)
        book.tell("L’attestation est établie d’après la présence", hours=certificate.minutes / 60)
    with clock.at(steps.moment(date(2027, 2, 1), 9)):
        steps.sign_all(certificate.paper)
        book.tell(
            "Le représentant de l’accueil signe l’attestation, le sceau la ferme",
            code=certificate.paper.code,
            **book.keep_sealed("attestation.pdf", certificate.paper),
        )
    _exam(book, team, placement)
    book.close()
    return book


def _exam(book: Book, team: people.Team, first: Placement) -> None:
    """The other placements, the sheets, and the file that goes to the exam service."""
    second = Period.objects.get(cohort=first.enrolment.cohort, number=2)
    stays.live_whole(first.enrolment, second, WELCOMES[2], team)
    enrolment, period = _second_year(team, first.enrolment)
    last = stays.live_whole(enrolment, period, WELCOMES[4], team)
    with clock.at(steps.moment(date(2028, 2, 28), 18)):
        book.tell("Les deux autres stages sont évalués et attestés : 16 semaines en tout")
        exam.fix_date(enrolment.cohort, DUE, team)
        written = exam.write_sheets(enrolment, last)
        book.tell("L’étudiant écrit ses cinq fiches et les soumet", sheets=len(written))
    with clock.at(steps.moment(date(2028, 3, 9), 18)):
        exam.validate(written, steps.referent_of(last))
        book.tell("L’enseignant référent les lit et les valide")
    with clock.at(steps.moment(date(2028, 3, 20), 10)):
        exam.export(enrolment.cohort, team)
        frozen = exam.folder_of(enrolment)
        book.tell(
            "Le dossier d’épreuve est figé pour le service des examens",
            pieces=len(frozen.manifest),
            **book.keep("dossier-epreuve.zip", documents.read(frozen.archive)),
        )
    with clock.at(steps.moment(date(2028, 3, 21), 10)):
        exam.hand_in(enrolment, date(2028, 3, 21), team)
        file = file_of(enrolment, date(2028, 3, 21))
        light = LIGHT_LABELS[file.light] if file else ""
        book.tell("Le bureau dépose le dossier", conformity=light)


def _second_year(team: people.Team, first: Enrolment) -> tuple[Enrolment, Period]:
    """The same student in the class of the next year."""
    student = first.student
    line = (
        f"{student.user.last_name};{student.user.first_name};{student.birth_date:%d/%m/%Y};NDRC2;"
        f"{student.user.email}"
    )
    with clock.at(steps.moment(date(2027, 9, 6), 9)):
        cohort, (period,) = people.open_cohort(
            team, name="NDRC2", year=2027, session=SESSION, periods=[LAST_PERIOD]
        )
        content = f"NOM;PRENOM;DATE DE NAISSANCE;DIVISION;MEL\n{line}".encode()
        people.import_class(team, cohort, 1, content)
    return cohort.enrolments.select_related("student__user", "cohort__programme").get(), period


def _class_list(book: Book, serial: int) -> tuple[people.Team, Enrolment, Period]:
    team = people.open_school(serial)
    cohort, periods = people.open_cohort(
        team, name="NDRC1", year=2026, session=SESSION, periods=PERIODS
    )
    people.import_class(team, cohort, serial)
    book.tell(
        "Le bureau importe la liste de la classe NDRC1 2026-2027",
        students=cohort.enrolments.count(),
        periods=[f"{start} – {end}" for start, end in PERIODS],
    )
    enrolment = cohort.enrolments.select_related("student__user").get(
        student__user__last_name__iexact=HERO
    )
    user = enrolment.student.user
    invitation = school_actions.invite(user=user, school=team.school, by=team.office)
    accept_invitation(invitation=invitation, password=PASSWORD)
    pdf = livret_of(periods[0], enrolment.student)
    book.tell(
        f"{user} choisit son mot de passe et reçoit son livret d’objectifs",
        **book.keep("livret-objectifs.pdf", pdf),
    )
    return team, enrolment, periods[0]


def _framing(book: Book, enrolment: Enrolment, period: Period) -> Placement:
    placement = steps.declare(enrolment, period, WELCOMES[0])
    book.tell(f"{enrolment.student} déclare {placement.site}")
    steps.frame(placement)
    steps.submit(placement)
    book.tell("Le cadrage est écrit sous les cinq rubriques et soumis")
    return placement


def _agreement(book: Book, placement: Placement, team: people.Team) -> None:
    paper: Paper = on(date(2026, 10, 16), 10, lambda: steps.send_agreement(placement, team))
    with clock.at(steps.moment(date(2026, 10, 16), 10)):
        book.tell("La convention est figée et envoyée à la signature", number=paper.number)
    days = (date(2026, 10, 16), date(2026, 10, 19), date(2026, 10, 20), date(2026, 10, 21))
    moments: list[datetime] = [steps.moment(day, 14) for day in days]
    for n in range(paper.signatures.count()):
        with clock.at(moments[min(n, len(moments) - 1)]):
            signature = steps.sign_next(paper)
            book.tell(f"{signature} signe" if signature else "Personne n’attend")
    with clock.at(steps.moment(date(2026, 10, 21), 15)):
        steps.run_worker()
        book.tell(
            "La dernière signature scelle la convention",
            code=paper.code,
            **book.keep_sealed("convention.pdf", paper),
        )


def _monaco(book: Book, team: people.Team, period: Period) -> None:
    """Another student of the class goes to Monaco: the authorisation before the first day."""
    others = period.cohort.enrolments.select_related("student__user").exclude(
        student__user__last_name__iexact=HERO
    )
    enrolment = others.order_by("student__birth_date", "pk")[0]
    with clock.at(steps.moment(date(2026, 10, 12), 18)):
        student = enrolment.student
        student.nationality = student.nationality or "française"
        student.address = student.address or "5 rue des Citronniers"
        student.postcode, student.city = student.postcode or "06500", student.city or "Menton"
        student.save(update_fields=["nationality", "address", "postcode", "city"])
        welcome = next(w for w in WELCOMES if w.host.country == Country.MC)
        placement = steps.declare(enrolment, period, welcome)
        steps.frame(placement)
        steps.submit(placement)
        steps.host_agrees(placement)
    with clock.at(steps.moment(date(2026, 10, 14), 8)):
        steps.approve(placement)
    with clock.at(steps.moment(date(2026, 10, 16), 10)):
        paper = steps.send_agreement(placement, team)
    with clock.at(steps.moment(date(2026, 10, 22), 14)):
        steps.sign_all(paper)
        book.tell(
            f"{placement.student} part à Monaco : la convention porte les mentions monégasques",
            code=paper.code,
            **book.keep_sealed("convention-monaco.pdf", paper),
        )
    steps.authorise(placement, date(2026, 11, 23), date(2026, 12, 3))
    with clock.at(steps.moment(date(2026, 12, 3), 12)):
        book.tell("La Direction du Travail de Monaco autorise le stage, l’accueil le note")


def _amendment(book: Book, placement: Placement, team: people.Team) -> None:
    """From the third week on the shop opens on Saturdays: an amendment that all sign."""
    week = placement.weekly.to_json()
    saturday = [[], *week[1:5], week[0], []]
    with clock.at(steps.moment(date(2027, 1, 12), 10)):
        paper = conventions.amend_hours(placement, team, date(2027, 1, 18), saturday)
        book.tell("Un avenant change les horaires à partir du 18 janvier", number=paper.number)
    with clock.at(steps.moment(date(2027, 1, 14), 14)):
        steps.sign_all(paper)
        book.tell(
            "La dernière signature scelle l’avenant : l’emploi du temps suit",
            code=paper.code,
            **book.keep_sealed("avenant.pdf", paper),
        )
    placement.refresh_from_db()


def _during(book: Book, placement: Placement) -> None:
    exchange: Exchange = on(
        date(2027, 1, 5), 17, lambda: steps.plan_exchange(placement, date(2027, 1, 20))
    )
    steps.live_weeks(placement, date(2027, 2, 1))
    with clock.at(steps.moment(date(2027, 1, 20), 12)):
        steps.report_exchange(exchange)
        book.tell("L’échange sur place a eu lieu, le compte rendu est écrit")
    with clock.at(steps.moment(date(2027, 1, 29), 18)):
        book.tell("Quatre semaines de présence notées et confirmées par le tuteur")
        paper = after.evaluate(placement, date(2027, 1, 29))
        steps.sign_all(paper)
        book.tell(
            "Trois avis à part, puis l’évaluation conjointe convenue et signée par les trois",
            code=paper.code,
            **book.keep_sealed("evaluation-conjointe.pdf", paper),
        )
