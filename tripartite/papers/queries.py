"""Reads about papers that a page needs."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from tripartite.accounts.domain import Role
from tripartite.accounts.models import School, User
from tripartite.documents.papers import Difference, differences
from tripartite.documents.sealing import verify
from tripartite.papers.domain import ASIDE, DONE, KIND_LABELS, OPEN, Capacity, Kind, PaperState
from tripartite.papers.models import CODE_ALPHABET, Paper, Signature, StartLift
from tripartite.placements.domain import State
from tripartite.placements.models import Placement


@dataclass(frozen=True, slots=True)
class Verdict:
    """All that the verification page ever says: never a name, never a place."""

    status: str  # authentic | replaced | revoked | changed | frozen
    kind: str = ""
    date: datetime | None = None
    same_file: bool | None = None
    seal_holds: bool | None = None


def clean_code(typed: str) -> str:
    """« k7mq 2zrt9xwa » → « K7MQ-2ZRT-9XWA »; empty when it cannot be a code."""
    letters = "".join(c for c in typed.upper() if c.isalnum())
    if len(letters) != 12 or set(letters) - set(CODE_ALPHABET):
        return ""
    return "-".join((letters[:4], letters[4:8], letters[8:]))


def verdict_by_code(typed: str, file: Iterable[bytes] | None = None) -> Verdict | None:
    """What may be said of the sealed paper of this code; None when there is none."""
    code = clean_code(typed)
    if not code:
        return None
    paper = _sealed().filter(code=code).first()
    return _verdict(paper, _hash(file)) if paper else None


def verdict_by_file(file: Iterable[bytes]) -> Verdict | None:
    """What may be said of these bytes; None when nothing in them is ours.

    A file that bears a seal and is none of ours byte for byte was changed, or comes from elsewhere.
    """
    content = b"".join(file)
    sha256 = hashlib.sha256(content).hexdigest()
    paper = _sealed().filter(sealed__sha256=sha256).first()
    report = verify(content)
    if paper is not None:
        found = _verdict(paper, sha256)
        return replace(found, seal_holds=report.valid and report.covers_whole_file)
    # Changed so that no reader opens it any more, a file still shows where its seal was.
    if report.signer or b"/ETSI.CAdES.detached" in content:
        return Verdict(status="changed")
    signed = _sealed().filter(frozen__sha256=sha256, state=PaperState.SEALED).first()
    return replace(_verdict(signed, None), status="frozen") if signed else None


def _sealed() -> QuerySet[Paper]:
    return Paper.objects.filter(sealed__isnull=False).select_related("sealed").order_by("pk")


def _hash(file: Iterable[bytes] | None) -> str | None:
    if file is None:
        return None
    digest = hashlib.sha256()
    for chunk in file:
        digest.update(chunk)
    return digest.hexdigest()


def _verdict(paper: Paper, sha256: str | None) -> Verdict:
    if paper.state == PaperState.SEALED:
        status = "authentic"
    else:
        status = "replaced" if paper.replaced_by_id else "revoked"
    sealed = paper.sealed
    return Verdict(
        status=status,
        kind=KIND_LABELS[Kind(paper.kind)],
        date=paper.sealed_at or paper.issued_at,
        same_file=None if sha256 is None or sealed is None else sealed.sha256 == sha256,
    )


def agreement_is_sealed(placement: Placement) -> bool:
    """Everybody signed the agreement."""
    return Paper.objects.filter(
        placement=placement, kind=Kind.AGREEMENT, state=PaperState.SEALED
    ).exists()


def may_begin(placement: Placement) -> bool:
    """R1: the agreement is signed by all, or the head lifted the ban with a reason."""
    return agreement_is_sealed(placement) or StartLift.objects.filter(placement=placement).exists()


def begun(placements: QuerySet[Placement]) -> QuerySet[Placement]:
    """Those of these that ``may_begin``."""
    sealed = Paper.objects.filter(kind=Kind.AGREEMENT, state=PaperState.SEALED)
    return placements.filter(Q(pk__in=sealed.values("placement")) | Q(start_lift__isnull=False))


def _unsigned() -> QuerySet[Placement]:
    sealed = Paper.objects.filter(kind=Kind.AGREEMENT, state=PaperState.SEALED)
    return (
        Placement.objects.with_people()
        .filter(state__in=[State.DRAFT, State.SUBMITTED, State.RETURNED, State.APPROVED])
        .exclude(pk__in=sealed.values("placement"))
        .exclude(start_lift__isnull=False)
        .order_by("pk")
    )


def on_the_eve(today: date) -> QuerySet[Placement]:
    """The placements that begin tomorrow without all their signatures."""
    return _unsigned().filter(starts_on=today + timedelta(days=1))


def not_begun(today: date) -> QuerySet[Placement]:
    """The placements that should have begun and, by R1, have not."""
    return _unsigned().filter(starts_on__lte=today, ends_on__gte=today)


def deputies_of(school: School) -> QuerySet[User]:
    """Who may sign for the school while its head is away: the team, with an address."""
    team = User.objects.members_of(school, Role.HEAD, Role.OFFICE, Role.TEACHER)
    return team.exclude(email=None).order_by("last_name", "first_name", "pk")


def missing_names(placement: Placement) -> list[str]:
    """Who has still to sign the agreement of this placement."""
    rows = Signature.objects.filter(
        paper__placement=placement, paper__kind=Kind.AGREEMENT, paper__state=PaperState.OUT
    ).exclude(state__in=[*DONE, *ASIDE])
    return list(rows.order_by("rank", "pk").values_list("name", flat=True))


def signatures_of(paper: Paper) -> list[Signature]:
    """The signatures in their order."""
    rows = Signature.objects.filter(paper=paper).select_related("delegate")
    return list(rows.order_by("rank", "pk"))


#: What one page of the queue shows.
QUEUE_PAGE = 60


def to_sign(user: User) -> list[Signature]:
    """The papers that wait for this very person, those that begin first at the top."""
    rows = Signature.objects.filter(user=user, paper__state=PaperState.OUT, state__in=list(OPEN))
    return list(
        rows.select_related(
            "paper__placement__school",
            "paper__placement__enrolment__student__user",
            "paper__placement__site__host",
            "paper__frozen",
        )
        .defer("paper__data")
        .order_by("paper__placement__starts_on", "asked_at", "pk")[:QUEUE_PAGE]
    )


def member_of(signature: Signature, email: str) -> User | None:
    """The member of the school whose address this is, for a signature of the school."""
    if signature.capacity != Capacity.SCHOOL:
        return None
    return deputies_of(signature.paper.placement.school).filter(email__iexact=email).first()


def masked(email: str) -> str:
    """« r•••@accueil.example »: enough to recognise one's own address, on somebody's device."""
    name, _, domain = email.partition("@")
    return f"{name[:1]}•••@{domain}" if domain else ""


@dataclass(frozen=True, slots=True)
class Change:
    """The version that a paper replaces, why, and what it says otherwise."""

    former: Paper
    differences: tuple[Difference, ...]
    signed_before: bool


def change_of(paper: Paper, signature: Signature | None = None) -> Change | None:
    """What a new version changes; ``signed_before`` when this signatory had signed the former."""
    former = Paper.objects.filter(replaced_by=paper).order_by("-pk").first()
    if former is None:
        return None
    return Change(
        former,
        tuple(differences(former.data, paper.data)),
        signature is not None and _had_signed(signature, former),
    )


def _had_signed(signature: Signature, former: Paper) -> bool:
    """This very person, in this capacity: another tutor has not signed for the former one."""
    person = Q(name=signature.name)
    if signature.email:
        person |= Q(email__iexact=signature.email)
    given = Signature.objects.filter(person, paper=former, capacity=signature.capacity)
    return given.filter(state__in=list(DONE)).exists()
