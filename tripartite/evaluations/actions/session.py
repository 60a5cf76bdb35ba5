"""The session begins, is written, its grid agreed, the paper sent to be signed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from tripartite.accounts.journal import Actor
from tripartite.core import clock
from tripartite.core.fr import long_day
from tripartite.core.workflow import TransitionError
from tripartite.evaluations import queries
from tripartite.evaluations.actions.common import locked, locked_evaluation, prepared, tell
from tripartite.evaluations.domain import (
    EVALUATION,
    HOLDERS,
    BeginFacts,
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
    form_reason: str = ""
    #: The version that was on the screen; None when nobody else can be writing.
    seen: int | None = None


#: The fields of the head of a session.
WRITTEN = ("held_on", "place", "form", "form_reason", "present", "strengths", "advice")


@transaction.atomic
def open_evaluation(*, placement: Placement, by: Actor) -> JointEvaluation:
    """The evaluation of the placement, begun with the grid of what was done if there is none.

    Raises TransitionError when the placement is not one to evaluate, or by somebody else.
    """
    placement = locked(placement)
    if not HOLDERS & placement.relations_of(by):
        raise TransitionError(
            "not_possible",
            "L’évaluation conjointe est tenue par l’enseignant référent ou le bureau des stages, "
            "une fois le cadrage validé.",
        )
    return prepared(placement, by)


@transaction.atomic
def begin(*, placement: Placement, by: Actor) -> JointEvaluation:
    """The three are together: the voices are shown, and change no more.

    Begun twice it is begun once. Raises TransitionError before the first day, or once settled.
    """
    evaluation = open_evaluation(placement=placement, by=by)
    if evaluation.state == EvaluationState.SESSION:
        return evaluation
    placement = evaluation.placement
    evaluation.state = EVALUATION.target(
        "begin",
        EvaluationState(evaluation.state),
        placement.relations_of(by),
        facts=BeginFacts(placement.starts_on, clock.today()),
    )
    evaluation.save(update_fields=["state"])
    tell(evaluation, by, "begun", "Séance d’évaluation commencée : les avis sont côte à côte")
    return evaluation


@transaction.atomic
def save_session(*, placement: Placement, session: Session, by: Actor) -> JointEvaluation:
    """Keep everything typed, complete or not; the session has begun, if it had not.

    Raises TransitionError once it is agreed, DomainError when it was written meanwhile.
    """
    evaluation = open_evaluation(placement=placement, by=by)
    if evaluation.state not in {EvaluationState.DRAFT, EvaluationState.SESSION}:
        raise TransitionError(
            "already_agreed",
            "L’évaluation est déjà convenue : rouvrez-la avec un motif pour la changer.",
        )
    if session.seen not in {None, evaluation.version}:
        raise EvaluationError(
            "written_meanwhile",
            "La séance a été écrite depuis un autre écran entre-temps. Ce que vous avez tapé est "
            "resté ci-dessous : rechargez la page dans un autre onglet, comparez, puis enregistrez "
            "de nouveau.",
        )
    evaluation = begin(placement=placement, by=by)
    evaluation.held_on = session.held_on
    evaluation.place = session.place.strip()
    evaluation.form = session.form
    evaluation.present = session.present.strip()
    evaluation.strengths = session.strengths.strip()
    evaluation.advice = session.advice.strip()
    evaluation.form_reason = session.form_reason.strip() if session.form is Form.PHONE else ""
    evaluation.version += 1
    evaluation.save(update_fields=[*WRITTEN, "version"])
    lines = queries.lines_of(evaluation)
    for line in lines:
        line.level = session.levels.get(line.code) or ""
        line.comment = session.comments.get(line.code, "").strip()
    EvaluationLine.objects.bulk_update(lines, ["level", "comment"])
    tell(evaluation, by, "saved", "Évaluation conjointe enregistrée")
    return evaluation


@transaction.atomic
def agree(*, evaluation: JointEvaluation, by: Actor) -> JointEvaluation:
    """The three agree on the grid. Raises TransitionError while a line has no level."""
    evaluation = locked_evaluation(evaluation)
    placement = evaluation.placement
    lines = queries.lines_of(evaluation)
    facts = SessionFacts(
        lines=len(lines),
        unlevelled=sum(1 for line in lines if not line.level),
        told=bool(evaluation.place and evaluation.present),
        held_on=evaluation.held_on,
        starts_on=placement.starts_on,
        today=clock.today(),
        unexplained_phone=evaluation.form == Form.PHONE and not evaluation.form_reason,
    )
    evaluation.state = EVALUATION.target(
        "agree", EvaluationState(evaluation.state), placement.relations_of(by), facts=facts
    )
    evaluation.agreed_at = clock.now()
    evaluation.save(update_fields=["state", "agreed_at"])
    held = f" le {long_day(evaluation.held_on)}" if evaluation.held_on else ""
    tell(evaluation, by, "agreed", f"Évaluation conjointe convenue{held}")
    return evaluation


@transaction.atomic
def send_paper(*, evaluation: JointEvaluation, by: Actor) -> Paper:
    """Freeze the agreed grid and ask student, tutor and référent to sign, in any order.

    Raises DomainError while a paper of this evaluation is out or sealed.
    """
    evaluation = locked_evaluation(evaluation)
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
    evaluation = locked_evaluation(evaluation)
    mine = evaluation.placement.relations_of(by)
    evaluation.state = EVALUATION.target(
        "reopen", EvaluationState(evaluation.state), mine, reason=reason
    )
    evaluation.agreed_at = evaluation.settled_at = None
    evaluation.ground = evaluation.settled_reason = ""
    evaluation.document = None
    evaluation.version += 1
    evaluation.save(
        update_fields=[
            "state", "agreed_at", "settled_at", "ground", "settled_reason", "document", "version",
        ]
    )  # fmt: skip
    paper = evaluation.paper
    if paper is not None and PaperState(paper.state) in {
        PaperState.DRAFT,
        PaperState.OUT,
        PaperState.SEALED,
    }:
        void(paper=paper, by=by, reason=reason.strip(), relations={SYSTEM})
    tell(evaluation, by, "reopened", f"Évaluation conjointe rouverte : {reason.strip()}")
    return evaluation
