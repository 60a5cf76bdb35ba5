"""Référents shared out: proposed, compared, applied."""

import pytest

from tests import factories
from tests.tours.visits import PLACES, Visits
from tripartite.core.errors import DomainError
from tripartite.tours.actions.freedom import note_start
from tripartite.tours.actions.sharing import apply_share, note_rule
from tripartite.tours.domain.labels import Balance, Start
from tripartite.tours.models import TeacherStart
from tripartite.tours.sharing import Rule, legal_limit, propose, rule_of


@pytest.fixture
def two(visits: Visits):
    """A colleague who lives in Menton, and two placements: Menton and Cannes."""
    other = factories.make_teacher(visits.period.cohort, first_name="Ana", last_name="Autre")
    TeacherStart.objects.create(
        school=visits.school,
        teacher=other,
        kind=Start.HOME,
        latitude=PLACES[4][0],
        longitude=PLACES[4][1],
        located_by="hand",
    )
    return other, visits.add(4), visits.add(3)


def test_each_placement_goes_to_the_teacher_who_is_near(visits: Visits, two) -> None:
    other, menton, cannes = two

    proposal = propose(visits.period, balance=Balance.TRAVEL, rule=Rule(24))

    assert {line.placement: line.proposed for line in proposal.lines} == {
        menton: other.pk,
        cannes: visits.referent.pk,
    }
    assert proposal.km < proposal.km_today
    assert [(c.name, c.load_today, c.load) for c in proposal.columns] == [
        ("Ana Autre", 0, 1),
        ("Éric Référent", 2, 1),
    ]


def test_nobody_is_changed_for_nothing(visits: Visits) -> None:
    other = factories.make_teacher(visits.period.cohort, first_name="Ana", last_name="Autre")
    for number in range(4):
        visits.add(number, referent=other if number % 2 else visits.referent)

    proposal = propose(visits.period, balance=Balance.BOTH, rule=Rule(24))

    assert [line.changes for line in proposal.lines] == [False] * 4


def test_choices_of_the_office_are_kept(visits: Visits, two) -> None:
    _other, menton, _cannes = two

    proposal = propose(
        visits.period, balance=Balance.TRAVEL, rule=Rule(24), kept={menton.pk: visits.referent.pk}
    )

    line = next(line for line in proposal.lines if line.placement == menton)
    assert (line.proposed, line.is_kept) == (visits.referent.pk, True)


def test_a_limit_leaves_what_nobody_can_take(visits: Visits) -> None:
    visits.add(0)
    visits.add(1)

    proposal = propose(visits.period, balance=Balance.BOTH, rule=Rule(1))

    assert proposal.left == 1


def test_a_sealed_agreement_keeps_its_referent_and_says_so(visits: Visits, two) -> None:
    other, menton, _cannes = two
    menton.agreed = {"referent": visits.referent.pk}
    menton.save()

    proposal = propose(visits.period, balance=Balance.TRAVEL, rule=Rule(24))
    done = apply_share(period=visits.period, chosen={menton.pk: other}, by=visits.office)

    line = next(line for line in proposal.lines if line.placement == menton)
    assert (line.is_agreed, line.proposed) == (True, visits.referent.pk)
    assert done.changed == 0
    assert [sentence for _placement, sentence in done.refused] == [
        "La convention, signée par tous, nomme l’enseignant référent : il change par un avenant."
    ]


def test_applying_names_the_referents(visits: Visits, two) -> None:
    other, menton, cannes = two

    done = apply_share(
        period=visits.period,
        chosen={menton.pk: other, cannes.pk: visits.referent},
        by=visits.office,
    )

    menton.refresh_from_db()
    assert (done.changed, menton.referent) == (1, other)


def test_an_address_of_an_unknown_commune_is_refused(visits: Visits) -> None:
    with pytest.raises(DomainError) as refused:
        note_start(
            school=visits.school,
            teacher=visits.referent,
            kind=Start.HOME,
            minutes=45,
            address="1 rue X",
            postcode="zz",
            city="Nullepart",
            by=visits.referent,
        )

    assert str(refused.value) == (
        "Cette commune n’est pas connue : vérifiez le code postal et la ville."
    )


@pytest.mark.parametrize("count", [1, 3])
def test_a_proposal_costs_the_same_whatever_the_class(
    visits: Visits, django_assert_num_queries, count
) -> None:
    for number in range(count):
        visits.add(number)

    with django_assert_num_queries(3):
        propose(visits.period, balance=Balance.BOTH, rule=Rule(24))


def test_a_teacher_who_wants_fewer_has_fewer(visits: Visits, two) -> None:
    other, _menton, _cannes = two
    visits.add(4)
    TeacherStart.objects.filter(teacher=other).update(most=1)

    proposal = propose(visits.period, balance=Balance.TRAVEL, rule=Rule(24))

    assert [(c.limit, c.load) for c in proposal.columns] == [(1, 1), (24, 2)]


def test_a_placement_too_far_from_everybody_is_nobodys(visits: Visits, two) -> None:
    other, menton, cannes = two

    proposal = propose(visits.period, balance=Balance.TRAVEL, rule=Rule(24, farthest=60))
    short = propose(visits.period, balance=Balance.TRAVEL, rule=Rule(24, farthest=10))

    assert {line.placement: line.proposed for line in proposal.lines} == {
        menton: other.pk,
        cannes: None,
    }
    assert (proposal.left, proposal.too_far) == (1, 1)
    assert short.too_far == 1


def test_what_the_school_wants_is_kept_within_the_law(visits: Visits) -> None:
    assert rule_of(visits.period) == Rule(legal_limit(visits.period))

    note_rule(school=visits.school, most=12, farthest=80, by=visits.office)
    assert rule_of(visits.period) == Rule(12, 80)

    note_rule(school=visits.school, most=60, farthest=None, by=visits.office)
    assert rule_of(visits.period) == Rule(legal_limit(visits.period))
