"""What every act on a signature begins and ends with."""

from django.conf import settings

from tripartite.accounts.domain import Role
from tripartite.accounts.journal import Actor, record
from tripartite.accounts.models import School, User
from tripartite.core.workflow import TransitionError
from tripartite.papers.domain import ASIDE, KIND_LABELS, Kind, PaperState
from tripartite.papers.models import Paper, Signature


def locked(signature: Signature) -> Signature:
    """The signature, its paper locked first, so that two people never sign past one another."""
    Paper.objects.select_for_update(of=("self",)).get(pk=signature.paper_id)
    return (
        Signature.objects.select_related(
            "paper__placement__school",
            "paper__placement__enrolment__student__user",
            "paper__placement__site__host",
            "paper__frozen",
            "cover",
        )
        .select_for_update(of=("self",))
        .get(pk=signature.pk)
    )


def still_out(signature: Signature) -> None:
    """Raise TransitionError, with the reason, when this signature is not awaited any more."""
    if signature.is_done:
        raise TransitionError(
            "already_signed", "Cette signature est déjà donnée : il n’y a rien de plus à faire."
        )
    if signature.paper.state != PaperState.OUT:
        raise TransitionError(
            "paper_not_out",
            "Ce document n’attend plus de signature : il a été refusé, remplacé ou retiré. "
            "Le dossier du stage dit ce qu’il en est.",
        )
    if signature.state in ASIDE:
        raise TransitionError(
            "set_aside",
            "Cette signature n’est plus attendue : elle a été confiée à une autre personne, ou la "
            "loi ne la demande plus.",
        )


def tell(signature: Signature, by: Actor, verb: str, sentence: str, **detail: object) -> None:
    """Write what happened to this signature in the file of the placement."""
    paper = signature.paper
    record(
        by=by,
        school=paper.placement.school,
        verb=verb,
        sentence=f"{sentence} ({KIND_LABELS[Kind(paper.kind)]} n° {paper.number})",
        file=paper.placement.file,
        paper=paper.pk,
        signature=signature.pk,
        **detail,
    )


def office_of(school: School) -> list[User]:
    """The people of the office who have an address."""
    people = User.objects.members_of(school, Role.OFFICE).order_by("pk")
    return [user for user in people if user.email]


def page_url(path: str) -> str:
    return f"{settings.SITE_URL}{path}"
