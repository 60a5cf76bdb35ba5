"""The logbook: its list, a week, a note, and what each partner does with it."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tripartite.core import clock
from tripartite.core.access import allow_on
from tripartite.core.errors import DomainError
from tripartite.core.http import ActorRequest
from tripartite.logbook.access import (
    can_read,
    can_read_entry,
    may_comment,
    may_see,
    may_validate,
    may_write,
    may_write_entry,
)
from tripartite.logbook.actions import entries as actions
from tripartite.logbook.actions.noting import Proof, note_activity, rewrite_activity
from tripartite.logbook.domain.entries import COMMENTERS, ENTRY, WRITTEN, EntryState
from tripartite.logbook.domain.presence import monday_of
from tripartite.logbook.forms.entries import (
    CommentForm,
    EntryForm,
    EvidenceForm,
    FilterForm,
    UnvalidateForm,
)
from tripartite.logbook.models import LogEntry
from tripartite.logbook.queries import entries as queries
from tripartite.placements.domain import Relation
from tripartite.placements.models import Placement

PAGE = 20
DRAFT = "draft"
#: The field that a refusal of the domain is about.
FIELD_OF = {
    "day_to_come": "day",
    "day_outside": "day",
    "task_missing": "tasks",
    "did_missing": "did",
    "unit_missing": "result_unit",
    "evidence_full": "file",
}


def read(placement: Placement) -> Placement:
    """The placement with everything that a page names."""
    return Placement.objects.with_people().get(pk=placement.pk)


@allow_on(Placement, can_read)
@require_GET
def entries(request: ActorRequest, placement: Placement) -> HttpResponse:
    """The notes that this person may read, latest first, by task, week and state."""
    placement = read(placement)
    seen = LogEntry.objects.visible_to(request.actor).filter(placement=placement)
    form = FilterForm(request.GET, placement=placement)
    rows = queries.listed(queries.filtered(seen, **form.chosen()))
    mine = placement.relations_of(request.actor)
    context = {
        "placement": placement,
        "form": form,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "writes": placement.state in WRITTEN and ENTRY.may("share", mine),
        "sees": Relation.TUTOR in mine,
        "this_week": monday_of(min(max(clock.today(), placement.starts_on), placement.ends_on)),
    }
    return render(request, "logbook/entries.html", context)


@allow_on(Placement, can_read)
@require_GET
def entry_week(request: ActorRequest, placement: Placement, monday: date) -> HttpResponse:
    """A week whole: its notes to read in one go, the hours, the tools and the tasks."""
    placement = read(placement)
    summary = queries.week_summary(placement, monday)
    if summary is None:
        raise Http404
    mine = placement.relations_of(request.actor)
    rows = [(entry, _moves(entry, mine), actions.stamp(entry)) for entry in summary.entries]
    context = {
        "placement": placement,
        "summary": summary,
        "rows": rows,
        "earlier": queries.has_week(placement, monday, -1),
        "later": queries.has_week(placement, monday, 1),
    }
    return render(request, "logbook/entry_week.html", context)


def _moves(entry: LogEntry, mine: frozenset[Relation]) -> set[str]:
    """The moves of the workflow that are this person's, now; reading twice is not offered."""
    names = {row.name for row in ENTRY.available(EntryState(entry.state), mine)}
    return names - {"see_validated"} if entry.seen_at else names


@allow_on(Placement, may_write)
@require_http_methods(["GET", "POST"])
def new(request: ActorRequest, placement: Placement) -> HttpResponse:
    """A note in under a minute."""
    placement = read(placement)
    day = min(max(clock.today(), placement.starts_on), placement.ends_on)
    form = EntryForm(
        request.POST or None, request.FILES or None, placement=placement, initial={"day": day}
    )
    if request.method == "POST" and form.is_valid():
        share = request.POST.get("do") != DRAFT
        try:
            entry = note_activity(
                placement=placement,
                note=form.note(),
                sending=form.cleaned_data["sending"],
                by=request.actor,
                proof=_proof(form),
                share=share,
            )
        except DomainError as error:
            form.add_error(FIELD_OF.get(error.code), str(error))
        else:
            return _noted(request, entry)
    return render(request, "logbook/entry_form.html", {"placement": placement, "form": form})


def _proof(form: EntryForm) -> Proof:
    return Proof(form.cleaned_data["file"], form.cleaned_data["link"])


def _noted(request: ActorRequest, entry: LogEntry) -> HttpResponse:
    kept = "C’est gardé en brouillon : vous seul le lisez."
    shared = "C’est noté, vos partenaires peuvent le lire."
    messages.success(request, kept if entry.state == EntryState.DRAFT else shared)
    return redirect(entry)


