from datetime import date, timedelta
from fractions import Fraction

import pytest

from tests.domain.law.sample import END, START, facts, found, sentences
from tripartite.law.calendars import Jurisdiction
from tripartite.law.facts import (
    EXAM_NEED_LABELS,
    FORBIDDEN_USE_LABELS,
    STEP_LABELS,
    DateRange,
    ExamNeed,
    ForbiddenUse,
    PreviousIntern,
    Step,
)
from tripartite.law.rules import exam, followup, limits

FR, MC, OTHER = Jurisdiction.FR, Jurisdiction.MC, Jurisdiction.OTHER


@pytest.mark.parametrize(
    ("here", "running", "effects"),
    [
        (FR, None, []),
        (FR, 2, []),
        (FR, 3, [("R6", "blocks")]),
        (MC, 2, []),
        (MC, 3, [("R6", "warns")]),
    ],
)
def test_a_tutor_of_three_cannot_be_designated(here, running, effects):
    assert found(limits.tutor_limit, jurisdiction=here, tutor_running=running) == effects


@pytest.mark.parametrize(
    ("start", "running", "voted", "effects"),
    [
        (START, None, None, []),
        (START, 23, None, []),
        (START, 24, None, [("R7", "warns")]),
        (START, 9, 10, []),
        (START, 10, 10, [("R7", "warns")]),
        (START, 24, 30, [("R7", "warns")]),  # a school cannot vote more than the law
        (START, 0, 0, [("R7", "warns")]),
        (date(2017, 11, 30), 16, None, [("R7", "warns")]),
        (date(2017, 12, 1), 16, None, []),
    ],
)
def test_a_referent_follows_24_interns_or_what_the_school_voted(start, running, voted, effects):
    assert (
        found(
            limits.referent_limit,
            start=start,
            end=start + timedelta(25),
            referent_running=running,
            referent_limit=voted,
        )
        == effects
    )


def test_the_limit_the_school_voted_is_called_so():
    said = sentences(limits.referent_limit, referent_running=10, referent_limit=10)

    assert said == [
        "L’enseignant référent suivrait 11 stagiaires en même temps : la limite fixée par"
        " l’établissement est de 10. Désignez un autre référent."
    ]


def test_a_school_of_monaco_has_no_french_limit():
    assert found(limits.referent_limit, school_jurisdiction=MC, referent_running=40) == []


@pytest.mark.parametrize(
    ("headcount", "limit"),
    [(0, 3), (1, 3), (19, 3), (20, 3), (21, 4), (26, 4), (27, 5), (33, 5), (34, 6), (100, 15)],
)
def test_the_quota_is_three_then_fifteen_percent_rounded_up(headcount, limit):
    last = found(limits.host_quota, headcount=headcount, host_interns=limit - 1)
    beyond = found(limits.host_quota, headcount=headcount, host_interns=limit)

    assert limits.host_limit(facts(headcount=headcount)) == limit
    assert (last, beyond) == ([], [("R8", "warns")])


@pytest.mark.parametrize(("others", "effects"), [(None, []), (2, []), (3, [("R8", "warns")])])
def test_an_unknown_headcount_is_asked_for_when_it_matters(others, effects):
    assert found(limits.host_quota, host_interns=others) == effects


@pytest.mark.parametrize(("others", "effects"), [(0, []), (1, [("R8", "reminds")])])
def test_the_quota_of_monaco_is_to_be_checked(others, effects):
    assert found(limits.host_quota, jurisdiction=MC, host_interns=others) == effects


@pytest.mark.parametrize(("today", "effects"), [(END, [("R8", "warns")]), (END + timedelta(1), [])])
def test_an_extension_is_left_out_of_the_quota(today, effects):
    assert (
        found(
            limits.host_quota,
            headcount=5,
            host_interns=3,
            today=today,
            extended_until=date(2026, 2, 13),
        )
        == effects
    )


# A previous stage of thirty days, from 1 to 30 November: ten days pass, 11 December is possible.
NOVEMBER = (date(2025, 11, 1), date(2025, 11, 30))


