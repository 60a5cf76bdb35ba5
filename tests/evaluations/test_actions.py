"""A session is kept, agreed, signed, reopened; nothing typed is lost."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from pypdf import PdfReader

from tests.logbook.partners import Partners, make_partners
from tripartite.accounts.models import JournalEntry, School
from tripartite.core.errors import DomainError
from tripartite.core.workflow import TransitionError
from tripartite.curriculum.actions import choose_ties
from tripartite.curriculum.models import Competence, Curriculum, Task
from tripartite.documents import actions as documents
from tripartite.evaluations import actions, queries
from tripartite.evaluations.actions import Session
from tripartite.evaluations.domain import ATTITUDES, EvaluationState, Form, Level
from tripartite.evaluations.models import EvaluationLine, JointEvaluation
from tripartite.mailing.models import OutgoingMessage
from tripartite.papers.actions import void
from tripartite.papers.domain import SYSTEM, Capacity, PaperState
from tripartite.papers.models import Paper
from tripartite.placements.domain import State

ATTITUDE_CODES = [attitude.code for attitude in ATTITUDES]
GRID = ["B3.C6", "B3.C7", *ATTITUDE_CODES]


def session(level: Level | None = Level.S, **changes: Any) -> Session:
    given: dict[str, Any] = {
        "held_on": date(2027, 1, 26),
        "place": "Maison Azur, Nice",
        "form": Form.FACE,
        "present": "Inès Moreau, Théo Tuteur, Éric Référent",
        "strengths": "À l’aise au téléphone\nPonctuelle",
        "advice": "",
        "levels": dict.fromkeys(GRID, level),
        "comments": {"B3.C6": " Très bon suivi. "},
    }
    return Session(**(given | changes))


def save(partners: Partners, given: Session | None = None) -> JointEvaluation:
    return actions.save_session(
        placement=partners.placement, session=given or session(), by=partners.referent
    )


def agreed(partners: Partners) -> JointEvaluation:
    return actions.agree(evaluation=save(partners), by=partners.referent)


def test_the_grid_follows_from_the_missions(partners: Partners) -> None:
    evaluation = actions.open_evaluation(placement=partners.placement, by=partners.referent)

    assert [line.code for line in queries.lines_of(evaluation)] == GRID


def test_the_school_own_ties_replace_the_proposal(
    partners: Partners, curriculum: Curriculum
) -> None:
    task = Task.objects.of(curriculum).get(code="P3.A3.T2")
    competence = Competence.objects.get(group__block__curriculum=curriculum, code="B3.C1")
    choose_ties(
        task=task, school=partners.placement.school, competences=[competence], by=partners.office
    )

    grid = queries.grid_for(partners.placement)

    assert [line.code for line in grid] == ["B3.C1", *ATTITUDE_CODES]


def test_the_ties_of_another_school_change_nothing(
    partners: Partners, curriculum: Curriculum, other_school: School
) -> None:
    task = Task.objects.of(curriculum).get(code="P3.A3.T2")
    competence = Competence.objects.get(group__block__curriculum=curriculum, code="B3.C1")
    choose_ties(task=task, school=other_school, competences=[competence], by=partners.office)

    grid = queries.grid_for(partners.placement)

    assert [line.code for line in grid] == GRID


def test_saving_keeps_everything_even_half_done(partners: Partners) -> None:
    half = session(levels={"B3.C6": Level.TS}, held_on=None, place="")

    evaluation = save(partners, half)

    lines = {line.code: (line.level, line.comment) for line in queries.lines_of(evaluation)}
    evaluation.refresh_from_db()
    assert lines["B3.C6"] == ("TS", "Très bon suivi.")
    assert lines["B3.C7"] == ("", "")
    assert evaluation.strengths == "À l’aise au téléphone\nPonctuelle"
    assert evaluation.state == EvaluationState.SESSION


def test_saving_again_keeps_one_evaluation_and_its_lines(partners: Partners) -> None:
    save(partners)
    evaluation = save(partners, session(Level.TS))

    assert JointEvaluation.objects.count() == 1
    assert EvaluationLine.objects.count() == len(GRID)
    assert {line.level for line in queries.lines_of(evaluation)} == {"TS"}


def test_a_line_without_a_level_cannot_be_agreed_on(partners: Partners) -> None:
    evaluation = save(partners, session(levels=dict.fromkeys(GRID[1:], Level.NO)))

    with pytest.raises(TransitionError) as refused:
        actions.agree(evaluation=evaluation, by=partners.referent)

    evaluation.refresh_from_db()
    assert refused.value.code == "every_level"
    assert evaluation.state == EvaluationState.SESSION


def test_agreeing_is_dated_and_told(partners: Partners) -> None:
    evaluation = agreed(partners)

    assert evaluation.state == EvaluationState.AGREED
    assert evaluation.agreed_at is not None
    assert JournalEntry.objects.get(verb="evaluation.agreed").sentence == (
        "Évaluation conjointe convenue le 26 janvier 2027"
    )


def test_agreeing_twice_is_refused(partners: Partners) -> None:
    evaluation = agreed(partners)

    with pytest.raises(TransitionError) as refused:
        actions.agree(evaluation=evaluation, by=partners.office)

    assert refused.value.code == "not_possible"


def test_an_agreed_grid_is_not_written_any_more(partners: Partners) -> None:
    evaluation = agreed(partners)

    with pytest.raises(TransitionError) as refused:
        save(partners, session(Level.TI))

    assert refused.value.code == "already_agreed"
    assert {line.level for line in queries.lines_of(evaluation)} == {"S"}


@pytest.mark.parametrize("who", ["student", "tutor", "stranger"])
def test_only_referent_and_office_hold_the_session(partners: Partners, who: str) -> None:
    with pytest.raises(TransitionError):
        actions.save_session(
            placement=partners.placement, session=session(), by=getattr(partners, who)
        )

    assert JointEvaluation.objects.count() == 0


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.CANCELLED])
def test_a_placement_that_is_not_approved_is_not_evaluated(school: School, state: State) -> None:
    partners = make_partners(school, state=state)

    with pytest.raises(TransitionError):
        save(partners)

    assert JointEvaluation.objects.count() == 0


def test_a_second_evaluation_of_a_placement_is_refused_by_the_database(
    partners: Partners,
) -> None:
    save(partners)

    with pytest.raises(IntegrityError), transaction.atomic():
        JointEvaluation.objects.create(placement=partners.placement)


def test_the_paper_asks_the_three_partners_together(partners: Partners) -> None:
    paper = actions.send_paper(evaluation=agreed(partners), by=partners.referent)

    signatures = paper.signatures.order_by("pk").values_list("capacity", "state", "email")
    assert paper.state == PaperState.OUT
    assert list(signatures) == [
        (Capacity.STUDENT, "asked", partners.student.email),
        (Capacity.TUTOR, "asked", partners.tutor.email),
        (Capacity.REFERENT, "asked", partners.referent.email),
    ]
    assert OutgoingMessage.objects.filter(kind="signature_asked").count() == 3


def test_the_paper_prints_the_grid_and_the_session(partners: Partners, tmp_path) -> None:
    paper = actions.send_paper(evaluation=agreed(partners), by=partners.referent)

    pdf = tmp_path / "evaluation.pdf"
    pdf.write_bytes(documents.read(paper.frozen))
    text = " ".join("".join(page.extract_text() for page in PdfReader(pdf).pages).split())
    labels = [line.label for line in queries.lines_of(JointEvaluation.objects.get())]
    expected = ["Inès Moreau", "Maison Azur", "26 janvier 2027", "Ponctuelle", "Très bon suivi."]
    assert [word for word in expected if word not in text] == []
    assert len(labels) == len(GRID)
    assert text.count("satisfaisant") >= len(GRID)


def test_a_paper_on_its_way_is_not_sent_twice(partners: Partners) -> None:
    evaluation = agreed(partners)
    actions.send_paper(evaluation=evaluation, by=partners.referent)

    with pytest.raises(DomainError) as refused:
        actions.send_paper(evaluation=evaluation, by=partners.office)

    assert refused.value.code == "paper_exists"
    assert Paper.objects.filter(kind="evaluation").count() == 1


def test_a_draft_is_not_sent(partners: Partners) -> None:
    evaluation = save(partners)

    with pytest.raises(DomainError) as refused:
        actions.send_paper(evaluation=evaluation, by=partners.referent)

    assert refused.value.code == "not_agreed"


@pytest.mark.parametrize("who", ["student", "tutor", "stranger"])
def test_only_referent_and_office_send_the_paper(partners: Partners, who: str) -> None:
    evaluation = agreed(partners)

    with pytest.raises(DomainError) as refused:
        actions.send_paper(evaluation=evaluation, by=getattr(partners, who))

    assert refused.value.code == "not_agreed"


def test_reopening_withdraws_the_paper_and_the_next_is_a_new_version(partners: Partners) -> None:
    evaluation = agreed(partners)
    first = actions.send_paper(evaluation=evaluation, by=partners.referent)

    evaluation = actions.reopen(
        evaluation=evaluation, reason="Un niveau à revoir.", by=partners.referent
    )
    evaluation = actions.agree(evaluation=evaluation, by=partners.referent)
    second = actions.send_paper(evaluation=evaluation, by=partners.referent)

    first.refresh_from_db()
    assert (first.state, first.reason) == (PaperState.VOID, "Un niveau à revoir.")
    assert (second.number, second.version) == (first.number, 2)


def test_a_paper_withdrawn_by_the_office_is_sent_anew(partners: Partners) -> None:
    evaluation = agreed(partners)
    first = actions.send_paper(evaluation=evaluation, by=partners.referent)
    void(paper=first, by=partners.office, reason="Coquille.", relations={SYSTEM})

    second = actions.send_paper(evaluation=evaluation, by=partners.referent)

    assert (second.state, second.version) == (PaperState.OUT, 2)
