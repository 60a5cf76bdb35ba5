"""The messages about the logbook."""

from datetime import date

from tripartite.core import clock
from tripartite.logbook.emails import entries as emails
from tripartite.logbook.models import EntryComment, LogEntry
from tripartite.logbook.queries.entries import WeekSummary
from tripartite.mailing.domain import Message
from tripartite.placements.models import Placement

URL = "http://localhost:8000/acces/x.y/"
MONDAY = date(2027, 1, 4)


def messages(placement: Placement) -> list[Message]:
    entry = LogEntry(
        pk=1, placement=placement, day=MONDAY, did="Relancé douze clients.", shared_at=clock.now()
    )
    comment = EntryComment(entry=entry, by_name="Théo Tuteur", text="Très bon ton au téléphone.")
    changed = emails.entry_changed(entry)
    assert changed is not None
    summary = WeekSummary(placement, MONDAY, (entry,), 2100, (), ())
    return [
        emails.entry_commented(comment),
        emails.entry_unvalidated(entry, by="Éric Référent", reason="La preuve manque."),
        changed,
        emails.week_digest(summary, to="t@h.example", to_name="Théo", url=URL, by_link=True),
        emails.week_digest(summary, to="r@e.example", to_name="Éric", url=URL, by_link=False),
    ]
