"""The framing agreed: versions kept, the host asked, everybody's yes on the very same words."""

from datetime import date

from django.db import transaction

from tripartite.accounts.journal import Actor, name_of, record
from tripartite.core import clock
from tripartite.core.throttle import TooOftenError, throttle
from tripartite.mailing import outbox
from tripartite.placements import emails_agreeing as emails
from tripartite.placements.access import DISCUSSERS
from tripartite.placements.actions.handing import ask_host, consent, keep_version
from tripartite.placements.actions.links import link_for, link_url
from tripartite.placements.actions.moving import locked
from tripartite.placements.domain import (
    WORKFLOW,
    Party,
    PlacementError,
    Relation,
    State,
    party_in,
)
from tripartite.placements.domain.versions import CHANNEL_LABELS, AgreedBy, digest_of, is_told
from tripartite.placements.models import (
    FramingMessage,
    FramingVersion,
    Placement,
)
from tripartite.placements.queries import facts_of
from tripartite.placements.snapshots import content_of, latest_version

#: A person is not reminded twice in it, in seconds.
DAY = 86400


@transaction.atomic
def agree(*, placement: Placement, seen: str, by: Actor) -> FramingVersion:
    """The tutor says yes to what the page showed (its digest ``seen``), corrections included.

    What the tutor changed becomes a version of the host, which the student is asked to accept.
    Raises PlacementError when something changed since the page was shown.
    """
    placement = _said_yes("agree", placement, by, seen)
    version, corrected = keep_version(placement, by)
    if not consent(version, Party.HOST, name_of(by)):
        return version
    _tell_story(placement, "framing.agreed", f"Accord de l’accueil sur la {version}", by)
    # The student reads what was corrected before the référent decides.
    tell = emails.corrected if corrected else emails.agreed
    for user in (placement.student, placement.referent):
        if user is not None and user.email:
            outbox.send(tell(placement, user, name_of(by)), school=placement.school)
    return version


@transaction.atomic
def record_agreement(
    *,
    placement: Placement,
    name: str,
    channel: AgreedBy,
    agreed_on: date,
    note: str,
    by: Actor,
    seen: str | None = None,
    with_corrections: bool = False,
) -> FramingVersion:
    """The référent or the office notes a yes given by telephone, by mail or on paper.

    While the tutor is correcting, only ``with_corrections``: that the yes is to what the tutor
    wrote too was asked. The student is then told, as when the tutor agrees on the screen.
    """
    placement = _said_yes("record_agreement", placement, by, seen)
    last = latest_version(placement)
    correcting = last is not None and last.digest != digest_of(content_of(placement))
    if correcting and not with_corrections:
        raise PlacementError(
            "being_corrected",
            "Le tuteur a commencé à corriger ce cadrage et n’a pas encore donné son accord à "
            "l’écran. Demandez-lui si ses corrections sont finies, puis cochez la case : l’accord "
            "portera sur elles aussi.",
        )
    if agreed_on > clock.today():
        raise PlacementError(
            "agreed_later", "L’accord ne peut pas avoir été donné à une date à venir."
        )
    version, corrected = keep_version(placement, by)
    if corrected and placement.student.email:
        told = emails.corrected(placement, placement.student, name)
        outbox.send(told, school=placement.school)
    new = consent(
        version,
        Party.HOST,
        name,
        channel=channel,
        agreed_on=agreed_on,
        note=note,
        recorded_by=name_of(by),
    )
    if not new:
        raise PlacementError(
            "already_agreed",
            "L’accord de l’organisme d’accueil est déjà noté pour cette version : il n’y a rien à "
            "ajouter.",
        )
    said = f"Accord de {name} ({CHANNEL_LABELS[channel]}) sur la {version}"
    _tell_story(placement, "framing.agreement_recorded", said, by)
    return version


@transaction.atomic
def accept(*, placement: Placement, seen: str, by: Actor) -> FramingVersion:
    """The student accepts what others changed; refused when the page showed something else."""
    placement = _said_yes("accept", placement, by, seen)
    version = latest_version(placement)
    if version is None or version.digest != seen:
        raise PlacementError(
            "being_corrected",
            "Le tuteur est en train de corriger ce cadrage : vous serez prévenu quand il aura "
            "donné son accord.",
        )
    if not consent(version, Party.STUDENT, name_of(by)):
        return version
    _tell_story(placement, "framing.accepted", f"L’étudiant accepte la {version}", by)
    if placement.referent is not None and placement.referent.email:
        message = emails.accepted(placement, placement.referent, name_of(by))
        outbox.send(message, school=placement.school)
    return version


@transaction.atomic
def discuss(*, placement: Placement, text: str, by: Actor) -> FramingMessage:
    """Say a word about the framing; the two other parties are told once a turn."""
    placement = locked(placement)
    relations = placement.relations_of(by)
    if not relations & DISCUSSERS:
        raise PlacementError("not_yours", "Ce n’est pas à vous d’écrire dans ce dossier.")
    last = placement.framing_messages.order_by("-said_at", "-pk").first()
    previous = (last.author, last.said_at) if last else None
    party = party_in(relations & DISCUSSERS)
    message = FramingMessage.objects.create(
        placement=placement, text=text, author=name_of(by), party=party
    )
    _tell_story(placement, "framing.discussed", f"Message sur le cadrage : {text}", by)
    if is_told(previous, message.author, message.said_at):
        _tell_the_others(placement, message)
    return message


@transaction.atomic
def remind_host(*, placement: Placement, by: Actor) -> None:
    """Ask the tutor once more, at most once a day."""
    try:
        throttle("ask_host", str(placement.pk), limit=1, seconds=DAY)
    except TooOftenError as error:
        raise PlacementError(
            "reminded_today",
            "Le tuteur a déjà été relancé aujourd’hui : attendez demain, ou appelez-le.",
        ) from error
    placement = locked(placement)
    if placement.state != State.SUBMITTED or not ask_host(placement):
        raise PlacementError(
            "nobody_to_remind",
            "Le tuteur n’a pas d’adresse électronique, ou rien ne lui est demandé : notez plutôt "
            "l’accord qu’il vous a donné.",
        )
    _tell_story(placement, "framing.host_reminded", f"Accord redemandé à {placement.tutor}", by)


def _said_yes(name: str, placement: Placement, by: Actor, seen: str | None = None) -> Placement:
    placement = locked(placement)
    WORKFLOW.target(
        name, State(placement.state), placement.relations_of(by), facts=facts_of(placement)
    )
    if seen is not None and seen != digest_of(content_of(placement)):
        raise PlacementError(
            "framing_changed",
            "Le cadrage a changé pendant que vous lisiez. La page montre la version à jour : "
            "relisez-la, puis répondez.",
        )
    return placement


def _tell_the_others(placement: Placement, message: FramingMessage) -> None:
    if message.party != Party.HOST:
        link = link_for(placement=placement, relation=Relation.TUTOR)
        if link is not None:
            url = link_url(link, emails.agreement_path(placement))
            told = emails.discussed(placement, link, message, url)
            outbox.send(told, school=placement.school)
    people = {Party.STUDENT: placement.student, Party.SCHOOL: placement.referent}
    for party, user in people.items():
        if party != message.party and user is not None and user.email:
            outbox.send(emails.discussed(placement, user, message), school=placement.school)


def _tell_story(placement: Placement, verb: str, sentence: str, by: Actor) -> None:
    record(by=by, school=placement.school, verb=verb, sentence=sentence, file=placement.file)
