"""The road book of a tour."""

from datetime import datetime

from tripartite.accounts.models import School
from tripartite.core.fr import count_of, day_in_words, hours
from tripartite.documents.papers import PersonLine, SchoolLine
from tripartite.documents.papers.roadbook import RoadBookPaper, RoadDay, RoadStop
from tripartite.documents.typesetting import render
from tripartite.tours.building import zone
from tripartite.tours.domain.times import clock_words
from tripartite.tours.models import Tour, TourVisit
from tripartite.tours.queries import Sheet, Told

TEMPLATE = "feuille-de-route-1"


def road_book(tour: Tour, told: Told, now: datetime) -> bytes:
    """The PDF: a table each half-day, in the order of the road."""
    figures = told.figures
    paper = RoadBookPaper(
        reference="",
        issued_on=now.astimezone(zone()).date(),
        school=_school_line(tour.school),
        who=tour.whose,
        starts_on=tour.starts_on,
        ends_on=tour.ends_on,
        total=f"{count_of(figures.placed, 'visite')} en "
        f"{count_of(figures.half_days, 'demi-journée')}, {figures.km} km, "
        f"{hours(figures.minutes)} de route et de visite",
        source=tour.source,
        days=tuple(_day(sheet) for sheet in told.sheets),
        apart=tuple(_stop(visit, dated=True) for visit in told.apart),
        left_out=tuple(f"{v.placement.student} : {v.reason}" for v in told.left_out),
    )
    return render(TEMPLATE, paper.as_json(), issued_at=now)


def _school_line(school: School) -> SchoolLine:
    return SchoolLine(
        name=school.name,
        address=(school.address, f"{school.postcode} {school.city}"),
        head=PersonLine("", school.head_title),
        uai=school.uai,
        phone=school.phone,
        email=school.email,
    )


def _day(sheet: Sheet) -> RoadDay:
    journey = sheet.journey
    return RoadDay(
        title=f"{day_in_words(journey.day).capitalize()} – {sheet.visits[0].teacher}",
        way=f"Départ à {sheet.leaves} de {journey.start}, retour à {sheet.back}, {journey.km} km",
        stops=tuple(_stop(visit) for visit in sheet.visits),
    )


def _stop(visit: TourVisit, *, dated: bool = False) -> RoadStop:
    placement = visit.placement
    site, tutor = placement.site, placement.tutor
    when = clock_words(visit.starts or 0)
    if dated and visit.day is not None:
        when = f"{day_in_words(visit.day)}, {when}"
    return RoadStop(
        when=when,
        length=hours(visit.minutes),
        student=str(placement.student),
        host=str(site.host) if site else "",
        address=f"{site.address}, {site.postcode} {site.city}" if site else "",
        tutor=str(tutor or ""),
        phone=(tutor.phone if tutor else "") or (site.phone if site else ""),
    )
