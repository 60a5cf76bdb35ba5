"""To whom a request goes, by when it is answered, and who is told of what."""

from datetime import date

from tripartite.accounts.domain import Role
from tripartite.accounts.models import PersonalLink, School, User
from tripartite.followup.domain.requests import DAYS_TO_ANSWER, RequestKind, due_on
from tripartite.followup.models import Absence
from tripartite.law.calendars import Jurisdiction, Region, holidays_between
from tripartite.placements.domain import Party, Relation
from tripartite.placements.models import Placement


def due_for(school: School, kind: RequestKind, asked: date) -> date:
    """The last day to answer: open days of the school, public holidays and closures left out."""
    last = date(asked.year + 1, 12, 31)
    jurisdiction = Jurisdiction.MC if school.country == "MC" else Jurisdiction.FR
    region = Region(school.region) if school.region in set(Region) else None
    holidays = holidays_between(asked, last, jurisdiction, region)
    closures = list(
        Absence.objects.filter(school=school, teacher=None, ends_on__gte=asked).values_list(
            "starts_on", "ends_on"
        )
    )

    def is_closed(day: date) -> bool:
        return day in holidays or any(start <= day <= end for start, end in closures)

    return due_on(asked, DAYS_TO_ANSWER[kind], is_closed=is_closed)


def handler_of(placement: Placement, today: date) -> User | None:
    """The référent; None (the office) while nobody is named or the référent is away."""
    referent = placement.referent
    if referent is None or not referent.is_active or not referent.email:
        return None
    away = Absence.objects.filter(teacher=referent).covering(today).exists()
    return None if away else referent


def team_of(placement: Placement, handler: User | None) -> list[User]:
    """Whoever answers: the handler, else the people of the office who have an address."""
    if handler is not None:
        return [handler]
    people = User.objects.members_of(placement.school, Role.OFFICE).order_by("pk")
    return [user for user in people if user.email]


def party_relation(party: Party) -> Relation:
    """Who is written to when a request is shared with this party."""
    return Relation.TUTOR if party is Party.HOST else Relation.STUDENT


def address_of(author: User | PersonalLink | None) -> tuple[str, str]:
    """Address and name of whoever wrote, empty without one."""
    if author is None:
        return "", ""
    name = author.get_full_name() if isinstance(author, User) else author.name
    return author.email or "", name
