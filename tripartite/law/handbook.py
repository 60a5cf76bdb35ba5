"""The table of rules and figures, for the page of the product and for `docs/rules.md`.

python -m tripartite.law.handbook > docs/rules.md
"""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from decimal import Decimal

from tripartite.law.calendars import JURISDICTION_LABELS
from tripartite.law.parameters import DEFINITIONS, STATE_LABELS
from tripartite.law.rules import EFFECT_LABELS, RULES
from tripartite.law.words import format_date

_INTRO = """\
# The rules

Printed by `python -m tripartite.law.handbook` from the table in `tripartite/law/rules`, and
compared with it by a test: change the table, then print this page again.

A rule *bloque* (blocks), *alerte* (warns) or *rappelle* (reminds). Its state is *vérifié* when the
text itself was read, *secondaire* when a page about the text was read, *à vérifier* when neither
settles the point. A rule is applied to placements that start on or after its date; where the day of
entry into force was not read, the date is that of the text.
"""


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule in one jurisdiction, in French, ready to print."""

    id: str
    title: str
    jurisdiction: str
    effects: str
    source: str
    since: str
    state: str
    lifted_by: str


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One value of one parameter, in French, ready to print."""

    label: str
    jurisdiction: str
    value: str
    since: str
    source: str
    state: str


def rule_rows() -> list[RuleRow]:
    """The rules in order of their numbers, one row per jurisdiction."""
    return [
        RuleRow(
            rule.id,
            rule.title,
            JURISDICTION_LABELS[jurisdiction],
            ", ".join(EFFECT_LABELS[effect] for effect in rule.effects_in(jurisdiction)),
            text.source,
            format_date(text.since),
            STATE_LABELS[text.state],
            rule.lifted_by or "—",
        )
        for rule in sorted(RULES, key=lambda rule: int(rule.id.removeprefix("R")))
        for jurisdiction, text in rule.texts.items()
    ]


def figure_rows() -> list[FigureRow]:
    """Every dated figure, oldest value first."""
    return [
        FigureRow(
            definition.label,
            JURISDICTION_LABELS[definition.jurisdiction] if definition.jurisdiction else "—",
            f"{_figure(entry.value)} {definition.unit}",
            format_date(entry.valid_from),
            entry.source,
            STATE_LABELS[entry.state],
        )
        for definition in DEFINITIONS.values()
        for entry in definition.values
    ]


def _figure(value: Decimal) -> str:
    return f"{value}".replace(".", ",")


def handbook() -> str:
    """The whole of `docs/rules.md`."""
    rules = _table(
        ("Règle", "Titre", "Pays", "Effet", "Source", "Depuis", "État", "Levée par"),
        (astuple(row) for row in rule_rows()),
    )
    figures = _table(
        ("Donnée", "Pays", "Valeur", "Depuis", "Source", "État"),
        (astuple(row) for row in figure_rows()),
    )
    return "\n".join([_INTRO, "## Rules", "", *rules, "", "## Figures", "", *figures, ""])


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield _line(head)
    yield _line("---" for _ in head)
    for row in rows:
        yield _line(cell.replace("|", "\\|") for cell in row)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.stdout.write(handbook())
