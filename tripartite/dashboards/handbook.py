"""docs/workflows.md, printed from the tables themselves."""

from typing import Any

from tripartite.core.workflow import Workflow
from tripartite.documents.domain import BATCH
from tripartite.evaluations.domain import EVALUATION
from tripartite.evaluations.domain.voices import VOICE
from tripartite.exams.domain.sheets import SHEET
from tripartite.followup.domain.exchanges import EXCHANGE
from tripartite.followup.domain.incidents import INCIDENT
from tripartite.followup.domain.requests import REQUEST
from tripartite.logbook.domain.days import SPECIAL_DAY
from tripartite.logbook.domain.entries import ENTRY
from tripartite.logbook.domain.presence import WEEK
from tripartite.papers.domain import PAPER, SIGNATURE
from tripartite.placements.domain import WORKFLOW as PLACEMENT

MACHINES: dict[str, Workflow[Any]] = {
    "Placement": PLACEMENT,
    "Paper": PAPER,
    "Signature": SIGNATURE,
    "Presence week": WEEK,
    "Exceptional day": SPECIAL_DAY,
    "Logbook entry": ENTRY,
    "Exchange": EXCHANGE,
    "Request": REQUEST,
    "Incident": INCIDENT,
    "Joint evaluation": EVALUATION,
    "Voice of the evaluation": VOICE,
    "Exam sheet": SHEET,
    "Long work": BATCH,
}


def workflows() -> str:
    """The whole document."""
    parts = [
        "# Workflows",
        "Printed by `make docs` from the tables that draw the buttons and guard the actions; "
        "`make check` compares it. What time moves (to come, running, ended, late) is computed "
        "from dates and is not a state. `system` is the product itself.",
    ]
    for name, machine in MACHINES.items():
        parts += [f"## {name}", f"```mermaid\n{machine.mermaid()}\n```", machine.markdown()]
    return "\n\n".join(parts)
