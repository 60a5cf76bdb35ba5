"""What the exam of a session asks: data per session, and how sure each fact is.

The définition des épreuves changes by arrêté and by the circular of each session: nothing here is a
constant of the code.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from tripartite.curriculum.domain.model import CurriculumError
from tripartite.curriculum.domain.reading import load_toml
from tripartite.curriculum.domain.strict import Table

T = TypeVar("T")


class FactState(StrEnum):
    """How sure a fact is; shown beside it."""

    VERIFIED = "vérifié"
    SECONDARY = "secondaire"
    TO_CHECK = "à vérifier"


FACT_STATE_LABELS = {
    FactState.VERIFIED: "Vérifié",
    FactState.SECONDARY: "Source secondaire",
    FactState.TO_CHECK: "À vérifier",
}


class ExamRoute(StrEnum):
    CCF = "ccf"
    PUNCTUAL = "ponctuel"


@dataclass(frozen=True, slots=True)
class Fact(Generic[T]):
    """A value, how sure it is, and the text it was read in."""

    value: T
    state: FactState
    source: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A sentence of the exam's rules, with its code."""

    code: str
    fact: Fact[str]


@dataclass(frozen=True, slots=True)
class Form:
    route: ExamRoute
    fact: Fact[str]


@dataclass(frozen=True, slots=True)
class SheetKind:
    """A kind of fiche, how many at least, and the activities its subject comes from."""

    code: str
    label: Fact[str]
    minimum: int
    activities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A section of the fiche and its headings, in the order of the form."""

    section: Fact[str]
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exam:
    code: str
    unit: str
    block: str
    label: str
    coefficient: Fact[int]
    needs_file: bool
    needs_certificates: bool
    forms: tuple[Form, ...]
    sheets: tuple[SheetKind, ...]
    rules: tuple[Rule, ...]
    headings: tuple[Heading, ...]


@dataclass(frozen=True, slots=True)
class StageRequirements:
    """Weeks over the whole training, and the floor a decision may lower them to."""

    weeks: Fact[int]
    reduced_weeks: Fact[int]
    reduction: Fact[str]
    attestation: Fact[str]
    substitutes: Fact[str]


@dataclass(frozen=True, slots=True)
class EvidenceRequirements:
    retention: Fact[str]
    validation: Fact[str]
    grading: Fact[str]


@dataclass(frozen=True, slots=True)
class ExamDate:
    code: str
    label: str
    fact: Fact[str]


@dataclass(frozen=True, slots=True)
class Level:
    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Conformity:
    """A ground that spoils the file: NV when in `grounds`, a penalty when in `weaknesses`."""

    code: str
    exams: tuple[str, ...]
    fact: Fact[str]


@dataclass(frozen=True, slots=True)
class ExamSession:
    session: int
    curriculum: str
    stage: StageRequirements
    evidence: EvidenceRequirements
    levels: tuple[Level, ...]
    dates: tuple[ExamDate, ...]
    exams: tuple[Exam, ...]
    grounds: tuple[Conformity, ...]
    weaknesses: tuple[Conformity, ...]

    def exam(self, code: str) -> Exam:
        """The exam of that code; CurriculumError when the session has none."""
        for exam in self.exams:
            if exam.code == code:
                return exam
        raise CurriculumError(
            "exam", f"La session {self.session} ne comporte pas d’épreuve « {code} »."
        )


class _Reader:
    """Reads facts, turning the key of a source into its title."""

    def __init__(self, sources: Table) -> None:
        self._sources = {key: sources.text(key) for key in sources}

    def _said(self, entry: Table, value: T) -> Fact[T]:
        state, key = entry.choice("state", FactState), entry.text("source")
        if key not in self._sources:
            raise CurriculumError(
                "source", f"{entry.where} : la source « {key} » n’est pas listée dans « sources »."
            )
        return Fact(value, state, self._sources[key])

    def text(self, entry: Table, key: str = "value") -> Fact[str]:
        return self._said(entry, entry.text(key))

    def number(self, entry: Table) -> Fact[int]:
        return self._said(entry, entry.integer("value"))


def parse_session(text: str) -> ExamSession:
    """Read the text of a session's file; raise CurriculumError when anything does not hold."""
    top = load_toml(text, "Session d’examen")
    read = _Reader(top.table("sources"))
    stage, evidence = top.table("stage"), top.table("evidence")
    session = ExamSession(
        session=top.integer("session"),
        curriculum=top.text("curriculum"),
        stage=StageRequirements(
            weeks=read.number(stage.table("weeks")),
            reduced_weeks=read.number(stage.table("reduced_weeks")),
            reduction=read.text(stage.table("reduction")),
            attestation=read.text(stage.table("attestation")),
            substitutes=read.text(stage.table("substitutes")),
        ),
        evidence=EvidenceRequirements(
            retention=read.text(evidence.table("retention")),
            validation=read.text(evidence.table("validation")),
            grading=read.text(evidence.table("grading")),
        ),
        levels=tuple(Level(e.text("code"), e.text("label")) for e in top.tables("levels")),
        dates=tuple(
            ExamDate(e.text("code"), e.text("label"), read.text(e)) for e in top.tables("dates")
        ),
        exams=tuple(_exam(entry, read) for entry in top.tables("exams")),
        grounds=tuple(_conformity(entry, read) for entry in top.tables("conformity")),
        weaknesses=tuple(_conformity(entry, read) for entry in top.tables("weaknesses")),
    )
    for table in (stage, evidence, top):
        table.done()
    _check_exams(session)
    return session


def _exam(entry: Table, read: _Reader) -> Exam:
    exam = Exam(
        code=entry.text("code"),
        unit=entry.text("unit"),
        block=entry.text("block"),
        label=entry.text("label"),
        coefficient=read.number(entry.table("coefficient")),
        needs_file=entry.boolean("needs_file"),
        needs_certificates=entry.boolean("needs_certificates"),
        forms=tuple(
            Form(form.choice("route", ExamRoute), read.text(form, "label"))
            for form in entry.tables("forms")
        ),
        sheets=tuple(
            SheetKind(
                sheet.text("code"),
                read.text(sheet, "label"),
                sheet.integer("minimum"),
                sheet.texts("activities"),
            )
            for sheet in entry.tables("sheets", optional=True)
        ),
        rules=tuple(
            Rule(rule.text("code"), read.text(rule, "label")) for rule in entry.tables("rules")
        ),
        headings=tuple(
            Heading(read.text(heading, "section"), heading.texts("items"))
            for heading in entry.tables("headings", optional=True)
        ),
    )
    entry.done()
    return exam


def _conformity(entry: Table, read: _Reader) -> Conformity:
    return Conformity(entry.text("code"), entry.texts("exams"), read.text(entry, "label"))


def _check_exams(session: ExamSession) -> None:
    codes = {exam.code for exam in session.exams}
    for ground in (*session.grounds, *session.weaknesses):
        for code in ground.exams:
            if code not in codes:
                raise CurriculumError(
                    "exam", f"« {ground.code} » renvoie à l’épreuve « {code} », qui n’existe pas."
                )