@pytest.mark.parametrize(
    ("start", "previous", "effects"),
    [
        (date(2025, 12, 10), PreviousIntern(*NOVEMBER), [("R9", "reminds")]),
        (date(2025, 12, 11), PreviousIntern(*NOVEMBER), []),
        (date(2025, 12, 1), PreviousIntern(*NOVEMBER, ended_early_by_intern=True), []),
        (date(2025, 12, 1), None, []),
        (date(2025, 11, 30), PreviousIntern(*NOVEMBER), []),  # together: another post
        # 31 days: eleven, rounded up
        (
            date(2025, 12, 11),
            PreviousIntern(date(2025, 10, 31), date(2025, 11, 30)),
            [("R9", "reminds")],
        ),
        (date(2025, 12, 12), PreviousIntern(date(2025, 10, 31), date(2025, 11, 30)), []),
    ],
)
def test_a_third_of_the_previous_stage_passes_on_the_same_post(start, previous, effects):
    assert (
        found(
            limits.waiting_period,
            start=start,
            end=date(2026, 1, 30),
            previous_intern=previous,
        )
        == effects
    )


def test_forbidden_uses_block():
    uses = frozenset({ForbiddenUse.REPLACEMENT, ForbiddenUse.SEASONAL})

    assert found(limits.forbidden_uses) == []
    assert sentences(limits.forbidden_uses, forbidden_uses=uses) == [
        "La loi interdit d’employer un stagiaire pour un emploi saisonnier ou le remplacement d’un"
        " salarié absent : revoyez les missions avec l’organisme d’accueil."
    ]


# From Monday 5 to Friday 30 January: the middle is Saturday 17.
@pytest.mark.parametrize(
    ("today", "planned", "held", "effects"),
    [
        (START - timedelta(1), 0, 0, []),
        (START, 0, 0, [("R12", "reminds")]),
        (date(2026, 1, 16), 0, 0, [("R12", "reminds")]),
        (date(2026, 1, 17), 0, 0, [("R12", "warns")]),
        (date(2026, 1, 17), 1, 0, []),
        (END - timedelta(1), 1, 0, []),
        (END, 1, 0, [("R12", "warns")]),
        (END, 1, 1, []),
        (END, None, 0, []),
    ],
)
def test_an_exchange_is_held_in_each_period(today, planned, held, effects):
    assert (
        found(followup.exchanges, today=today, exchanges_planned=planned, exchanges_held=held)
        == effects
    )


@pytest.mark.parametrize(
    ("school", "today", "evaluated", "reviewed", "count"),
    [
        (FR, END - timedelta(1), False, False, 0),
        (FR, END, False, False, 2),
        (FR, END, True, False, 1),
        (FR, END, False, True, 1),
        (FR, END, True, True, 0),
        (FR, END, None, None, 0),
        (MC, END, False, False, 1),
    ],
)
def test_the_end_asks_for_the_evaluation_and_the_welcome_review(
    school, today, evaluated, reviewed, count
):
    findings = found(
        followup.evaluation,
        school_jurisdiction=school,
        today=today,
        joint_evaluation_done=evaluated,
        welcome_review_done=reviewed,
    )

    assert findings == [("R13", "reminds")] * count


@pytest.mark.parametrize(
    ("days", "signed", "effects"),
    [
        (-1, False, []),
        (0, False, [("R14", "reminds")]),
        (2, False, [("R14", "reminds")]),
        (3, False, [("R14", "warns")]),
        (10, False, [("R14", "warns")]),
        (10, True, []),
        (10, None, []),
    ],
)
def test_the_certificate_is_asked_for_from_the_last_day(days, signed, effects):
    assert (
        found(followup.certificate, today=END + timedelta(days), certificate_signed=signed)
        == effects
    )


@pytest.mark.parametrize(("days", "urgent"), [(9, False), (10, True)])
def test_after_ten_days_the_alert_says_what_is_at_stake(days, urgent):
    (sentence,) = sentences(
        followup.certificate, today=END + timedelta(days), certificate_signed=False
    )

    assert sentence.endswith("appelez.") is urgent


def test_a_file_without_certificate_is_not_closed():
    assert found(followup.certificate, step=Step.CLOSE, certificate_signed=False) == [
        ("R14", "blocks")
    ]


