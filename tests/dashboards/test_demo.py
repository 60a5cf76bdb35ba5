"""The story of one placement, played whole: what it writes is what it says."""

import hashlib
import io
import json
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pypdf import PdfReader

from tripartite.accounts.models import School
from tripartite.papers.queries import verdict_by_code

PAPERS = {
    "livret-objectifs.pdf",
    "convention.pdf",
    "convention-monaco.pdf",
    "avenant.pdf",
    "evaluation-conjointe.pdf",
    "attestation.pdf",
    "dossier-epreuve.zip",
}


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.mark.django_db
def test_the_story_writes_papers_and_a_file_for_the_exam(tmp_path: Path) -> None:
    call_command("demo", out=tmp_path, verbosity=0)

    steps = json.loads((tmp_path / "story.json").read_text())["steps"]
    written = {s["file"]: s["sha256"] for s in steps if "file" in s}
    assert set(written) == PAPERS
    assert {n: sha256((tmp_path / n).read_bytes()) for n in PAPERS} == written
    assert {verdict_by_code(s["code"]).status for s in steps if "code" in s} == {"authentic"}
    assert steps[-1]["conformity"] == "conforme"
    check_folder((tmp_path / "dossier-epreuve.zip").read_bytes())


def check_folder(content: bytes) -> None:
    """Sheets, attestations and evaluations, each a PDF of the hash that the manifest gives."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    manifest = json.loads(archive.read("manifeste.json"))
    pieces = {p["path"]: p["sha256"] for p in manifest["pieces"]}
    assert archive.namelist() == ["manifeste.json", *sorted(pieces)]
    assert (manifest["session"], manifest["fige_le"][:10]) == (2028, "2028-03-20")
    assert {n: sha256(archive.read(n)) for n in pieces} == pieces
    folders = Counter(n.split("/")[0] for n in pieces)
    assert folders == {"E4": 2, "E6": 3, "attestations": 3, "evaluations": 3}
    for name in pieces:
        assert len(PdfReader(io.BytesIO(archive.read(name))).pages) >= 1
    assert "E4/1-fiche-evenement-stand-du-salon-de-janvier.pdf" in pieces


@pytest.mark.django_db
def test_the_story_is_not_played_in_a_real_school(school: School, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="real school"):
        call_command("demo", out=tmp_path, verbosity=0)
