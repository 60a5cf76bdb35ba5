from datetime import date, timedelta

import pytest

from tests.domain.law.sample import START, facts, found, sentences
from tripartite.law.calendars import Jurisdiction
from tripartite.law.facts import Step
from tripartite.law.rules import monaco, papers

FR, MC = Jurisdiction.FR, Jurisdiction.MC


def before(days):
    return START - timedelta(days)


@pytest.mark.parametrize(
    ("today", "done", "effects"),
    [
        (before(16), 4, []),
        (before(15), 4, [("R1", "reminds")]),
        (before(8), 4, [("R1", "reminds")]),
        (before(7), 4, [("R1", "warns")]),
        (before(1), 4, [("R1", "warns")]),
        (before(0), 4, [("R1", "blocks")]),
        (before(-30), 0, [("R1", "blocks")]),
        (before(0), 5, []),
    ],
)
def test_no_presence_before_all_signatures(today, done, effects):
    assert (
        found(papers.signatures, today=today, signatures_required=5, signatures_done=done)
        == effects
    )


def test_asking_to_start_early_is_blocked_while_a_signature_is_missing():
    said = sentences(
        papers.signatures,
        step=Step.START,
        signatures_required=5,
        signatures_done=4,
    )

    assert said == [
        "1 signature manque à la convention : le stage ne peut pas commencer avant. Faites signer"
        " les parties qui restent, ou repoussez le début."
    ]


def test_an_alert_says_how_many_are_missing_and_how_long_is_left():
    said = sentences(papers.signatures, today=before(7), signatures_required=5, signatures_done=3)

    assert said == [
        "2 signatures manquent à la convention et le stage commence dans 7 jours :"
        " relancez les parties qui restent."
    ]


@pytest.mark.parametrize(
    ("step", "effect"),
    [(Step.PLAN, "reminds"), (Step.SEND, "blocks"), (Step.START, "blocks")],
)
def test_missing_mentions_block_the_sending(step, effect):
    mentions = papers.MENTIONS_FR[:2]

    assert found(papers.mentions, step=step, missing_mentions=mentions) == [("R3", effect)]


def test_complete_mentions_say_nothing_in_france():
    assert found(papers.mentions, step=Step.SEND) == []


def test_the_mentions_of_monaco_that_were_not_read_are_to_be_checked():
    findings = papers.mentions(facts(step=Step.SEND, jurisdiction=MC))

    assert [(one.effect.value, one.state.value) for one in findings] == [("reminds", "to_check")]


def test_the_fifteen_mentions_of_the_decree_are_there():
    assert len(set(papers.MENTIONS_FR)) == 15
    assert len(set(papers.MENTIONS_MC)) == 7


BIRTH = date(2008, 1, 12)
EVE, DAY = date(2026, 1, 11), date(2026, 1, 12)


@pytest.mark.parametrize(
    ("changes", "effects"),
    [
        ({"signing_date": EVE}, [("R10", "reminds")]),
        ({"signing_date": DAY}, []),
        ({"signing_date": None, "today": EVE}, [("R10", "blocks")]),  # the stage has begun
        ({"signing_date": None, "today": DAY}, []),
        ({"signing_date": EVE, "step": Step.SEND}, [("R10", "blocks")]),
        ({"signing_date": EVE, "step": Step.SEND, "guardian_known": True}, [("R10", "reminds")]),
        ({"signing_date": EVE, "step": Step.START, "guardian_known": True}, [("R10", "blocks")]),
        ({"signing_date": EVE, "step": Step.START, "guardian_signed": True}, []),
        ({"signing_date": DAY, "step": Step.START}, []),
    ],
)
def test_the_guardian_of_a_minor_on_the_day_of_signing_signs(changes, effects):
    assert found(papers.guardian, birth_date=BIRTH, **changes) == effects


def test_born_on_a_leap_day_one_is_a_minor_on_28_february():
    birth = date(2008, 2, 29)

    eve = found(papers.guardian, birth_date=birth, signing_date=date(2026, 2, 28))
    day = found(papers.guardian, birth_date=birth, signing_date=date(2026, 3, 1))

    assert (eve, day) == ([("R10", "reminds")], [])


