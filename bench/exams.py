"""How long the exam files of 70 candidates take, against copying the same bytes.

The class has four attested and evaluated placements each, five validated sheets, and the papers
have the size of real ones. What is timed is the whole work as the worker does it: a frozen folder
per candidate with its manifest, then one archive of all. The copy writes and syncs, file by file,
the same bytes into a folder, as somebody would who has them ready.
"""

import json
import os
import shutil
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from bench.pages import in_own_process

CANDIDATES, SESSION, RUNS = 70, 2027, 3
PERIODS = (date(2026, 1, 5), date(2026, 6, 1), date(2026, 11, 9), date(2027, 1, 4))
TODAY = date(2027, 3, 15)


def export_vs_copy() -> list[dict[str, Any]]:
    """One figure, on a SQLite file."""
    return in_own_process("bench.exams", "exams", {"DATABASE_URL": ""})


# ------------------------------------------------------------------ in its own process
def measure(prefix: str) -> dict[str, Any]:
    """Make the class, export it, copy it; medians of a few runs each."""
    from django.core.management import call_command

    from bench.world import World
    from tripartite.curriculum.models import Curriculum

    call_command("migrate", verbosity=0)
    call_command("load_curriculum", verbosity=0, stdout=sys.stderr)
    world = World(Curriculum.objects.get(code="bts-ndrc"), TODAY)
    cohort = world.open_class(
        "NDRC2",
        year=SESSION - 1,
        starts=list(PERIODS),
        students=CANDIDATES,
        session=SESSION,
    )
    files = filed_papers(world.school) + written_sheets(cohort, world.head)
    exported, copied = [], []
    for _ in range(RUNS):
        started = time.perf_counter()
        size = export(cohort, world.office)
        exported.append(time.perf_counter() - started)
        started = time.perf_counter()
        copy(files)
        copied.append(time.perf_counter() - started)
    ratio = median(exported) / median(copied)
    return {
        "name": f"{prefix}.export_vs_copy",
        "value": round(ratio, 1),
        "unit": "times a copy",
        "compared_with": (
            f"copying and syncing the same {len(files)} files, {size / 1e6:.0f} MB: "
            f"{median(exported):.1f} s against {median(copied):.1f} s for {CANDIDATES} candidates, "
            f"medians of {RUNS}"
        ),
    }


def export(cohort: Any, office: Any) -> int:
    """Order the folders and do the worker's part; the bytes of the archive of all."""
    from tripartite.core.tasks import run_due
    from tripartite.documents.models import BatchItem
    from tripartite.exams.actions.exporting import order_export

    batch = order_export(cohort=cohort, by=office)
    run_due()
    batch.refresh_from_db()
    wrong = list(BatchItem.objects.filter(batch=batch).exclude(sentence="")[:1])
    assert batch.result is not None, batch.remark
    assert not wrong, wrong[0].sentence
    return int(batch.result.size)


def copy(files: list[Path]) -> None:
    """What somebody does who has the files ready: each on the disk when the next one begins."""
    folder = Path(tempfile.mkdtemp(dir=os.environ["TRIPARTITE_VAR"]))
    for number, file in enumerate(files):
        with file.open("rb") as source, (folder / str(number)).open("wb") as target:
            shutil.copyfileobj(source, target)
            target.flush()
            os.fsync(target.fileno())
    shutil.rmtree(folder)


def filed_papers(school: Any) -> list[Path]:
    """Give each sealed attestation and evaluation a file of its own."""
    from tests.documents import samples
    from tripartite.documents.typesetting import render
    from tripartite.exams.folders import JOINED
    from tripartite.papers.models import Paper

    printed = render("attestation-1", samples.attestation().as_json(), issued_at=samples.ISSUED_AT)
    papers = list(Paper.objects.filter(kind__in=list(JOINED)).order_by("pk"))
    paths = []
    for paper in papers:
        paper.sealed, path = filed(school, printed, f"papier {paper.pk}")
        paths.append(path)
    Paper.objects.bulk_update(papers, ["sealed"], batch_size=100)
    return paths


def written_sheets(cohort: Any, teacher: Any) -> list[Path]:
    """Five validated sheets a candidate, of every kind that the session asks for."""
    from tests.documents import samples
    from tripartite.core import clock
    from tripartite.curriculum.library import exam_session
    from tripartite.documents.typesetting import render
    from tripartite.exams.actions.sheets import candidate_of
    from tripartite.exams.domain.sheets import SheetState
    from tripartite.exams.models import Sheet

    printed = render("fiche-1", samples.fiche().as_json(), issued_at=samples.ISSUED_AT)
    school = cohort.programme.school
    session = exam_session(SESSION)
    kinds = [(exam.code, kind.code) for exam in session.exams for kind in exam.sheets]
    sheets, paths = [], []
    for enrolment in cohort.enrolments.select_related("cohort__programme"):
        candidate = candidate_of(enrolment)
        for exam, kind in kinds:
            file, path = filed(school, printed, f"fiche {len(paths)}")
            paths.append(path)
            sheets.append(
                Sheet(
                    candidate=candidate,
                    exam=exam,
                    kind=kind,
                    title=f"Situation {kind}",
                    state=SheetState.VALIDATED,
                    validated_at=clock.now(),
                    validated_by=teacher,
                    printed=file,
                )
            )
    Sheet.objects.bulk_create(sheets)
    return paths


def filed(school: Any, pdf: bytes, mark: str) -> tuple[Any, Path]:
    """The same paper with other bytes, as each candidate's is."""
    from django.conf import settings

    from tripartite.documents import store
    from tripartite.documents.actions.files import keep

    file = keep(school=school, content=pdf + f"\n% {mark}\n".encode(), name=f"{mark}.pdf")
    return file, store.path_of(settings.PAPERS_DIR, file.sha256)


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps([measure(sys.argv[1])]))
