"""What the students of the demonstration write in their logbook, and who answers."""

import uuid
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

from PIL import Image, ImageDraw

from tripartite.core import clock, origin
from tripartite.curriculum.models import ContextItem, Task
from tripartite.dashboards.demo.steps import PHONE, come_in, moment
from tripartite.documents.uploads import CheckedFile, check_file
from tripartite.logbook.actions import entries as logbook
from tripartite.logbook.actions.noting import Proof, note_activity
from tripartite.logbook.domain.entries import Clientele, Note
from tripartite.logbook.models import LogEntry
from tripartite.placements.domain import Relation
from tripartite.placements.models import Placement


@dataclass(frozen=True, slots=True)
class Script:
    """One note, and what comes of it."""

    did: str
    tasks: tuple[str, ...]
    clientele: Clientele | None = None
    figure: tuple[int, str] | None = None
    result: str = ""
    tools: tuple[str, ...] = ()
    difficulty: str = ""
    learnt: str = ""
    link: str = ""
    photo: bool = False
    word: tuple[Relation, str] | None = None
    answers: tuple[str, ...] = field(default=("see", "validate"))


C = Clientele
SCRIPTS = (
    Script(
        "Relances téléphoniques d’un fichier de clients inactifs depuis six mois, avec "
        "l’argumentaire préparé la veille. Mise à jour de chaque fiche dans le CRM.",
        ("P2.A1.T1", "P2.A1.T4"),
        C.PROFESSIONAL,
        (34, "appels"),
        "dont 9 interlocuteurs joints et 4 rendez-vous pris pour le commercial du secteur",
        ("SER1.3", "SER4.4", "MAT3"),
        "Passer le barrage du secrétariat sans donner l’impression d’insister.",
        "Annoncer un motif précis en dix secondes : le taux de contact a doublé l’après-midi.",
        link="https://partage.example/argumentaire-relance",
        word=(Relation.TUTOR, "Très bon ton au téléphone. Pense à noter la date de rappel."),
    ),
    Script(
        "Accueil et découverte des besoins de trois couples venus en magasin, puis démonstration "
        "du produit avec le tuteur en observateur.",
        ("P1.A2.T1", "P1.A2.T2"),
        C.PRIVATE,
        (1280, "euros"),
        "de vente conclue, et deux devis à relancer la semaine prochaine",
        ("MAT1.1", "SER5.2"),
        learnt="Poser les questions ouvertes avant de parler de prix.",
        photo=True,
    ),
    Script(
        "Rédaction et publication de trois contenus sur les réseaux sociaux de l’enseigne : une "
        "nouveauté, les coulisses de l’équipe, un avis client mis en avant.",
        ("P2.A2.T1", "P2.A2.T2"),
        C.PRIVATE,
        (412, "interactions"),
        "en deux jours, contre 150 en moyenne auparavant",
        ("SER2.5", "SER2.10"),
        "Trouver un ton qui ressemble à l’enseigne sans copier les anciens messages.",
        link="https://reseau.example/publications/coulisses",
        word=(Relation.REFERENT, "Quel indicateur suivrez-vous la semaine prochaine ?"),
    ),
    Script(
        "Préparation de l’animation du samedi : plan du stand, bon de commande des échantillons, "
        "affiche et messages d’invitation envoyés aux clients fidèles.",
        ("P1.A3.T2", "P1.A3.T3"),
        C.PRIVATE,
        (120, "invitations"),
        tools=("SER2.8", "SER5.2"),
        photo=True,
        answers=("see",),
    ),
    Script(
        "Nettoyage du fichier de prospection : doublons fusionnés, adresses vérifiées, segments "
        "créés selon la date du dernier achat.",
        ("P1.A4.T2", "P2.A1.T4"),
        C.HOUSE,
        (260, "fiches"),
        "vérifiées sur 300",
        ("SER1.1", "SER1.3", "INF3.2"),
        "Le format des numéros changeait d’un fichier à l’autre.",
        answers=("see",),
    ),
    Script(
        "Tenue du stand pendant l’animation : dégustation, jeu-concours et recueil des "
        "coordonnées avec l’accord des visiteurs.",
        ("P1.A3.T3", "P1.A1.T2"),
        C.PRIVATE,
        (57, "contacts"),
        "recueillis, dont 11 demandes de rappel",
        ("MAT1.1",),
        learnt="Aller vers les gens dès qu’ils ralentissent, sans attendre qu’ils s’arrêtent.",
        photo=True,
        answers=(),
    ),
    Script(
        "Tableau de bord de la semaine : appels, rendez-vous, ventes et coût de l’animation, "
        "présentés au tuteur en dix minutes.",
        ("P1.A4.T1",),
        C.HOUSE,
        tools=("SER5.2", "INF5.2"),
        answers=(),
    ),
)


def picture(number: int) -> CheckedFile:
    """A drawing in place of a photo: nobody's face, nobody's shop."""
    image = Image.new("RGB", (640, 420), (236, 240, 246))
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 330, 640, 420), fill=(201, 210, 222))
    for n in range(4):
        left = 60 + n * 140
        shade = 90 + (n * 37 + number * 53) % 120
        pen.rectangle((left, 180, left + 100, 330), fill=(47, shade, 160))
        pen.polygon([(left - 12, 180), (left + 112, 180), (left + 50, 120)], fill=(226, 104, 74))
    out = BytesIO()
    image.save(out, "JPEG", quality=70)
    return check_file(BytesIO(out.getvalue()), name=f"stand-{number}.jpg", size=len(out.getvalue()))


def keep_log(placement: Placement, until: date, *, scripts: tuple[Script, ...] = SCRIPTS) -> None:
    """One note every other day of work, those of the last days still unread."""
    curriculum = placement.period.cohort.programme.curriculum
    tasks = dict(Task.objects.of(curriculum).values_list("code", "pk"))
    tools = dict(ContextItem.objects.filter(curriculum=curriculum).values_list("code", "pk"))
    days = [placement.starts_on + timedelta(days=n) for n in range(0, 28, 2)]
    worked = [day for day in days if day.weekday() < 5 and day < until and day <= placement.ends_on]
    for number, (day, script) in enumerate(zip(worked, scripts, strict=False)):
        note = Note(
            day=day,
            did=script.did,
            tasks=frozenset(tasks[code] for code in script.tasks if code in tasks),
            clientele=script.clientele,
            result_value=Decimal(script.figure[0]) if script.figure else None,
            result_unit=script.figure[1] if script.figure else "",
            result=script.result,
            tools=frozenset(tools[code] for code in script.tools if code in tools),
            difficulty=script.difficulty,
            learnt=script.learnt,
        )
        proof = Proof(picture(number) if script.photo else None, script.link)
        with clock.at(moment(day, 18)), origin.coming_from(PHONE):
            entry = note_activity(
                placement=placement, note=note, sending=uuid.uuid4(), by=placement.student,
                proof=proof,
            )  # fmt: skip
        if day + timedelta(days=2) <= until:
            with clock.at(moment(day + timedelta(days=1), 20)):
                _answer(entry, script)


def _answer(entry: LogEntry, script: Script) -> None:
    """The tutor from his phone, the référent in the evening."""
    placement = entry.placement
    tutor = come_in(placement, Relation.TUTOR)
    people = {Relation.TUTOR: tutor, Relation.REFERENT: placement.referent}
    if script.word:
        relation, text = script.word
        logbook.comment_entry(entry=entry, text=text, by=people[relation])
    if "see" in script.answers:
        logbook.see_entry(entry=entry, by=tutor)
    if "validate" in script.answers:
        logbook.validate_entry(entry=entry, by=placement.referent)
