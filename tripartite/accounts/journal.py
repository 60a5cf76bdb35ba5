"""Writing the journal: one call in the transaction of the act it tells."""

from typing import Any

from tripartite.accounts.models import JournalEntry, PersonalLink, School, User
from tripartite.core import origin

#: Somebody who acts: a signed-in user, the holder of a personal link, or the product itself.
Actor = User | PersonalLink | None

SYSTEM = "Tripartite"


def name_of(actor: Actor) -> str:
    if actor is None:
        return SYSTEM
    return actor.get_full_name() if isinstance(actor, User) else actor.name


def record(
    *,
    by: Actor,
    school: School,
    verb: str,
    sentence: str,
    file: str = "",
    **detail: Any,
) -> JournalEntry:
    """Append one entry: who (``by``; None is the product), what, when, from where.

    ``verb`` is the machine's word (``paper.signed``), ``sentence`` the French one that people
    read, ``file`` the file the story belongs to (``placement:12``).
    """
    here = origin.current()
    return JournalEntry.objects.create(
        school=school,
        verb=verb,
        sentence=sentence[:300],
        file=file,
        detail=detail,
        user=by if isinstance(by, User) else None,
        link=by if isinstance(by, PersonalLink) else None,
        actor_name=name_of(by),
        ip=here.ip or None,
        user_agent=here.user_agent,
    )
