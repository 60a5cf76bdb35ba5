"""Another document, no evaluation at all, and the ladder before that."""

from datetime import date

import pytest
import time_machine
from django.core.management import call_command

from tests.evaluations.test_actions import agreed, save
from tests.evaluations.test_voices import give
from tests.logbook.partners import Partners
from tripartite.core.errors import DomainError
from tripartite.documents.uploads import CheckedFile
from tripartite.evaluations import actions
from tripartite.evaluations.domain import EvaluationState, Ground
from tripartite.evaluations.models import EvaluationReminder, JointEvaluation
from tripartite.mailing.models import OutgoingMessage

SCAN = CheckedFile(content=b"%PDF-1.7", name="grille.pdf", mime="application/pdf")


def test_another_document_is_kept_and_nothing_is_awaited(partners: Partners) -> None:
    evaluation = actions.receive(
        placement=partners.placement, file=SCAN, reason="Grille du groupe.", by=partners.referent
    )

    assert evaluation.state == EvaluationState.ELSEWHERE
    assert evaluation.document is not None
    assert actions.remind_evaluations(date(2027, 1, 29)) == 0


def test_an_agreed_evaluation_is_not_replaced_by_another_document(partners: Partners) -> None:
    agreed(partners)

    with pytest.raises(DomainError) as refused:
        actions.receive(
            placement=partners.placement, file=SCAN, reason="Autre.", by=partners.referent
        )

    assert refused.value.code == "not_possible"


def test_a_silent_tutor_is_said_so_ten_days_after_the_end(partners: Partners) -> None:
    placement, by = partners.placement, partners.referent
    with pytest.raises(DomainError) as refused:
        actions.give_up(placement=placement, ground=Ground.SILENT, reason="Rien.", by=by)
    assert refused.value.code == "ground_true"

    with time_machine.travel("2027-02-08 08:00:00+01:00", tick=False):
        evaluation = actions.give_up(
            placement=placement, ground=Ground.SILENT, reason="Trois appels.", by=by
        )

    assert (evaluation.state, evaluation.ground) == (EvaluationState.WITHOUT, Ground.SILENT)
    told = OutgoingMessage.objects.get(kind="evaluation_given_up")
    assert told.to == partners.office.email


def test_reopening_forgets_the_other_path(partners: Partners) -> None:
    evaluation = actions.receive(
        placement=partners.placement, file=SCAN, reason="Autre.", by=partners.referent
    )

    evaluation = actions.reopen(evaluation=evaluation, reason="Tenue enfin.", by=partners.office)

    assert (evaluation.state, evaluation.document, evaluation.settled_at) == (
        EvaluationState.SESSION,
        None,
        None,
    )


def climb(day: str) -> list[tuple[str, str]]:
    """Run the command twice on this day; what left, and to whom."""
    before = OutgoingMessage.objects.count()
    with time_machine.travel(f"{day} 07:00:00+01:00", tick=False):
        for _ in range(2):
            call_command("remind_evaluations", verbosity=0)
    sent = OutgoingMessage.objects.order_by("pk").values_list("kind", "to")
    return list(sent)[before:]


def test_the_ladder_writes_each_rung_once_then_tells_the_office(partners: Partners) -> None:
    tutor, referent = partners.tutor.email, partners.referent.email
    both = [("voice_asked", tutor), ("evaluation_due", referent)]

    assert climb("2027-01-28") == []
    assert climb("2027-01-29") == both
    assert climb("2027-01-30") == []
    assert climb("2027-02-01") == both
    assert climb("2027-02-08") == [*both, ("evaluations_missing", partners.office.email)]
    assert climb("2027-02-20") == []
    assert EvaluationReminder.objects.count() == 3


def test_a_tutor_who_has_spoken_is_left_in_peace(partners: Partners) -> None:
    give(partners, "tutor")

    assert climb("2027-01-29") == [("evaluation_due", partners.referent.email)]


def test_an_agreed_evaluation_climbs_nothing(partners: Partners) -> None:
    agreed(partners)

    assert climb("2027-01-29") == []


def test_an_unsealed_agreement_climbs_nothing(partners: Partners) -> None:
    partners.placement.papers.update(state="out", sealed=None, sealed_at=None)

    assert climb("2027-01-29") == []


def test_a_session_begun_reminds_the_referent_alone(partners: Partners) -> None:
    save(partners)

    assert climb("2027-02-01") == [("evaluation_due", partners.referent.email)]
    assert JointEvaluation.objects.get().state == EvaluationState.SESSION
