"""The placement line and whose turn it is, day by day through one story."""

from dataclasses import replace
from datetime import date

import pytest

from tripartite.dashboards.domain import STEPS, LineFacts, PaperFacts, StepState, line, turns
from tripartite.papers.domain import Capacity, PaperState
from tripartite.placements.domain import Party, State

START, END = date(2027, 1, 4), date(2027, 1, 29)
NOTHING = LineFacts(today=date(2026, 10, 20), starts_on=START, ends_on=END)
DECLARED = replace(
    NOTHING,
    state=State.DRAFT,
    opened_on=date(2026, 10, 12),
    declared_on=date(2026, 10, 20),
)
SUBMITTED = replace(DECLARED, state=State.SUBMITTED, submitted_on=date(2026, 10, 22))
HOST_AGREED = replace(SUBMITTED, host_agrees=True)
ALL_AGREED = replace(HOST_AGREED, student_agrees=True)
RETURNED = replace(SUBMITTED, state=State.RETURNED)
APPROVED = replace(SUBMITTED, state=State.APPROVED, approved_on=date(2026, 10, 25))
OUT = replace(
    APPROVED,
    agreement=PaperFacts(PaperState.OUT, 2, 5, (Capacity.TUTOR,), out_on=date(2026, 11, 1)),
)
REFUSED = replace(OUT, agreement=PaperFacts(PaperState.REFUSED, 2, 5))
SEALED = replace(OUT, agreement=PaperFacts(PaperState.SEALED, 5, 5, sealed_on=date(2026, 11, 9)))
RUNNING = replace(SEALED, today=date(2027, 1, 12), weeks_expected=4, weeks_over=1)
CONFIRMED = replace(
    RUNNING,
    today=date(2027, 2, 1),
    weeks_over=4,
    weeks_confirmed=4,
    exchange_held_on=date(2027, 1, 20),
)
FINISHED = replace(
    CONFIRMED,
    evaluation=PaperFacts(PaperState.SEALED, 3, 3, sealed_on=date(2027, 1, 29)),
    certificate=PaperFacts(PaperState.SEALED, 1, 1, sealed_on=date(2027, 1, 30)),
)


def drawn(facts: LineFacts) -> str:
    """One letter a step: d(one), n(ow), l(ate), t(odo)."""
    return "".join(step.state[0] for step in line(facts))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (NOTHING, "nttttttttt"),
        (replace(NOTHING, today=date(2026, 12, 1)), "lttttttttt"),
        (replace(NOTHING, today=date(2027, 2, 10)), "lttttttttt"),
        (DECLARED, "ddnttttttt"),
        (SUBMITTED, "ddnttttttt"),
        (RETURNED, "ddnttttttt"),
        (replace(DECLARED, today=date(2026, 12, 1)), "ddlttttttt"),
        (APPROVED, "dddntttttt"),
        (OUT, "ddddnttttt"),
        (replace(OUT, today=date(2027, 1, 2)), "ddddlttttt"),
        (REFUSED, "dddntttttt"),
        (SEALED, "dddddntttt"),
        (RUNNING, "dddddnnttt"),
        (replace(RUNNING, today=date(2027, 1, 14)), "dddddnlttt"),
        (replace(RUNNING, exchange_planned_for=date(2027, 1, 20)), "dddddnnttt"),
        (CONFIRMED, "dddddddllt"),
        (replace(CONFIRMED, weeks_confirmed=3), "dddddldllt"),
        (FINISHED, "dddddddddn"),
    ],
)
def test_the_line_of_each_moment(facts: LineFacts, expected: str) -> None:
    assert drawn(facts) == expected


