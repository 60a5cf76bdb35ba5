"""What proves a note: added by the student, read by whoever reads the note."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from tripartite.core.access import allow_on
from tripartite.core.errors import DomainError
from tripartite.core.http import ActorRequest
from tripartite.documents import actions as documents
from tripartite.documents.responses import upload_response
from tripartite.logbook.access import can_read_evidence, may_write_entry, may_write_evidence
from tripartite.logbook.actions.evidence import remove_evidence
from tripartite.logbook.actions.noting import Proof, add_proof
from tripartite.logbook.domain.entries import EvidenceKind
from tripartite.logbook.forms.entries import EvidenceForm
from tripartite.logbook.models import Evidence, LogEntry
from tripartite.logbook.views.entries import entry_page


@allow_on(LogEntry, may_write_entry)
@require_POST
def add(request: ActorRequest, entry: LogEntry) -> HttpResponse:
    form = EvidenceForm(request.POST, request.FILES)
    if form.is_valid():
        typed = form.cleaned_data
        proof = Proof(typed["file"], typed["link"], typed["caption"])
        try:
            add_proof(entry=entry, proof=proof, by=request.actor)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "La preuve est avec la note.")
            return redirect(entry)
    return entry_page(request, entry, evidence_form=form)


@allow_on(Evidence, can_read_evidence)
@require_GET
def evidence(_request: ActorRequest, evidence: Evidence) -> HttpResponse:
    """The photo to look at, or the document to download; a link is followed from the note."""
    file = evidence.file
    if file is None:
        raise Http404
    return upload_response(documents.read(file), name=file.name, mime=file.mime)


@allow_on(Evidence, can_read_evidence)
@require_GET
def thumbnail(_request: ActorRequest, evidence: Evidence) -> HttpResponse:
    """The photo as the page of the note shows it; whole, when it was kept before there were any."""
    file = evidence.thumbnail or evidence.file
    if file is None or evidence.kind != EvidenceKind.PHOTO:
        raise Http404
    return upload_response(documents.read(file), name=file.name, mime=file.mime)


@allow_on(Evidence, may_write_evidence)
@require_POST
def remove(request: ActorRequest, evidence: Evidence) -> HttpResponse:
    entry = remove_evidence(evidence=evidence, by=request.actor)
    messages.success(request, "La preuve est retirée.")
    return redirect(entry)
