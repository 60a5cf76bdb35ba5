"""What the exam will ask: the weeks attested and the situations the files must draw on."""

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction

from tripartite.law.calendars import Jurisdiction
from tripartite.law.facts import EXAM_NEED_LABELS, ExamNeed, PlacementFacts
from tripartite.law.parameters import Parameter, parameter
from tripartite.law.rules.base import NDRC, Effect, Say, Scope, both, france, rule
from tripartite.law.words import enumeration, format_date

NETWORKS = frozenset({ExamNeed.DISTRIBUTORS, ExamNeed.PARTNERS, ExamNeed.DIRECT_SALE})
ALERT_BEFORE_FILE = timedelta(days=60)


@rule(
    "R15",
    "Semaines de stage attestées pour l’examen",
    effects=(Effect.WARNS, Effect.REMINDS),
    scope=Scope.SCHOOL,
    texts=both(france("Arrêté du 19 février 2018 (BTS NDRC), annexes II et III b", since=NDRC)),
    lifted_by="l’autorité académique, par une décision de réduction (8 semaines au moins)",
)
def weeks(facts: PlacementFacts, _here: Jurisdiction) -> Iterator[Say]:
    """16 weeks over two years, 8 at least by decision; a shorter stage is not examined."""
    floor = int(parameter(Parameter.TRAINING_WEEKS_FLOOR, facts.start).value)
    if facts.weeks_granted is not None and facts.weeks_granted < floor:
        yield Say(
            Effect.WARNS,
            f"La décision de réduction accorde {facts.weeks_granted} semaines : le référentiel n’en"
            f" permet pas moins de {floor}. Vérifiez la décision.",
        )
    if facts.weeks_attested is None:
        return
    required = weeks_required(facts)
    if facts.weeks_attested >= required:
        return
    deadline = facts.exam_file_date
    near = deadline is not None and deadline - facts.today <= ALERT_BEFORE_FILE
    before = f" avant le dépôt du dossier, le {format_date(deadline)}" if deadline else ""
    yield Say(
        Effect.WARNS if near else Effect.REMINDS,
        f"{_number(facts.weeks_attested)} semaines attestées sur {required} : réunissez les"
        f" attestations qui manquent{before}.",
    )


def weeks_required(facts: PlacementFacts) -> int:
    """16, or what a decision grants, never below 8."""
    if facts.weeks_granted is None:
        return int(parameter(Parameter.TRAINING_WEEKS, facts.start).value)
    floor = int(parameter(Parameter.TRAINING_WEEKS_FLOOR, facts.start).value)
    return max(facts.weeks_granted, floor)


def _number(count: int | Fraction) -> str:
    text = f"{float(count):.1f}".replace(".", ",")
    return text.removesuffix(",0")


@rule(
    "R17",
    "Situations exigées par les épreuves E4 et E6",
    effects=(Effect.REMINDS,),
    scope=Scope.SCHOOL,
    texts=both(france("Arrêté du 19 février 2018 (BTS NDRC), annexes II c et II d", since=NDRC)),
)
def coverage(facts: PlacementFacts, _here: Jurisdiction) -> Iterator[Say]:
    """E4: one negotiation and one event; E6: one sheet per network, one at least really lived."""
    covered = facts.covered_needs
    if covered is None:
        return
    missing = [
        EXAM_NEED_LABELS[need]
        for need in (ExamNeed.NEGOTIATION, ExamNeed.EVENT)
        if need not in covered
    ]
    if missing:
        yield Say(
            Effect.REMINDS,
            f"Pour l’épreuve E4, aucune mission ne porte encore sur : {enumeration(missing)}."
            " Prévoyez-la dans ce stage ou dans le suivant.",
        )
    if not covered & NETWORKS:
        yield Say(
            Effect.REMINDS,
            "Pour l’épreuve E6, au moins une situation de réseau (distributeurs, partenaires ou"
            " vente directe) doit être vécue : prévoyez-la dans ce stage ou dans le suivant.",
        )
