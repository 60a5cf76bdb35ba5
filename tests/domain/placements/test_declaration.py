"""What is declared and framed, without a database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripartite.hosts.domain import ContactDetails
from tripartite.placements.domain import (
    USUAL_WEEK,
    Dates,
    Load,
    PlacementError,
    check_dates,
    propose_referent,
    share_an_address,
)
from tripartite.placements.domain.framing import (
    HEADING_HELP,
    ITEM_HELP,
    SECTIONS,
    Headings,
    MissionDetails,
)

PERIOD = Dates(date(2027, 1, 4), date(2027, 1, 29))


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "end", "reason", "code"),
    [
        ("2027-01-04", "2027-01-29", "", None),
        ("2027-01-05", "2027-01-29", "Inventaire le 4", None),
        ("2027-01-05", "2027-01-29", "  ", "dates_reason_needed"),
        ("2027-01-04", "2027-02-05", "", "dates_reason_needed"),
        ("2027-01-29", "2027-01-29", "Un jour", "dates_reversed"),
        ("2027-01-29", "2027-01-04", "À l’envers", "dates_reversed"),
        ("2027-01-04", "2028-01-05", "Une année", None),
        ("2027-01-04", "2028-01-06", "Plus d’une année", "dates_too_long"),
    ],
)
def test_dates_are_those_of_the_period_or_are_explained(start, end, reason, code):
    found = None

    try:
        check_dates(Dates(day(start), day(end)), PERIOD, reason)
    except PlacementError as error:
        found = error.code

    assert found == code


@pytest.mark.parametrize(
    ("start", "end", "overlaps"),
    [
        ("2026-12-01", "2027-01-03", False),
        ("2026-12-01", "2027-01-04", True),
        ("2027-01-10", "2027-01-12", True),
        ("2027-01-29", "2027-02-12", True),
        ("2027-01-30", "2027-02-12", False),
    ],
)
def test_two_spans_overlap_when_they_share_a_day(start, end, overlaps):
    other = Dates(day(start), day(end))

    assert PERIOD.overlaps(other) is overlaps
    assert other.overlaps(PERIOD) is overlaps


PAUL = ContactDetails("Paul", "Garnier", "gérant", "paul@accueil.example")


@pytest.mark.parametrize(
    ("signatory", "asked"),
    [
        (None, False),
        (ContactDetails("PAUL", "Garnier", "gérant", "paul@accueil.example"), False),
        (ContactDetails("Rose", "Garnier", "gérante", "Paul@Accueil.example"), True),
        (ContactDetails("Rose", "Garnier", "gérante", "rose@accueil.example"), False),
    ],
)
def test_one_address_for_two_persons_is_asked_about(signatory, asked):
    assert share_an_address(PAUL, signatory) is asked


def test_two_persons_without_address_are_not_asked_about():
    tutor = ContactDetails("Paul", "Garnier", "gérant")

    assert share_an_address(tutor, ContactDetails("Rose", "Garnier", "gérante")) is False


@pytest.mark.parametrize(
    ("loads", "proposed"),
    [
        ([], None),
        ([Load(7, "Zoé", 4)], 7),
        ([Load(7, "Zoé", 4), Load(8, "Ada", 5)], 7),
        ([Load(7, "Zoé", 4), Load(8, "Ada", 4)], 8),
        ([Load(9, "Ada", 4), Load(8, "Ada", 4)], 8),
    ],
)
def test_the_referent_proposed_follows_the_fewest_placements(loads, proposed):
    assert propose_referent(loads) == proposed


@given(st.lists(st.tuples(st.integers(1, 50), st.integers(0, 9)), unique_by=lambda t: t[0]))
def test_the_proposal_does_not_depend_on_the_order_of_the_teachers(rows):
    loads = [Load(pk, f"Nom {pk}", count) for pk, count in rows]

    assert propose_referent(loads) == propose_referent(reversed(loads))


def test_a_mission_changes_its_fingerprint_with_each_of_its_parts():
    mission = MissionDetails("Relancer", "par téléphone", "20 rendez-vous", frozenset({1, 2}))
    others = [
        MissionDetails("Relancer !", "par téléphone", "20 rendez-vous", frozenset({1, 2})),
        MissionDetails("Relancer", "", "20 rendez-vous", frozenset({1, 2})),
        MissionDetails("Relancer", "par téléphone", "", frozenset({1, 2})),
        MissionDetails("Relancer", "par téléphone", "20 rendez-vous", frozenset({1})),
    ]

    prints = {other.fingerprint for other in (mission, *others)}

    assert len(prints) == 5
    assert (
        mission.fingerprint
        == MissionDetails(
            "Relancer", "par téléphone", "20 rendez-vous", frozenset({2, 1})
        ).fingerprint
    )


def test_the_usual_week_counts_thirty_five_hours_in_five_days():
    assert USUAL_WEEK.lengths == (420, 420, 420, 420, 420, 0, 0)


def test_each_of_the_five_headings_has_its_help():
    assert (*HEADING_HELP, *ITEM_HELP, "gratification_rate") == Headings.__slots__
    assert [name for section in SECTIONS for name in section.names] == [
        *list(HEADING_HELP)[:3],
        "means",
        "places",
        "people",
        "expenses",
        "tutoring",
        "rhythm",
        "exchanges",
        "difficulty",
        "evaluation",
    ]
