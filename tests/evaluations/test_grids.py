"""The school adapts the grid of a programme: versions, each frozen."""

from datetime import date

import pytest

from tests.logbook.partners import Partners, act_as
from tripartite.core import clock
from tripartite.core.errors import DomainError
from tripartite.curriculum.models import Curriculum, Task
from tripartite.evaluations import actions, queries
from tripartite.evaluations.domain import GridItem
from tripartite.evaluations.forms.grids import ItemForm, items_of
from tripartite.evaluations.models import Grid
from tripartite.logbook.domain.entries import EntryState
from tripartite.logbook.models import LogEntry

BADGE = GridItem("Nos attentes", "ETAB1", "Porter le badge", always=True)


def write(partners: Partners, items: list[GridItem], seen: int = 0) -> Grid | None:
    programme = partners.placement.period.cohort.programme
    return actions.save_grid(programme=programme, items=items, seen=seen, by=partners.office)


def proposal(partners: Partners) -> list[GridItem]:
    return list(queries.items_of(partners.placement.period.cohort.programme))


def test_evaluations_prepared_keep_their_grid(partners: Partners) -> None:
    before = actions.open_evaluation(placement=partners.placement, by=partners.referent)
    codes = [line.code for line in queries.lines_of(before)]

    write(partners, [BADGE])

    assert [line.code for line in queries.lines_of(before)] == codes
    assert [line.code for line in queries.grid_for(partners.placement)] == ["ETAB1"]


def test_an_evaluation_names_the_version_it_came_from(partners: Partners) -> None:
    grid = write(partners, [BADGE, *proposal(partners)])

    evaluation = actions.open_evaluation(placement=partners.placement, by=partners.referent)

    assert evaluation.grid == grid


def test_nothing_changed_writes_no_version(partners: Partners) -> None:
    assert write(partners, proposal(partners)) is None
    assert Grid.objects.count() == 0


@pytest.mark.parametrize(
    ("items", "seen", "code"), [([], 0, "no_line"), ([BADGE], 1, "written_meanwhile")]
)
def test_a_grid_without_a_line_or_of_another_screen_is_refused(
    partners: Partners, items, seen, code
) -> None:
    with pytest.raises(DomainError) as refused:
        write(partners, items, seen)

    assert refused.value.code == code


def test_the_page_rewords_reorders_removes_and_adds(client, partners: Partners) -> None:
    act_as(client, partners.office)
    cohort = partners.placement.period.cohort
    url = f"/evaluations/grilles/{cohort.pk}/"
    lines = client.get(url).context["lines"]
    data = {"seen": "0"}
    data |= {f"l-{k}": str(v) for k, v in lines.management_form.initial.items()}
    for form in lines:
        for name in ("code", "rank", "section", "label"):
            data[form.add_prefix(name)] = str(form.initial.get(name, ""))
        if form.initial.get("always"):
            data[form.add_prefix("always")] = "on"
    first, second = proposal(partners)[:2]
    new = len(proposal(partners))
    data |= {"l-0-label": "Mes mots", "l-0-rank": "999", "l-1-removed": "on"}
    data |= {f"l-{new}-section": "Nos attentes", f"l-{new}-label": "Badge", f"l-{new}-rank": "1"}

    response = client.post(url, data)

    assert response.status_code == 302
    items = proposal(partners)
    assert items[0] == GridItem("Nos attentes", "ETAB1", "Badge", always=True)
    assert items[-1] == first._replace(label="Mes mots")
    assert second.code not in {item.code for item in items}


def test_the_code_of_a_line_that_was_removed_never_means_another(partners: Partners) -> None:
    programme = partners.placement.period.cohort.programme
    write(partners, [BADGE, *proposal(partners)])
    write(partners, proposal(partners)[1:], seen=1)
    form = ItemForm({"section": "Nos attentes", "label": "Tutoyer les clients", "rank": "1"})
    assert form.is_valid()

    (line,) = items_of([form], proposal(partners), queries.codes_used(programme))

    assert line.code == "ETAB2"


@pytest.mark.parametrize(("state", "met"), [(EntryState.SHARED, 1), (EntryState.DRAFT, 0)])
def test_what_the_logbook_shares_widens_the_grid(
    partners: Partners, curriculum: Curriculum, state: EntryState, met: int
) -> None:
    planned = {line.code for line in queries.grid_for(partners.placement)}
    entry = LogEntry.objects.create(
        placement=partners.placement,
        day=date(2027, 1, 11),
        did="Un salon.",
        state=state,
        shared_at=None if state is EntryState.DRAFT else clock.now(),
    )
    entry.tasks.set(Task.objects.of(curriculum).filter(code="P1.A1.T1"))

    grid = {line.code for line in queries.grid_for(partners.placement)}

    assert planned <= grid
    assert (len(grid - planned) > 0) == bool(met)