def test_an_unknown_birth_date_is_asked_for():
    assert found(papers.guardian, birth_date=None) == [("R10", "reminds")]


@pytest.mark.parametrize(
    ("changed", "signed", "sealed", "beginnings"),
    [
        (False, 3, False, []),
        (True, 0, False, []),
        (True, 1, False, ["La convention a changé"]),
        (True, 5, True, ["La convention est signée par tous"]),
    ],
)
def test_a_change_after_a_signature_takes_a_new_version_or_an_amendment(
    changed, signed, sealed, beginnings
):
    said = sentences(
        papers.changes, changed_since_signing=changed, signatures_done=signed, sealed=sealed
    )

    assert [sentence[: len(start)] for sentence, start in zip(said, beginnings, strict=True)] == (
        beginnings
    )


# Monaco. A start on Monday 2 March 2026: the last day to ask is 9 February, the answer to a request
# of that day is expected on 19 February.
MONACO_START, LATEST = date(2026, 3, 2), date(2026, 2, 9)


def in_monaco(**changes):
    return found(
        monaco.authorisation,
        start=MONACO_START,
        end=date(2026, 3, 27),
        jurisdiction=MC,
        **changes,
    )


@pytest.mark.parametrize(
    ("today", "effect"),
    [
        (LATEST - timedelta(8), "reminds"),
        (LATEST - timedelta(7), "warns"),
        (LATEST, "warns"),
        (LATEST + timedelta(1), "blocks"),
        (MONACO_START, "blocks"),
    ],
)
def test_the_authorisation_is_asked_fifteen_working_days_before(today, effect):
    assert in_monaco(today=today) == [("R2", effect)]


def test_starting_without_a_request_is_blocked_at_any_time():
    assert in_monaco(today=date(2026, 1, 5), step=Step.START) == [("R2", "blocks")]


@pytest.mark.parametrize(
    ("filed", "today", "effects"),
    [
        (LATEST, LATEST, [("R2", "reminds")]),
        (LATEST, date(2026, 2, 19), [("R2", "reminds")]),
        (LATEST, date(2026, 2, 20), [("R2", "warns")]),
        (LATEST, MONACO_START, [("R2", "blocks")]),
        (LATEST + timedelta(1), LATEST + timedelta(1), [("R2", "blocks"), ("R2", "reminds")]),
    ],
)
def test_the_answer_is_expected_within_eight_working_days(filed, today, effects):
    assert in_monaco(authorisation_filed=filed, today=today) == effects


@pytest.mark.parametrize(
    ("granted", "effects"), [(True, []), (False, [("R2", "blocks")]), (None, [("R2", "blocks")])]
)
def test_no_presence_without_the_authorisation(granted, effects):
    answered = in_monaco(
        authorisation_filed=LATEST, authorisation_granted=granted, today=MONACO_START
    )

    assert answered == effects


def test_a_late_request_says_from_when_the_stage_can_start():
    said = sentences(
        monaco.authorisation,
        start=MONACO_START,
        end=date(2026, 3, 27),
        jurisdiction=MC,
        today=date(2026, 2, 10),
    )

    assert said == [
        "L’organisme d’accueil devait demander l’autorisation au plus tard le 9 février 2026"
        " (15 jours ouvrables avant le début, samedis non comptés). Déposée le 10 février 2026,"
        " elle permet de commencer à partir du 3 mars 2026."
    ]


def test_france_asks_no_authorisation():
    assert found(monaco.authorisation) == []


def test_before_the_law_of_2024_monaco_asked_none():
    assert (
        found(
            monaco.authorisation,
            jurisdiction=MC,
            start=date(2024, 12, 19),
            end=date(2024, 12, 31),
        )
        == []
    )


@pytest.mark.parametrize(
    ("birth", "effects"),
    [(date(1996, 2, 10), []), (date(1996, 2, 9), [("R23", "warns")]), (None, [])],
)
def test_monaco_limits_the_age_when_the_request_is_received(birth, effects):
    assert (
        found(monaco.age_limit, jurisdiction=MC, birth_date=birth, authorisation_filed=LATEST)
        == effects
    )
