"""The register of a period: what is attested, what is missing, for whom, since when."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef

from tripartite.certificates.domain import TOOK_PLACE
from tripartite.certificates.domain.register import Line, Standing
from tripartite.certificates.models import CertificateReminder
from tripartite.papers.domain import Kind, PaperState
from tripartite.papers.models import Paper
from tripartite.placements.domain import State
from tripartite.placements.models import Placement, PlacementQuerySet
from tripartite.school.models import Period

_USER = "enrolment__student__user"


@dataclass(frozen=True, slots=True)
class Row:
    """One placement of the register, its paper if there is one, and the mails that left."""

    placement: Placement
    line: Line
    paper: Paper | None
    reminded: tuple[datetime, ...]

    @property
    def may_close(self) -> bool:
        return self.line.standing is Standing.SEALED and self.placement.state != State.CLOSED


def attestable() -> PlacementQuerySet:
    """The placements whose agreement everybody signed: those that must be attested."""
    # Asked for each placement: as one list it was that of every sealed agreement of the database.
    sealed = Paper.objects.filter(
        placement=OuterRef("pk"), kind=Kind.AGREEMENT, state=PaperState.SEALED
    )
    return (
        Placement.objects.filter(Exists(sealed), state__in=list(TOOK_PLACE))
        .with_people()
        .order_by(
            "enrolment__student__user__last_name", "enrolment__student__user__first_name", "pk"
        )
    )


def rows_of(placements: Iterable[Placement], today: date) -> list[Row]:
    """One row per placement, in the given order; two queries whatever their number."""
    rows = list(placements)
    pks = [placement.pk for placement in rows]
    papers = {
        paper.placement_id: paper
        for paper in Paper.objects.live()
        .filter(placement__in=pks, kind=Kind.CERTIFICATE)
        .select_related("sealed")
        .defer("data")
        .order_by("pk")
    }
    reminded: dict[int, list[datetime]] = defaultdict(list)
    sent = CertificateReminder.objects.filter(placement__in=pks).order_by("sent_at")
    for placement, sent_at in sent.values_list("placement", "sent_at"):
        reminded[placement].append(sent_at)
    return [_row(placement, papers.get(placement.pk), reminded, today) for placement in rows]


def _row(
    placement: Placement, paper: Paper | None, reminded: dict[int, list[datetime]], today: date
) -> Row:
    line = Line(
        ends_on=placement.ends_on,
        today=today,
        asked=paper is not None and paper.state == PaperState.OUT,
        sealed=paper is not None and paper.state == PaperState.SEALED,
    )
    return Row(placement, line, paper, tuple(reminded[placement.pk]))


def register_of(period: Period, today: date) -> list[Row]:
    """Every placement of the period that must be attested, by name."""
    return rows_of(attestable().filter(period=period), today)
