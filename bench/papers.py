"""How fast papers are made: the convention against WeasyPrint, the seal, a class sealed at once."""

import dataclasses
import hashlib
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from html import escape
from itertools import islice
from statistics import median
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from tests.documents import samples
from tripartite.documents import sealing
from tripartite.documents.glyphs import FONTS
from tripartite.documents.papers import plain
from tripartite.documents.press import press
from tripartite.documents.typesetting import Attachment, render

RUNS = 9
#: A class and its neighbour, sealed when the head has signed them all; cores given to the press.
CLASS, CORES, SLICE = 70, 2, 10
PASSWORD = "bench"  # noqa: S105 – of a key made for one run
AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)

STYLE = f"""
@font-face {{ font-family: Inter; src: url(file://{FONTS}/Inter-Regular.otf); }}
@font-face {{ font-family: Inter; font-weight: 600; src: url(file://{FONTS}/Inter-SemiBold.otf); }}
@page {{
  size: A4; margin: 2.5cm 2.1cm 2.2cm;
  @bottom-left {{ content: "Convention de stage"; font: 8pt Inter; }}
  @bottom-right {{ content: "page " counter(page) " / " counter(pages); font: 8pt Inter; }}
}}
body {{ font: 9.5pt/1.45 Inter; color: #17213a; }}
h1 {{ font-size: 21pt; }} h2 {{ font-size: 12pt; }} h3 {{ font-size: 10pt; }}
h1, h2, h3 {{ font-weight: 600; break-after: avoid; }}
table {{ width: 100%; border-collapse: collapse; font-size: 9pt; }}
th {{ text-align: left; background: #f3f5fa; border-bottom: .9pt solid #55607a; }}
th, td {{ padding: 6pt 7pt; }} td {{ border-bottom: .5pt solid #d9deea; }}
.sign td {{ height: 1.35cm; }}
"""


def papers_vs_weasyprint() -> dict[str, Any]:
    """How many times faster than WeasyPrint's tagged PDF of the same content, both warm.

    Each run prints another student, so that nothing is answered from a cache; runs alternate.
    """
    fonts = FontConfiguration()
    style = CSS(string=STYLE, font_config=fonts)

    def ours(paper: Any) -> None:
        render("convention-1", paper.as_json(), issued_at=samples.ISSUED_AT)

    def theirs(paper: Any) -> None:
        HTML(string=page_of(paper.as_json())).write_pdf(
            stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1"
        )

    typst_seconds, weasyprint_seconds = alternating(ours, theirs)
    return {
        "name": "papers.vs_weasyprint",
        "value": round(weasyprint_seconds / typst_seconds, 1),
        "unit": "times faster",
        "compared_with": (
            f"WeasyPrint, tagged PDF/UA-1 of the same convention: {weasyprint_seconds * 1000:.0f} "
            f"ms against {typst_seconds * 1000:.0f} ms, medians of {RUNS}; target 4"
        ),
    }


def papers_seal_ms() -> dict[str, Any]:
    """How long the school's seal takes on a convention, key read included."""
    key = sealing.make_seal_key("Lycée Jeanne-Baret", password=PASSWORD, now=AT)
    pdf = render("convention-1", samples.convention().as_json(), issued_at=samples.ISSUED_AT)

    def seal(_: Any) -> None:
        sealing.seal(
            pdf,
            pkcs12=key,
            password=PASSWORD,
            reason="Essai",
            name="Lycée Jeanne-Baret",
            at=AT,
        )

    def rendering(paper: Any) -> None:
        render("convention-1", paper.as_json(), issued_at=samples.ISSUED_AT)

    seal_seconds, render_seconds = alternating(seal, rendering)
    return {
        "name": "papers.seal_ms",
        "value": round(seal_seconds * 1000, 1),
        "unit": "ms",
        "compared_with": f"rendering the same convention: {render_seconds * 1000:.0f} ms",
    }


