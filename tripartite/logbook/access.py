"""Who may read and write the presence and the logbook of a placement."""

from typing import Any

from tripartite.logbook.domain.days import AGREEING, PROPOSERS, SPECIAL_DAY
from tripartite.logbook.domain.entries import COMMENTERS, ENTRY
from tripartite.logbook.domain.presence import WEEK
from tripartite.logbook.models import Evidence, LogEntry, PresenceWeek, SpecialDay
from tripartite.placements.models import Placement


def can_read(_actor: Any, _placement: Placement) -> bool:
    """Whoever is something to the placement reads its presence."""
    return True


def may_declare(actor: Any, placement: Placement) -> bool:
    """The student, and the office for a student without access."""
    return WEEK.may("declare", placement.relations_of(actor))


def may_confirm(actor: Any, week: PresenceWeek) -> bool:
    return WEEK.may("confirm", week.placement.relations_of(actor))


def may_record(actor: Any, week: PresenceWeek) -> bool:
    """The office, from the sheet that the tutor signed."""
    return WEEK.may("record", week.placement.relations_of(actor))


def may_record_sheet(actor: Any, placement: Placement) -> bool:
    """The office, from the sheet that the tutor signed, whether the week was told or not."""
    return WEEK.may("record", placement.relations_of(actor))


def may_reopen(actor: Any, week: PresenceWeek) -> bool:
    return WEEK.may("reopen", week.placement.relations_of(actor))


def may_correct(actor: Any, week: PresenceWeek) -> bool:
    return WEEK.may("correct", week.placement.relations_of(actor))


def may_contest(actor: Any, week: PresenceWeek) -> bool:
    return WEEK.may("contest", week.placement.relations_of(actor))


def may_settle(actor: Any, week: PresenceWeek) -> bool:
    """The référent, or the office: who is told of the contestation."""
    return WEEK.may("uphold", week.placement.relations_of(actor))


def can_read_week(_actor: Any, _week: PresenceWeek) -> bool:
    """Whoever is something to the placement reads the sheet that was signed."""
    return True


def may_propose_day(actor: Any, placement: Placement) -> bool:
    return bool(PROPOSERS & placement.relations_of(actor))


def may_agree_day(actor: Any, special: SpecialDay) -> bool:
    mine = special.placement.relations_of(actor)
    return any(SPECIAL_DAY.may(name, mine) for name in AGREEING)


def may_refuse_day(actor: Any, special: SpecialDay) -> bool:
    return SPECIAL_DAY.may("refuse", special.placement.relations_of(actor))


def may_withdraw_day(actor: Any, special: SpecialDay) -> bool:
    return SPECIAL_DAY.may("withdraw", special.placement.relations_of(actor))


def can_read_entry(_actor: Any, _entry: LogEntry) -> bool:
    """What was shared is read by whoever is something to the placement, the guardian too."""
    return True


def can_read_evidence(_actor: Any, _evidence: Evidence) -> bool:
    """Evidence goes where its note goes."""
    return True


def may_write(actor: Any, placement: Placement) -> bool:
    """The student alone: nobody writes a logbook for another."""
    return ENTRY.may("share", placement.relations_of(actor))


def may_write_entry(actor: Any, entry: LogEntry) -> bool:
    return may_write(actor, entry.placement)


def may_write_evidence(actor: Any, evidence: Evidence) -> bool:
    return may_write(actor, evidence.entry.placement)


def may_see(actor: Any, entry: LogEntry) -> bool:
    """The tutor marks what was read."""
    return ENTRY.may("see", entry.placement.relations_of(actor))


def may_comment(actor: Any, entry: LogEntry) -> bool:
    """The student, the tutor and the référent talk under a note."""
    return bool(set(COMMENTERS) & entry.placement.relations_of(actor))


def may_validate(actor: Any, entry: LogEntry) -> bool:
    """The référent says « travaillé et validé », and may take it back."""
    return ENTRY.may("validate", entry.placement.relations_of(actor))
