"""From the changes that are wanted to the amendment that is printed and to those who sign it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from django.utils import timezone

from tripartite.accounts.domain import Country
from tripartite.agreements.amendments.domain import (
    SUCCESSORS,
    Wanted,
    changes_of,
    reaches_summer,
    turns_of,
)
from tripartite.agreements.amendments.queries import People, days_under
from tripartite.agreements.jurisdictions import MONEGASQUE_LAW, interruption_law
from tripartite.agreements.papers import signers_of
from tripartite.agreements.queries import Content
from tripartite.core.fr import count_of, hours, long_day, range_in_words
from tripartite.documents.papers import AMENDED_IN_FRANCE, AmendmentPaper, ChangeLine, SignatoryLine
from tripartite.law.presence import totals_of
from tripartite.law.timetable import WeeklyTimetable
from tripartite.law.words import WEEKDAYS
from tripartite.papers.actions import Signer
from tripartite.papers.domain import CAPACITY_LABELS, Capacity
from tripartite.papers.models import Paper
from tripartite.papers.parties import (
    contact_line,
    host_line,
    programme_line,
    relation_line,
    school_line,
    student_line,
)
from tripartite.placements.domain import Relation
from tripartite.placements.domain.framing import TEXTS
from tripartite.placements.domain.terms import (
    STOP_LABELS,
    WHAT_LABELS,
    AgreedMission,
    Change,
    StopKind,
    Stretch,
    Terms,
    What,
    effective,
)
from tripartite.placements.models import Placement

TEMPLATE = "avenant-1"


def change_lines(
    placement: Placement, terms: Terms, changes: Sequence[Change], people: People
) -> list[ChangeLine]:
    """Before and after, one line a thing; the framing has one a heading."""
    lines: list[ChangeLine] = []
    for change in changes:
        after = effective(terms, [change])
        if change.what is What.FRAMING:
            lines += _framing(terms, after, change.since)
        elif change.what is What.MISSIONS:
            lines += _missions(terms, after, change.since, people)
        else:
            lines.append(
                ChangeLine(
                    WHAT_LABELS[change.what],
                    _said(placement, terms, change.what, people),
                    _said(placement, after, change.what, people, change),
                    "" if change.what in _DATED_BY_ITSELF else _from(change.since),
                )
            )
        terms = after
    return lines


_DATED_BY_ITSELF = frozenset({What.DATES, What.INTERRUPTION})


def _from(day: date) -> str:
    return f"À compter du {long_day(day)}"


def _framing(before: Terms, after: Terms, since: date) -> list[ChangeLine]:
    return [
        ChangeLine(title, _lines(old), _lines(new) or ("Rubrique vide.",), _from(since))
        for name, (title, _help) in TEXTS.items()
        if (old := getattr(before.headings, name)) != (new := getattr(after.headings, name))
    ]


def _missions(before: Terms, after: Terms, since: date, people: People) -> Iterator[ChangeLine]:
    """One line a mission that comes, goes or changes; the others are not said again."""
    old = {mission.key: mission for mission in before.missions}
    kept = {mission.key for mission in after.missions}
    for mission in before.missions:
        if mission.key not in kept:
            yield ChangeLine(
                f"Mission retirée : {mission.title}",
                _mission(mission, people),
                ("Cette mission n’est plus confiée au stagiaire.",),
                _from(since),
            )
    for mission in after.missions:
        former, said = old.get(mission.key), _mission(mission, people)
        if former is None:
            yield ChangeLine(f"Mission ajoutée : {mission.title}", (), said, _from(since))
        elif former.words != mission.words:
            title = f"Mission modifiée : {former.title}"
            yield ChangeLine(title, _mission(former, people), said, _from(since))


def _mission(mission: AgreedMission, people: People) -> tuple[str, ...]:
    """Its words, then each task and each result of the référentiel that it aims at.

    Without results of its own it aims at those of its activities, as in the agreement.
    """
    of_tasks = dict.fromkeys(result for key in mission.tasks for result in people.aims[key])
    aimed = [mission.expected_result] if mission.expected_result else []
    return (
        mission.title,
        *_lines(mission.description),
        *(f"Résultat attendu : {text}" for text in aimed),
        *(f"Tâche : {people.tasks[key]}" for key in mission.tasks),
        *(
            f"Résultat du référentiel : {people.results[key]}"
            for key in mission.results or of_tasks
        ),
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _said(
    placement: Placement, terms: Terms, what: What, people: People, change: Change | None = None
) -> tuple[str, ...]:
    """What these terms say of this, in words."""
    if what is What.INTERRUPTION:
        return _stopped(terms, change)
    words: dict[What, Callable[[], tuple[str, ...]]] = {
        What.DATES: lambda: _dates(placement, terms),
        What.TIMETABLE: lambda: timetable_words(terms.current),
        What.SITE: lambda: _site(people, terms.site),
        What.TUTOR: lambda: _person(people, terms.tutor),
        What.REFERENT: lambda: (str(people.teachers[terms.referent]),) if terms.referent else (),
    }
    return words[what]()


def _stopped(terms: Terms, change: Change | None) -> tuple[str, ...]:
    if change is None:
        return (f"Stage jusqu’au {long_day(terms.last_day)}",)
    kind = STOP_LABELS[StopKind(change.value["kind"])]
    return (
        f"Stage interrompu à compter du {long_day(change.since)}, {kind}.",
        f"Dernier jour de présence : au plus tard le {long_day(terms.last_day)}.",
    )


def _dates(placement: Placement, terms: Terms) -> tuple[str, ...]:
    total = totals_of(days_under(placement, terms))
    return (
        range_in_words(terms.starts_on, terms.ends_on),
        f"{hours(total.minutes)}, soit {count_of(total.days, 'jour')} "
        f"({count_of(total.weeks, 'semaine')})",
    )


def _site(people: People, site: int | None) -> tuple[str, ...]:
    found = people.sites[site or 0]
    town = f"{found.postcode} {found.city}"
    return tuple(filter(None, (found.name, found.address, town)))


def _person(people: People, contact: int | None) -> tuple[str, ...]:
    found = people.contacts.get(contact or 0)
    return tuple(filter(None, (str(found), found.job_title, found.email))) if found else ()


def timetable_words(stretch: Stretch) -> tuple[str, ...]:
    """« lundi : 9 h – 12 h 30, 13 h 30 – 17 h », then the total."""
    weekly = WeeklyTimetable.from_json(stretch.week)
    days = [
        f"{WEEKDAYS[n]} : {', '.join(interval.in_words() for interval in day)}"
        for n, day in enumerate(weekly.days)
        if day
    ]
    holidays = ["Jours fériés travaillés"] if stretch.holidays_worked else []
    return (*days, f"{hours(weekly.weekly_minutes)} par semaine", *holidays)


# ---------------------------------------------------------------- who signs
def signers(content: Content, terms: Terms, wanted: Wanted, people: People) -> list[Signer]:
    """The parties of the original in the school's order, and whoever the amendment names.

    D124-4 wants the amendment signed as the agreement was: those who signed it together sign this
    together. The new tutor or référent signs beside the one replaced, in the same turn: nobody is
    bound to follow a student without having agreed. One who has left and cannot sign is left out,
    and the paper says so.
    """
    asked: dict[Capacity, Signer] = {}
    named = set()
    for signer in signers_of(content):
        asked[signer.capacity] = signer
        new = _successor(signer, terms, wanted, people)
        if new is not None:
            named.add(signer.capacity)
            asked[new.capacity] = new
    flags = {Capacity.TUTOR: wanted.tutor_gone, Capacity.REFERENT: wanted.referent_gone}
    turns = turns_of(
        {c: s.rank for c, s in asked.items() if c not in SUCCESSORS.values()},
        named=named,
        gone={capacity for capacity, gone in flags.items() if gone},
    )
    return [replace(asked[capacity], rank=turn) for capacity, turn in turns.items()]


def _successor(signer: Signer, terms: Terms, wanted: Wanted, people: People) -> Signer | None:
    if signer.capacity is Capacity.TUTOR and wanted.tutor not in {None, terms.tutor}:
        contact = people.contacts[wanted.tutor or 0]
        return Signer(
            Capacity.NEW_TUTOR, str(contact), signer.rank, contact.email, contact.job_title
        )
    if signer.capacity is Capacity.REFERENT and wanted.referent not in {None, terms.referent}:
        user = people.teachers[wanted.referent or 0]
        return Signer(Capacity.NEW_REFERENT, str(user), signer.rank, user.email or "", "", user)
    return None


# ---------------------------------------------------------------- the paper
def amendment_paper(
    content: Content,
    terms: Terms,
    wanted: Wanted,
    people: People,
    *,
    agreement: Paper,
    reference: str,
    version: int = 1,
) -> AmendmentPaper:
    """The amendment as it is printed."""
    placement = content.placement
    changes = changes_of(terms, wanted)
    return AmendmentPaper(
        reference=reference,
        version=version,
        issued_on=content.today,
        school=school_line(placement),
        programme=programme_line(placement),
        student=student_line(content.student, guardian=content.minor),
        host=host_line(placement),
        tutor=contact_line(placement.tutor),
        referent=relation_line(placement, Relation.REFERENT, "enseignant référent"),
        agreement=agreement.number,
        sealed_on=timezone.localdate(agreement.sealed_at or agreement.issued_at),
        starts_on=terms.starts_on,
        ends_on=terms.ends_on,
        ground=MONEGASQUE_LAW if content.country == Country.MC else AMENDED_IN_FRANCE,
        reason=wanted.reason,
        changes=tuple(change_lines(placement, terms, changes, people)),
        signatories=tuple(
            SignatoryLine(CAPACITY_LABELS[s.capacity], s.name, s.title)
            for s in signers(content, terms, wanted, people)
        ),
        remarks=tuple(_remarks(content, wanted, terms, changes, people)),
        earlier=tuple(_earlier(placement)),
    )


def validation_of(country: str) -> str:
    """What the school decides of a placement that stops before its end."""
    return (
        "L’établissement décide de valider le stage malgré sa durée réduite, de le reporter avec "
        f"l’accord de tous, ou de proposer une autre modalité{interruption_law(country)}. "
        "L’attestation mentionne la durée effective accomplie."
    )


def _remarks(
    content: Content, wanted: Wanted, terms: Terms, changes: Iterable[Change], people: People
) -> Iterable[str]:
    changes = list(changes)
    what = {change.what for change in changes}
    if wanted.holiday_terms.strip():
        yield f"Prolongation pendant les vacances : {wanted.holiday_terms.strip()}"
    if reaches_summer(terms, effective(terms, changes)):
        yield (
            "Le stage se prolonge pendant les vacances d’été, avec l’accord de toutes les "
            "parties. L’étudiant garde au moins quatre semaines consécutives de repos d’été "
            "(référentiel du BTS NDRC, annexe III)."
        )
    if What.INTERRUPTION in what:
        yield validation_of(content.country)
    if wanted.tutor_gone and terms.tutor in people.contacts:
        yield (
            f"{people.contacts[terms.tutor]} n’est plus en mesure de signer : le représentant de "
            "l’organisme d’accueil signe pour celui-ci."
        )
    if wanted.referent_gone and terms.referent in people.teachers:
        yield (
            f"{people.teachers[terms.referent]} n’est plus en mesure de signer : le chef "
            "d’établissement signe pour l’établissement."
        )


def _earlier(placement: Placement) -> Iterable[str]:
    sources = placement.changes.order_by("position").values_list("source", flat=True)
    return dict.fromkeys(sources)
