"""The hosts as the office keeps them: list, file, corrections, mergers."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tripartite.accounts.access import is_office
from tripartite.core.access import allow, allow_on
from tripartite.core.errors import DomainError
from tripartite.core.http import ActorRequest
from tripartite.hosts.access import runs_contact, runs_host, runs_site
from tripartite.hosts.actions import editing
from tripartite.hosts.domain.register import HEADCOUNT_BANDS
from tripartite.hosts.merging import merger_of
from tripartite.hosts.models import Contact, Host, Site
from tripartite.placements import memory
from tripartite.placements.actions.merging import merge_hosts
from tripartite.placements.forms.hosts import ContactForm, HostForm, MergeForm, SiteForm
from tripartite.placements.views.common import posted

PAGE = 25


@allow(is_office)
@require_GET
def hosts(request: ActorRequest) -> HttpResponse:
    """Every host of the school, found in spite of slips."""
    words = request.GET.get("q", "")[:100]
    page = Paginator(memory.hosts_for(request.actor, words), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": memory.rows_of(page.object_list), "words": words}
    return render(request, "placements/hosts.html", context)


@allow_on(Host, runs_host)
@require_GET
def host(request: ActorRequest, host: Host) -> HttpResponse:
    """Its places, its people, everybody it ever welcomed, and what was said of it."""
    if host.merged_into is not None:
        messages.info(request, f"« {host} » a rejoint cette fiche.")
        return redirect(host.merged_into)
    page = Paginator(memory.placements_of(host), PAGE).get_page(request.GET.get("page"))
    context = {
        "host": host,
        "sites": host.sites.order_by("-is_head_office", "city", "pk"),
        "contacts": host.contacts.order_by("last_name", "first_name", "pk"),
        "page": page,
        "entries": memory.story_of(host),
        "twins": memory.likely_twins(host),
        "band": HEADCOUNT_BANDS.get(host.headcount_band, (None, ""))[1],
    }
    return render(request, "placements/host.html", context)


@allow_on(Host, runs_host)
@require_http_methods(["GET", "POST"])
def host_edit(request: ActorRequest, host: Host) -> HttpResponse:
    form = HostForm(posted(request), instance=Host.objects.get(pk=host.pk))
    return _edited(request, form, host, f"Modifier {host}", editing.edit_host, host=host)


@allow_on(Site, runs_site)
@require_http_methods(["GET", "POST"])
def site_edit(request: ActorRequest, site: Site) -> HttpResponse:
    form = SiteForm(posted(request), instance=Site.objects.get(pk=site.pk))
    return _edited(request, form, site.host, "Modifier le lieu", editing.edit_site, site=site)


@allow_on(Contact, runs_contact)
@require_http_methods(["GET", "POST"])
def contact_edit(request: ActorRequest, contact: Contact) -> HttpResponse:
    form = ContactForm(
        posted(request), host=contact.host, instance=Contact.objects.get(pk=contact.pk)
    )
    title = f"Modifier {contact}"
    return _edited(request, form, contact.host, title, editing.edit_contact, contact=contact)


@allow_on(Host, runs_host)
@require_http_methods(["GET", "POST"])
def site_new(request: ActorRequest, host: Host) -> HttpResponse:
    """Add a place before anybody is declared there."""
    form = SiteForm(posted(request))
    return _edited(request, form, host, "Ajouter un lieu", editing.add_site, host=host)


@allow_on(Host, runs_host)
@require_http_methods(["GET", "POST"])
def contact_new(request: ActorRequest, host: Host) -> HttpResponse:
    """Add a person; one who looks like another, or who shares an address, is asked about."""
    form = ContactForm(posted(request), host=host)
    return _edited(request, form, host, "Ajouter une personne", editing.add_contact, host=host)


def _edited(
    request: ActorRequest,
    form: forms.BaseForm,
    about: Host,
    title: str,
    act: Callable[..., Any],
    **subject: Any,
) -> HttpResponse:
    """A page that is one form about a host, and the act it leads to."""
    if form.is_valid():
        try:
            act(**subject, **form.cleaned_data, by=request.actor)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "La fiche est enregistrée.")
            return redirect(about)
    context = {"form": form, "host": about, "title": title}
    return render(request, "placements/host_form.html", context)


@allow_on(Site, runs_site)
@require_POST
def site_locate(request: ActorRequest, site: Site) -> HttpResponse:
    editing.relocate(site=site, by=request.actor)
    messages.success(request, "Le lieu sera localisé de nouveau dans un instant.")
    return redirect(site.host)


@allow_on(Host, runs_host)
@require_http_methods(["GET", "POST"])
def host_merge(request: ActorRequest, host: Host, *, other: int) -> HttpResponse:
    """Show what two files say differently, let it be chosen, and make one of them."""
    known = Host.objects.known().filter(school=host.school_id)
    twin = get_object_or_404(known.exclude(pk=host.pk), pk=other)
    merger = merger_of(host, twin)
    form = MergeForm(posted(request), merger=merger)
    if form.is_valid():
        try:
            merge_hosts(kept=host, other=twin, **form.decision(), by=request.actor)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"« {twin} » a rejoint « {host} » : rien n’est perdu.")
            return redirect(host)
    counts = {"placements": memory.placements_of(twin).count()}
    context = {"form": form, "host": host, "other": twin, "merger": merger, "counts": counts}
    return render(request, "placements/host_merge.html", context)
