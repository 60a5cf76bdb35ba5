"""From an agreed evaluation to the paper that its three partners sign."""

from datetime import date

from tripartite.documents.papers import (
    EvaluationLevel,
    EvaluationPaper,
    GridBlock,
    GridLine,
    SignatoryLine,
    StudentLine,
)
from tripartite.evaluations import queries
from tripartite.evaluations.models import JointEvaluation
from tripartite.papers.domain import CAPACITY_LABELS, Capacity
from tripartite.papers.parties import (
    contact_line,
    host_line,
    programme_line,
    relation_line,
    school_line,
)
from tripartite.placements.domain import Relation
from tripartite.placements.models import Placement

TEMPLATE = "evaluation-1"
#: Said on the page and on the paper alike.
STATUS = (
    "Cette évaluation informe l’étudiant et l’équipe pédagogique ; elle ne fixe aucune note "
    "d’examen. Pendant le stage, l’étudiant garde la qualité d’étudiant-stagiaire."
)


def evaluation_paper(
    evaluation: JointEvaluation, *, reference: str, version: int, issued_on: date
) -> EvaluationPaper:
    """What the paper prints; the evaluation is agreed, its placement has people."""
    placement = evaluation.placement
    if evaluation.held_on is None:
        raise AssertionError("an agreed evaluation is dated: see evaluation_agreed_is_dated")
    return EvaluationPaper(
        reference=reference,
        version=version,
        issued_on=issued_on,
        school=school_line(placement),
        student=StudentLine(name=placement.student.get_full_name()),
        host=host_line(placement),
        tutor=contact_line(placement.tutor),
        referent=relation_line(placement, Relation.REFERENT, "enseignant référent"),
        programme=programme_line(placement),
        starts_on=placement.starts_on,
        ends_on=placement.ends_on,
        held_on=evaluation.held_on,
        place=evaluation.place,
        form=_form(evaluation),
        present=(SignatoryLine(capacity="présents", name=evaluation.present),),
        blocks=_blocks(evaluation),
        strengths=_paragraphs(evaluation.strengths),
        advice=_paragraphs(evaluation.advice),
        status=STATUS,
        signatories=tuple(
            SignatoryLine(capacity=CAPACITY_LABELS[capacity], name=name)
            for capacity, name in signatories(placement)
        ),
    )


def _form(evaluation: JointEvaluation) -> str:
    """How they met, and why by telephone."""
    why = f" ({evaluation.form_reason})" if evaluation.form_reason else ""
    return f"{evaluation.get_form_display()}{why}"


def signatories(placement: Placement) -> list[tuple[Capacity, str]]:
    """The three partners who agree: student, tutor, référent; whoever is named."""
    people = (
        (Capacity.STUDENT, placement.student),
        (Capacity.TUTOR, placement.tutor),
        (Capacity.REFERENT, placement.referent),
    )
    return [(capacity, str(person)) for capacity, person in people if person is not None]


def _blocks(evaluation: JointEvaluation) -> tuple[GridBlock, ...]:
    return tuple(
        GridBlock(
            section.title,
            tuple(
                GridLine(line.label, EvaluationLevel(line.level), line.comment)
                for line in section.lines
            ),
        )
        for section in queries.sections(queries.lines_of(evaluation))
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    """One point a line, as it was typed."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
