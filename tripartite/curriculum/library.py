"""The data files shipped with the product, read once per process."""

from functools import cache
from importlib import resources

from tripartite.curriculum.domain import (
    CurriculumData,
    CurriculumError,
    ExamSession,
    parse,
    parse_session,
)

_DATA = resources.files("tripartite.curriculum") / "data"


def _names(prefix: str) -> tuple[str, ...]:
    names = (entry.name for entry in _DATA.iterdir())
    return tuple(sorted(name for name in names if name.startswith(prefix)))


def curricula() -> tuple[CurriculumData, ...]:
    """Every référentiel shipped, by file name."""
    return tuple(read(name) for name in _names("bts-"))


@cache
def read(name: str) -> CurriculumData:
    """The référentiel of that file name, checked."""
    return parse((_DATA / name).read_text(encoding="utf-8"))


def exam_years() -> tuple[int, ...]:
    """The sessions for which requirements are written down, in order."""
    return tuple(int(name.removeprefix("exam-").removesuffix(".toml")) for name in _names("exam-"))


@cache
def exam_session(year: int) -> ExamSession:
    """The requirements of that session; CurriculumError when none are written down."""
    if year not in exam_years():
        raise CurriculumError(
            "session",
            f"Les exigences de la session {year} ne sont pas encore écrites : "
            "ajoutez leur fichier à partir de la circulaire nationale.",
        )
    return parse_session((_DATA / f"exam-{year}.toml").read_text(encoding="utf-8"))
