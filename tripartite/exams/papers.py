"""From a sheet to the paper that goes into the file."""

from django.utils import timezone
from django.utils.text import slugify

from tripartite.core.fr import long_day, range_in_words
from tripartite.curriculum.domain import FactState
from tripartite.curriculum.library import exam_session
from tripartite.documents.actions.files import read
from tripartite.documents.papers import (
    FicheAnswer,
    FichePaper,
    FicheSection,
    SchoolLine,
    StudentLine,
)
from tripartite.documents.papers.lines import PersonLine
from tripartite.documents.typesetting import render
from tripartite.exams.domain.sheets import key_of, kind_of
from tripartite.exams.models import Sheet

TEMPLATE = "fiche-1"
#: Of the title, in the name of a file.
LONGEST_TITLE = 50


def fiche_pdf(sheet: Sheet) -> bytes:
    """The paper of a validated sheet as it was printed then, else the sheet as it stands."""
    return read(sheet.printed) if sheet.printed else print_fiche(sheet)


def print_fiche(sheet: Sheet) -> bytes:
    """The sheet as it stands, dated of its last change: the same sheet makes the same bytes."""
    paper = fiche_paper(sheet)
    return render(TEMPLATE, paper.as_json(), issued_at=sheet.updated_at)


def fiche_name(sheet: Sheet) -> str:
    """A name that says the kind and the first whole words of the title."""
    kind = slugify(sheet.kind.rpartition(".")[2])
    title = slugify(sheet.title.replace("’", " ").replace("'", " "))
    if len(title) > LONGEST_TITLE:
        title = title[: LONGEST_TITLE + 1].rpartition("-")[0]
    return f"fiche-{kind}-{title}.pdf"


def fiche_paper(sheet: Sheet) -> FichePaper:
    session = exam_session(sheet.candidate.session)
    exam = session.exam(sheet.exam)
    known = kind_of(session, sheet.kind)
    student = sheet.candidate.student
    school = student.school
    unsure = any(h.section.state is FactState.TO_CHECK for h in exam.headings)
    return FichePaper(
        reference=f"{sheet.exam}-{sheet.pk}",
        version=sheet.version,
        issued_on=timezone.localdate(sheet.updated_at),
        school=SchoolLine(
            name=school.name,
            address=(school.address, f"{school.postcode} {school.city}"),
            head=PersonLine(name=""),
            uai=school.uai,
            phone=school.phone,
            email=school.email,
        ),
        student=StudentLine(name=student.user.get_full_name()),
        exam=exam.code,
        exam_label=exam.label,
        session=str(session.session),
        kind=known[1].label.value if known else sheet.kind,
        title=sheet.title,
        context=_context(sheet),
        sections=tuple(
            FicheSection(
                heading.section.value,
                tuple(
                    FicheAnswer(item, sheet.answers.get(key_of(heading.section.value, item), ""))
                    for item in heading.items
                ),
            )
            for heading in exam.headings
        ),
        tasks=tuple(task.label for task in sheet.tasks.order_by("code")),
        validated=_visa(sheet),
        caution="Les rubriques du modèle officiel de la session n’ont pas été lues : à vérifier."
        if unsure
        else "",
    )


def _context(sheet: Sheet) -> str:
    placement = sheet.placement
    if placement is None:
        return "Situation construite en formation"
    where = f" chez {placement.site.host}" if placement.site else ""
    return f"Stage{where}, {range_in_words(placement.starts_on, placement.ends_on)}"


def _visa(sheet: Sheet) -> str:
    if sheet.validated_at is None:
        return ""
    day = long_day(timezone.localdate(sheet.validated_at))
    return f"Travaillée et validée le {day} par {sheet.validated_by}"
