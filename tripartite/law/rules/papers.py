"""The papers before the first day: signatures, mandatory mentions, guardian, changes."""

from collections.abc import Iterator
from typing import Final

from tripartite.law.ages import majority_date
from tripartite.law.calendars import Jurisdiction
from tripartite.law.facts import PlacementFacts, Step
from tripartite.law.parameters import State
from tripartite.law.rules.base import Effect, Say, france, monaco, rule
from tripartite.law.words import enumeration, format_date, plural

# D124-4: what a French agreement must state.
MENTIONS_FR: Final = (
    "intitulé complet de la formation et volume horaire",
    "noms de l’enseignant référent et du tuteur",
    "compétences à acquérir ou à développer",
    "activités confiées, validées par l’organisme d’accueil",
    "dates de début et de fin et durée totale",
    "durée hebdomadaire de présence, nuit, dimanche et jours fériés",
    "conditions d’encadrement et de suivi",
    "montant et modalités de la gratification",
    "protection sociale et assurance de responsabilité civile",
    "conditions d’absence",
    "suspension et résiliation",
    "validation du stage en cas d’interruption",
    "avantages : restauration, transport, activités sociales et culturelles",
    "clauses applicables du règlement intérieur",
    "conditions de délivrance de l’attestation de stage",
)

# Arrêté ministériel n° 2025-28, article premier: the first seven items; the others were not read.
MENTIONS_MC: Final = (
    "nom, immatriculation, adresse, activité et représentant de l’organisme d’accueil",
    "noms, naissance, nationalité et adresse du stagiaire, représentant légal s’il est mineur",
    "nom, adresse, agrément et représentant de l’établissement d’enseignement",
    "intitulé complet de la formation",
    "programme détaillé et objectifs pédagogiques",
    "noms du référent dans l’établissement",
    "noms du tuteur dans l’organisme d’accueil",
)


@rule(
    "R1",
    "Aucune présence avant toutes les signatures",
    effects=(Effect.BLOCKS, Effect.WARNS, Effect.REMINDS),
    texts={
        Jurisdiction.FR: france("Code de l’éducation, L124-1 et D124-4"),
        Jurisdiction.MC: monaco(),
    },
)
def signatures(facts: PlacementFacts, _here: Jurisdiction) -> Iterator[Say]:
    """Blocks the start; before, alerts at fifteen, seven and one day.

    Sending late is the cure: it is warned about, never forbidden.
    """
    missing = facts.signatures_required - facts.signatures_done
    if missing <= 0:
        return
    count = plural(missing, "signature manque", "signatures manquent")
    left = (facts.start - facts.today).days
    if facts.started:
        yield Say(
            Effect.WARNS if facts.step is Step.SEND else Effect.BLOCKS,
            f"{count} à la convention : le stage ne peut pas commencer avant. Faites signer les"
            " parties qui restent, ou repoussez le début.",
        )
    elif left <= 15:
        effect = Effect.WARNS if left <= 7 else Effect.REMINDS
        yield Say(
            effect,
            f"{count} à la convention et le stage commence dans {plural(left, 'jour')} :"
            " relancez les parties qui restent.",
        )


@rule(
    "R3",
    "Mentions obligatoires de la convention",
    effects=(Effect.BLOCKS, Effect.REMINDS),
    texts={
        Jurisdiction.FR: france("Code de l’éducation, D124-4"),
        Jurisdiction.MC: monaco(
            "Monaco, arrêté ministériel n° 2025-28 du 16 janvier 2025, article premier"
        ),
    },
)
def mentions(facts: PlacementFacts, here: Jurisdiction) -> Iterator[Say]:
    """Blocks sending for signature; says what is missing before."""
    if facts.missing_mentions:
        listed = enumeration(facts.missing_mentions)
        yield Say(
            Effect.REMINDS if facts.step is Step.PLAN else Effect.BLOCKS,
            f"La convention ne dit pas encore : {listed}. Complétez-la avant de l’envoyer à la"
            " signature.",
        )
    if here is Jurisdiction.MC and facts.step is Step.SEND:
        yield Say(
            Effect.REMINDS,
            "Monaco exige d’autres mentions à peine de nullité, à partir du 8e point de l’arrêté,"
            " qui n’ont pas pu être lues : à vérifier auprès de la Direction du Travail.",
            State.TO_CHECK,
        )


@rule(
    "R10",
    "Signature du responsable légal d’un mineur",
    effects=(Effect.BLOCKS, Effect.REMINDS),
    texts={
        Jurisdiction.FR: france("Code de l’éducation, D124-4 ; Code civil, article 414"),
        Jurisdiction.MC: monaco(
            "Monaco, arrêté ministériel n° 2025-28 du 16 janvier 2025, article premier, 2)"
        ),
    },
)
def guardian(facts: PlacementFacts, _here: Jurisdiction) -> Iterator[Say]:
    """Judged on the day of signing: blocks sending without a known guardian, the start without
    the signature.
    """
    if facts.birth_date is None:
        yield Say(
            Effect.REMINDS,
            "La date de naissance n’est pas connue : indiquez-la pour savoir si le responsable"
            " légal doit signer.",
        )
        return
    if not facts.minor_when_signing or facts.guardian_signed:
        return
    until = format_date(majority_date(facts.birth_date))
    if facts.step is Step.SEND and not facts.guardian_known:
        yield Say(
            Effect.BLOCKS,
            f"L’étudiant est mineur jusqu’au {until} : ajoutez le responsable légal qui signera la"
            " convention avant de l’envoyer.",
        )
    else:
        yield Say(
            Effect.BLOCKS if facts.started and facts.step is not Step.SEND else Effect.REMINDS,
            f"L’étudiant est mineur jusqu’au {until} : son responsable légal signe la convention,"
            " et l’étudiant aussi.",
        )


@rule(
    "R11",
    "Changement après une signature",
    effects=(Effect.BLOCKS,),
    texts={
        Jurisdiction.FR: france(
            "Code de l’éducation, D124-4, dernier alinéa ; usage", State.SECONDARY
        ),
        Jurisdiction.MC: monaco("Usage", State.SECONDARY),
    },
)
def changes(facts: PlacementFacts, _here: Jurisdiction) -> Iterator[Say]:
    """A change voids the signatures; once all have signed it takes an amendment."""
    if not facts.changed_since_signing or facts.signatures_done == 0:
        return
    if facts.sealed:
        yield Say(
            Effect.BLOCKS,
            "La convention est signée par tous : ce changement demande un avenant, signé par les"
            " signataires d’origine.",
        )
    else:
        yield Say(
            Effect.BLOCKS,
            "La convention a changé après une première signature : envoyez la nouvelle version,"
            " que toutes les parties signeront de nouveau.",
        )
