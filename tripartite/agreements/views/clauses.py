"""The clauses of a school: read, drafted article by article, previewed, put in force."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tripartite.accounts.domain import COUNTRY_LABELS, Country
from tripartite.accounts.models import School
from tripartite.agreements import actions
from tripartite.agreements.access import writes_clauses, writes_version
from tripartite.agreements.domain import (
    Clause,
    clause_differences,
    clause_of,
    clauses_for,
    unstated,
)
from tripartite.agreements.forms import ApprovalForm, ClauseForm
from tripartite.agreements.models import ClauseSet
from tripartite.agreements.papers import TEMPLATE, convention_paper
from tripartite.agreements.queries import (
    clauses_of,
    content_of,
    former_of,
    previewable,
    versions_of,
)
from tripartite.agreements.sample import lines_of, sample_paper, sample_values
from tripartite.core import clock
from tripartite.core.access import allow_on
from tripartite.core.errors import DomainError
from tripartite.core.http import ActorRequest
from tripartite.documents.responses import file_response
from tripartite.documents.typesetting import render as typeset


@allow_on(School, writes_clauses)
@require_GET
def clauses(request: ActorRequest, school: School) -> HttpResponse:
    """The version in force, the draft under way, and every version there was."""
    current = clauses_of(school)
    versions = versions_of(school)
    context = {
        "school": school,
        "current": current,
        "draft": next((v for v in versions if v.is_draft), None),
        "versions": [v for v in versions if not v.is_draft],
        "articles": current.articles,
        "unstated": unstated(current.articles),
    }
    return render(request, "agreements/clauses.html", context)


@allow_on(School, writes_clauses)
@require_POST
def clauses_draft(request: ActorRequest, school: School) -> HttpResponse:
    return redirect(actions.start_draft(school=school, by=request.actor))


@allow_on(ClauseSet, writes_version)
@require_GET
def clauses_version(request: ActorRequest, clauseset: ClauseSet) -> HttpResponse:
    """One version: its articles as they are printed in a country, what it changes, what to do."""
    country = request.GET.get("pays", clauseset.school.country)
    country = country if country in set(Country) else Country.FR.value
    former = former_of(clauseset)
    articles = clauseset.articles
    values = sample_values(clauseset)
    context = {
        "version": clauseset,
        "articles": articles,
        "printed": lines_of(clauses_for(articles, country), values),
        "countries": [
            {"label": label, "url": f"?pays={code.value}", "active": code == country, "count": None}
            for code, label in COUNTRY_LABELS.items()
        ],
        "country": country,
        "former": former,
        "differences": clause_differences(former.articles, articles) if former else [],
        "unstated": unstated(articles),
        "in_force": clauses_of(clauseset.school).pk == clauseset.pk,
        "placements": previewable(clauseset.school)[:30],
    }
    return render(request, "agreements/clauses_version.html", context)


@allow_on(ClauseSet, writes_version)
@require_GET
def clauses_preview(request: ActorRequest, clauseset: ClauseSet) -> HttpResponse:
    """The agreement with these words, as a PDF: of ``?stage=``, or of nobody; nothing is kept."""
    asked, country = request.GET.get("stage", ""), request.GET.get("pays", Country.FR.value)
    key = int(asked) if asked.isdecimal() and len(asked) <= 18 else 0
    placement = previewable(clauseset.school).filter(pk=key).first()
    if placement:
        content = replace(content_of(placement, clock.today()), clause_set=clauseset)
        paper = convention_paper(content, reference="Projet")
    else:
        country = country if country in set(Country) else Country.FR.value
        paper = sample_paper(clauseset, country=country, today=clock.today())
    pdf = typeset(TEMPLATE, paper.as_json(), issued_at=clock.now())
    return file_response(pdf, name=f"clauses-version-{clauseset.version}.pdf", attachment=False)


@allow_on(ClauseSet, writes_version)
@require_http_methods(["GET", "POST"])
def clause_new(request: ActorRequest, clauseset: ClauseSet) -> HttpResponse:
    return _edit(request, clauseset, None)


@allow_on(ClauseSet, writes_version)
@require_http_methods(["GET", "POST"])
def clause_edit(request: ActorRequest, clauseset: ClauseSet, key: str) -> HttpResponse:
    return _edit(request, clauseset, _clause(clauseset, key))


def _clause(clauseset: ClauseSet, key: str) -> Clause:
    try:
        return clause_of(clauseset.articles, key)
    except DomainError as gone:
        raise Http404 from gone


def _edit(request: ActorRequest, draft: ClauseSet, clause: Clause | None) -> HttpResponse:
    """Type an article; « Aperçu » shows it and keeps nothing, a conflict shows both texts."""
    initial = ClauseForm.initial_of(clause) if clause else {}
    form = ClauseForm(request.POST or None, initial=initial)
    theirs, shown = None, None
    if request.method == "POST" and form.is_valid():
        typed = form.clause(clause.key if clause else "")
        if "preview" in request.POST:
            shown = lines_of([typed], sample_values(draft))[0]
        else:
            try:
                _save(draft, typed, form, request.actor)
            except DomainError as error:
                form.add_error(None, str(error))
                theirs = clause if error.code == "changed_meanwhile" else None
            else:
                messages.success(request, f"L’article « {typed.title} » est enregistré.")
                return redirect(draft)
    if theirs is not None:
        # What was typed stays; saved again, it replaces knowingly the text shown beside it.
        data = request.POST.copy()
        data["seen"] = theirs.digest
        form.data = data
    context = {"draft": draft, "clause": clause, "form": form, "theirs": theirs, "shown": shown}
    return render(request, "agreements/clause_edit.html", context)


def _save(draft: ClauseSet, clause: Clause, form: ClauseForm, by: Any) -> None:
    if clause.key:
        actions.change_clause(draft=draft, clause=clause, seen=form.cleaned_data["seen"], by=by)
    else:
        actions.add_clause(draft=draft, clause=clause, by=by)


@allow_on(ClauseSet, writes_version)
@require_http_methods(["GET", "POST"])
def clause_remove(request: ActorRequest, clauseset: ClauseSet, key: str) -> HttpResponse:
    clause = _clause(clauseset, key)
    if request.method == "POST":
        actions.remove_clause(
            draft=clauseset, key=key, seen=request.POST.get("seen", ""), by=request.actor
        )
        messages.success(request, f"L’article « {clause.title} » est retiré du projet.")
        return redirect(clauseset)
    stated = unstated(clauseset.articles)
    left = unstated(c for c in clauseset.articles if c.key != key)
    lost = [each for each in left if each not in stated]
    context = {"version": clauseset, "clause": clause, "lost": lost}
    return render(request, "agreements/clause_remove.html", context)


@allow_on(ClauseSet, writes_version)
@require_POST
def clause_move(request: ActorRequest, clauseset: ClauseSet, key: str) -> HttpResponse:
    """Up or down by one place: ``sens`` is « haut » or « bas »."""
    steps = -1 if request.POST.get("sens") == "haut" else 1
    actions.move_clause(draft=clauseset, key=key, steps=steps, by=request.actor)
    return redirect(f"{clauseset.get_absolute_url()}#{key}")


@allow_on(ClauseSet, writes_version)
@require_http_methods(["GET", "POST"])
def clauses_enforce(request: ActorRequest, clauseset: ClauseSet) -> HttpResponse:
    """What changes for the agreements to come, when the board approved it; then put in force."""
    form = ApprovalForm(
        request.POST if request.method == "POST" else None,
        initial={"seen": actions.digest_of(clauseset.articles)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.put_in_force(draft=clauseset, **form.cleaned_data, by=request.actor)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"La version {clauseset.version} est en service.")
            return redirect("agreements:clauses", school=clauseset.school_id)
    current = clauses_of(clauseset.school)
    context = {
        "version": clauseset,
        "current": current,
        "form": form,
        "differences": clause_differences(current.articles, clauseset.articles),
        "unstated": unstated(clauseset.articles),
    }
    return render(request, "agreements/clauses_enforce.html", context)


@allow_on(ClauseSet, writes_version)
@require_POST
def clauses_drop(request: ActorRequest, clauseset: ClauseSet) -> HttpResponse:
    school = clauseset.school_id
    actions.drop_draft(draft=clauseset, by=request.actor)
    messages.success(request, "Le projet est abandonné ; rien ne change pour les conventions.")
    return redirect("agreements:clauses", school=school)


@allow_on(ClauseSet, writes_version)
@require_POST
def clauses_restore(request: ActorRequest, clauseset: ClauseSet) -> HttpResponse:
    """An older version as a new draft: the past itself is never rewritten."""
    draft = actions.start_draft(school=clauseset.school, like=clauseset, by=request.actor)
    messages.success(request, f"La version {clauseset.version} est reprise dans un projet.")
    return redirect(draft)


@allow_on(ClauseSet, writes_version)
@require_http_methods(["GET", "POST"])
def clauses_approval(request: ActorRequest, clauseset: ClauseSet) -> HttpResponse:
    """Note the deliberation that approved a version."""
    form = ApprovalForm(
        request.POST if request.method == "POST" else None,
        initial={"approved_on": clauseset.approval},
    )
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["approved_on"]
        try:
            actions.note_approval(clauses=clauseset, approved_on=day, by=request.actor)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "La délibération est notée.")
            return redirect("agreements:clauses", school=clauseset.school_id)
    context = {"version": clauseset, "form": form}
    return render(request, "agreements/clauses_approval.html", context)
