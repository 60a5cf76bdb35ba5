from tripartite.papers.actions.asking import Delegate
from tripartite.papers.actions.delegating import cover_head, delegate, end_cover, hand_over
from tripartite.papers.actions.issuing import Annex, Signer, create_paper, send_out, void
from tripartite.papers.actions.lifting import lift_start
from tripartite.papers.actions.queueing import Outcome, send_code_for_set, sign_set
from tripartite.papers.actions.reminding import climb_ladder, remind
from tripartite.papers.actions.scanning import (
    Sheet,
    confirm_paper,
    must_be_another,
    record_paper,
    reject_paper,
)
from tripartite.papers.actions.sealing import seal
from tripartite.papers.actions.signing import recover_seals, refuse, see, send_code, sign

__all__ = [
    "Annex",
    "Delegate",
    "Outcome",
    "Sheet",
    "Signer",
    "climb_ladder",
    "confirm_paper",
    "cover_head",
    "create_paper",
    "delegate",
    "end_cover",
    "hand_over",
    "lift_start",
    "must_be_another",
    "record_paper",
    "recover_seals",
    "refuse",
    "reject_paper",
    "remind",
    "seal",
    "see",
    "send_code",
    "send_code_for_set",
    "send_out",
    "sign",
    "sign_set",
    "void",
]
