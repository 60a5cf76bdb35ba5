"""A signature is given to another person of the same party; the absence of a head is covered."""

from datetime import date

from django.db import transaction

from tripartite.accounts.journal import Actor, record
from tripartite.accounts.models import School, User
from tripartite.core import clock
from tripartite.core.errors import DomainError
from tripartite.core.fr import range_in_words
from tripartite.papers.access import is_signer
from tripartite.papers.actions.asking import Delegate, ask_next, replace, who_signs
from tripartite.papers.actions.common import locked, still_out
from tripartite.papers.domain import OPEN, SYSTEM, Capacity, PaperState, SignatureState
from tripartite.papers.models import HeadCover, Signature
from tripartite.papers.queries import deputies_of
from tripartite.placements.domain import Relation


@transaction.atomic
def delegate(*, signature: Signature, to: Delegate, by: Actor) -> Signature:
    """Give a signature awaited to a named person of the same party, who is asked at once.

    By the signer, or by the office. Raises TransitionError when the signature or the person
    forbids it, DomainError when nobody else is named.
    """
    signature = locked(signature)
    still_out(signature)
    mine: set[str] = {signature.relation} if is_signer(by, signature) else set()
    if Relation.OFFICE in signature.paper.placement.relations_of(by):
        mine.add(Relation.OFFICE)
    fresh = replace(signature, to, by, mine)
    ask_next(signature.paper)
    fresh.refresh_from_db()
    return fresh


@transaction.atomic
def cover_head(
    *, school: School, deputy: User, title: str, starts_on: date, ends_on: date, by: User
) -> HeadCover:
    """From one day to another this person signs for the school; what waits is handed over.

    Raises DomainError when the dates or the person cannot be.
    """
    School.objects.select_for_update(of=("self",), no_key=True).get(pk=school.pk)
    if ends_on < max(starts_on, clock.today()):
        raise DomainError(
            "cover_dates",
            "La délégation finit au plus tôt aujourd’hui, et pas avant d’avoir commencé.",
        )
    if not deputies_of(school).filter(pk=deputy.pk).exists():
        raise DomainError(
            "not_a_deputy",
            "Le délégataire est un membre de l’équipe, avec une adresse électronique.",
        )
    clash = HeadCover.objects.filter(
        school=school, ended_at=None, starts_on__lte=ends_on, ends_on__gte=starts_on
    ).first()
    if clash is not None:
        raise DomainError(
            "cover_twice",
            f"{clash.deputy} signe déjà pour l’établissement "
            f"{range_in_words(clash.starts_on, clash.ends_on)} : levez d’abord cette délégation.",
        )
    cover = HeadCover.objects.create(
        school=school,
        deputy=deputy,
        title=title.strip(),
        starts_on=starts_on,
        ends_on=ends_on,
        decided_by=by,
    )
    _tell(cover, by, "head_cover.decided", f"{deputy} signera pour l’établissement")
    hand_over(school)
    return cover


@transaction.atomic
def end_cover(*, cover: HeadCover, by: User) -> HeadCover:
    """The head is back: what the deputy has not signed returns."""
    cover = HeadCover.objects.select_for_update(of=("self",)).get(pk=cover.pk)
    if cover.ended_at is not None:
        return cover
    cover.ended_at = clock.now()
    cover.save(update_fields=["ended_at"])
    _tell(cover, by, "head_cover.ended", f"Délégation de signature à {cover.deputy} levée")
    hand_over(cover.school)
    return cover


def _tell(cover: HeadCover, by: Actor, verb: str, sentence: str) -> None:
    record(
        by=by,
        school=cover.school,
        verb=verb,
        sentence=f"{sentence} ({range_in_words(cover.starts_on, cover.ends_on)})",
        file=f"school:{cover.school_id}",
        cover=cover.pk,
    )


def hand_over(school: School) -> int:
    """Bring every signature asked of the school to whoever signs for it today; how many moved.

    Run by ``remind_signatures`` each day, for a delegation begins and ends without anybody.
    """
    asked = Signature.objects.filter(
        paper__placement__school=school,
        paper__state=PaperState.OUT,
        capacity=Capacity.SCHOOL,
        state__in=list(OPEN),
    )
    return sum(_hand_over(signature) for signature in asked.order_by("pk"))


@transaction.atomic
def _hand_over(signature: Signature) -> bool:
    signature = locked(signature)
    is_asked = signature.paper.state == PaperState.OUT and SignatureState(signature.state) in OPEN
    to = who_signs(signature) if is_asked else None
    if to is None:
        return False
    replace(signature, to, None, {SYSTEM})
    ask_next(signature.paper)
    return True
