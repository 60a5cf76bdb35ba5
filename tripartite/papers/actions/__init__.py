from tripartite.papers.actions.issuing import Signer, create_paper, send_out, void
from tripartite.papers.actions.sealing import seal
from tripartite.papers.actions.signing import recover_seals, refuse, remind, see, send_code, sign

__all__ = [
    "Signer",
    "create_paper",
    "recover_seals",
    "refuse",
    "remind",
    "seal",
    "see",
    "send_code",
    "send_out",
    "sign",
    "void",
]
