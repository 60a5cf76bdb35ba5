"""The report of an exchange, written on the spot, and what was agreed there."""

import uuid

from django.db import transaction

from tripartite.accounts.journal import Actor, name_of
from tripartite.accounts.models import User
from tripartite.core import clock
from tripartite.core.fr import when_in_full
from tripartite.followup.actions.common import (
    account_of,
    day_of,
    locked_exchange,
    office_people,
    tell,
    tutor_of,
    write_to,
    zone,
)
from tripartite.followup.domain.exchanges import (
    EXCHANGE,
    Alert,
    ExchangeState,
    Outcome,
    Report,
    check_report,
)
from tripartite.followup.emails import exchanges as emails
from tripartite.followup.models import AgreedAction, Exchange, MissionCheck
from tripartite.placements.actions.framing import receive_information


@transaction.atomic
def report_exchange(
    *, exchange: Exchange, report: Report, by: User, sending: uuid.UUID | None = None
) -> Exchange:
    """Say what was said; the same ``sending`` twice is one report.

    The partners are told, a difficulty reaches the office at once.
    """
    exchange = locked_exchange(exchange)
    if sending is not None and exchange.sending == sending:
        return exchange
    target = EXCHANGE.target("hold", ExchangeState(exchange.state), exchange.parts_of(by))
    check_report(
        held=day_of(report.held_at),
        starts_on=exchange.placement.starts_on,
        today=clock.today(),
        present=report.present,
        report=report.text,
    )
    exchange.state = target
    exchange.held_at = report.held_at
    exchange.present = report.present.strip()
    exchange.report = report.text.strip()
    exchange.internal_note = report.internal_note.strip()
    exchange.alert = report.alert
    exchange.sending = sending
    exchange.missions_as_framed = _write_missions(exchange, report)
    exchange.save(
        update_fields=[
            "state", "held_at", "present", "report", "internal_note", "alert", "sending",
            "missions_as_framed",
        ]
    )  # fmt: skip
    AgreedAction.objects.bulk_create(
        AgreedAction(exchange=exchange, what=a.what.strip(), who=a.who, due_on=a.due_on)
        for a in report.agreed
    )
    _tick_promises(exchange, report, by)
    when = when_in_full(report.held_at, zone())
    tell(exchange, by, "held", f"Échange tenu {when}, compte rendu écrit")
    people = [*tutor_of(exchange), *account_of(exchange, exchange.placement.student)]
    write_to(people, exchange, emails.exchange_reported)
    if report.alert is Alert.URGENT:
        write_to(office_people(exchange), exchange, emails.exchange_urgent)
    return exchange


def _write_missions(exchange: Exchange, report: Report) -> bool | None:
    """One row per mission of the framing that was spoken of; None when none was."""
    rows = [
        MissionCheck(
            exchange=exchange,
            mission=mission,
            title=mission.title,
            outcome=report.missions[mission.pk][0],
            word=report.missions[mission.pk][1].strip(),
        )
        for mission in exchange.placement.missions.order_by("position")
        if mission.pk in report.missions
    ]
    MissionCheck.objects.bulk_create(rows)
    return all(row.outcome == Outcome.AS_FRAMED for row in rows) if rows else None


def _tick_promises(exchange: Exchange, report: Report, by: User) -> None:
    """What the host had promised and the student has received since the last time."""
    awaited = exchange.placement.promises.filter(pk__in=report.received, received_on=None)
    for item in awaited.order_by("position"):
        receive_information(item=item, received_on=day_of(report.held_at), by=by)


@transaction.atomic
def tick_action(*, action: AgreedAction, done: bool, by: Actor) -> AgreedAction:
    """Tick what was agreed as done, or take the tick back; twice is once."""
    exchange = locked_exchange(action.exchange)
    action = AgreedAction.objects.select_for_update().get(pk=action.pk)
    if (action.done_at is not None) == done:
        return action
    action.done_at = clock.now() if done else None
    action.done_by = name_of(by) if done else ""
    action.save(update_fields=["done_at", "done_by"])
    verb, said = ("done", "faite") if done else ("undone", "pas encore faite")
    tell(exchange, by, f"action_{verb}", f"Suite convenue {said} : {action.what}")
    return action
