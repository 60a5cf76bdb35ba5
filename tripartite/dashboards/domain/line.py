"""The placement line: ten steps, each done, current, late or to come (screens.md)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tripartite.core.fr import short_day
from tripartite.dashboards.domain.facts import LineFacts
from tripartite.papers.domain import PaperState
from tripartite.placements.domain import State


class StepKey(StrEnum):
    SEARCH = "search"
    HOST = "host"
    FRAMING = "framing"
    AGREEMENT = "agreement"
    SIGNATURES = "signatures"
    PRESENCE = "presence"
    EXCHANGE = "exchange"
    EVALUATION = "evaluation"
    CERTIFICATE = "certificate"
    EXAM = "exam"


class StepState(StrEnum):
    DONE = "done"
    NOW = "now"
    LATE = "late"
    TODO = "todo"


@dataclass(frozen=True, slots=True)
class Step:
    """One step as drawn; ``short`` is what fits in a cell of the board."""

    key: StepKey
    label: str
    state: StepState
    note: str = ""
    short: str = ""

    @property
    def anchor(self) -> str:
        """The id of the card that tells the step on the placement file."""
        if self.key in {StepKey.SEARCH, StepKey.EXAM}:
            return ""
        # The agreement and its signatures are told by one card.
        key = StepKey.SIGNATURES if self.key is StepKey.AGREEMENT else self.key
        return key.value


LABELS = {
    StepKey.SEARCH: "Recherche",
    StepKey.HOST: "Accueil trouvé",
    StepKey.FRAMING: "Cadrage",
    StepKey.AGREEMENT: "Convention",
    StepKey.SIGNATURES: "Signatures",
    StepKey.PRESENCE: "Présence",
    StepKey.EXCHANGE: "Échange",
    StepKey.EVALUATION: "Évaluation conjointe",
    StepKey.CERTIFICATE: "Attestation",
    StepKey.EXAM: "Dossier d’épreuve",
}
STEPS = tuple(StepKey)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one step is: done when it is, due when, and what is said of it meanwhile."""

    done: bool
    due: date
    note: str = ""
    short: str = ""
    #: A step that may be worked on although an earlier one is not done.
    open: bool = False


def _on(day: date | None) -> str:
    return short_day(day) if day else ""


def _search(f: LineFacts) -> Progress:
    found = f.declared_on is not None
    return Progress(found, f.host_due, _on(f.opened_on) if found else f"avant le {_on(f.host_due)}")


def _host(f: LineFacts) -> Progress:
    return Progress(f.declared_on is not None, f.host_due, _on(f.declared_on), "à trouver")


def _framing(f: LineFacts) -> Progress:
    done = f.approved_on is not None and f.state not in {State.RETURNED, State.SUBMITTED}
    submitted = "accord attendu" if not (f.host_agrees and f.student_agrees) else "à valider"
    notes = {State.SUBMITTED: submitted, State.RETURNED: "à reprendre"}
    waiting = notes.get(f.state, "à écrire") if f.state else ""
    return Progress(done, f.framing_due, _on(f.approved_on) if done else waiting, waiting)


def _agreement(f: LineFacts) -> Progress:
    paper = f.agreement
    if paper is not None and paper.state is PaperState.REFUSED:
        return Progress(False, f.agreement_due, "refusée", "refusée")
    done = paper is not None and paper.state in {PaperState.OUT, PaperState.SEALED}
    return Progress(done, f.agreement_due, _on(paper.out_on) if paper else "", "à envoyer")


def _signatures(f: LineFacts) -> Progress:
    paper = f.agreement
    if paper is None:
        return Progress(False, f.signatures_due)
    if paper.state is PaperState.SEALED:
        if f.unauthorised:
            due = f.filing_due if f.filed_on is None and f.filing_due else f.starts_on
            return Progress(False, due, "autorisation attendue", "autorisation")
        return Progress(True, f.signatures_due, _on(paper.sealed_on))
    count = f"{paper.signed} sur {paper.total}"
    return Progress(False, f.signatures_due, count, count.replace(" sur ", " / "))


