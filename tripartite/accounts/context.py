"""What every page shows around its content: who acts, where one can go."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from tripartite.accounts.access import roles_of
from tripartite.accounts.demo import SIGN_INS, SignIn
from tripartite.accounts.domain import ROLE_LABELS, Role
from tripartite.accounts.journal import name_of
from tripartite.accounts.models import School


@dataclass(frozen=True, slots=True)
class NavItem:
    label: str
    url: str
    active: bool


@dataclass(frozen=True, slots=True)
class Layout:
    nav: list[NavItem] = field(default_factory=list)
    who: str = ""
    capacity: str = ""
    initials: str = ""
    leave_url: str = ""
    school_name: str = ""
    demo: bool = False
    is_link: bool = False
    demo_accounts: tuple[SignIn, ...] = ()
    tools: list[NavItem] = field(default_factory=list)


STAFF = frozenset({Role.OFFICE, Role.HEAD, Role.TEACHER})
#: label, URL name, roles that see it.
PAGES = (
    ("Aujourd’hui", "dashboards:home", frozenset(Role)),
    ("Tableau", "dashboards:boards", STAFF),
    ("Demandes", "followup:inbox", frozenset({Role.OFFICE, Role.HEAD, Role.TEACHER})),
    ("Échanges", "followup:overview", frozenset({Role.OFFICE, Role.HEAD})),
    ("Classes", "school:cohorts", frozenset({Role.OFFICE})),
    ("Accueils", "placements:hosts", frozenset({Role.OFFICE})),
    ("Équipe", "school:team", frozenset({Role.OFFICE})),
    ("Référentiel", "curriculum:browse", frozenset(Role)),
)

#: The same, for the foot of the pages: what one needs once in a while.
TOOLS = (
    ("Essayer des dates", "dashboards:simulator", frozenset(Role)),
    ("Règles appliquées", "dashboards:rules", frozenset(Role)),
    ("Travaux en cours", "documents:batches", STAFF),
    ("Vérifier un document", "papers:verify", frozenset(Role)),
)


def layout(request: HttpRequest) -> dict[str, Any]:
    """The ``layout`` of the base templates."""
    actor = getattr(request, "actor", None)
    if actor is None:
        accounts = SIGN_INS if settings.DEMO else ()
        return {"layout": Layout(demo=settings.DEMO, demo_accounts=accounts)}
    roles = roles_of(actor)
    is_link = getattr(request, "link_holder", None) is not None
    nav = [
        NavItem(label, url, request.path == url or (url != "/" and request.path.startswith(url)))
        for label, url in pages_for(roles, is_link=is_link)
    ]
    school = School.objects.visible_to(actor).order_by("name").first()
    name = name_of(actor)
    return {
        "layout": Layout(
            nav=nav,
            who=name,
            capacity="accès par lien personnel"
            if is_link
            else ", ".join(ROLE_LABELS[r] for r in Role if r in roles),
            initials="".join(word[0] for word in name.split()[:2]).upper(),
            leave_url=reverse("placements:leave_link") if is_link else reverse("account_logout"),
            school_name=school.name if school else "",
            demo=settings.DEMO,
            is_link=is_link,
            tools=[
                NavItem(label, reverse(name), request.path == reverse(name))
                for label, name, seen_by in TOOLS
                if roles & seen_by
            ],
        )
    }


def pages_for(roles: frozenset[Role], *, is_link: bool) -> list[tuple[str, str]]:
    if is_link:
        return [("Mon dossier", reverse("dashboards:home"))]
    return [(label, reverse(name)) for label, name, seen_by in PAGES if roles & seen_by]
