"""An attestation is issued from the ledger, signed by the host, corrected by another."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import factories
from tests.agreements.ready import missing_from
from tests.certificates.ended import (
    MONDAYS,
    at_the_end,
    make_ended,
    office_of,
    present,
    signatory_of,
    tell,
)
from tests.papers.conftest import give, run_tasks
from tripartite.accounts.domain import Role
from tripartite.accounts.models import JournalEntry, School
from tripartite.certificates import actions
from tripartite.certificates.domain import CertificateError
from tripartite.certificates.models import Certificate
from tripartite.certificates.queries import behind, gratification_of
from tripartite.core.workflow import TransitionError
from tripartite.documents import actions as documents
from tripartite.logbook.actions.presence import confirm_week, reopen_week
from tripartite.logbook.domain.presence import WeekState
from tripartite.logbook.models import PresenceDay, PresenceWeek
from tripartite.mailing.models import OutgoingMessage
from tripartite.papers import actions as papers
from tripartite.papers.domain import Capacity, Kind, PaperState
from tripartite.papers.models import Paper, Signature
from tripartite.papers.queries import verdict_by_code
from tripartite.placements.actions.links import link_for
from tripartite.placements.domain import Relation, State
from tripartite.placements.models import Placement

NOTHING = Decimal(0)
DAY = timedelta(days=1)


@pytest.fixture
def placement(school: School):
    with at_the_end():
        yield make_ended(school)


def issued(placement: Placement, **changes) -> Certificate:
    given_values = {"gratification": NOTHING, "by": office_of(placement)}
    return actions.issue(placement=placement, **(given_values | changes))


def signed(certificate: Certificate) -> Paper:
    give(certificate.paper, Capacity.HOST)
    run_tasks()
    return Paper.objects.get(pk=certificate.paper_id)


def code_of(placement: Placement, **changes) -> str:
    with pytest.raises(CertificateError) as refused:
        issued(placement, **changes)
    return refused.value.code


def test_the_attestation_says_what_the_ledger_holds(placement) -> None:
    certificate = issued(placement, gratification=Decimal("628.50"))

    paper = certificate.paper
    assert (certificate.minutes, certificate.days, certificate.weeks) == (8400, 20, 4)
    assert (
        missing_from(
            documents.read(paper.frozen),
            [
                "Inès Moreau",
                "4 janvier 2027",
                "29 janvier 2027",
                "140 h",
                "20 jours",
                "4 semaines",
                "moins d’un mois",
                "628,50 €",
                "Rose Patronne, responsable",
                "Maison Azur",
                paper.code,
            ],
        )
        == []
    )


def test_the_representative_of_the_host_alone_is_asked_to_sign(placement) -> None:
    certificate = issued(placement)
    run_tasks()

    rows = certificate.paper.signatures.values_list("capacity", "name", "title", "state")
    assert list(rows) == [("host", "Rose Patronne", "responsable", "asked")]
    assert [m.to for m in mail.outbox] == [[placement.signatory.email]]


def test_signed_it_is_sealed_and_authentic(placement) -> None:
    paper = signed(issued(placement))

    verdict = verdict_by_code(paper.code)
    assert (paper.state, verdict.status) == (PaperState.SEALED, "authentic")


def test_the_story_tells_who_issued_what(placement) -> None:
    certificate = issued(placement)

    entry = JournalEntry.objects.of(placement.file).get(verb="certificate.issued")
    assert entry.sentence.replace("\u00a0", " ") == (
        f"Attestation n° {certificate.paper.number} établie : 140 h, 20 jours, 4 semaines"
    )


def test_the_host_issues_it_by_link(placement) -> None:
    certificate = issued(placement, by=signatory_of(placement))

    assert certificate.paper.state == PaperState.OUT


@pytest.mark.parametrize("who", ["student", "referent", "head", "stranger", "nobody"])
def test_nobody_else_issues_it(placement, who) -> None:
    other = factories.make_school("Ailleurs")
    people = {
        "student": placement.student,
        "referent": placement.referent,
        "head": factories.make_user(placement.school, Role.HEAD),
        "stranger": factories.make_user(other, Role.OFFICE),
        "nobody": None,
    }

    assert code_of(placement, by=people[who]) == "not_yours"


def test_not_before_the_last_day(school) -> None:
    with at_the_end() as travelling:
        placement = make_ended(school)
        travelling.shift(timedelta(days=-1))

        assert code_of(placement) == "not_ended"


def test_not_without_a_sealed_agreement(placement) -> None:
    Paper.objects.update(state=PaperState.VOID)

    assert code_of(placement) == "no_agreement"


def test_not_twice(placement) -> None:
    issued(placement)

    assert (code_of(placement), Certificate.objects.count()) == ("already_issued", 1)


def test_a_negative_amount_is_refused(placement) -> None:
    assert code_of(placement, gratification=Decimal(-1)) == "negative_gratification"
    assert Paper.objects.filter(kind=Kind.CERTIFICATE).count() == 0


# ---------------------------------------------------------------- the ledger
def test_a_week_that_is_not_confirmed_stops_the_host(placement) -> None:
    PresenceWeek.objects.filter(monday=MONDAYS[3]).update(state=WeekState.DECLARED)
    link = signatory_of(placement)

    assert code_of(placement, by=link, reason="Tant pis") == "weeks_unconfirmed"


def test_the_office_says_why_a_week_does_not_count_and_the_paper_says_it(placement) -> None:
    PresenceWeek.objects.filter(monday=MONDAYS[3]).update(state=WeekState.DECLARED)

    certificate = issued(placement, reason="Le tuteur a quitté l’entreprise.")

    assert (certificate.minutes, certificate.days, certificate.weeks) == (6300, 15, 3)
    assert (
        missing_from(
            documents.read(certificate.paper.frozen),
            [
                "105 h",
                "Présence non comptée pour la semaine du 25 janvier 2027 : Le tuteur a quitté "
                "l’entreprise.",
            ],
        )
        == []
    )


def test_an_interrupted_placement_is_attested_until_its_last_day_of_presence(school) -> None:
    with at_the_end() as travelling:
        placement = make_ended(school)
        PresenceDay.objects.filter(day__gt=MONDAYS[1]).delete()
        PresenceWeek.objects.filter(days=None).delete()
        Placement.objects.update(state=State.INTERRUPTED, interrupted_on=MONDAYS[1] + DAY)
        travelling.shift(timedelta(days=-14))

        certificate = issued(placement)

    assert (certificate.ends_on, certificate.minutes) == (MONDAYS[1], 6 * 420)


def test_one_single_day_of_presence_can_be_attested(school) -> None:
    with at_the_end():
        placement = make_ended(school)
        PresenceDay.objects.filter(day__gt=MONDAYS[0]).delete()
        PresenceWeek.objects.filter(days=None).delete()
        Placement.objects.update(state=State.INTERRUPTED, interrupted_on=MONDAYS[0] + DAY)

        certificate = issued(placement)

    assert (certificate.starts_on, certificate.ends_on) == (MONDAYS[0], MONDAYS[0])


def test_a_week_told_before_the_interruption_must_be_settled_too(placement) -> None:
    PresenceDay.objects.filter(week__monday__gte=MONDAYS[2]).delete()
    PresenceWeek.objects.filter(days=None).delete()
    PresenceWeek.objects.filter(monday=MONDAYS[1]).update(state=WeekState.DECLARED)
    Placement.objects.update(state=State.INTERRUPTED, interrupted_on=MONDAYS[2])

    assert code_of(placement) == "weeks_unconfirmed"


def test_a_week_that_nobody_told_before_the_interruption_is_asked_for_too(placement) -> None:
    """Nothing of it would ever be attested: it is told, or the office says why it is not."""
    PresenceDay.objects.filter(week__monday__gte=MONDAYS[1]).delete()
    PresenceWeek.objects.filter(days=None).delete()
    Placement.objects.update(state=State.INTERRUPTED, interrupted_on=MONDAYS[2])

    assert code_of(placement) == "weeks_unconfirmed"
    certificate = issued(placement, reason="Absent sans nouvelles depuis le 11.")
    assert (certificate.minutes, certificate.ends_on) == (5 * 420, MONDAYS[0] + 4 * DAY)


def test_hours_confirmed_after_the_attestation_ask_for_another(placement) -> None:
    """They are not lost, and no attestation states them before it is made again."""
    tutor = link_for(placement=placement, relation=Relation.TUTOR)
    late = PresenceWeek.objects.get(monday=MONDAYS[3])
    PresenceWeek.objects.filter(pk=late.pk).update(state=WeekState.DECLARED)
    certificate = issued(placement, reason="Le tuteur ne répond pas.")
    assert (certificate.minutes, behind(placement, certificate)) == (15 * 420, None)

    confirm_week(week=late, by=tutor)

    found = behind(placement, certificate)
    assert found is not None
    assert (found.certificate, found.held) == (certificate, 20 * 420)
    told = OutgoingMessage.objects.get(kind="week_after_attestation")
    assert told.to == office_of(placement).email

    newer = actions.reissue(
        certificate=certificate, gratification=NOTHING, reason="Semaine 4", by=office_of(placement)
    )
    assert (newer.minutes, behind(placement, newer)) == (20 * 420, None)


def test_the_file_offers_the_correction_to_the_office_alone(client, placement) -> None:
    late = PresenceWeek.objects.get(monday=MONDAYS[3])
    PresenceWeek.objects.filter(pk=late.pk).update(state=WeekState.DECLARED)
    certificate = issued(placement, reason="Le tuteur ne répond pas.")
    confirm_week(week=late, by=link_for(placement=placement, relation=Relation.TUTOR))
    way = f"/attestations/{certificate.pk}/"
    seen = {}
    for name, user in (("office", office_of(placement)), ("student", placement.student)):
        client.force_login(user)
        seen[name] = client.get(placement.get_absolute_url()).content.decode()

    assert "L’attestation ne dit pas toutes les heures" in seen["office"]
    assert way in seen["office"]
    assert "L’attestation ne dit pas toutes les heures" not in seen["student"]


WEEK_STATES = st.lists(st.sampled_from(WeekState), min_size=4, max_size=4)
MINUTES = st.lists(st.integers(1, 600), min_size=4, max_size=4)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(states=WEEK_STATES, minutes=MINUTES)
def test_only_confirmed_hours_are_ever_attested(placement, states, minutes) -> None:
    Certificate.objects.all().delete()
    Signature.objects.all().delete()
    Paper.objects.filter(kind=Kind.CERTIFICATE).delete()
    PresenceDay.objects.all().delete()
    PresenceWeek.objects.all().delete()
    for monday, state, length in zip(MONDAYS, states, minutes, strict=True):
        tell(placement, monday, [present(monday, 0, length)], state)
    held = sum(m for m, s in zip(minutes, states, strict=True) if s is WeekState.CONFIRMED)

    try:
        certificate = issued(placement, reason="Semaines contestées.")
    except CertificateError as error:
        assert (error.code, held) == ("empty_ledger", 0)
    else:
        assert (certificate.minutes, certificate.days) == (held, held // 420)


# ---------------------------------------------------------------- correcting
def test_a_corrected_attestation_replaces_the_older_one(placement) -> None:
    older = signed(issued(placement))
    certificate = Certificate.objects.get()

    newer = actions.reissue(
        certificate=certificate,
        gratification=Decimal(100),
        reason="Montant oublié",
        by=office_of(placement),
    )
    paper = signed(newer)

    older.refresh_from_db()
    assert (older.state, older.replaced_by, older.reason) == (
        PaperState.VOID,
        paper,
        "Montant oublié",
    )
    assert (verdict_by_code(older.code).status, verdict_by_code(paper.code).status) == (
        "replaced",
        "authentic",
    )
    assert (paper.version, paper.number != older.number) == (2, True)


def test_hours_are_corrected_in_the_ledger_then_attested_anew(placement) -> None:
    older = signed(issued(placement))
    office = office_of(placement)
    papers.void(paper=older, by=office, reason="Heures fausses")
    week = PresenceWeek.objects.get(monday=MONDAYS[3])
    reopen_week(week=week, reason="Vendredi absent", by=office)
    PresenceDay.objects.filter(week=week, day=MONDAYS[3] + timedelta(days=4)).delete()
    PresenceWeek.objects.filter(pk=week.pk).update(
        state=WeekState.CONFIRMED, confirmed_at=older.sealed_at, confirmed_by="Théo Tuteur"
    )

    newer = issued(placement)

    older.refresh_from_db()
    assert (newer.minutes, older.replaced_by) == (19 * 420, newer.paper)


def test_a_correction_needs_a_reason(placement) -> None:
    certificate = issued(placement)

    with pytest.raises(TransitionError, match="demande un motif"):
        actions.reissue(
            certificate=certificate, gratification=NOTHING, reason=" ", by=office_of(placement)
        )

    assert Certificate.objects.count() == 1


def test_only_the_office_corrects(placement) -> None:
    certificate = issued(placement)

    with pytest.raises(CertificateError) as refused:
        actions.reissue(
            certificate=certificate,
            gratification=NOTHING,
            reason="x",
            by=signatory_of(placement),
        )

    assert refused.value.code == "not_yours"


def test_an_attestation_already_replaced_is_not_corrected(placement) -> None:
    first = issued(placement)
    office = office_of(placement)
    actions.reissue(certificate=first, gratification=NOTHING, reason="x", by=office)

    with pytest.raises(CertificateError) as refused:
        actions.reissue(certificate=first, gratification=NOTHING, reason="y", by=office)

    assert (refused.value.code, Certificate.objects.count()) == ("not_live", 2)


def test_a_refused_attestation_is_issued_again(placement) -> None:
    first = issued(placement)
    signature = first.paper.signatures.get()
    papers.refuse(signature=signature, reason="Montant faux", by=signature.link)

    second = issued(placement, gratification=Decimal(50))

    assert (second.paper.version, second.gratification) == (2, 50)


# ---------------------------------------------------------------- money
def test_the_amount_proposed_follows_the_hours_really_present(placement) -> None:
    Placement.objects.update(gratification_rate="4.60")
    placement.refresh_from_db()
    PresenceDay.objects.filter(day=MONDAYS[0]).delete()

    assert gratification_of(placement) == Decimal("611.80")


def test_nothing_is_proposed_without_a_rate_below_two_months(placement) -> None:
    assert gratification_of(placement) == 0
