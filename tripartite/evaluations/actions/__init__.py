"""One function per use case of the joint evaluation."""

from tripartite.evaluations.actions.grids import save_grid
from tripartite.evaluations.actions.reminding import remind_evaluations
from tripartite.evaluations.actions.session import (
    Session,
    agree,
    begin,
    open_evaluation,
    reopen,
    save_session,
    send_paper,
)
from tripartite.evaluations.actions.settling import give_up, receive
from tripartite.evaluations.actions.voices import Mark, ask_voices, give, save_marks
from tripartite.evaluations.actions.welcome import (
    answer_as_host,
    ask_host,
    forget_reviews,
    review_welcome,
)

__all__ = [
    "Mark",
    "Session",
    "agree",
    "answer_as_host",
    "ask_host",
    "ask_voices",
    "begin",
    "forget_reviews",
    "give",
    "give_up",
    "open_evaluation",
    "receive",
    "remind_evaluations",
    "reopen",
    "review_welcome",
    "save_grid",
    "save_marks",
    "save_session",
    "send_paper",
]
