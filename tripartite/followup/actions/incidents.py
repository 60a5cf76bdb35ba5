"""An incident is reported and dealt with; an accident is told at once and followed step by step."""

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction

from tripartite.accounts.domain import Role
from tripartite.accounts.journal import Actor, name_of, record
from tripartite.accounts.models import PersonalLink, School, User
from tripartite.core import clock
from tripartite.core.fr import long_day
from tripartite.followup.domain.incidents import (
    CONCERNED,
    INCIDENT,
    IncidentError,
    IncidentKind,
    IncidentState,
    Practice,
    check_incident,
    reporting_party,
)
from tripartite.followup.emails.incidents import incident_handled, incident_reported
from tripartite.followup.models import AccidentInstructions, AccidentStep, Incident
from tripartite.followup.queries.incidents import instructions_for, steps_for
from tripartite.mailing import outbox
from tripartite.placements.actions.links import link_url
from tripartite.placements.models import Placement

#: The same words sent again within this time are a double click.
TWICE = timedelta(minutes=10)


@transaction.atomic
def report_incident(
    *,
    placement: Placement,
    kind: IncidentKind,
    happened_on: date,
    words: str,
    by: Actor,
    place: str = "",
) -> Incident:
    """Tell the team: référent and office, and the head of an accident."""
    placement = Placement.objects.with_people().select_for_update(of=("self",)).get(pk=placement.pk)
    party = reporting_party(placement.relations_of(by))
    if party is None:
        raise IncidentError(
            "not_possible",
            "Un incident se signale par l’étudiant, l’accueil, le référent ou le bureau.",
        )
    check_incident(
        happened_on=happened_on, words=words, starts_on=placement.starts_on, today=clock.today()
    )
    author = {
        "user": by if isinstance(by, User) else None,
        "link": by if isinstance(by, PersonalLink) else None,
    }
    same = Incident.objects.filter(
        placement=placement,
        kind=kind,
        words=words.strip(),
        reported_at__gte=clock.now() - TWICE,
        **author,
    ).first()
    if same is not None:
        return same
    incident = Incident.objects.create(
        placement=placement,
        kind=kind,
        happened_on=happened_on,
        place=place.strip(),
        words=words.strip(),
        party=party,
        reporter_name=name_of(by),
        reported_at=clock.now(),
        **author,
    )
    _record(incident, by, "reported", f"Signalement : {incident.get_kind_display()}")
    for user in _told(incident, by):
        url = f"{settings.SITE_URL}{incident.get_absolute_url()}"
        message = incident_reported(
            incident, to=user.email or "", to_name=user.get_full_name(), url=url
        )
        outbox.send(message, school=placement.school)
    return incident


def _told(incident: Incident, by: Actor) -> list[User]:
    """The référent and the office; the head too of an accident; not whoever reports."""
    placement = incident.placement
    roles = (Role.OFFICE, Role.HEAD) if incident.is_accident else (Role.OFFICE,)
    people = list(User.objects.members_of(placement.school, *roles).order_by("pk"))
    if placement.referent is not None:
        people.insert(0, placement.referent)
    return [u for u in {p.pk: p for p in people}.values() if u.email and u != by]


def _record(incident: Incident, by: Actor, verb: str, sentence: str) -> None:
    """An accident is in the story that all read; the rest in one of its own."""
    placement = incident.placement
    record(
        by=by,
        school=placement.school,
        verb=f"incident.{verb}",
        sentence=sentence,
        file=placement.file if incident.is_accident else f"incident:{incident.pk}",
        incident=incident.pk,
    )


def _locked(incident: Incident) -> Incident:
    found = (
        Incident.objects.select_related("user", "link")
        .select_for_update(of=("self",))
        .get(pk=incident.pk)
    )
    found.placement = Placement.objects.with_people().get(pk=found.placement_id)
    return found


@transaction.atomic
def handle_incident(*, incident: Incident, outcome: str, by: User) -> Incident:
    """Say what was done; whoever reported is told that it is dealt with."""
    incident = _locked(incident)
    incident.state = INCIDENT.target(
        "handle",
        IncidentState(incident.state),
        incident.placement.relations_of(by),
        reason=outcome,
    )
    incident.outcome = outcome.strip()
    incident.save(update_fields=["state", "outcome"])
    _record(incident, by, "handled", "Signalement traité")
    reporter = incident.link or incident.user
    if reporter is not None and reporter.email and reporter != by:
        path = incident.get_absolute_url()
        page = f"{settings.SITE_URL}{path}"
        url = link_url(reporter, path) if isinstance(reporter, PersonalLink) else page
        message = incident_handled(
            incident, to=reporter.email, to_name=incident.reporter_name, url=url
        )
        outbox.send(message, school=incident.placement.school)
    return incident


@transaction.atomic
def reopen_incident(*, incident: Incident, reason: str, by: User) -> Incident:
    incident = _locked(incident)
    mine = incident.placement.relations_of(by)
    state = IncidentState(incident.state)
    incident.state = INCIDENT.target("reopen", state, mine, reason=reason)
    incident.outcome = f"{incident.outcome}\n\nRouvert : {reason.strip()}"
    incident.save(update_fields=["state", "outcome"])
    _record(incident, by, "reopened", "Signalement rouvert")
    return incident


@transaction.atomic
def note_step(*, incident: Incident, key: str, done_on: date, by: Actor) -> AccidentStep:
    """Note on which day a thing was done after an accident; noted again, the day is corrected."""
    incident = _locked(incident)
    if not incident.placement.relations_of(by) & CONCERNED:
        raise IncidentError("not_possible", "Ce n’est pas à vous de le noter.")
    known = {step.key: step for step in steps_for(incident.placement.school)}
    if not incident.is_accident or key not in known:
        raise IncidentError("unknown_step", "Cette démarche n’est pas attendue ici.")
    if not incident.happened_on <= done_on <= clock.today():
        raise IncidentError(
            "step_date", "La date doit être entre celle de l’accident et aujourd’hui."
        )
    step, _is_new = AccidentStep.objects.update_or_create(
        incident=incident, key=key, defaults={"done_on": done_on, "noted_by": name_of(by)}
    )
    _record(incident, by, "step", f"Accident, fait le {long_day(done_on)} : {known[key].sentence}")
    return step


@transaction.atomic
def set_instructions(
    *, school: School, practice: Practice, contact: str, phone: str, words: str, by: User
) -> AccidentInstructions:
    """What the school tells in case of an accident."""
    given: dict[str, str] = {
        "practice": practice,
        "contact": contact.strip(),
        "phone": phone.strip(),
        "words": words.strip(),
    }
    before = instructions_for(school)
    if before.pk and all(getattr(before, name) == value for name, value in given.items()):
        return before
    row, _is_new = AccidentInstructions.objects.update_or_create(school=school, defaults=given)
    record(
        by=by,
        school=school,
        verb="school.accident_instructions",
        sentence="Consignes en cas d’accident enregistrées",
    )
    return row
