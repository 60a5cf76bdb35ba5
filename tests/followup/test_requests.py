"""A request goes to whoever is there, is answered in time or goes up, and stays private."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.management import call_command

from tests import factories
from tests.logbook.partners import Partners
from tripartite.accounts.domain import Role
from tripartite.accounts.models import JournalEntry
from tripartite.core.workflow import TransitionError
from tripartite.followup.actions import absences, requests
from tripartite.followup.domain.requests import RequestError, RequestKind, RequestState
from tripartite.followup.models import HelpRequest
from tripartite.mailing.models import OutgoingMessage
from tripartite.placements.domain import Relation, State

WORDS = "Il arrive en retard chaque lundi."


def ask(partners: Partners, who: str = "tutor", **changes: Any) -> HelpRequest:
    given = {"kind": RequestKind.DIFFICULTY, "text": WORDS, "by": getattr(partners, who)}
    return requests.ask(placement=partners.placement, **(given | changes))


def answer(partners: Partners, request: HelpRequest, **changes: Any) -> HelpRequest:
    given = {"text": "Je vous appelle ce soir.", "seen": 1, "by": partners.referent}
    return requests.answer(request=request, **(given | changes))


def mails() -> list[tuple[str, str, str]]:
    rows = OutgoingMessage.objects.order_by("pk")
    return list(rows.values_list("kind", "to", "reply_to"))


def test_a_request_goes_to_the_referent_who_may_reply_to_the_asker(partners: Partners) -> None:
    request = ask(partners)

    assert (request.handler, request.due_on) == (partners.referent, date(2027, 1, 20))
    assert mails() == [("request_asked", partners.referent.email, partners.tutor.email)]
    assert JournalEntry.objects.get(verb="request.asked").sentence == "Demande : difficulté"


def test_the_story_that_the_student_reads_says_nothing_of_a_private_request(partners) -> None:
    request = answer(partners, ask(partners))
    told = JournalEntry.objects.of(partners.placement.file).filter(verb__startswith="request.")
    assert not told.exists()

    requests.share(request=request, by=partners.referent)

    assert told.count() == 1


def test_the_words_never_reach_the_journal(partners: Partners) -> None:
    request = ask(partners)
    answer(partners, request, text="Un mot très privé.")

    told = " ".join(JournalEntry.objects.values_list("sentence", flat=True))
    assert "lundi" not in told
    assert "privé" not in told


@pytest.mark.parametrize(
    ("kind", "due"),
    [(RequestKind.DIFFICULTY, 20), (RequestKind.FRAMING, 21), (RequestKind.QUESTION, 25)],
)
def test_the_delay_depends_on_the_kind(partners: Partners, kind, due) -> None:
    assert ask(partners, kind=kind).due_on == date(2027, 1, due)


def test_days_when_the_school_is_closed_do_not_count(partners: Partners) -> None:
    absences.note_absence(
        school=partners.placement.school,
        teacher=None,
        starts_on=date(2027, 1, 19),
        ends_on=date(2027, 1, 22),
        by=partners.office,
    )

    assert ask(partners).due_on == date(2027, 1, 26)


def test_while_the_referent_is_away_the_office_answers(partners: Partners) -> None:
    absences.note_absence(
        school=partners.placement.school,
        teacher=partners.referent,
        starts_on=date(2027, 1, 18),
        ends_on=date(2027, 1, 18),
        by=partners.referent,
    )

    request = ask(partners)

    assert request.handler is None
    assert [to for _kind, to, _reply in mails()] == [partners.office.email]


def test_the_same_words_twice_are_one_request(partners: Partners) -> None:
    first, second = ask(partners), ask(partners)

    assert first == second
    assert len(mails()) == 1


@pytest.mark.parametrize("who", ["referent", "office", "stranger"])
def test_the_team_does_not_ask_itself(partners: Partners, who) -> None:
    with pytest.raises(RequestError) as refused:
        ask(partners, who)

    assert refused.value.code == "not_possible"


def test_a_closed_placement_takes_no_request(partners: Partners) -> None:
    partners.placement.state = State.CLOSED
    partners.placement.save()

    with pytest.raises(RequestError):
        ask(partners)


@pytest.mark.parametrize(
    ("who", "kind", "readers"),
    [
        ("tutor", RequestKind.DIFFICULTY, {"tutor", "signatory", "referent", "office", "head"}),
        ("tutor", RequestKind.QUESTION, {"tutor", "signatory", "referent", "office", "head"}),
        ("tutor", RequestKind.FRAMING,
         {"tutor", "signatory", "student", "referent", "teacher", "office", "head"}),
        ("student", RequestKind.DIFFICULTY, {"student", "referent", "office", "head"}),
        ("student", RequestKind.QUESTION, {"student", "referent", "office", "head"}),
        ("student", RequestKind.FRAMING,
         {"tutor", "signatory", "student", "referent", "teacher", "office", "head"}),
    ],
)  # fmt: skip
def test_who_reads_each_kind(partners: Partners, who, kind, readers) -> None:
    people = crowd(partners)

    request = ask(partners, who, kind=kind)

    seen = {n for n, p in people.items() if HelpRequest.objects.visible_to(p).exists()}
    assert seen == readers
    assert {n for n, p in people.items() if request.is_read_by(p)} == readers


def crowd(partners: Partners) -> dict[str, Any]:
    placement = partners.placement
    return {
        "tutor": partners.tutor,
        "student": partners.student,
        "referent": partners.referent,
        "office": partners.office,
        "stranger": partners.stranger,
        "head": factories.make_user(placement.school, Role.HEAD),
        "teacher": factories.make_teacher(placement.period.cohort),
        "signatory": factories.make_link(placement, Relation.SIGNATORY),
        "guardian": factories.make_link(placement, Relation.GUARDIAN),
    }


def test_sharing_opens_the_thread_and_says_so_once(partners: Partners) -> None:
    request = ask(partners)
    assert not HelpRequest.objects.visible_to(partners.student).exists()

    requests.share(request=request, by=partners.referent)
    requests.share(request=request, by=partners.referent)

    assert HelpRequest.objects.visible_to(partners.student).get() == request
    assert [m[:2] for m in mails()[1:]] == [("request_shared", partners.student.email)]


def test_what_a_student_asked_is_opened_to_the_tutor_by_link(partners: Partners) -> None:
    request = ask(partners, "student")

    requests.share(request=request, by=partners.office)

    sent = OutgoingMessage.objects.get(kind="request_shared")
    assert sent.to == partners.tutor.email
    assert f"/acces/{partners.tutor.token}/?suite=%2Fdemandes%2F" in sent.text


def test_the_answer_reaches_the_asker_who_may_reply_to_the_referent(partners: Partners) -> None:
    request = answer(partners, ask(partners))

    assert request.state == RequestState.ANSWERED
    assert mails()[1:] == [("request_answered", partners.tutor.email, partners.referent.email)]
    assert [m.text for m in request.messages.order_by("pk")] == [WORDS, "Je vous appelle ce soir."]


def test_an_answer_that_did_not_read_the_last_message_is_refused(partners: Partners) -> None:
    request = answer(partners, ask(partners))

    with pytest.raises(RequestError) as refused:
        answer(partners, request, by=partners.office)

    assert refused.value.code == "written_meanwhile"
    assert request.messages.count() == 2


def test_writing_again_asks_for_an_answer_anew(partners: Partners) -> None:
    request = answer(partners, ask(partners))

    with time_machine.travel("2027-01-25 08:00:00+01:00", tick=False):
        request = requests.write(request=request, text="Et mardi ?", seen=2, by=partners.tutor)

    assert (request.state, request.due_on) == (RequestState.OPEN, date(2027, 1, 27))


def test_only_the_asker_writes_again(partners: Partners) -> None:
    request = answer(partners, ask(partners, kind=RequestKind.FRAMING))

    with pytest.raises(TransitionError):
        requests.write(request=request, text="Moi aussi.", seen=2, by=partners.student)


def test_closing_then_reopening_keeps_the_thread(partners: Partners) -> None:
    request = requests.close(request=answer(partners, ask(partners)), by=partners.tutor)
    assert (request.state, request.closed_at is None) == (RequestState.CLOSED, False)

    request = requests.reopen(request=request, reason="Cela recommence.", by=partners.tutor)

    assert (request.state, request.closed_at) == (RequestState.OPEN, None)
    assert request.messages.count() == 3


def test_the_team_does_not_close_what_it_has_not_answered(partners: Partners) -> None:
    with pytest.raises(TransitionError):
        requests.close(request=ask(partners), by=partners.referent)


def test_late_requests_go_up_to_the_office_once(partners: Partners) -> None:
    ask(partners)

    with time_machine.travel("2027-01-20 23:00:00+01:00", tick=False):
        assert requests.escalate_late() == 0
    with time_machine.travel("2027-01-21 06:00:00+01:00", tick=False):
        call_command("escalate_requests", verbosity=0)
        assert requests.escalate_late() == 0

    assert [m[:2] for m in mails()[1:]] == [("request_late", partners.office.email)]


def test_an_answered_request_does_not_go_up(partners: Partners) -> None:
    answer(partners, ask(partners))

    with time_machine.travel("2027-03-01 06:00:00+01:00", tick=False):
        assert requests.escalate_late() == 0


def test_the_same_absence_is_noted_once_and_can_be_taken_back(partners: Partners) -> None:
    given = {
        "school": partners.placement.school,
        "teacher": partners.referent,
        "starts_on": date(2027, 1, 18),
        "ends_on": date(2027, 1, 22),
        "by": partners.referent,
    }
    absence = absences.note_absence(**given)

    assert absences.note_absence(**given) == absence
    absences.remove_absence(absence=absence, by=partners.referent)
    assert ask(partners).handler == partners.referent
