"""Preparing, sending, replacing and withdrawing agreements; writing the clauses of a school."""

from tripartite.agreements.actions.clauses import (
    add_clause,
    change_clause,
    digest_of,
    drop_draft,
    in_force,
    move_clause,
    note_approval,
    put_in_force,
    remove_clause,
    start_draft,
)
from tripartite.agreements.actions.sending import (
    cancel_placement,
    changes_since,
    lift_rule,
    prepare,
    reopen_placement,
    replace_agreement,
    send,
)

__all__ = [
    "add_clause",
    "cancel_placement",
    "change_clause",
    "changes_since",
    "digest_of",
    "drop_draft",
    "in_force",
    "lift_rule",
    "move_clause",
    "note_approval",
    "prepare",
    "put_in_force",
    "remove_clause",
    "reopen_placement",
    "replace_agreement",
    "send",
    "start_draft",
]
