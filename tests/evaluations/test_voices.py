"""Three voices apart: saved as they are touched, given for good, shown when they may be."""

import pytest

from tests.logbook.partners import Partners
from tripartite.core.errors import DomainError
from tripartite.evaluations import actions, queries
from tripartite.evaluations.actions import Mark
from tripartite.evaluations.domain import EvaluationState, Level
from tripartite.evaluations.domain.voices import Speaker, VoiceState
from tripartite.evaluations.models import JointEvaluation, Voice, VoiceMark
from tripartite.mailing.models import OutgoingMessage

TEAM = ("student", "tutor", "referent")


def whole(partners: Partners, level: Level = Level.S) -> dict[str, Mark]:
    return {line.code: Mark(level, "") for line in queries.grid_for(partners.placement)}


def give(partners: Partners, who: str, level: Level = Level.S) -> Voice:
    return actions.give(
        placement=partners.placement, marks=whole(partners, level), by=getattr(partners, who)
    )


def refusal(partners: Partners, who: str, *, marks: dict[str, Mark] | None = None) -> str:
    with pytest.raises(DomainError) as refused:
        actions.give(
            placement=partners.placement,
            marks=whole(partners) if marks is None else marks,
            by=getattr(partners, who),
        )
    return refused.value.code


@pytest.mark.parametrize("who", TEAM)
def test_each_of_the_three_gives_a_voice(partners: Partners, who: str) -> None:
    voice = give(partners, who)

    assert (voice.speaker, voice.state) == (who, VoiceState.GIVEN)
    assert voice.marks.count() == len(whole(partners))


@pytest.mark.parametrize("who", ["office", "stranger"])
def test_nobody_else_has_one(partners: Partners, who: str) -> None:
    assert refusal(partners, who) == "no_voice"
    assert JointEvaluation.objects.count() == 0


def test_what_is_touched_is_kept_and_the_rest_stays(partners: Partners) -> None:
    first = {"B3.C6": Mark(Level.I, " Timide. ")}
    actions.save_marks(placement=partners.placement, marks=first, by=partners.tutor)

    then = {"B3.C6": Mark(level=Level.S), "REL2": Mark(comment="Attentif")}
    voice = actions.save_marks(placement=partners.placement, marks=then, by=partners.tutor)

    marks = queries.marks_of(voice)
    assert {code: (mark.level, mark.comment) for code, mark in marks.items()} == {
        "B3.C6": ("S", "Timide."),
        "REL2": ("", "Attentif"),
    }


def test_a_voice_with_a_line_unsaid_is_not_given(partners: Partners) -> None:
    marks = whole(partners) | {"REL2": Mark(comment="?")}

    assert refusal(partners, "tutor", marks=marks) == "all_rated"
    assert VoiceMark.objects.count() == 0


def test_a_voice_given_changes_no_more(partners: Partners) -> None:
    give(partners, "tutor")

    assert refusal(partners, "tutor") == "voice_given"


def test_once_the_session_has_begun_voices_are_closed(partners: Partners) -> None:
    actions.begin(placement=partners.placement, by=partners.referent)

    assert refusal(partners, "student") == "session_begun"


def test_before_the_first_day_there_is_nothing_to_say(partners: Partners) -> None:
    placement = partners.placement
    placement.starts_on = placement.starts_on.replace(day=28)
    placement.save(update_fields=["starts_on"])

    assert refusal(partners, "tutor") == "too_early"


def test_side_by_side_the_gaps_come_first(partners: Partners) -> None:
    give(partners, "student", Level.S)
    marks = whole(partners, Level.S) | {"REL10": Mark(Level.TI, ""), "REL2": Mark(Level.NO, "")}
    actions.give(placement=partners.placement, marks=marks, by=partners.tutor)
    evaluation = JointEvaluation.objects.get()

    rows = queries.compared(evaluation, queries.lines_of(evaluation), given_only=True)

    assert [row.line.code for row in rows[:2]] == ["REL10", "REL2"]
    assert [said.level for said in rows[0].said] == [Level.S, Level.TI, None]
    assert (rows[0].proposal, rows[2].proposal) == (None, Level.S)


def test_unfinished_voices_show_only_in_the_session(partners: Partners) -> None:
    marks = {"REL2": Mark(Level.TS)}
    actions.save_marks(placement=partners.placement, marks=marks, by=partners.tutor)
    evaluation = JointEvaluation.objects.get()
    lines = queries.lines_of(evaluation)

    def said(*, given_only: bool) -> set[Level | None]:
        rows = queries.compared(evaluation, lines, given_only=given_only)
        return {said.level for row in rows for said in row.said}

    assert said(given_only=True) == {None}
    assert said(given_only=False) == {None, Level.TS}


def test_asking_writes_to_those_who_have_not_spoken(partners: Partners) -> None:
    give(partners, "student")

    told = actions.ask_voices(placement=partners.placement, by=partners.referent)

    assert told == 1
    sent = OutgoingMessage.objects.get(kind="voice_asked")
    assert sent.to == partners.tutor.email
    assert f"/evaluations/{partners.placement.pk}/avis/" in sent.text.replace("%2F", "/")


def test_nobody_is_asked_once_the_session_has_begun(partners: Partners) -> None:
    actions.begin(placement=partners.placement, by=partners.referent)

    with pytest.raises(DomainError) as refused:
        actions.ask_voices(placement=partners.placement, by=partners.referent)

    assert refused.value.code == "session_begun"


def test_a_session_begun_twice_is_begun_once(partners: Partners) -> None:
    for _ in range(2):
        evaluation = actions.begin(placement=partners.placement, by=partners.office)

    assert evaluation.state == EvaluationState.SESSION
    assert Speaker.TUTOR not in queries.voices_of(evaluation)