def _presence(f: LineFacts) -> Progress:
    done = f.ended and f.weeks_expected > 0 and f.weeks_confirmed >= f.weeks_expected
    if f.not_begun:
        eve = f.starts_on - timedelta(days=1)
        return Progress(False, eve, "non commencé", "non commencé", open=True)
    if not f.started:
        return Progress(False, f.ends_on, f"dès le {_on(f.starts_on)}", _on(f.starts_on))
    count = f"{f.weeks_confirmed} sur {f.weeks_expected} sem."
    return Progress(done, f.ends_on, count, f"{f.weeks_confirmed} / {f.weeks_expected}")


def _exchange(f: LineFacts) -> Progress:
    if f.exchange_held_on:
        return Progress(True, f.ends_on, _on(f.exchange_held_on))
    if f.exchange_planned_for:
        planned = _on(f.exchange_planned_for)
        return Progress(False, f.ends_on, f"le {planned}", planned, open=f.started)
    if f.exchange_awaits:
        return Progress(
            False, f.first_third, "créneaux proposés", "proposé", open=f.started and f.placed
        )
    return Progress(False, f.first_third, "à planifier", "à planifier", open=f.started and f.placed)


def _evaluation(f: LineFacts) -> Progress:
    paper = f.evaluation
    if paper is not None and paper.state is PaperState.SEALED:
        return Progress(True, f.ends_on, _on(paper.sealed_on))
    if paper is not None and paper.state is PaperState.OUT:
        count = f"{paper.signed} sur {paper.total}"
        return Progress(False, f.ends_on, count, count.replace(" sur ", " / "), open=True)
    if f.evaluation_settled_on is not None:
        return Progress(True, f.ends_on, "réglée autrement", _on(f.evaluation_settled_on))
    note = "convenue" if f.evaluation_agreed_on else ""
    return Progress(False, f.ends_on, note, "à tenir", open=f.ended and f.placed)


def _certificate(f: LineFacts) -> Progress:
    paper = f.certificate
    if paper is not None and paper.state is PaperState.SEALED:
        return Progress(True, f.ends_on, _on(paper.sealed_on))
    asked = paper is not None and paper.state is PaperState.OUT
    note = "à signer" if asked else ""
    may_issue = asked or (f.ended and f.placed)
    return Progress(False, f.ends_on, note, note or "à établir", open=may_issue)


def _exam(_facts: LineFacts) -> Progress:
    """The exam file is fed by the placement; its own due date is that of the session."""
    return Progress(False, date.max)


PROGRESS: dict[StepKey, Callable[[LineFacts], Progress]] = {
    StepKey.SEARCH: _search,
    StepKey.HOST: _host,
    StepKey.FRAMING: _framing,
    StepKey.AGREEMENT: _agreement,
    StepKey.SIGNATURES: _signatures,
    StepKey.PRESENCE: _presence,
    StepKey.EXCHANGE: _exchange,
    StepKey.EVALUATION: _evaluation,
    StepKey.CERTIFICATE: _certificate,
    StepKey.EXAM: _exam,
}


def line(facts: LineFacts) -> tuple[Step, ...]:
    """The ten steps of one placement on one day.

    The first step that is not done is current, or late when its date is past; a later one is late
    only when it may already be worked on; the others are to come.
    """
    steps: list[Step] = []
    current_seen = False
    for key in STEPS:
        progress = PROGRESS[key](facts)
        state = _state(progress, facts.today, first=not current_seen)
        current_seen = current_seen or not progress.done
        short = "" if state in {StepState.DONE, StepState.TODO} else progress.short
        steps.append(Step(key, LABELS[key], state, progress.note, short))
    return tuple(steps)


def _state(progress: Progress, today: date, *, first: bool) -> StepState:
    if progress.done:
        return StepState.DONE
    overdue = progress.due < today
    if first:
        return StepState.LATE if overdue else StepState.NOW
    if progress.open:
        return StepState.LATE if overdue else StepState.NOW
    return StepState.TODO