@allow_on(LogEntry, may_write_entry)
@require_http_methods(["GET", "POST"])
def edit(request: ActorRequest, entry: LogEntry) -> HttpResponse:
    placement = read(entry.placement)
    form = EntryForm(
        request.POST or None,
        request.FILES or None,
        placement=placement,
        initial=vars_of(entry),
    )
    if request.method == "POST" and form.is_valid():
        share = request.POST.get("do") != DRAFT
        try:
            entry = rewrite_activity(
                entry=entry, note=form.note(), by=request.actor, proof=_proof(form), share=share
            )
        except DomainError as error:
            form.add_error(FIELD_OF.get(error.code), str(error))
        else:
            return _noted(request, entry)
    context = {"placement": placement, "form": form, "entry": entry}
    return render(request, "logbook/entry_form.html", context)


def vars_of(entry: LogEntry) -> dict[str, Any]:
    """The note as the form starts with it."""
    note = actions.as_note(entry)
    return {name: getattr(note, name) for name in note.__dataclass_fields__} | {
        "clientele": entry.clientele
    }


def entry_page(
    request: ActorRequest, entry: LogEntry, status: int = 200, **typed: forms.Form
) -> HttpResponse:
    """The note with its evidence and what was said of it; ``typed`` keeps a form refused."""
    entry.placement = placement = read(entry.placement)
    mine = placement.relations_of(request.actor)
    context = {
        "placement": placement,
        "entry": entry,
        "moves": _moves(entry, mine),
        "stamp": actions.stamp(entry),
        "monday": monday_of(entry.day),
        "evidence": entry.evidence.select_related("file").order_by("pk"),
        "comments": entry.comments.order_by("at", "pk"),
        "writes": placement.state in WRITTEN and ENTRY.may("share", mine),
        "comments_here": bool(set(COMMENTERS) & mine) and entry.state != EntryState.DRAFT,
        "comment_form": typed.get("comment_form") or CommentForm(),
        "evidence_form": typed.get("evidence_form") or EvidenceForm(),
    }
    return render(request, "logbook/entry.html", context, status=status)


@allow_on(LogEntry, can_read_entry)
@require_GET
def entry(request: ActorRequest, entry: LogEntry) -> HttpResponse:
    return entry_page(request, entry)


@allow_on(LogEntry, may_write_entry)
@require_POST
def share(request: ActorRequest, entry: LogEntry) -> HttpResponse:
    return _noted(request, actions.share_entry(entry=entry, by=request.actor))


@allow_on(LogEntry, may_write_entry)
@require_POST
def withdraw(request: ActorRequest, entry: LogEntry) -> HttpResponse:
    actions.withdraw_entry(entry=entry, by=request.actor)
    messages.success(request, "La note est retirée.")
    return redirect("journal:entries", placement=entry.placement_id)


def back_from(request: ActorRequest, entry: LogEntry) -> HttpResponse:
    """Where the button was pressed: the list, the week, or the note."""
    if request.POST.get("from") == "list":
        return redirect("journal:entries", placement=entry.placement_id)
    if request.POST.get("from") == "week":
        monday = monday_of(entry.day)
        return redirect("journal:week", placement=entry.placement_id, monday=monday)
    return redirect(entry)


@allow_on(LogEntry, may_see)
@require_POST
def see(request: ActorRequest, entry: LogEntry) -> HttpResponse:
    actions.see_entry(entry=entry, by=request.actor)
    messages.success(request, "La note est marquée comme vue. Merci !")
    return back_from(request, entry)


@allow_on(LogEntry, may_comment)
@require_POST
def comment(request: ActorRequest, entry: LogEntry) -> HttpResponse:
    form = CommentForm(request.POST)
    if not form.is_valid():
        return entry_page(request, entry, comment_form=form)
    actions.comment_entry(entry=entry, text=form.cleaned_data["text"], by=request.actor)
    messages.success(request, "Votre commentaire est sous la note.")
    return redirect(entry)


@allow_on(LogEntry, may_validate)
@require_POST
def validate(request: ActorRequest, entry: LogEntry) -> HttpResponse:
    actions.validate_entry(entry=entry, by=request.actor, seen=request.POST.get("seen", ""))
    messages.success(request, "La note est validée : travaillé et validé.")
    return back_from(request, entry)


@allow_on(LogEntry, may_validate)
@require_http_methods(["GET", "POST"])
def unvalidate(request: ActorRequest, entry: LogEntry) -> HttpResponse:
    form = UnvalidateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.unvalidate_entry(entry=entry, **form.cleaned_data, by=request.actor)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "La note n’est plus validée, l’étudiant sait pourquoi.")
            return redirect(entry)
    context = {"placement": read(entry.placement), "entry": entry, "form": form}
    return render(request, "logbook/entry_unvalidate.html", context)
