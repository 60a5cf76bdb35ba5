"""From the text of a data file to a référentiel that holds together, or a sentence."""

import tomllib
from collections.abc import Callable
from typing import TypeVar

from tripartite.curriculum.domain.checking import check
from tripartite.curriculum.domain.model import (
    ActivityData,
    BlockData,
    CompetenceData,
    ContextItemData,
    ContextKind,
    CorrectionData,
    CriterionData,
    CurriculumData,
    CurriculumError,
    GroupData,
    PoleData,
    ResultData,
    SourceData,
    TaskData,
    TieData,
)
from tripartite.curriculum.domain.strict import Table

T = TypeVar("T")


def load_toml(text: str, name: str) -> Table:
    """The top table of a TOML text; `name` opens the sentences about it."""
    try:
        return Table(tomllib.loads(text), name)
    except tomllib.TOMLDecodeError as error:
        raise CurriculumError(
            "toml", f"{name} : le fichier n’est pas lisible ({error})."
        ) from error


def parse(text: str) -> CurriculumData:
    """Read the text of a data file; raise CurriculumError when anything does not hold."""
    top = load_toml(text, "Référentiel")
    counts = top.table("counts")
    source = top.table("source")
    ties = top.table("task_competences")
    data = CurriculumData(
        code=top.text("code"),
        version=top.text("version"),
        title=top.text("title"),
        short_title=top.text("short_title"),
        diploma=top.text("diploma"),
        level=top.text("level"),
        language=top.text("language"),
        effective_from=top.day("effective_from"),
        source=SourceData(
            source.text("creator"), source.text("label"), source.text("note", blank=True)
        ),
        context=tuple(item for entry in top.tables("context") for item in _context(entry)),
        poles=tuple(_pole(entry) for entry in top.tables("poles")),
        blocks=tuple(_block(entry) for entry in top.tables("blocks")),
        ties_note=ties.text("note"),
        ties=_ties(ties),
        corrections=tuple(_correction(e) for e in top.tables("corrections", optional=True)),
    )
    source.done()
    top.done()
    check(data)
    _check_counts(data, counts)
    return data


def _check_counts(data: CurriculumData, counts: Table) -> None:
    for name, held in data.counts().items():
        declared = counts.integer(name)
        if declared != held:
            raise CurriculumError(
                "counts",
                f"Le fichier annonce {declared} pour « {name} » et en contient {held} : "
                "complétez la liste ou corrigez le nombre.",
            )
    counts.done()


def _labelled(entry: Table, make: Callable[[str, str], T]) -> T:
    made = make(entry.text("code"), entry.text("label"))
    entry.done()
    return made


def _context(entry: Table) -> list[ContextItemData]:
    kind = entry.choice("kind", ContextKind)
    heading = entry.text("heading", blank=True)
    items = [
        _labelled(item, lambda code, label: ContextItemData(code, kind, heading, label))
        for item in entry.tables("items")
    ]
    entry.done()
    return items


def _pole(entry: Table) -> PoleData:
    pole = PoleData(
        code=entry.text("code"),
        block=entry.text("block"),
        label=entry.text("label"),
        description=entry.text("description"),
        functional_links=entry.text("functional_links"),
        activities=tuple(_activity(activity) for activity in entry.tables("activities")),
    )
    entry.done()
    return pole


def _activity(entry: Table) -> ActivityData:
    activity = ActivityData(
        code=entry.text("code"),
        label=entry.text("label"),
        tasks=tuple(_labelled(task, TaskData) for task in entry.tables("tasks")),
        results=tuple(_labelled(result, ResultData) for result in entry.tables("results")),
    )
    entry.done()
    return activity


def _block(entry: Table) -> BlockData:
    block = BlockData(
        code=entry.text("code"),
        unit=entry.text("unit"),
        label=entry.text("label"),
        groups=tuple(_group(group) for group in entry.tables("groups")),
        criteria=tuple(_labelled(item, CriterionData) for item in entry.tables("criteria")),
    )
    entry.done()
    return block


def _group(entry: Table) -> GroupData:
    group = GroupData(
        code=entry.text("code"),
        label=entry.text("label"),
        competences=tuple(_labelled(item, CompetenceData) for item in entry.tables("competences")),
    )
    entry.done()
    return group


def _ties(entry: Table) -> tuple[TieData, ...]:
    if not entry.boolean("proposal"):
        raise CurriculumError(
            "proposal",
            "Les rattachements de tâches à des compétences ne sont jamais officiels : "
            "« proposal » doit être vrai.",
        )
    ties = entry.table("ties")
    found = tuple(TieData(task, competence) for task in ties for competence in ties.texts(task))
    entry.done()
    return found


def _correction(entry: Table) -> CorrectionData:
    correction = CorrectionData(
        code=entry.text("code"),
        where=entry.text("where"),
        seed=entry.text("seed"),
        official=entry.text("official"),
        reason=entry.text("reason"),
    )
    entry.done()
    return correction
