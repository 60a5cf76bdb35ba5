"""A class with the real référentiel, and how a livret is read back."""

import io
import re
from datetime import date
from typing import Any

from pypdf import PdfReader

from tests import factories
from tripartite.accounts.models import School
from tripartite.curriculum.actions import load
from tripartite.curriculum.library import read
from tripartite.school.models import Period

NDRC = read("bts-ndrc-2018.toml")


def make_class(school: School, *names: str, **fields: Any) -> Period:
    """The first period of an NDRC class of these students (last names), and a second period."""
    programme = factories.make_programme(school, load(data=NDRC)[0])
    cohort = factories.make_cohort(school, programme=programme)
    for name in names:
        factories.make_enrolment(cohort, factories.make_student(school, last_name=name))
    period = factories.make_period(cohort)
    factories.make_period(cohort, number=2, starts_on=date(2027, 5, 31), ends_on=date(2027, 6, 25))
    for field, value in fields.items():
        setattr(period, field, value)
    period.save()
    return period


def text_of(pdf: bytes) -> str:
    """The text of all pages on one line, hyphens at the end of a line joined."""
    pages = (page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return re.sub(r"\s+", " ", " ".join(pages)).replace("- ", "-")
