"""The student says how he was welcomed; the host may answer in general; all of it expires."""

from datetime import date

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from tripartite.accounts.journal import Actor, record
from tripartite.accounts.models import User
from tripartite.core import clock
from tripartite.evaluations import emails
from tripartite.evaluations.actions.common import locked
from tripartite.evaluations.domain import EvaluationError
from tripartite.evaluations.domain.welcome import Said, expiry
from tripartite.evaluations.models import HostAnswer, WelcomeReview
from tripartite.hosts.models import Host
from tripartite.mailing import outbox
from tripartite.placements.actions.links import link_for, link_url
from tripartite.placements.domain import Relation, State
from tripartite.placements.models import Placement

#: States of a placement whose student was welcomed.
WELCOMED = frozenset({State.APPROVED, State.INTERRUPTED, State.CLOSED})


@transaction.atomic
def review_welcome(
    *, placement: Placement, said: Said, good: str, better: str, by: User
) -> WelcomeReview:
    """Keep the student's view, or its correction until it expires.

    It stays out of the journal of the placement, which the host reads. Raises DomainError before
    the first day, without a host, or by anybody else.
    """
    placement = locked(placement)
    if Relation.STUDENT not in placement.relations_of(by):
        raise EvaluationError("not_the_student", "Seul l’étudiant dit comment il a été accueilli.")
    if State(placement.state) not in WELCOMED or clock.today() < placement.starts_on:
        raise EvaluationError(
            "too_early", "Cette appréciation se donne à partir du premier jour du stage."
        )
    if placement.site is None:
        raise AssertionError("a placement that was approved has its place")
    degrees = {question.value: degree for question, degree in said.degrees.items()}
    review, _new = WelcomeReview.objects.update_or_create(
        placement=placement,
        defaults={
            **degrees,
            "host": placement.site.host,
            "recommends": said.recommends,
            "good": good.strip(),
            "better": better.strip(),
            "given_at": clock.now(),
            "expires_on": expiry(clock.today(), settings.WELCOME_REVIEW_YEARS),
        },
    )
    return review


@transaction.atomic
def ask_host(*, host: Host, by: User) -> HostAnswer:
    """Ask the representative of its latest placement what the host answers in general.

    Raises DomainError when an answer is already awaited, or nobody can be written to.
    """
    host = Host.objects.select_for_update(of=("self",)).get(pk=host.pk)
    if HostAnswer.objects.filter(host=host, answered_at=None).exists():
        raise EvaluationError(
            "already_asked", "Une réponse est déjà demandée à cet accueil : on l’attend."
        )
    placements = Placement.objects.with_people().filter(site__host=host, signatory__isnull=False)
    latest = placements.exclude(state=State.CANCELLED).order_by("-starts_on", "-pk").first()
    link = link_for(placement=latest, relation=Relation.SIGNATORY) if latest else None
    if link is None:
        raise EvaluationError(
            "nobody_to_ask",
            "Aucun représentant de cet accueil n’a d’adresse électronique : complétez sa fiche, ou "
            "téléphonez-lui.",
        )
    answer = HostAnswer.objects.create(host=host, link=link)
    path = reverse("evaluations:host_answer", kwargs={"hostanswer": answer.pk})
    outbox.send(emails.host_answer_asked(answer, link_url(link, path)), school=host.school)
    record(
        by=by,
        school=host.school,
        verb="host.answer_asked",
        sentence=f"Réponse demandée à {link.name} sur l’accueil des stagiaires",
        file=host.file,
    )
    return answer


@transaction.atomic
def answer_as_host(*, answer: HostAnswer, text: str, by: Actor) -> HostAnswer:
    """Keep what the host answers, once. Raises DomainError when it has, or says nothing."""
    answer = HostAnswer.objects.select_for_update(of=("self",)).get(pk=answer.pk)
    if answer.answered_at is not None:
        raise EvaluationError("answered", "Vous avez déjà répondu : merci.")
    if not text.strip():
        raise EvaluationError("no_text", "Écrivez votre réponse en quelques phrases.")
    answer.text = text.strip()
    answer.answered_at = clock.now()
    answer.save(update_fields=["text", "answered_at"])
    record(
        by=by,
        school=answer.host.school,
        verb="host.answered",
        sentence="Réponse sur l’accueil des stagiaires",
        file=answer.host.file,
    )
    return answer


def forget_reviews(today: date) -> int:
    """Delete the reviews whose time is over; how many."""
    deleted, _by_model = WelcomeReview.objects.filter(expires_on__lte=today).delete()
    return deleted