def test_the_line_always_has_its_ten_steps_in_order() -> None:
    for facts in (NOTHING, OUT, FINISHED):
        assert tuple(step.key for step in line(facts)) == STEPS


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (NOTHING, [("declare", Party.STUDENT)]),
        (DECLARED, [("frame", Party.STUDENT)]),
        (SUBMITTED, [("agree_framing", Party.HOST)]),
        (HOST_AGREED, [("accept_framing", Party.STUDENT)]),
        (ALL_AGREED, [("decide", Party.SCHOOL)]),
        (RETURNED, [("frame", Party.STUDENT)]),
        (APPROVED, [("agreement", Party.SCHOOL)]),
        (OUT, [("sign_agreement", Party.HOST)]),
        (REFUSED, [("agreement", Party.SCHOOL)]),
        (SEALED, []),
        (RUNNING, [("declare_presence", Party.STUDENT), ("plan_exchange", Party.SCHOOL)]),
        (
            replace(RUNNING, weeks_declared=1),
            [("confirm_presence", Party.HOST), ("plan_exchange", Party.SCHOOL)],
        ),
        (
            replace(RUNNING, weeks_confirmed=1, weeks_contested=1),
            [("settle_presence", Party.SCHOOL), ("plan_exchange", Party.SCHOOL)],
        ),
        (
            replace(SEALED, day_for_school=date(2027, 1, 9), day_for_host=date(2027, 1, 8)),
            [("agree_day_host", Party.HOST), ("agree_day", Party.SCHOOL)],
        ),
        (CONFIRMED, [("evaluate", Party.SCHOOL), ("certify", Party.HOST)]),
        (FINISHED, []),
        (replace(OUT, state=State.CANCELLED), []),
    ],
)
def test_whose_turn_it_is(facts: LineFacts, expected: list[tuple[str, Party]]) -> None:
    assert [(t.what, t.party) for t in turns(facts)] == expected


def test_the_host_is_asked_what_the_post_allows_until_all_signed() -> None:
    awaited = replace(SUBMITTED, fitness_awaited=True)

    (first, second) = turns(awaited)

    assert (first.what, second.what, second.party) == (
        "agree_framing",
        "declare_fitness",
        Party.HOST,
    )
    assert second.due == awaited.signatures_due
    assert [t.what for t in turns(replace(APPROVED, fitness_awaited=True))] == [
        "agreement",
        "declare_fitness",
    ]
    for later in (SEALED, replace(APPROVED, today=START)):
        assert "declare_fitness" not in [
            t.what for t in turns(replace(later, fitness_awaited=True))
        ]


def test_two_people_of_one_rank_are_both_awaited() -> None:
    both = PaperFacts(PaperState.OUT, 3, 5, (Capacity.TUTOR, Capacity.REFERENT))

    found = turns(replace(OUT, agreement=both))

    assert {t.party for t in found} == {Party.HOST, Party.SCHOOL}


def test_the_most_overdue_comes_first() -> None:
    found = turns(replace(RUNNING, today=date(2027, 1, 27), weeks_over=3))

    assert [t.what for t in found] == ["plan_exchange", "declare_presence"]
    assert found[0].late(date(2027, 1, 27))


def test_an_exchange_past_its_day_asks_for_its_report() -> None:
    found = turns(replace(RUNNING, weeks_confirmed=1, exchange_planned_for=date(2027, 1, 11)))

    assert [t.what for t in found] == ["report_exchange"]


def test_a_contested_week_says_what_to_do_until_the_attestation_counts_it() -> None:
    contested = replace(FINISHED, weeks_contested=2)

    sentences = [t.sentence for t in turns(replace(contested, certificate=None))]

    assert (
        "L’étudiant conteste 2 semaines corrigées par le tuteur : l’enseignant référent doit les "
        "entendre puis trancher."
    ) in sentences
    assert turns(contested) == ()


def test_an_exceptional_day_names_who_must_answer() -> None:
    (found,) = turns(replace(SEALED, day_for_school=date(2027, 1, 9)))

    assert found.sentence == (
        "L’enseignant référent doit répondre : un jour exceptionnel est proposé pour le 9 janvier "
        "2027."
    )


def test_a_done_or_distant_step_has_no_short_word() -> None:
    for step in line(OUT):
        assert bool(step.short) == (step.state in {StepState.NOW, StepState.LATE})
