"""The matrix: one row per URL and method, one column per visitor.

The table itself is tests/access/matrix.txt, so that it can be read as one; here it is read, and
printed as docs/permissions.md.
"""

from pathlib import Path

from tests.access.world import VISITORS, WHO

TABLE = Path(__file__).with_name("matrix.txt")

#: The words of the cells.
MEANING = {
    "ok": "gets the page, or does it",
    "login": "is asked to sign in",
    "no": "is known but not entitled (403)",
    "hidden": "gets 404, as if it did not exist",
    "-": "the address takes no such request (405)",
    "bad": "gets the page again with what is wrong (an empty form was sent)",
    "409": "is told why it is refused, nothing is done",
    "410": "is told that it is over, with the way to go on",
}


def matrix() -> dict[str, dict[str, str]]:
    """``{"papers:sign POST": {"tutor": "bad", …}}``."""
    lines = [line.split() for line in TABLE.read_text().splitlines() if line.strip()]
    head = lines[0]
    if head != ["url", "method", *VISITORS]:
        raise ValueError("the head of matrix.txt names other visitors")
    return {f"{row[0]} {row[1]}": dict(zip(VISITORS, row[2:], strict=True)) for row in lines[1:]}


def permissions() -> str:
    """docs/permissions.md."""
    rows = matrix()
    parts = [
        "# Permissions",
        "What each visitor gets at each address, as tested: printed by `make docs` from the access "
        "matrix of the tests, which is complete by construction. POST rows send an empty form.",
        "| Visitor | Who |\n|---|---|\n" + "\n".join(f"| {v} | {WHO[v]} |" for v in VISITORS),
        "| Word | Meaning |\n|---|---|\n" + "\n".join(f"| {w} | {m} |" for w, m in MEANING.items()),
        "| Address | " + " | ".join(VISITORS) + " |\n|---|" + "---|" * len(VISITORS) + "\n"
        + "\n".join(
            f"| {name} | " + " | ".join(cells[v] for v in VISITORS) + " |"
            for name, cells in rows.items()
        ),
    ]  # fmt: skip
    return "\n\n".join(parts)
