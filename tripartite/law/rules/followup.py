"""During the stage and at its end: exchanges, evaluation, attestation, interruption, extension."""

from collections.abc import Iterator
from datetime import timedelta

from tripartite.law.calendars import JURISDICTION_LABELS, Jurisdiction
from tripartite.law.facts import PlacementFacts, Step
from tripartite.law.parameters import State
from tripartite.law.rules.base import (
    MONACO_SOURCE,
    NDRC,
    Effect,
    Say,
    Scope,
    Text,
    france,
    monaco,
    rule,
)
from tripartite.law.words import format_date, plural


@rule(
    "R12",
    "Au moins un échange par période",
    effects=(Effect.WARNS, Effect.REMINDS),
    scope=Scope.SCHOOL,
    texts={
        Jurisdiction.FR: france(
            "Code de l’éducation, L124-1 ; référentiel NDRC, annexe pédagogique, 6"
        ),
        Jurisdiction.MC: Text("Référentiel NDRC, annexe pédagogique, 6", NDRC, State.VERIFIED),
    },
)
def exchanges(facts: PlacementFacts, _here: Jurisdiction) -> Iterator[Say]:
    """The référent checks with the tutor several times; the school's own rule is one exchange per
    period at least. Reminds from the start, warns from the middle.
    """
    if facts.exchanges_planned is None or facts.exchanges_held:
        return
    if facts.ended:
        yield Say(
            Effect.WARNS,
            "Le stage est terminé et aucun échange entre l’enseignant et le tuteur n’est"
            " enregistré : notez celui qui a eu lieu, ou appelez le tuteur.",
        )
    elif facts.exchanges_planned == 0 and facts.today >= facts.start:
        late = facts.today >= facts.middle
        yield Say(
            Effect.WARNS if late else Effect.REMINDS,
            "Aucun échange avec le tuteur n’est prévu : planifiez-en un avant le"
            f" {format_date(facts.last_day)}, de préférence sur place.",
        )


@rule(
    "R13",
    "Évaluation conjointe et appréciation de l’accueil",
    effects=(Effect.REMINDS,),
    scope=Scope.SCHOOL,
    texts={
        Jurisdiction.FR: france(
            "Référentiel NDRC, annexe pédagogique, 7 ; Code de l’éducation, L124-4", since=NDRC
        ),
        Jurisdiction.MC: Text("Référentiel NDRC, annexe pédagogique, 7", NDRC, State.VERIFIED),
    },
)
def evaluation(facts: PlacementFacts, here: Jurisdiction) -> Iterator[Say]:
    """From the last day. The student's view of the welcome is asked by French law, and never counts
    in his or her evaluation.
    """
    if not facts.ended:
        return
    if facts.joint_evaluation_done is False:
        yield Say(
            Effect.REMINDS,
            "L’évaluation conjointe reste à faire : le tuteur, l’enseignant et l’étudiant la"
            " complètent ensemble.",
        )
    if here is Jurisdiction.FR and facts.welcome_review_done is False:
        yield Say(
            Effect.REMINDS,
            "L’étudiant n’a pas encore donné son appréciation de l’accueil : demandez-la lui, elle"
            " ne compte pas dans son évaluation.",
        )


@rule(
    "R14",
    "Attestation de stage",
    effects=(Effect.BLOCKS, Effect.WARNS, Effect.REMINDS),
    texts={
        Jurisdiction.FR: france("Code de l’éducation, D124-9"),
        Jurisdiction.MC: Text(
            "Contrôle de conformité de l’examen (référentiel NDRC)", NDRC, State.VERIFIED
        ),
    },
)
def certificate(facts: PlacementFacts, _here: Jurisdiction) -> Iterator[Say]:
    """Signed by the host on the last day; alerts that day, three and ten days later. A file without
    it is not closed.
    """
    if facts.certificate_signed is not False:
        return
    days = (facts.today - facts.last_day).days
    if facts.step is Step.CLOSE:
        yield Say(
            Effect.BLOCKS,
            "L’attestation de stage n’est pas signée par l’organisme d’accueil : le dossier ne peut"
            " pas être clos sans elle.",
        )
    elif days >= 3:
        urgent = " L’étudiant peut perdre son droit à l’examen : appelez." if days >= 10 else ""
        yield Say(
            Effect.WARNS,
            f"L’attestation de stage n’est pas signée {plural(days, 'jour')} après la fin :"
            f" relancez l’organisme d’accueil.{urgent}",
        )
    elif days >= 0:
        yield Say(
            Effect.REMINDS,
            "Le stage se termine : l’organisme d’accueil signe l’attestation, avec les dates, la"
            " durée effective et la gratification versée.",
        )


@rule(
    "R18",
    "Stage dans un autre pays que celui de l’établissement",
    effects=(Effect.WARNS,),
    scope=Scope.SCHOOL,
    texts={
        Jurisdiction.FR: france("Code de l’éducation, L124-19 et L124-20"),
        Jurisdiction.MC: monaco(state=State.TO_CHECK),
    },
)
def abroad(facts: PlacementFacts, here: Jurisdiction) -> Iterator[Say]:
    """The sheet on the rules of the host's country is annexed to the agreement."""
    if facts.jurisdiction is here:
        return
    if not facts.country_sheet:
        yield Say(
            Effect.WARNS,
            "L’organisme d’accueil est dans un autre pays que l’établissement"
            f" ({JURISDICTION_LABELS[facts.jurisdiction]}) : joignez à la convention la fiche"
            " d’information sur les règles de ce pays.",
        )
    if facts.jurisdiction is Jurisdiction.OTHER:
        yield Say(
            Effect.WARNS,
            "Le droit du pays d’accueil n’est pas connu de ce logiciel (jours fériés,"
            " gratification, autorisations) : à vérifier avec l’organisme d’accueil.",
            State.TO_CHECK,
        )


@rule(
    "R19",
    "Interruption du stage",
    effects=(Effect.REMINDS,),
    texts={
        Jurisdiction.FR: france("Code de l’éducation, L124-15"),
        Jurisdiction.MC: monaco(state=State.TO_CHECK),
    },
    lifted_by="l’établissement, en validant le stage ou en proposant une autre modalité",
)
def interruption(facts: PlacementFacts, _here: Jurisdiction) -> Iterator[Say]:
    """The school validates the stage although short, or offers another way; its end may move."""
    if facts.interruption and not facts.interruption_settled:
        yield Say(
            Effect.REMINDS,
            f"Le stage est interrompu depuis le {format_date(facts.interruption.start)} :"
            " l’établissement décide de le valider, de le reporter avec l’accord de tous, ou"
            " propose une autre modalité.",
        )


@rule(
    "R20",
    "Report de la fin du stage",
    effects=(Effect.BLOCKS,),
    texts={
        Jurisdiction.FR: france("Code de l’éducation, L124-15 et D124-4, dernier alinéa"),
        Jurisdiction.MC: monaco(MONACO_SOURCE, State.TO_CHECK, Effect.WARNS),
    },
)
def extension(facts: PlacementFacts, here: Jurisdiction) -> Iterator[Say]:
    """A later end needs the agreement of all, in an amendment, from the day after the first end."""
    if facts.extended_until in {None, facts.end} or facts.extension_amended:
        return
    first = facts.end + timedelta(days=1)
    yield Say(
        Effect.WARNS if here is Jurisdiction.MC else Effect.BLOCKS,
        f"La fin du stage est reportée du {format_date(facts.end)} au"
        f" {format_date(facts.last_day)} sans avenant signé : aucune présence à partir du"
        f" {format_date(first)} sans l’accord de toutes les parties.",
    )
