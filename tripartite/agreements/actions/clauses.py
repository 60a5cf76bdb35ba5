"""The clauses of a school: drafted article by article, put in force, restored."""

from datetime import date

from django.db import transaction

from tripartite.accounts.journal import Actor, record
from tripartite.accounts.models import School, User
from tripartite.agreements.domain import (
    AgreementError,
    Clause,
    Clauses,
    added,
    clause_differences,
    clause_of,
    faults_of,
    moved,
    removed,
    rewritten,
)
from tripartite.agreements.models import ClauseSet
from tripartite.agreements.queries import clauses_of
from tripartite.core import clock


def in_force(school: School, by: Actor) -> ClauseSet:
    """The version in force; the product's own words are written as version 1 the first time.

    The caller holds the lock of the school.
    """
    clauses = clauses_of(school)
    if clauses.pk is None:
        clauses.in_force_at = clock.now()
        clauses.save()
        _tell(clauses, by, "clauses.in_force", "Clauses de la convention : version 1 en service")
    return clauses


@transaction.atomic
def start_draft(*, school: School, by: User, like: ClauseSet | None = None) -> ClauseSet:
    """A new draft, copied from the version in force or from an older one that is restored.

    A draft under way is returned as it is; restoring over it is refused, so that nobody's work is
    lost.
    """
    school = _locked(school)
    current = in_force(school, by)
    draft = ClauseSet.objects.drafts().filter(school=school).first()
    if draft is not None:
        if like is not None:
            raise AgreementError(
                "draft_exists",
                f"Un projet (version {draft.version}) est déjà en cours : mettez-le en service ou "
                "abandonnez-le avant de reprendre une ancienne version.",
            )
        return draft
    source = like or current
    draft = ClauseSet.objects.create(
        school=school, version=current.version + 1, clauses=_json(source.articles), created_by=by
    )
    _tell(
        draft,
        by,
        "clauses.drafted",
        f"Clauses de la convention : projet de version {draft.version}, à partir de la version "
        f"{source.version}",
    )
    return draft


@transaction.atomic
def add_clause(*, draft: ClauseSet, clause: Clause, by: User) -> ClauseSet:
    """One more article, at the end."""
    draft = _draft(draft)
    return _write(draft, added(draft.articles, _sound(clause)), by, f"article « {clause.title} »")


@transaction.atomic
def change_clause(*, draft: ClauseSet, clause: Clause, seen: str, by: User) -> ClauseSet:
    """Rewrite one article. ``seen`` is the digest of what the person had before her eyes.

    Raises AgreementError("changed_meanwhile") when somebody changed it since, unless to the same.
    """
    draft = _draft(draft)
    now = clause_of(draft.articles, clause.key)
    if now == clause:
        return draft
    if now.digest != seen:
        raise AgreementError(
            "changed_meanwhile",
            "Quelqu’un a modifié cet article pendant que vous l’écriviez. Son texte est montré à "
            "côté du vôtre : reprenez ce qu’il faut, puis enregistrez.",
        )
    return _write(
        draft, rewritten(draft.articles, _sound(clause)), by, f"article « {clause.title} »"
    )


@transaction.atomic
def remove_clause(*, draft: ClauseSet, key: str, seen: str, by: User) -> ClauseSet:
    """Take an article out, as it was seen; it stays in the versions before."""
    draft = _draft(draft)
    clause = clause_of(draft.articles, key)
    if clause.digest != seen:
        raise AgreementError(
            "changed_meanwhile",
            "Quelqu’un vient de modifier cet article : relisez-le avant de le retirer.",
        )
    return _write(draft, removed(draft.articles, key), by, f"article « {clause.title} » retiré")


@transaction.atomic
def move_clause(*, draft: ClauseSet, key: str, steps: int, by: User) -> ClauseSet:
    """Move an article up or down."""
    draft = _draft(draft)
    clause = clause_of(draft.articles, key)
    return _write(
        draft, moved(draft.articles, key, steps), by, f"article « {clause.title} » déplacé"
    )


