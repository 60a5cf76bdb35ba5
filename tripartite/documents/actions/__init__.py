"""What the other apps ask of this one: keep and read files, seal, run long works."""

from tripartite.documents.actions.batches import (
    recover_batches,
    resume_batch,
    run_batch,
    start_batch,
    stop_batch,
)
from tripartite.documents.actions.files import Seal, keep, read, seal_of, sealer_of

__all__ = [
    "Seal",
    "keep",
    "read",
    "recover_batches",
    "resume_batch",
    "run_batch",
    "seal_of",
    "sealer_of",
    "start_batch",
    "stop_batch",
]
