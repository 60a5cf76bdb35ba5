"""A whole placement in one go, each act on its own day."""

from datetime import timedelta

from tripartite.core import clock
from tripartite.dashboards.demo import after, steps
from tripartite.dashboards.demo.casting import Welcome
from tripartite.dashboards.demo.people import Team
from tripartite.placements.models import Placement
from tripartite.school.models import Enrolment, Period

DAY = timedelta(days=1)


def live_whole(
    enrolment: Enrolment,
    period: Period,
    welcome: Welcome,
    team: Team,
    *,
    signed: bool = True,
    evaluated: bool = True,
) -> Placement:
    """From the declaration, two months before, to the attestation, signed or still waiting."""
    start, end = period.starts_on, period.ends_on
    with clock.at(steps.moment(start - 60 * DAY, 17)):
        placement = steps.declare(enrolment, period, welcome)
        steps.frame(placement)
        steps.submit(placement)
    with clock.at(steps.moment(start - 55 * DAY, 12)):
        steps.host_agrees(placement)
        steps.approve(placement)
        agreement = steps.send_agreement(placement, team)
    with clock.at(steps.moment(start - 50 * DAY, 14)):
        steps.sign_all(agreement)
    steps.live_weeks(placement, end + 7 * DAY)
    if evaluated:
        with clock.at(steps.moment(end, 17)):
            steps.sign_all(after.evaluate(placement, end))
    # The tutor confirms the last week on the Sunday.
    with clock.at(steps.moment(end + 3 * DAY, 10)):
        certificate = after.certify(placement, team)
        if signed:
            steps.sign_all(certificate.paper)
            after.close(placement, team)
    placement.refresh_from_db()
    return placement
