import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.law import generated_facts
from tests.domain.law.sample import OFFICE, facts, judged
from tripartite.core.errors import DomainError
from tripartite.law.calendars import JURISDICTION_LABELS, Jurisdiction
from tripartite.law.facts import DateRange, PlacementFacts, Step
from tripartite.law.handbook import figure_rows, handbook, rule_rows
from tripartite.law.parameters import DEFINITIONS, State
from tripartite.law.rules import EFFECT_LABELS, RULES, Effect, blocking, judge
from tripartite.law.timetable import WeeklyTimetable

ROOT = Path(__file__).resolve().parents[3]
NOTHING = WeeklyTimetable(((),) * 7)


def test_an_ordinary_placement_has_nothing_amiss():
    assert judged() == ()


def test_the_rules_of_the_table_are_numbered_once_each():
    assert [rule.id for rule in RULES] == [f"R{number}" for number in range(1, 25)]


def test_what_blocks_comes_first():
    findings = judged(
        today=date(2026, 1, 5),
        signatures_required=5,
        signatures_done=4,
        birth_date=None,
        same_host_minutes=172 * 60,
        tutor_running=3,
    )

    assert [(one.rule, one.effect.value) for one in findings] == [
        ("R1", "blocks"),
        ("R6", "blocks"),
        ("R4", "warns"),
        ("R10", "reminds"),
    ]
    assert [one.rule for one in blocking(findings)] == ["R1", "R6"]


def test_a_finding_says_its_source_its_date_and_who_can_lift_it():
    finding = judged(referent_running=24)[0]

    assert finding.source == "Code de l’éducation, L124-2 et D124-3 (décret 2017-1652)"
    assert finding.since == date(2014, 12, 1)
    assert finding.lifted_by == "le chef d’établissement, en désignant un autre référent"
    assert finding.jurisdiction is Jurisdiction.FR
    assert finding.state is State.SECONDARY


def test_a_foreign_host_is_judged_by_the_law_of_the_school_on_the_agreement():
    findings = judged(
        jurisdiction=Jurisdiction.OTHER,
        country_sheet=True,
        tutor_running=9,
        effective_minutes=925 * 60,
        step=Step.START,
        signatures_required=5,
    )

    assert [(one.rule, one.effect.value, one.jurisdiction.value) for one in findings] == [
        ("R1", "blocks", "FR"),
        ("R5", "blocks", "FR"),
        ("R18", "warns", "FR"),
    ]


def test_a_placement_older_than_the_law_is_judged_by_none():
    findings = judged(
        start=date(2014, 11, 3),
        end=date(2014, 11, 28),
        signatures_required=5,
        tutor_running=9,
        step=Step.START,
    )

    assert findings == ()


@pytest.mark.parametrize("seed", range(3))
def test_no_rule_does_more_than_its_row_declares(seed):
    rows = {(rule.id, here): rule.effects_in(here) for rule in RULES for here in rule.texts}

    for given_facts in generated_facts(300, seed):
        for finding in judge(given_facts):
            assert finding.effect in rows[finding.rule, finding.jurisdiction]
            assert finding.sentence[-1] == "."
            assert finding.source


@pytest.mark.parametrize("given_facts", generated_facts(40, 7))
def test_what_is_to_be_checked_never_blocks(given_facts):
    doubtful = [one for one in judge(given_facts) if one.state is State.TO_CHECK]

    assert [one for one in doubtful if one.effect is Effect.BLOCKS] == []


@settings(max_examples=60)
@given(
    st.tuples(st.sampled_from(Jurisdiction), st.sampled_from([Jurisdiction.FR, Jurisdiction.MC])),
    st.sampled_from(Step),
    st.dates(date(2000, 1, 1), date(2100, 6, 30)),
    st.dates(date(2000, 1, 1), date(2100, 12, 31)),
    st.integers(0, 100),
)
def test_any_sensible_facts_are_judged_without_a_trace(countries, step, start, today, length):
    given_facts = facts(
        jurisdiction=countries[0],
        school_jurisdiction=countries[1],
        step=step,
        start=start,
        end=date.fromordinal(start.toordinal() + length),
        today=today,
        birth_date=date(1990, 2, 28),
        effective_minutes=400 * 60,
        gratification_rate=Decimal("4.40"),
        signatures_required=5,
        certificate_signed=False,
        weeks_attested=3,
    )

    first, again = judge(given_facts), judge(given_facts)

    assert first == again


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"end": date(2026, 1, 4)}, "span.reversed"),
        ({"start": date(1826, 1, 5)}, "span.out_of_bounds"),
        ({"today": date(2226, 1, 5)}, "span.out_of_bounds"),
        ({"extended_until": date(2026, 1, 29)}, "span.reversed"),
        ({"interruption": DateRange(date(2026, 1, 9), date(2026, 1, 8))}, "span.reversed"),
        ({"timetable": NOTHING}, "timetable.empty"),
        ({"headcount": -1}, "facts.negative"),
        ({"same_host_minutes": -1}, "facts.negative"),
        ({"gratification_rate": Decimal("-0.01")}, "facts.negative"),
    ],
)
def test_impossible_facts_are_refused_with_a_sentence(changes, code):
    with pytest.raises(DomainError) as refusal:
        facts(**changes)

    assert refusal.value.code == code
    assert refusal.value.sentence.endswith(".")


def test_a_birth_to_come_is_refused_with_a_sentence():
    unborn = facts(jurisdiction=Jurisdiction.MC, birth_date=date(2030, 1, 1))

    with pytest.raises(DomainError) as refusal:
        judge(unborn)

    assert refusal.value.code == "age.not_born"


def test_what_is_not_told_is_not_judged():
    bare = PlacementFacts(
        today=date(2025, 11, 3), start=date(2026, 1, 5), end=date(2026, 1, 30), timetable=OFFICE
    )

    assert [one.rule for one in judge(bare)] == ["R10"]
    assert bare.minor_when_signing is None


def test_the_handbook_has_a_row_per_rule_and_country_and_per_figure():
    assert len(rule_rows()) == sum(len(rule.texts) for rule in RULES)
    assert len(figure_rows()) == sum(len(one.values) for one in DEFINITIONS.values())
    assert {row.jurisdiction for row in rule_rows()} == {
        JURISDICTION_LABELS[Jurisdiction.FR],
        JURISDICTION_LABELS[Jurisdiction.MC],
    }
    assert set(EFFECT_LABELS) == set(Effect)


def test_the_printed_rules_are_those_of_the_table():
    printed = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")

    assert printed == handbook()


def test_the_command_prints_the_handbook():
    printed = subprocess.run(
        [sys.executable, "-m", "tripartite.law.handbook"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )

    assert printed.stdout.decode() == handbook()


def test_the_law_does_not_load_django():
    code = "import sys, tripartite.law.handbook; sys.exit('django' in sys.modules)"

    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False)

    assert loaded.returncode == 0