@pytest.mark.parametrize(
    ("host", "school", "sheet", "count"),
    [
        (FR, FR, False, 0),
        (MC, MC, False, 0),
        (MC, FR, False, 1),
        (MC, FR, True, 0),
        (FR, MC, False, 1),
        (OTHER, FR, False, 2),
        (OTHER, FR, True, 1),
    ],
)
def test_a_stage_in_another_country_wants_its_sheet(host, school, sheet, count):
    findings = found(
        followup.abroad, jurisdiction=host, school_jurisdiction=school, country_sheet=sheet
    )

    assert findings == [("R18", "warns")] * count


@pytest.mark.parametrize(("settled", "effects"), [(False, [("R19", "reminds")]), (True, [])])
def test_an_interruption_waits_for_the_decision_of_the_school(settled, effects):
    span = DateRange(date(2026, 1, 12), date(2026, 1, 30))

    assert found(followup.interruption, interruption=span, interruption_settled=settled) == effects


@pytest.mark.parametrize(
    ("here", "until", "amended", "effects"),
    [
        (FR, None, False, []),
        (FR, END, False, []),
        (FR, END + timedelta(7), False, [("R20", "blocks")]),
        (FR, END + timedelta(7), True, []),
        (MC, END + timedelta(7), False, [("R20", "warns")]),
    ],
)
def test_a_later_end_takes_an_amendment(here, until, amended, effects):
    assert (
        found(
            followup.extension,
            jurisdiction=here,
            extended_until=until,
            extension_amended=amended,
        )
        == effects
    )


@pytest.mark.parametrize(
    ("attested", "granted", "effects"),
    [
        (None, None, []),
        (16, None, []),
        (15, None, ["reminds"]),
        (Fraction(31, 2), None, ["reminds"]),
        (8, 8, []),
        (7, 8, ["reminds"]),
        (11, 12, ["reminds"]),
        (12, 12, []),
        (8, 7, ["warns"]),
        (7, 7, ["warns", "reminds"]),
    ],
)
def test_sixteen_weeks_are_attested_or_what_a_decision_grants(attested, granted, effects):
    findings = found(exam.weeks, weeks_attested=attested, weeks_granted=granted)

    assert findings == [("R15", effect) for effect in effects]


@pytest.mark.parametrize(("days", "effect"), [(61, "reminds"), (60, "warns"), (-1, "warns")])
def test_the_gauge_warns_before_the_exam_file(days, effect):
    today = date(2026, 1, 20)

    findings = found(
        exam.weeks, today=today, weeks_attested=12, exam_file_date=today + timedelta(days)
    )

    assert findings == [("R15", effect)]


def test_the_gauge_says_how_many_weeks_are_attested():
    said = sentences(exam.weeks, weeks_attested=Fraction(25, 2), exam_file_date=date(2026, 3, 31))

    assert said == [
        "12,5 semaines attestées sur 16 : réunissez les attestations qui manquent avant le dépôt du"
        " dossier, le 31 mars 2026."
    ]


NEGOTIATION, EVENT = ExamNeed.NEGOTIATION, ExamNeed.EVENT


@pytest.mark.parametrize(
    ("covered", "count"),
    [
        (None, 0),
        (set(), 2),
        ({NEGOTIATION}, 2),
        ({NEGOTIATION, EVENT}, 1),
        ({NEGOTIATION, EVENT, ExamNeed.PARTNERS}, 0),
        ({EVENT, ExamNeed.DISTRIBUTORS}, 1),
        ({ExamNeed.DIRECT_SALE}, 1),
    ],
)
def test_the_missions_cover_what_the_exams_ask(covered, count):
    needs = None if covered is None else frozenset(covered)

    assert found(exam.coverage, covered_needs=needs) == [("R17", "reminds")] * count


@pytest.mark.parametrize(
    ("enum", "labels"),
    [
        (Step, STEP_LABELS),
        (ExamNeed, EXAM_NEED_LABELS),
        (ForbiddenUse, FORBIDDEN_USE_LABELS),
    ],
)
def test_every_value_has_a_french_label(enum, labels):
    assert set(labels) == set(enum)
