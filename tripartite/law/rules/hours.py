"""Hours: gratification beyond two months, six months at most, the week, the summer rest."""

from collections.abc import Iterator
from datetime import date, timedelta

from tripartite.law.calendars import Jurisdiction
from tripartite.law.facts import DateRange, PlacementFacts
from tripartite.law.gratification import is_due, minimum_rate, threshold_minutes
from tripartite.law.parameters import Parameter, State, parameter
from tripartite.law.rules.base import (
    MONACO_SOURCE,
    NDRC,
    Effect,
    Say,
    Scope,
    both,
    france,
    monaco,
    rule,
)
from tripartite.law.words import format_date, format_euros, format_hours, plural


@rule(
    "R4",
    "Gratification au-delà de deux mois dans le même organisme",
    effects=(Effect.BLOCKS, Effect.WARNS, Effect.REMINDS),
    scope=Scope.HOST,
    texts={
        Jurisdiction.FR: france("Code de l’éducation, L124-6, D124-6 et D124-8"),
        Jurisdiction.MC: monaco(MONACO_SOURCE, State.SECONDARY, Effect.WARNS, Effect.REMINDS),
    },
)
def gratification(facts: PlacementFacts, here: Jurisdiction) -> Iterator[Say]:
    """Due from the first hour once the school year in this host passes 308 h.

    Blocks a French rate below the minimum; in Monaco, where the counting of two months was not
    found, only warns.
    """
    if not is_due(facts.cumulated_minutes, facts.start):
        return
    minimum = minimum_rate(here, facts.start)
    state = State.TO_CHECK if here is Jurisdiction.MC or minimum.doubts else None
    least = f"au moins {format_euros(minimum.per_hour)} par heure de présence"
    tail = " Décompte et montant à vérifier." if state else ""
    total = format_hours(facts.cumulated_minutes)
    reason = (
        f"{total} dans le même organisme cette année scolaire, au-delà de"
        f" {format_hours(threshold_minutes(facts.start))}"
    )
    offered = facts.gratification_rate
    if offered is None:
        yield Say(
            Effect.WARNS,
            f"Gratification due dès la première heure, {least} : {reason}. Écrivez le montant dans"
            f" la convention.{tail}",
            state,
        )
    elif offered < minimum.exact:
        yield Say(
            Effect.WARNS if state else Effect.BLOCKS,
            f"Le taux de {format_euros(offered)} est inférieur au minimum, {least} : {reason}."
            f" Relevez-le.{tail}",
            state,
        )
    later = minimum_rate(here, facts.last_day)
    if offered is not None and minimum.exact <= offered < later.exact:
        yield Say(
            Effect.WARNS,
            f"Le minimum passe à {format_euros(later.per_hour)} par heure avant la fin du stage et"
            f" le taux écrit est de {format_euros(offered)} : à vérifier avec l’organisme"
            " d’accueil.",
            State.TO_CHECK,
        )
    for doubt in dict.fromkeys((*minimum.doubts, *later.doubts)):
        yield Say(Effect.REMINDS, doubt, State.TO_CHECK)


@rule(
    "R5",
    "Six mois au plus dans le même organisme par année scolaire",
    effects=(Effect.BLOCKS,),
    texts={
        Jurisdiction.FR: france("Code de l’éducation, L124-5 et D124-6"),
        Jurisdiction.MC: monaco(MONACO_SOURCE, State.SECONDARY, Effect.WARNS),
    },
)
def longest_stay(facts: PlacementFacts, here: Jurisdiction) -> Iterator[Say]:
    """132 days of 7 h, 924 h. Monaco counts six months of effective presence too, how in hours was
    not found, and its labour office may prolong: there it warns.
    """
    limit = int(parameter(Parameter.LONGEST_STAY_HOURS, facts.start).value) * 60
    if facts.cumulated_minutes <= limit:
        return
    sentence = (
        f"{format_hours(facts.cumulated_minutes)} dans le même organisme cette année scolaire :"
        f" la limite est de 6 mois, soit {format_hours(limit)}. Raccourcissez le stage ou changez"
        " d’organisme."
    )
    if here is Jurisdiction.MC:
        yield Say(
            Effect.WARNS,
            f"{sentence} Décompte monégasque à vérifier.",
            State.TO_CHECK,
            "la Direction du Travail de Monaco",
        )
    else:
        yield Say(Effect.BLOCKS, sentence)


