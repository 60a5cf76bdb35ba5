"""What closes a placement, through the product's own actions: evaluation, review, attestation."""

from datetime import date
from decimal import Decimal

from tripartite.certificates import actions as certificates
from tripartite.certificates.models import Certificate
from tripartite.dashboards.demo.people import Team
from tripartite.dashboards.demo.steps import come_in
from tripartite.evaluations import actions as evaluations
from tripartite.evaluations.actions import Mark, Session
from tripartite.evaluations.domain import Form, Level
from tripartite.evaluations.domain.welcome import Question, Said
from tripartite.evaluations.queries import lines_of
from tripartite.papers.models import Paper
from tripartite.placements.domain import Relation
from tripartite.placements.models import Placement

LEVELS = (Level.S, Level.TS, Level.S, Level.I, Level.S, Level.NO)


def evaluate(placement: Placement, day: date) -> Paper:
    """The three meet, agree line by line, and the paper goes out for signature."""
    evaluation = evaluations.open_evaluation(placement=placement, by=placement.referent)
    codes = [line.code for line in lines_of(evaluation)]
    _speak(placement, codes)
    session = Session(
        held_on=day,
        place="Dans les locaux de l’organisme d’accueil",
        form=Form.FACE,
        present=f"{placement.student}, {placement.tutor}, {placement.referent}",
        strengths="Aisance au téléphone, ponctualité, suivi rigoureux du fichier.",
        advice="Préparer davantage les objections avant l’appel.",
        levels={code: LEVELS[n % len(LEVELS)] for n, code in enumerate(codes)},
        comments={codes[0]: "De nets progrès entre la première et la dernière semaine."},
    )
    evaluations.save_session(placement=placement, session=session, by=placement.referent)
    evaluations.agree(evaluation=evaluation, by=placement.referent)
    return evaluations.send_paper(evaluation=evaluation, by=placement.referent)


def _speak(placement: Placement, codes: list[str]) -> None:
    """Each rates apart first: the tutor a little higher, the student a little lower."""
    tutor = come_in(placement, Relation.TUTOR)
    for shift, speaker in enumerate((placement.student, tutor, placement.referent)):
        if speaker is not None:
            marks = {
                code: Mark(LEVELS[(n + shift * (n % 3 == 0)) % len(LEVELS)], "")
                for n, code in enumerate(codes)
            }
            evaluations.give(placement=placement, marks=marks, by=speaker)


def certify(placement: Placement, team: Team) -> Certificate:
    """The attestation is issued from the ledger; the host's representative is asked to sign."""
    return certificates.issue(placement=placement, gratification=Decimal(0), by=team.office)


def close(placement: Placement, team: Team) -> None:
    certificates.close(placement=placement, by=team.office)


def review(placement: Placement, degrees: str, good: str, better: str = "") -> None:
    """The student says how he was welcomed, on four degrees, where the host never reads it."""
    evaluations.review_welcome(
        placement=placement,
        said=Said({q: int(d) for q, d in zip(Question, degrees, strict=True)}, recommends=True),
        good=good,
        better=better,
        by=placement.student,
    )