def papers_batch_vs_render() -> dict[str, Any]:
    """What sealing a class as one batch costs, against rendering the same papers and no more.

    Both go through the press of the product (`documents.press`) with the same two workers, over
    papers with their page of signatures, the frozen file, the livret and the evidence attached.
    Each makes 70 papers that typst has not seen, since it remembers what it set; slices of ten
    alternate, so that a busy machine slows both.
    """
    key = sealing.make_seal_key("Lycée Jeanne-Baret", password=PASSWORD, now=AT)
    frozen = render("convention-1", samples.convention().as_json(), issued_at=samples.ISSUED_AT)
    livret = render("livret-objectifs-1", samples.livret().as_json(), issued_at=samples.ISSUED_AT)
    rendered = partial(_sealable, frozen=frozen, livret=livret)

    def sealed(paper: Any) -> bytes:
        return sealing.seal(
            rendered(paper), pkcs12=key, password=PASSWORD, reason="Essai", name="Lycée", at=AT
        )

    papers = different_papers()
    _pressed(sealed, islice(papers, 2 * CORES))
    alone = batch = 0.0
    for _ in range(CLASS // SLICE):
        alone += _pressed(rendered, islice(papers, SLICE))
        batch += _pressed(sealed, islice(papers, SLICE))
    return {
        "name": "papers.batch_vs_render",
        "value": round(batch / alone, 2),
        "unit": "times rendering",
        "compared_with": (
            f"{CLASS} conventions rendered and sealed in {batch:.1f} s, {CLASS} only rendered in "
            f"{alone:.1f} s, both by {CORES} workers; target 1.5 at most"
        ),
    }


def _sealable(paper: Any, *, frozen: bytes, livret: bytes) -> bytes:
    """The signed convention as it is ready for the seal."""
    page = samples.signatures(hashlib.sha256(frozen).hexdigest())
    data = {**paper.as_json(), "signatures": plain(page)}
    return sealing.sealed_copy(
        frozen,
        evidence={"signatures": [plain(line) for line in page.lines]},
        render_again=partial(_rendered, data=data),
        others=[Attachment("livret.pdf", "application/pdf", livret, "supplement", "Livret")],
    )


def _rendered(attachments: Any, *, data: dict[str, Any]) -> bytes:
    return render("convention-1", data, issued_at=samples.ISSUED_AT, attachments=attachments)


def _pressed(make: Callable[[Any], bytes], papers: Iterator[Any]) -> float:
    """Seconds that the press takes to make these."""
    start = time.perf_counter()
    for paper in press((partial(make, each) for each in papers), workers=CORES):
        paper.result()
    return time.perf_counter() - start


def alternating(first: Callable[[Any], None], second: Callable[[Any], None]) -> tuple[float, float]:
    """Return the median seconds of both over different papers, after a warm-up of each."""
    papers = different_papers()
    for warm in (first, second):
        warm(next(papers))
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(RUNS):
        for work, seconds in zip((first, second), taken, strict=True):
            paper = next(papers)
            start = time.perf_counter()
            work(paper)
            seconds.append(time.perf_counter() - start)
    return median(taken[0]), median(taken[1])


def different_papers() -> Iterator[Any]:
    for rank in range(1000):
        student = dataclasses.replace(samples.STUDENT, name=f"Inès Benali-{rank}")
        yield samples.convention(student=student, reference=f"CONV-2026-{rank:04}")


# ------------------------------------------------------------------ the same content in HTML
def page_of(data: dict[str, Any]) -> str:
    """Return the convention as HTML with the same words, headings and tables."""
    title = f"Convention de stage — {data['student']['name']}"
    parts = [
        f"<h1>{escape(title)}</h1>",
        paragraphs(data["school"]["address"] + [data["reference"], data["deliberation"]]),
        "<h2>Les parties</h2>",
        *(facts(data[party]) for party in ("school", "host", "student", "programme")),
        facts(data["referent"]),
        facts(data["tutor"]),
        paragraphs([data["status"]]),
        *(article(entry, data) for entry in data["articles"]),
        *(f"<h2>{escape(c['title'])}</h2>{paragraphs(c['paragraphs'])}" for c in data["clauses"]),
        "<h2>Signatures</h2><div class=sign>",
        table(
            ("Qualité", "Nom", "Date et signature"),
            [(line["capacity"], line["name"], "") for line in data["signatories"]],
        ),
        "</div><h2>Annexe pédagogique</h2>",
        *(f"<h3>{key}</h3>{bullets(items)}" for key, items in data["framing"].items()),
        *(mission(entry) for entry in data["missions"]),
    ]
    return f"<html lang=fr><title>{escape(title)}</title><body>{''.join(parts)}</body></html>"


def article(entry: dict[str, Any], data: dict[str, Any]) -> str:
    known = {
        3: lambda: bullets(data["skills"]),
        4: lambda: bullets([line["title"] for line in data["missions"]]),
        5: lambda: facts(data["period"]),
        6: lambda: table(
            ("Jour", "Horaires", "Durée"),
            [(line["day"], line["slots"], line["hours"]) for line in data["timetable"]],
        ),
        8: lambda: paragraphs([data["gratification"]]),
    }
    own = known.get(entry["number"], str)()
    heading = f"Article {entry['number']} — {entry['title']}"
    return f"<h2>{escape(heading)}</h2>{own}{paragraphs(entry['paragraphs'])}"


def mission(entry: dict[str, Any]) -> str:
    rows = [
        (f"{task['activity']} ({task['pole']})", task["task"], ", ".join(task["results"]))
        for task in entry["tasks"]
    ]
    columns = ("Activité du référentiel", "Tâche", "Résultats attendus")
    return (
        f"<h3>{escape(entry['title'])}</h3><p>{escape(entry['description'])}{table(columns, rows)}"
    )


def facts(values: dict[str, Any]) -> str:
    """Print the texts of a mapping, label and value; dates by their words."""
    shown = {
        key: value.get("text") if isinstance(value, dict) else value
        for key, value in values.items()
    }
    return table(("", ""), [(key, value) for key, value in shown.items() if isinstance(value, str)])


def table(header: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    head = "".join(f"<th scope=col>{escape(cell)}</th>" for cell in header)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def bullets(items: list[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in items) + "</ul>"


def paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in texts)


if __name__ == "__main__":
    print(papers_vs_weasyprint())
    print(papers_seal_ms())
    print(papers_batch_vs_render())
