"""The cohort board: one row per student, one column per step."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tripartite.agreements.access import sends_class
from tripartite.core import clock
from tripartite.core.access import allow, allow_on
from tripartite.core.fr import short_day
from tripartite.core.http import ActorRequest
from tripartite.core.spreadsheet import csv_response
from tripartite.core.text import fold
from tripartite.dashboards.access import is_staff_of_school, runs_board
from tripartite.dashboards.domain import Step, StepKey, StepState, Turn, line, turns
from tripartite.dashboards.domain.line import LABELS
from tripartite.dashboards.queries import Overview, overviews, without_placement
from tripartite.dashboards.summary import period_summaries
from tripartite.followup.queries import waiting_by_placement
from tripartite.placements.domain import Party
from tripartite.placements.models import Placement
from tripartite.school.models import Enrolment, Period
from tripartite.tours.access import may_share

#: The steps that have a column; the two ends of the line have none.
COLUMNS = tuple(k for k in StepKey if k not in {StepKey.SEARCH, StepKey.EXAM})


@dataclass(frozen=True, slots=True)
class BoardRow:
    enrolment: Enrolment
    overview: Overview | None
    steps: tuple[Step, ...]
    turn: Turn | None
    late: bool
    requests: int = 0

    @property
    def cells(self) -> list[Step]:
        """One step per column; while nobody is found, the first says how the search stands."""
        by_key = {s.key: s for s in self.steps}
        search = by_key[StepKey.SEARCH]
        if search.state is not StepState.DONE:
            by_key[StepKey.HOST] = replace(
                by_key[StepKey.HOST], state=search.state, short="à trouver"
            )
        return [by_key[k] for k in COLUMNS]

    @property
    def words(self) -> str:
        """What the search field looks into."""
        place = self.overview.placement.site if self.overview else ""
        return fold(f"{self.enrolment.student.user} {place or ''}")


def _all(_row: BoardRow) -> bool:
    return True


def _late(row: BoardRow) -> bool:
    return row.late


def _asking(row: BoardRow) -> bool:
    return row.requests > 0


def _ours(row: BoardRow) -> bool:
    return row.turn is not None and row.turn.party is Party.SCHOOL


def _without_host(row: BoardRow) -> bool:
    return row.turn is not None and row.turn.what == "declare"


Filter = Callable[[BoardRow], bool]
FILTERS: dict[str, tuple[str, Filter]] = {
    "": ("Tous", _all),
    "retard": ("En retard", _late),
    "equipe": ("À nous", _ours),
    "demandes": ("Demandes", _asking),
    "sans-accueil": ("Sans accueil", _without_host),
}


def rows_of(period: Period) -> list[BoardRow]:
    """Every student of the class, placed or not, by name; ten queries."""
    today = clock.today()
    placements = Placement.objects.filter(period=period).live().with_people()
    found = {o.placement.enrolment_id: o for o in overviews(placements, today)}
    asked = waiting_by_placement(o.placement.pk for o in found.values())
    enrolments = (
        Enrolment.objects.filter(cohort=period.cohort_id, left_on=None)
        .select_related("student__user")
        .order_by("student__user__last_name", "student__user__first_name", "pk")
    )
    nothing = without_placement(period, today)
    empty_steps, empty_turn = line(nothing), turns(nothing)[0]
    rows = []
    for enrolment in enrolments:
        overview = found.get(enrolment.pk)
        turn = overview.turn if overview else empty_turn
        steps = overview.steps if overview else empty_steps
        late = turn is not None and turn.late(today)
        waiting = asked.get(overview.placement.pk, []) if overview else []
        rows.append(BoardRow(enrolment, overview, steps, turn, late, len(waiting)))
    return rows


@allow(is_staff_of_school)
@require_GET
def boards(request: ActorRequest) -> HttpResponse:
    periods = period_summaries(request.actor, clock.today())
    return render(request, "dashboards/boards.html", {"periods": periods})


@allow_on(Period, runs_board)
@require_GET
def board(request: ActorRequest, period: Period) -> HttpResponse:
    rows = rows_of(period)
    wanted = request.GET.get("filtre", "")
    sought = request.GET.get("q", "").strip()
    keep = FILTERS.get(wanted, FILTERS[""])[1]
    context = {
        "period": period,
        "today": clock.today(),
        "columns": [LABELS[k] for k in COLUMNS],
        "rows": [r for r in rows if keep(r) and fold(sought) in r.words],
        "tabs": tabs_of(rows, wanted),
        "figures": figures_of(rows),
        "out_of": f"sur {len(rows)}",
        "sought": sought,
        "wanted": wanted,
        "may_act": sends_class(request.actor, period),
        "may_share": may_share(request.actor, period),
    }
    return render(request, "dashboards/board.html", context)


def tabs_of(rows: list[BoardRow], wanted: str) -> list[dict[str, object]]:
    """The filters, each with how many rows it keeps."""
    return [
        {
            "label": label,
            "count": sum(1 for r in rows if test(r)),
            "url": f"?filtre={key}" if key else "?",
            "active": key == wanted,
        }
        for key, (label, test) in FILTERS.items()
    ]


def figures_of(rows: list[BoardRow]) -> dict[str, int]:
    """The four figures at the top."""

    def done(key: StepKey) -> int:
        return sum(1 for r in rows for s in r.steps if s.key is key and s.state == "done")

    planned = [r.overview.facts for r in rows if r.overview]
    return {
        "students": len(rows),
        "hosted": done(StepKey.HOST),
        "signed": done(StepKey.SIGNATURES),
        "exchanges": sum(1 for f in planned if f.exchange_planned_for or f.exchange_held_on),
        "late": sum(1 for r in rows if r.late),
    }


@allow_on(Period, runs_board)
@require_GET
def export(_request: ActorRequest, period: Period) -> HttpResponse:
    """The board as a spreadsheet, the same for every role that sees it."""
    head = ["Nom", "Prénom", "Accueil", *(LABELS[k] for k in COLUMNS), "À qui de jouer", "Avant le"]
    lines = []
    for row in rows_of(period):
        user = row.enrolment.student.user
        site = row.overview.placement.site if row.overview else None
        turn = row.turn
        lines.append(
            [
                user.last_name,
                user.first_name,
                str(site or ""),
                *(WORDS[s.state] for s in row.cells),
                turn.sentence if turn else "",
                short_day(turn.due) if turn else "",
            ]
        )
    return csv_response(f"{period.cohort.name}-periode-{period.number}.csv", head, lines)


WORDS = {"done": "fait", "now": "en cours", "late": "en retard", "todo": "à venir"}
