"""The messages about evaluations, and the question put to a host."""

from django.conf import settings
from django.urls import reverse

from tripartite.accounts.models import PersonalLink, School, User
from tripartite.core.fr import count_of, de, range_in_words
from tripartite.evaluations.domain import GROUND_LABELS, Ground
from tripartite.evaluations.models import HostAnswer, JointEvaluation
from tripartite.mailing.domain import Button, Message
from tripartite.placements.models import Placement

PERSONAL = ("Ce lien vous est personnel : ne le transmettez pas.",)


def voice_asked(placement: Placement, link: PersonalLink, url: str) -> Message:
    """To the tutor or the student: say what you think, apart, in three minutes."""
    student = placement.student
    dates = range_in_words(placement.starts_on, placement.ends_on)
    return Message(
        kind="voice_asked",
        to=link.email,
        to_name=link.name,
        school_name=placement.school.name,
        subject=f"Votre avis sur le stage {de(str(student))}",
        paragraphs=(
            f"Le stage {de(str(student))}, {dates}, "
            "s’évalue à trois : l’étudiant, le tuteur et l’enseignant référent. Chacun donne "
            "d’abord son avis de son côté, puis vous en parlez ensemble.",
            "Comptez trois minutes, sur votre téléphone si vous voulez : tout s’enregistre au fur "
            "et à mesure. Cette évaluation informe l’étudiant ; elle ne fixe aucune note d’examen.",
        ),
        button=Button("Donner mon avis", url),
        small=PERSONAL,
        file=placement.file,
    )


def evaluation_due(placement: Placement, to: User, *, silent: bool) -> Message:
    """To the référent: the placement is over, hold the session."""
    student = placement.student
    path = reverse("evaluations:detail", kwargs={"placement": placement.pk})
    tutor = (
        "Le tuteur n’a pas encore donné son avis : il vient d’être relancé. Il peut aussi le dire "
        "pendant la séance."
        if silent
        else "Le tuteur a donné son avis."
    )
    return Message(
        kind="evaluation_due",
        to=to.email or "",
        to_name=to.get_full_name(),
        school_name=placement.school.name,
        subject=f"Évaluation conjointe à tenir – {student}",
        paragraphs=(
            f"Le stage {de(str(student))} se termine ou est terminé, et son évaluation conjointe "
            f"n’est pas convenue. {tutor}",
            "S’il n’y en aura pas (stage interrompu, autre document, tuteur sans réponse), "
            "dites-le depuis la même page.",
        ),
        button=Button("Ouvrir l’évaluation", f"{settings.SITE_URL}{path}"),
        file=placement.file,
    )


def evaluations_missing(school: School, to: User, placements: list[Placement]) -> Message:
    """To the office: ten days after the end, these evaluations were not held."""
    path = placements[0].get_absolute_url()
    return Message(
        kind="evaluations_missing",
        to=to.email or "",
        to_name=to.get_full_name(),
        school_name=school.name,
        subject=f"{count_of(len(placements), 'évaluation')} en attente dix jours après la fin",
        paragraphs=(
            "Le tuteur et le référent ont été relancés trois fois, et l’évaluation conjointe de "
            "ces stages n’est pas convenue :",
            *(_line(placement) for placement in placements),
            "Vous pouvez tenir la séance, verser un autre document, ou clore sans évaluation avec "
            "un motif, depuis le dossier de chaque stage.",
        ),
        button=Button("Ouvrir le premier dossier", f"{settings.SITE_URL}{path}"),
    )


def _line(placement: Placement) -> str:
    person = placement.tutor
    phone = (person.phone if person else "") or (placement.site.phone if placement.site else "")
    return (
        f"{placement.student} – {placement.site}, {person or 'tuteur non nommé'}, "
        f"{phone or 'téléphone inconnu'} ; référent : {placement.referent or 'à désigner'}."
    )


def evaluation_given_up(evaluation: JointEvaluation, to: User) -> Message:
    """To the office: there will be no joint evaluation, and why."""
    placement = evaluation.placement
    path = reverse("evaluations:detail", kwargs={"placement": placement.pk})
    ground = GROUND_LABELS[Ground(evaluation.ground)]
    return Message(
        kind="evaluation_given_up",
        to=to.email or "",
        to_name=to.get_full_name(),
        school_name=placement.school.name,
        subject=f"Pas d’évaluation conjointe – {placement.student}",
        paragraphs=(
            f"L’évaluation conjointe du stage {de(str(placement.student))} est close sans avoir eu "
            f"lieu : {ground}. Explication donnée : {evaluation.settled_reason}",
        ),
        button=Button("Voir l’évaluation", f"{settings.SITE_URL}{path}"),
        file=placement.file,
    )


def host_answer_asked(answer: HostAnswer, url: str) -> Message:
    """To the host's representative: what do you answer, in general?"""
    host, link = answer.host, answer.link
    return Message(
        kind="host_answer_asked",
        to=link.email,
        to_name=link.name,
        school_name=host.school.name,
        subject=f"L’accueil de nos stagiaires par {host}",
        paragraphs=(
            "Nos étudiants disent, après chaque stage, comment ils ont été accueillis. Cela aide "
            "ceux qui suivent à choisir. Vous avez le droit d’y répondre, en général : ce que vous "
            "proposez, ce que vous attendez, ce qui a changé.",
            "Aucun étudiant n’est nommé, et votre réponse est jointe à votre fiche.",
        ),
        button=Button("Répondre", url),
        small=PERSONAL,
    )