@transaction.atomic
def put_in_force(*, draft: ClauseSet, approved_on: date | None, seen: str, by: User) -> ClauseSet:
    """From now on every agreement is printed with these words; they are frozen.

    ``seen`` is the digest of the whole draft that the person read. A mandatory mention that no
    article states stays said at the preparation of each agreement and blocks it there.
    """
    draft = _draft(draft)
    if digest_of(draft.articles) != seen:
        raise AgreementError(
            "changed_meanwhile",
            "Le projet vient d’être modifié par quelqu’un : relisez-le, puis mettez-le en service.",
        )
    for clause in draft.articles:
        _sound(clause)
    if not clause_differences(clauses_of(draft.school).articles, draft.articles):
        raise AgreementError(
            "nothing_changed",
            "Ce projet dit la même chose que la version en service : il n’y a rien à mettre en "
            "service.",
        )
    _check_day(approved_on)
    draft.in_force_at = clock.now()
    draft.approved_on = approved_on
    draft.save(update_fields=["in_force_at", "approved_on"])
    _tell(
        draft,
        by,
        "clauses.in_force",
        f"Clauses de la convention : version {draft.version} en service",
    )
    return draft


@transaction.atomic
def note_approval(*, clauses: ClauseSet, approved_on: date | None, by: User) -> ClauseSet:
    """When the board approved a version in force; agreements already sent stay as they are."""
    _locked(clauses.school)
    clauses = ClauseSet.objects.select_for_update(of=("self",)).get(pk=clauses.pk)
    if clauses.is_draft:
        raise AgreementError(
            "still_a_draft", "La délibération se note quand la version est mise en service."
        )
    _check_day(approved_on)
    clauses.approved_on = approved_on
    clauses.save(update_fields=["approved_on"])
    said = f"{approved_on:%d/%m/%Y}" if approved_on else "sans date"
    _tell(
        clauses,
        by,
        "clauses.approved",
        f"Clauses de la convention, version {clauses.version} : délibération notée ({said})",
    )
    return clauses


@transaction.atomic
def drop_draft(*, draft: ClauseSet, by: User) -> None:
    """Give a draft up; the version in force does not change."""
    draft = _draft(draft)
    _tell(
        draft,
        by,
        "clauses.dropped",
        f"Clauses de la convention : projet de version {draft.version} abandonné",
        articles=draft.clauses,
    )
    draft.delete()


def digest_of(clauses: Clauses) -> str:
    """One word for a whole version, to notice that somebody changed it."""
    return "".join(clause.digest[:4] for clause in clauses)


def _locked(school: School) -> School:
    return School.objects.select_for_update(of=("self",), no_key=True).get(pk=school.pk)


def _draft(draft: ClauseSet) -> ClauseSet:
    """The draft as it is now, its school locked; AgreementError once it is frozen or gone."""
    _locked(draft.school)
    now = ClauseSet.objects.select_related("school").filter(pk=draft.pk).first()
    if now is None or not now.is_draft:
        raise AgreementError(
            "frozen",
            "Cette version n’est plus un projet : elle est en service, ou abandonnée. Ouvrez un "
            "nouveau projet pour la modifier.",
        )
    return now


def _sound(clause: Clause) -> Clause:
    """Raise AgreementError for a placeholder that is not known."""
    for fault in (f for p in (clause.title, *clause.paragraphs) for f in faults_of(p)):
        raise AgreementError("unknown_placeholder", fault)
    return clause


def _check_day(day: date | None) -> None:
    if day is not None and day > clock.today():
        raise AgreementError(
            "in_the_future", "La délibération est une décision passée : cette date est à venir."
        )


def _write(draft: ClauseSet, clauses: Clauses, by: User, what: str) -> ClauseSet:
    draft.clauses = _json(clauses)
    draft.save(update_fields=["clauses"])
    _tell(
        draft,
        by,
        "clauses.changed",
        f"Clauses de la convention, projet de version {draft.version} : {what}",
    )
    return draft


def _json(clauses: Clauses) -> list[dict[str, object]]:
    return [clause.as_json() for clause in clauses]


def _tell(clauses: ClauseSet, by: Actor, verb: str, sentence: str, **detail: object) -> None:
    record(
        by=by,
        school=clauses.school,
        verb=verb,
        sentence=sentence,
        file=f"school:{clauses.school_id}",
        clause_set=clauses.version,
        **detail,
    )
