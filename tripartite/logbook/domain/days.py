"""Exceptional days: proposed by one, agreed by the tutor and the référent, then expected."""

from enum import StrEnum

from tripartite.core.workflow import Workflow, move
from tripartite.placements.domain import Relation as R


class DayState(StrEnum):
    PROPOSED = "proposed"
    TUTOR_AGREED = "tutor"
    REFERENT_AGREED = "referent"
    AGREED = "agreed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


DAY_STATE_LABELS = {
    DayState.PROPOSED: "proposé",
    DayState.TUTOR_AGREED: "accepté par le tuteur",
    DayState.REFERENT_AGREED: "accepté par le référent",
    DayState.AGREED: "convenu",
    DayState.REFUSED: "refusé",
    DayState.WITHDRAWN: "retiré",
}
WAITING = frozenset({DayState.PROPOSED, DayState.TUTOR_AGREED, DayState.REFERENT_AGREED})
LIVE_DAYS = WAITING | {DayState.AGREED}

#: Who proposes, and what proposing already says.
FIRST_STATE = {
    R.TUTOR: DayState.TUTOR_AGREED,
    R.REFERENT: DayState.REFERENT_AGREED,
    R.STUDENT: DayState.PROPOSED,
}
PROPOSERS = frozenset(FIRST_STATE)
#: Whose word is still awaited in each state.
AWAITED = {
    DayState.PROPOSED: (R.TUTOR, R.REFERENT),
    DayState.TUTOR_AGREED: (R.REFERENT,),
    DayState.REFERENT_AGREED: (R.TUTOR,),
}

SPECIAL_DAY = Workflow(
    "le jour exceptionnel",
    move("tutor_agrees_first", "Accepter", {DayState.PROPOSED}, DayState.TUTOR_AGREED, {R.TUTOR}),
    move(
        "referent_agrees_first",
        "Accepter",
        {DayState.PROPOSED},
        DayState.REFERENT_AGREED,
        {R.REFERENT},
    ),
    move("tutor_agrees", "Accepter", {DayState.REFERENT_AGREED}, DayState.AGREED, {R.TUTOR}),
    move("referent_agrees", "Accepter", {DayState.TUTOR_AGREED}, DayState.AGREED, {R.REFERENT}),
    move("refuse", "Refuser", set(WAITING), DayState.REFUSED, {R.TUTOR, R.REFERENT}, reason=True),
    move(
        "withdraw",
        "Retirer",
        set(LIVE_DAYS),
        DayState.WITHDRAWN,
        {R.STUDENT, R.TUTOR, R.REFERENT},
        reason=True,
    ),
)
AGREEING = ("tutor_agrees_first", "referent_agrees_first", "tutor_agrees", "referent_agrees")


def first_state(relations: frozenset[R]) -> DayState | None:
    """The state of a day proposed by whoever is this to the placement; None when it may not."""
    mine = [state for relation, state in FIRST_STATE.items() if relation in relations]
    return mine[0] if mine else None
