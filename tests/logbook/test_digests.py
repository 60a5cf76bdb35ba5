"""The week in short, to those who follow: only when something was noted, and once."""

import pytest
import time_machine
from django.core.management import call_command

from tests.logbook.notes import noted
from tests.logbook.partners import Partners
from tripartite.logbook.models import WeekDigest
from tripartite.mailing.models import OutgoingMessage
from tripartite.placements.domain import State

pytestmark = pytest.mark.django_db


def told(capsys) -> str:
    call_command("send_week_digests")
    return capsys.readouterr().out.strip()


def messages() -> list[OutgoingMessage]:
    return list(OutgoingMessage.objects.filter(kind="week_digest").order_by("pk"))


def test_a_silent_week_tells_nobody(partners: Partners, capsys) -> None:
    noted(partners, share=False)

    assert told(capsys) == "0 semaine(s) de stage résumée(s)"
    assert messages() == []


def test_the_referent_and_the_tutor_read_the_week(partners: Partners, capsys) -> None:
    noted(partners)

    assert told(capsys) == "1 semaine(s) de stage résumée(s)"

    to_referent, to_tutor = messages()
    assert (to_referent.to, to_tutor.to) == (partners.referent.email, partners.tutor.email)
    assert "Relancé douze clients inactifs par téléphone." in to_referent.text
    assert f"/journal/{partners.placement.pk}/semaine/2027-01-04/" in to_referent.text
    assert "/acces/" in to_tutor.text


def test_called_again_it_tells_nothing_twice(partners: Partners, capsys) -> None:
    noted(partners)

    told(capsys)
    told(capsys)

    assert (len(messages()), WeekDigest.objects.count()) == (2, 1)


def test_the_week_that_runs_is_told_when_it_is_over(partners: Partners, capsys) -> None:
    noted(partners, day=partners.placement.starts_on.replace(day=11))
    assert told(capsys) == "0 semaine(s) de stage résumée(s)"

    with time_machine.travel("2027-01-18 07:00:00+01:00", tick=False):
        assert told(capsys) == "1 semaine(s) de stage résumée(s)"


def test_nobody_to_tell_is_not_an_error(partners: Partners, capsys) -> None:
    noted(partners)
    partners.placement.referent = None
    partners.placement.tutor.email = ""
    partners.placement.tutor.save()
    partners.placement.save()

    assert told(capsys) == "1 semaine(s) de stage résumée(s)"
    assert messages() == []


def test_a_cancelled_placement_is_left_in_peace(partners: Partners, capsys) -> None:
    noted(partners)
    partners.placement.state = State.CANCELLED
    partners.placement.save()

    assert told(capsys) == "0 semaine(s) de stage résumée(s)"
