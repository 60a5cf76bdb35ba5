"""What the law says of sending, for one placement or for a whole class."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.db.models.functions import Lower

from tripartite.agreements.domain import (
    AgreementError,
    Missing,
    Obstacle,
    blocking,
    obstacles,
)
from tripartite.agreements.models import RuleLift
from tripartite.agreements.queries.content import Content, contents_of, missing_of
from tripartite.core.fr import count_of
from tripartite.hosts.domain.people import is_one_person
from tripartite.law.facts import ForbiddenUse, PlacementFacts, Step
from tripartite.law.rules import Finding, judge
from tripartite.papers.domain import DONE, Kind, PaperState
from tripartite.papers.models import Paper, Signature
from tripartite.placements.domain import State
from tripartite.placements.models import Authorisation, FitnessDeclaration, Placement
from tripartite.placements.schedule import is_in_monaco, jurisdiction_of, jurisdiction_of_country


@dataclass(frozen=True, slots=True)
class Check:
    """A placement judged on the day its agreement would leave."""

    content: Content
    live: Paper | None
    missing: tuple[Missing, ...]
    findings: tuple[Finding, ...]
    obstacles: tuple[Obstacle, ...]
    lifts: tuple[RuleLift, ...]

    @property
    def placement(self) -> Placement:
        return self.content.placement

    @property
    def blocking(self) -> list[Missing]:
        return blocking(self.missing)

    @property
    def forbidden(self) -> list[Obstacle]:
        """What the law forbids and nobody lifted."""
        return [each for each in self.obstacles if each.stops]

    @property
    def sent(self) -> Paper | None:
        """The agreement that is out or sealed."""
        return None if self.live is None or self.live.state == PaperState.DRAFT else self.live

    @property
    def approved(self) -> bool:
        return self.placement.state == State.APPROVED

    @property
    def complete(self) -> bool:
        """Nothing is missing and nothing forbids."""
        return self.approved and not self.blocking and not self.forbidden

    @property
    def ready(self) -> bool:
        """It could leave now."""
        return self.complete and self.sent is None

    def refuse(self) -> None:
        """Raise AgreementError with the first thing to mend; nothing when it may leave."""
        if not self.approved:
            raise AgreementError(
                "not_approved",
                f"Le stage est « {self.placement.get_state_display()} » : la convention se prépare "
                "une fois le cadrage validé par l’enseignant référent.",
            )
        if self.blocking:
            lacking = count_of(len(self.blocking), "mention manque", "mentions manquent")
            raise AgreementError(
                "mentions_missing",
                f"{lacking} à la convention. D’abord : {self.blocking[0].sentence} La page de "
                "préparation dit où compléter.",
            )
        for obstacle in self.forbidden:
            raise AgreementError(
                "forbidden_by_law",
                f"La loi ne permet pas d’envoyer cette convention. {obstacle.finding.sentence} "
                f"{obstacle.way_out}",
            )


def check_of(placement: Placement, today: date) -> Check:
    """Everything the page of preparation shows, and what the sending asks."""
    return checks_of([placement.pk], today)[0]


def checks_of(pks: Sequence[int], today: date) -> list[Check]:
    """The same for many placements of one school, in a constant number of queries."""
    contents = contents_of(pks, today)
    placements = [content.placement for content in contents]
    live = _live(placements)
    given = _given(live.values())
    near = _neighbours(placements)
    uses = _forbidden_uses(placements)
    answers = _answers(placements)
    lifts: dict[int, list[RuleLift]] = {p.pk: [] for p in placements}
    for lift in (
        RuleLift.objects.filter(placement__in=placements).select_related("by").order_by("pk")
    ):
        lifts[lift.placement_id].append(lift)
    checks = []
    for content in contents:
        pk = content.placement.pk
        paper, own = live.get(pk), tuple(lifts[pk])
        signed = given.get(paper.pk, 0) if paper else 0
        said = uses.get(pk, frozenset())
        findings = _judged(
            content, paper, signed, near, forbidden_uses=said, answer=answers.get(pk)
        )
        found = obstacles(findings, {lift.rule for lift in own})
        checks.append(
            Check(content, paper, tuple(missing_of(content)), findings, tuple(found), own)
        )
    return checks


def findings_of(content: Content) -> tuple[Finding, ...]:
    """What the rules say of sending this agreement; nothing while the timetable is empty.

    The missing mentions have their own list on the page: they are not said twice.
    """
    live = live_agreement(content.placement)
    given = _given([live])[live.pk] if live else 0
    placement = content.placement
    uses = _forbidden_uses([placement]).get(placement.pk, frozenset())
    answer = _answers([placement]).get(placement.pk)
    return _judged(
        content, live, given, _neighbours([placement]), forbidden_uses=uses, answer=answer
    )


def _answers(placements: Sequence[Placement]) -> dict[int, Authorisation]:
    """What is noted of the requests to Monaco (R2); no query when nobody goes there."""
    there = [p.pk for p in placements if is_in_monaco(p)]
    if not there:
        return {}
    return {row.placement_id: row for row in Authorisation.objects.filter(placement__in=there)}


def _forbidden_uses(placements: Sequence[Placement]) -> dict[int, frozenset[ForbiddenUse]]:
    """What the host declared of L124-7, where it declared anything."""
    declared = FitnessDeclaration.objects.filter(placement__in=placements)
    return {each.placement_id: each.fitness.forbidden for each in declared}


def live_agreement(placement: Placement) -> Paper | None:
    """The agreement in preparation, out or sealed; None when there is none."""
    return _live([placement]).get(placement.pk)


def _live(placements: Sequence[Placement]) -> dict[int, Paper]:
    papers = Paper.objects.live().filter(placement__in=placements, kind=Kind.AGREEMENT)
    return {paper.placement_id: paper for paper in papers.order_by("pk")}


def _given(papers: Iterable[Paper]) -> dict[int, int]:
    """How many signatures each already has."""
    counts = {paper.pk: 0 for paper in papers}
    rows = Signature.objects.filter(paper__in=list(counts), state__in=list(DONE))
    for pk in rows.values_list("paper", flat=True):
        counts[pk] += 1
    return counts


def _neighbours(placements: Sequence[Placement]) -> list[Placement]:
    """The placements that share a host, a tutor or a référent with one of these; one query.

    A tutor is a person: the same name and address in another host is the same tutor.
    """
    hosts = {p.site.host_id for p in placements if p.site}
    tutors = [p.tutor for p in placements if p.tutor]
    emails = {tutor.email.lower() for tutor in tutors if tutor.email}
    referents = {p.referent_id for p in placements if p.referent_id}
    if not placements:
        return []
    found = (
        Placement.objects.live()
        .alias(mailbox=Lower("tutor__email"))
        .filter(
            Q(site__host__in=hosts)
            | Q(tutor__host__in={tutor.host_id for tutor in tutors})
            | Q(mailbox__in=emails)
            | Q(referent__in=referents),
            school__in={p.school_id for p in placements},
            starts_on__lte=max(p.ends_on for p in placements),
            ends_on__gte=min(p.starts_on for p in placements),
        )
    )
    return list(found.select_related("site", "tutor"))


def _judged(
    content: Content,
    live: Paper | None,
    given: int,
    near: Sequence[Placement],
    *,
    forbidden_uses: frozenset[ForbiddenUse],
    answer: Authorisation | None,
) -> tuple[Finding, ...]:
    placement = content.placement
    if not placement.weekly.weekly_minutes:
        return ()
    jurisdiction, region = jurisdiction_of(placement)
    host = placement.site.host if placement.site else None
    others = [
        other
        for other in near
        if other.pk != placement.pk
        and other.starts_on <= placement.ends_on
        and other.ends_on >= placement.starts_on
    ]
    return judge(
        PlacementFacts(
            forbidden_uses=forbidden_uses,
            today=content.today,
            start=placement.starts_on,
            end=placement.ends_on,
            timetable=placement.weekly,
            step=Step.SEND,
            jurisdiction=jurisdiction,
            school_jurisdiction=jurisdiction_of_country(placement.school.country),
            region=region,
            holidays_worked=placement.holidays_worked,
            same_host_minutes=content.previous.total(),
            birth_date=content.student.birth_date,
            guardian_known=bool(content.student.guardian_name),
            headcount=host.headcount if host else None,
            host_interns=sum(o.site is not None and o.site.host_id == host.pk for o in others)
            if host
            else None,
            tutor_running=_tutored(placement, others),
            referent_running=sum(o.referent_id == placement.referent_id for o in others)
            if placement.referent_id
            else None,
            gratification_rate=placement.gratification_rate or None,
            authorisation_filed=answer.filed_on if answer else None,
            authorisation_granted=answer.granted if answer else None,
            signatures_required=len(content.capacities),
            signatures_done=given,
            sealed=live is not None and live.state == PaperState.SEALED,
        )
    )


def _tutored(placement: Placement, others: Iterable[Placement]) -> int | None:
    """The placements that this tutor follows on the first day, in whatever host (L124-10)."""
    tutor, day = placement.tutor, placement.starts_on
    if tutor is None:
        return None
    return sum(
        is_one_person(
            tutor.details, o.tutor.details, host=tutor.host_id, other_host=o.tutor.host_id
        )
        for o in others
        if o.tutor is not None and o.starts_on <= day <= o.last_day
    )