@rule(
    "R21",
    "Durée hebdomadaire et travail des mineurs",
    effects=(Effect.WARNS,),
    scope=Scope.HOST,
    texts={
        Jurisdiction.FR: france(
            "Code de l’éducation, L124-14 ; Code du travail, L3162-1 et L3163-1", State.TO_CHECK
        ),
        Jurisdiction.MC: monaco("Monaco, durée légale du travail (monentreprise.gouv.mc)"),
    },
)
def working_week(facts: PlacementFacts, here: Jurisdiction) -> Iterator[Say]:
    """The legal week of the country; for a minor, nights and long days."""
    name = (
        Parameter.MC_WORKING_WEEK_HOURS
        if here is Jurisdiction.MC
        else Parameter.FR_WORKING_WEEK_HOURS
    )
    legal = int(parameter(name, facts.start).value) * 60
    weekly = facts.timetable.weekly_minutes
    if weekly > legal:
        yield Say(
            Effect.WARNS,
            f"L’emploi du temps compte {format_hours(weekly)} par semaine, plus que la durée légale"
            f" de {format_hours(legal)} : à vérifier avec l’organisme d’accueil.",
        )
    if not facts.minor_when_signing:
        return
    if facts.timetable.has_night:
        yield Say(
            Effect.WARNS,
            "L’étudiant est mineur et l’emploi du temps comprend des heures de nuit : en principe"
            " elles sont interdites, à vérifier.",
            State.TO_CHECK,
        )
    longest = max(facts.timetable.lengths)
    if longest > 8 * 60:
        yield Say(
            Effect.WARNS,
            f"L’étudiant est mineur et une journée compte {format_hours(longest)} : en principe"
            " 8 h au plus, à vérifier.",
            State.TO_CHECK,
        )


@rule(
    "R16",
    "Quatre semaines consécutives de repos l’été",
    effects=(Effect.WARNS,),
    scope=Scope.SCHOOL,
    texts=both(france("Arrêté du 19 février 2018 (BTS NDRC), annexe III b", since=NDRC)),
    lifted_by="l’établissement, en déplaçant le stage",
)
def summer_rest(facts: PlacementFacts, _here: Jurisdiction) -> Iterator[Say]:
    """The longest run of free days of each summer the placement touches."""
    weeks = int(parameter(Parameter.SUMMER_REST_WEEKS, facts.start).value)
    busy = [DateRange(facts.start, facts.last_day), *facts.other_summer_placements]
    for year in range(facts.start.year, facts.last_day.year + 1):
        summer = facts.summer_holidays or DateRange(date(year, 7, 1), date(year, 8, 31))
        if summer.start.year != year or not _touches(busy[0], summer):
            continue
        rest = longest_rest(summer, busy)
        if rest < weeks * 7:
            yield Say(
                Effect.WARNS,
                f"Il ne reste que {plural(rest, 'jour')} de repos de suite entre le"
                f" {format_date(summer.start)} et le {format_date(summer.end)} : il en faut"
                f" {weeks * 7} ({weeks} semaines). Avancez la fin du stage.",
            )


def _touches(one: DateRange, other: DateRange) -> bool:
    return one.start <= other.end and other.start <= one.end


def longest_rest(summer: DateRange, busy: list[DateRange]) -> int:
    """Days of the longest run inside `summer` that no range of `busy` touches."""
    longest, free_from = 0, summer.start
    for start, end in sorted(busy):
        longest = max(longest, (min(start, summer.end + timedelta(days=1)) - free_from).days)
        free_from = max(free_from, end + timedelta(days=1))
    return max(longest, (summer.end - free_from).days + 1)
