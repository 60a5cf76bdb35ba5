"""School years, class lists and periods, in plain Python."""

from tripartite.school.domain.years import age_on, is_minor, school_year, year_of

__all__ = ["age_on", "is_minor", "school_year", "year_of"]
