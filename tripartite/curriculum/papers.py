"""The référentiel as the livret d'objectifs prints it: parts I and II, in the order of the text."""

from itertools import groupby

from tripartite.curriculum.domain import ContextKind, CurriculumData
from tripartite.documents.papers import ActivityLine, ListLine, PoleLine, SectionLine

_JOBS = {
    ContextKind.ENTRY_JOB: "En primo-insertion",
    ContextKind.LATER_JOB: "En évolution professionnelle",
}
_RESOURCES = {
    ContextKind.SERVICE: "Services réseau et applications web, logiciels",
    ContextKind.EQUIPMENT: "Matériels",
    ContextKind.INFORMATION: "Ressources informationnelles",
}


def sections(curriculum: CurriculumData) -> tuple[SectionLine, ...]:
    """Return part I, « Champ d'activité »."""
    return (
        SectionLine("I.1. Définition", _texts(curriculum, ContextKind.DEFINITION)),
        SectionLine("I.2. Contexte professionnel"),
        SectionLine("I.2.1. Emplois concernés", lists=_named(curriculum, _JOBS), level=3),
        SectionLine(
            "I.2.2. Types d'organisation, de produit, de clientèle",
            lists=(
                ListLine("Organisations", _texts(curriculum, ContextKind.ORGANISATION)),
                ListLine("Produits", _texts(curriculum, ContextKind.PRODUCT)),
                ListLine("Clientèles", _texts(curriculum, ContextKind.CLIENTELE)),
            ),
            level=3,
        ),
        SectionLine(
            "I.2.3. Place au sein de l'organisation",
            _texts(curriculum, ContextKind.PLACE),
            level=3,
        ),
        SectionLine(
            "I.2.4. Environnement technologique et ressources mobilisées",
            lists=_named(curriculum, _RESOURCES),
            level=3,
        ),
        SectionLine(
            "I.2.5. Conditions générales d'exercice",
            _texts(curriculum, ContextKind.CONDITION),
            (
                ListLine("Autonomie", _texts(curriculum, ContextKind.AUTONOMY)),
                ListLine("Aptitudes professionnelles", _texts(curriculum, ContextKind.APTITUDE)),
                ListLine("Compétences relationnelles", _texts(curriculum, ContextKind.RELATIONAL)),
            ),
            level=3,
        ),
        SectionLine(
            "I.3. Délimitation des activités",
            (
                "Les activités sont regroupées en trois grands pôles ; leur mise en œuvre varie "
                "selon l'organisation, ses processus commerciaux et ce qu'elle vend.",
            ),
            (ListLine("", tuple(pole.label for pole in curriculum.poles)),),
        ),
    )


def poles(curriculum: CurriculumData) -> tuple[PoleLine, ...]:
    """Return part II, « Description des activités »: activities, tasks, expected results, links."""
    return tuple(
        PoleLine(
            title=f"Pôle {rank} d'activités : {pole.label}",
            description=_paragraphs(pole.description),
            activities=tuple(
                ActivityLine(
                    activity.label,
                    tuple(task.label for task in activity.tasks),
                    tuple(result.label for result in activity.results),
                )
                for activity in pole.activities
            ),
            links=_paragraphs(pole.functional_links),
        )
        for rank, pole in enumerate(curriculum.poles, start=1)
    )


def _texts(curriculum: CurriculumData, kind: ContextKind) -> tuple[str, ...]:
    return tuple(item.label for item in curriculum.context if item.kind is kind)


def _named(curriculum: CurriculumData, titles: dict[ContextKind, str]) -> tuple[ListLine, ...]:
    """Gather the items under their own headings, one run of text each: they are many and short."""
    kept = (item for item in curriculum.context if item.kind in titles)
    return tuple(
        ListLine(
            f"{titles[kind]} — {heading}" if heading else titles[kind],
            tuple(item.label for item in items),
            inline=True,
        )
        for (kind, heading), items in groupby(kept, key=lambda item: (item.kind, item.heading))
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
