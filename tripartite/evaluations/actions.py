"""The session is written, its grid agreed, the paper sent to be signed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from tripartite.accounts.journal import Actor, record
from tripartite.core import clock
from tripartite.core.fr import long_day
from tripartite.core.workflow import TransitionError
from tripartite.evaluations import queries
from tripartite.evaluations.domain import (
    EVALUATED,
    EVALUATION,
    HOLDERS,
    EvaluationError,
    EvaluationState,
    Form,
    Level,
    SessionFacts,
)
from tripartite.evaluations.models import EvaluationLine, JointEvaluation
from tripartite.evaluations.papers import TEMPLATE, evaluation_paper, signatories
from tripartite.papers.actions import Signer, create_paper, send_out, void
from tripartite.papers.actions.issuing import next_number
from tripartite.papers.domain import RELATION_OF, SYSTEM, Capacity, Kind, PaperState
from tripartite.papers.models import Paper
from tripartite.placements.actions.links import person_of
from tripartite.placements.domain import State
from tripartite.placements.models import Placement


@dataclass(frozen=True, slots=True)
class Session:
    """What is typed during the session; ``levels`` and ``comments`` go by the code of the line."""

    held_on: date | None
    place: str
    form: Form
    present: str
    strengths: str
    advice: str
    levels: Mapping[str, Level | None]
    comments: Mapping[str, str]


def _locked(placement: Placement) -> Placement:
    return Placement.objects.with_people().select_for_update(of=("self",)).get(pk=placement.pk)


def _locked_evaluation(evaluation: JointEvaluation) -> JointEvaluation:
    """The evaluation, its placement locked first, in the order of ``save_session``."""
    placement = _locked(evaluation.placement)
    evaluation = JointEvaluation.objects.select_for_update(of=("self",)).get(pk=evaluation.pk)
    evaluation.placement = placement
    return evaluation


@transaction.atomic
def open_evaluation(*, placement: Placement, by: Actor) -> JointEvaluation:
    """The evaluation of the placement, begun with the grid of its missions if there is none.

    Raises TransitionError when the placement is not one to evaluate, or by somebody else.
    """
    placement = _locked(placement)
    if State(placement.state) not in EVALUATED or not HOLDERS & placement.relations_of(by):
        raise TransitionError(
            "not_possible",
            "L’évaluation conjointe est tenue par l’enseignant référent ou le bureau des stages, "
            "une fois le cadrage validé.",
        )
    known = queries.evaluation_of(placement)
    if known is not None:
        return known
    evaluation = JointEvaluation.objects.create(placement=placement)
    lines = queries.draft_lines(placement)
    for line in lines:
        line.evaluation = evaluation
    EvaluationLine.objects.bulk_create(lines)
    _tell(evaluation, by, "opened", "Grille d’évaluation conjointe préparée")
    return evaluation


def _tell(evaluation: JointEvaluation, by: Actor, verb: str, sentence: str) -> None:
    record(
        by=by,
        school=evaluation.placement.school,
        verb=f"evaluation.{verb}",
        sentence=sentence,
        file=evaluation.placement.file,
        evaluation=evaluation.pk,
    )


@transaction.atomic
def save_session(*, placement: Placement, session: Session, by: Actor) -> JointEvaluation:
    """Keep everything typed, complete or not. Raises TransitionError once it is agreed."""
    evaluation = open_evaluation(placement=placement, by=by)
    if evaluation.state != EvaluationState.DRAFT:
        raise TransitionError(
            "already_agreed",
            "L’évaluation est déjà convenue : rouvrez-la avec un motif pour la changer.",
        )
    evaluation.held_on = session.held_on
    evaluation.place = session.place.strip()
    evaluation.form = session.form
    evaluation.present = session.present.strip()
    evaluation.strengths = session.strengths.strip()
    evaluation.advice = session.advice.strip()
    evaluation.save(update_fields=["held_on", "place", "form", "present", "strengths", "advice"])
    lines = queries.lines_of(evaluation)
    for line in lines:
        line.level = session.levels.get(line.code) or ""
        line.comment = session.comments.get(line.code, "").strip()
    EvaluationLine.objects.bulk_update(lines, ["level", "comment"])
    _tell(evaluation, by, "saved", "Évaluation conjointe enregistrée")
    return evaluation


@transaction.atomic
def agree(*, evaluation: JointEvaluation, by: Actor) -> JointEvaluation:
    """The three agree on the grid. Raises TransitionError while a line has no level."""
    evaluation = _locked_evaluation(evaluation)
    placement = evaluation.placement
    lines = queries.lines_of(evaluation)
    facts = SessionFacts(
        lines=len(lines),
        unlevelled=sum(1 for line in lines if not line.level),
        told=bool(evaluation.place and evaluation.present),
        held_on=evaluation.held_on,
        starts_on=placement.starts_on,
        today=clock.today(),
    )
    evaluation.state = EVALUATION.target(
        "agree", EvaluationState(evaluation.state), placement.relations_of(by), facts=facts
    )
    evaluation.agreed_at = clock.now()
    evaluation.save(update_fields=["state", "agreed_at"])
    held = f" le {long_day(evaluation.held_on)}" if evaluation.held_on else ""
    _tell(evaluation, by, "agreed", f"Évaluation conjointe convenue{held}")
    return evaluation


@transaction.atomic
def send_paper(*, evaluation: JointEvaluation, by: Actor) -> Paper:
    """Freeze the agreed grid and ask student, tutor and référent to sign, in any order.

    Raises DomainError while a paper of this evaluation is out or sealed.
    """
    evaluation = _locked_evaluation(evaluation)
    placement = evaluation.placement
    agreed = evaluation.state == EvaluationState.AGREED
    if not agreed or not HOLDERS & placement.relations_of(by):
        raise EvaluationError(
            "not_agreed",
            "Une évaluation s’envoie à la signature une fois convenue, par l’enseignant référent "
            "ou le bureau des stages.",
        )
    previous = evaluation.paper
    today = clock.today()
    number = previous.number if previous else next_number(placement.school, today.year)
    version = previous.version + 1 if previous else 1
    paper = evaluation_paper(evaluation, reference=number, version=version, issued_on=today)
    created = create_paper(
        placement=placement,
        kind=Kind.EVALUATION,
        template=TEMPLATE,
        data=paper.as_json(),
        signers=_signers(placement),
        by=by,
        number=number,
        version=version,
    )
    evaluation.paper = send_out(paper=created, by=by, relations={SYSTEM})
    evaluation.save(update_fields=["paper"])
    return evaluation.paper


def _signers(placement: Placement) -> list[Signer]:
    found = []
    for capacity, name in signatories(placement):
        person = person_of(placement, RELATION_OF[capacity])
        _name, email, user = person or (name, "", None)
        tutor = placement.tutor
        title = tutor.job_title if capacity is Capacity.TUTOR and tutor else ""
        found.append(Signer(capacity, name, rank=1, email=email, title=title, user=user))
    return found


@transaction.atomic
def reopen(*, evaluation: JointEvaluation, reason: str, by: Actor) -> JointEvaluation:
    """Give the grid back to be written; its paper, signed or not, is withdrawn with the reason."""
    evaluation = _locked_evaluation(evaluation)
    mine = evaluation.placement.relations_of(by)
    evaluation.state = EVALUATION.target(
        "reopen", EvaluationState(evaluation.state), mine, reason=reason
    )
    evaluation.agreed_at = None
    evaluation.save(update_fields=["state", "agreed_at"])
    paper = evaluation.paper
    if paper is not None and PaperState(paper.state) in {
        PaperState.DRAFT,
        PaperState.OUT,
        PaperState.SEALED,
    }:
        void(paper=paper, by=by, reason=reason.strip(), relations={SYSTEM})
    _tell(evaluation, by, "reopened", f"Évaluation conjointe rouverte : {reason.strip()}")
    return evaluation
