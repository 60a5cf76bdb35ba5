"""Versions handed over: kept, asked about, agreed to. The moves and the yeses call these."""

from datetime import date

from tripartite.accounts.journal import Actor, name_of
from tripartite.core import clock
from tripartite.mailing import outbox
from tripartite.placements import emails_agreeing as emails
from tripartite.placements.actions.links import link_for, link_url
from tripartite.placements.domain import Party, Relation, party_in
from tripartite.placements.domain.versions import AgreedBy, digest_of
from tripartite.placements.models import (
    FitnessDeclaration,
    FramingConsent,
    FramingVersion,
    Placement,
)
from tripartite.placements.snapshots import consents_of, content_of, latest_version


def hand_over(placement: Placement, by: Actor) -> None:
    """On submission: keep the version, take the student's yes, ask those who have not agreed.

    The same words submitted again are the same version: whoever agreed to it still does.
    """
    version, _new = keep_version(placement, by)
    given = consents_of(version)
    if Party.STUDENT not in given:
        if Relation.STUDENT in placement.relations_of(by):
            consent(version, Party.STUDENT, name_of(by))
        elif placement.student.email:
            message = emails.corrected(placement, placement.student, name_of(by))
            outbox.send(message, school=placement.school)
    if Party.HOST not in given:
        ask_host(placement)


def keep_version(placement: Placement, by: Actor) -> tuple[FramingVersion, bool]:
    """The version of what is there now, and whether it had to be made."""
    content = content_of(placement)
    digest = digest_of(content)
    last = latest_version(placement)
    if last is not None and last.digest == digest:
        return last, False
    version = FramingVersion.objects.create(
        placement=placement,
        number=last.number + 1 if last else 1,
        content=content,
        digest=digest,
        author=name_of(by),
        party=party_in(placement.relations_of(by)),
    )
    return version, True


def take_back(placement: Placement, party: Party) -> None:
    """A party that writes again has not agreed yet to what it is writing."""
    FramingConsent.objects.standing().filter(version__placement=placement, party=party).update(
        withdrawn_at=clock.now()
    )


def consent(
    version: FramingVersion,
    party: Party,
    name: str,
    *,
    channel: AgreedBy = AgreedBy.SCREEN,
    agreed_on: date | None = None,
    note: str = "",
    recorded_by: str = "",
) -> bool:
    """One yes a party; False when it was there: the second of two clicks tells nobody again."""
    if party in consents_of(version):
        return False
    FramingConsent.objects.create(
        version=version,
        party=party,
        name=name,
        channel=channel,
        agreed_on=agreed_on or clock.today(),
        note=note,
        recorded_by=recorded_by,
    )
    return True


def ask_host(placement: Placement) -> bool:
    """Send the tutor a link to the framing; False without an address to send it to."""
    link = link_for(placement=placement, relation=Relation.TUTOR)
    if link is None:
        return False
    url = link_url(link, emails.agreement_path(placement))
    asks_fitness = not FitnessDeclaration.objects.filter(placement=placement).exists()
    message = emails.host_asked(placement, link, url, asks_fitness=asks_fitness)
    outbox.send(message, school=placement.school)
    return True
