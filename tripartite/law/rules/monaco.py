"""What Monaco asks of its hosts: the authorisation before the stage, and the age."""

from collections.abc import Iterator
from datetime import date, timedelta

from tripartite.law.ages import age_on
from tripartite.law.calendars import Jurisdiction
from tripartite.law.facts import PlacementFacts
from tripartite.law.parameters import Parameter, parameter
from tripartite.law.rules.base import Effect, Say, Scope, monaco, rule
from tripartite.law.words import format_date
from tripartite.law.workdays import add_working_days, latest_filing_date

_LIFTER = "la Direction du Travail de Monaco"


@rule(
    "R2",
    "Autorisation de la Direction du Travail de Monaco",
    effects=(Effect.BLOCKS, Effect.WARNS, Effect.REMINDS),
    scope=Scope.HOST,
    texts={Jurisdiction.MC: monaco()},
    lifted_by=_LIFTER,
)
def authorisation(facts: PlacementFacts, here: Jurisdiction) -> Iterator[Say]:
    """Asked by the host 15 working days before the start, answered in 8; no intern before it."""
    if facts.authorisation_granted:
        return
    if facts.authorisation_granted is False:
        yield Say(
            Effect.BLOCKS,
            "La Direction du Travail a refusé l’autorisation : le stage ne peut pas avoir lieu dans"
            " ces conditions. Voyez avec l’organisme d’accueil ce qui peut changer.",
        )
        return
    days = int(parameter(Parameter.MC_FILING_WORKING_DAYS, facts.start).value)
    latest = latest_filing_date(facts.start, days, here)
    filed = facts.authorisation_filed
    if filed is None:
        yield from _to_file(facts, days)
    elif filed > latest:
        yield Say(
            Effect.BLOCKS,
            f"La demande d’autorisation déposée le {format_date(filed)} est tardive : elle devait"
            f" l’être au plus tard le {format_date(latest)}. Le stage peut commencer à partir du"
            f" {format_date(add_working_days(filed, days, here))}.",
        )
    if filed is not None:
        yield from _to_answer(facts, add_working_days(filed, _answer_days(facts), here))


def _answer_days(facts: PlacementFacts) -> int:
    return int(parameter(Parameter.MC_DECISION_WORKING_DAYS, facts.start).value)


def _to_file(facts: PlacementFacts, days: int) -> Iterator[Say]:
    here = facts.jurisdiction
    latest = latest_filing_date(facts.start, days, here)
    if facts.today > latest or facts.started:
        asked = max(facts.today, latest)
        yield Say(
            Effect.BLOCKS,
            "L’organisme d’accueil devait demander l’autorisation au plus tard le"
            f" {format_date(latest)} ({days} jours ouvrables avant le début, samedis non comptés)."
            f" Déposée le {format_date(asked)}, elle permet de commencer à partir du"
            f" {format_date(add_working_days(asked, days, here))}.",
        )
    else:
        near = latest - facts.today <= timedelta(days=7)
        yield Say(
            Effect.WARNS if near else Effect.REMINDS,
            "L’organisme d’accueil demande l’autorisation de la Direction du Travail au plus tard"
            f" le {format_date(latest)}"
            f" ({days} jours ouvrables avant le début, samedis non comptés).",
        )


def _to_answer(facts: PlacementFacts, expected: date) -> Iterator[Say]:
    if facts.started:
        yield Say(
            Effect.BLOCKS,
            "L’autorisation n’est pas encore accordée : aucune présence avant la décision de la"
            " Direction du Travail.",
        )
    elif facts.today > expected:
        yield Say(
            Effect.WARNS,
            f"La décision de la Direction du Travail était attendue le {format_date(expected)} :"
            " demandez-la à l’organisme d’accueil.",
        )
    else:
        yield Say(
            Effect.REMINDS,
            "La demande d’autorisation est déposée ; la décision est attendue le"
            f" {format_date(expected)} au plus tard.",
        )


@rule(
    "R23",
    "Âge du stagiaire à Monaco",
    effects=(Effect.WARNS,),
    scope=Scope.HOST,
    texts={Jurisdiction.MC: monaco()},
    lifted_by=_LIFTER,
)
def age_limit(facts: PlacementFacts, _here: Jurisdiction) -> Iterator[Say]:
    """At most 29 years old when the request is received; the law has exceptions."""
    if facts.birth_date is None:
        return
    limit = int(parameter(Parameter.MC_AGE_LIMIT, facts.start).value)
    day = facts.authorisation_filed or facts.today
    age = age_on(facts.birth_date, day)
    if age > limit:
        yield Say(
            Effect.WARNS,
            f"L’étudiant a {age} ans : Monaco limite l’âge à {limit} ans à la réception de la"
            " demande, avec des exceptions à vérifier auprès de la Direction du Travail.",
        )
