"""Who may take how many interns, and for what: tutor, référent, host, post, forbidden uses."""

from collections.abc import Iterator
from datetime import date, timedelta

from tripartite.law.calendars import Jurisdiction
from tripartite.law.facts import FORBIDDEN_USE_LABELS, PlacementFacts
from tripartite.law.parameters import Parameter, State, parameter
from tripartite.law.rules.base import MONACO_SOURCE, Effect, Say, Scope, france, monaco, rule
from tripartite.law.words import enumeration, format_date, plural


@rule(
    "R6",
    "Un tuteur suit trois stages au plus",
    effects=(Effect.BLOCKS,),
    scope=Scope.HOST,
    texts={
        Jurisdiction.FR: france("Code de l’éducation, L124-10 et R124-13"),
        Jurisdiction.MC: monaco(MONACO_SOURCE, State.TO_CHECK, Effect.WARNS),
    },
)
def tutor_limit(facts: PlacementFacts, here: Jurisdiction) -> Iterator[Say]:
    """A person who is tutor in three agreements running at the start cannot be designated."""
    limit = int(parameter(Parameter.TUTOR_LIMIT, facts.start).value)
    if facts.tutor_running is None or facts.tutor_running < limit:
        return
    running = plural(facts.tutor_running, "stage")
    if here is Jurisdiction.MC:
        yield Say(
            Effect.WARNS,
            f"Le tuteur suit déjà {running} ; la France limite à {limit}, la limite de Monaco est à"
            " vérifier auprès de la Direction du Travail.",
        )
    else:
        yield Say(
            Effect.BLOCKS,
            f"Le tuteur suit déjà {running} à la date du début : {limit} au plus. Désignez un autre"
            " tuteur.",
        )


@rule(
    "R7",
    "Stagiaires suivis par un enseignant référent",
    effects=(Effect.WARNS,),
    scope=Scope.SCHOOL,
    texts={
        Jurisdiction.FR: france(
            "Code de l’éducation, L124-2 et D124-3 (décret 2017-1652)", State.SECONDARY
        )
    },
    lifted_by="le chef d’établissement, en désignant un autre référent",
)
def referent_limit(facts: PlacementFacts, _here: Jurisdiction) -> Iterator[Say]:
    """24 at the same time, 16 before December 2017; the school may vote a lower number."""
    if facts.referent_running is None:
        return
    legal = int(parameter(Parameter.REFERENT_LIMIT, facts.start).value)
    voted = legal if facts.referent_limit is None else facts.referent_limit
    limit = min(legal, voted)
    followed = facts.referent_running + 1
    if followed > limit:
        whose = "fixée par l’établissement" if limit < legal else "légale"
        yield Say(
            Effect.WARNS,
            f"L’enseignant référent suivrait {plural(followed, 'stagiaire')} en même temps : la"
            f" limite {whose} est de {limit}. Désignez un autre référent.",
        )


@rule(
    "R8",
    "Nombre de stagiaires de l’organisme la même semaine",
    effects=(Effect.WARNS,),
    scope=Scope.HOST,
    texts={
        Jurisdiction.FR: france(
            "Code de l’éducation, R124-10 à R124-12 (décret 2015-1359)",
            State.SECONDARY,
            since=date(2015, 10, 26),
        ),
        Jurisdiction.MC: monaco(MONACO_SOURCE, State.TO_CHECK, Effect.REMINDS),
    },
    lifted_by="l’organisme d’accueil, en rectifiant l’effectif qu’il a déclaré",
)
def host_quota(facts: PlacementFacts, here: Jurisdiction) -> Iterator[Say]:
    """15 % of the headcount rounded up from 20 people, 3 below. The headcount is declared by the
    host. An extension (L124-15) is left out: nothing is said once the first end has passed.
    """
    if facts.host_interns is None or (facts.extended_until and facts.today > facts.end):
        return
    interns = facts.host_interns + 1
    if here is Jurisdiction.MC:
        if facts.host_interns:
            yield Say(
                Effect.REMINDS,
                f"L’organisme accueillerait {plural(interns, 'stagiaire')} la même semaine : Monaco"
                " en limite le nombre selon l’effectif, chiffres à vérifier auprès de la Direction"
                " du Travail.",
            )
        return
    floor = int(parameter(Parameter.FR_HOST_QUOTA_FLOOR, facts.start).value)
    if facts.headcount is None:
        if interns > floor:
            yield Say(
                Effect.WARNS,
                f"L’organisme accueillerait {plural(interns, 'stagiaire')} la même semaine et son"
                " effectif n’est pas connu : demandez-lui de le déclarer.",
            )
        return
    limit = host_limit(facts)
    if interns > limit:
        yield Say(
            Effect.WARNS,
            f"L’organisme accueillerait {plural(interns, 'stagiaire')} la même semaine : avec un"
            f" effectif déclaré de {facts.headcount}, la limite est de {limit}. Décalez le stage ou"
            " cherchez un autre organisme.",
        )


def host_limit(facts: PlacementFacts) -> int:
    """How many interns a French host of this headcount may have in a civil week (R124-10)."""
    share, threshold, floor = (
        int(parameter(name, facts.start).value)
        for name in (
            Parameter.FR_HOST_QUOTA_SHARE,
            Parameter.FR_HOST_QUOTA_HEADCOUNT,
            Parameter.FR_HOST_QUOTA_FLOOR,
        )
    )
    headcount = facts.headcount or 0
    return -(-headcount * share // 100) if headcount >= threshold else floor


@rule(
    "R9",
    "Délai de carence entre deux stagiaires sur le même poste",
    effects=(Effect.REMINDS,),
    scope=Scope.HOST,
    texts={
        Jurisdiction.FR: france("Code de l’éducation, L124-11"),
        Jurisdiction.MC: monaco(state=State.TO_CHECK),
    },
    lifted_by="l’organisme d’accueil, s’il s’agit d’un autre poste",
)
def waiting_period(facts: PlacementFacts, _here: Jurisdiction) -> Iterator[Say]:
    """A third of the previous stage, unless its intern left early. Counted in calendar days rounded
    up, which the text does not say: reminds only.
    """
    previous = facts.previous_intern
    if previous is None or previous.ended_early_by_intern or previous.end >= facts.start:
        return
    length = (previous.end - previous.start).days + 1
    wait = -(-length // 3)
    earliest = previous.end + timedelta(days=wait + 1)
    if facts.start < earliest:
        yield Say(
            Effect.REMINDS,
            f"Le stage précédent sur ce poste s’est terminé le {format_date(previous.end)} : un"
            f" tiers de sa durée, {plural(wait, 'jour')}, doit passer. L’organisme peut accueillir"
            f" à partir du {format_date(earliest)} ; décompte à vérifier.",
        )


@rule(
    "R22",
    "Usages interdits d’un stagiaire",
    effects=(Effect.BLOCKS,),
    texts={
        Jurisdiction.FR: france("Code de l’éducation, L124-7 et L124-14"),
        Jurisdiction.MC: monaco(),
    },
)
def forbidden_uses(facts: PlacementFacts, _here: Jurisdiction) -> Iterator[Say]:
    """A student on placement is never an employee."""
    if facts.forbidden_uses:
        uses = [label for use, label in FORBIDDEN_USE_LABELS.items() if use in facts.forbidden_uses]
        yield Say(
            Effect.BLOCKS,
            f"La loi interdit d’employer un stagiaire pour {enumeration(uses, 'ou')} : revoyez les"
            " missions avec l’organisme d’accueil.",
        )
