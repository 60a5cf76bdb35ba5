"""Files kept under the SHA-256 of their bytes: written once, never changed, checked when read."""

import hashlib
import os
import re
import tempfile
from pathlib import Path

from tripartite.core.errors import DomainError

MODE = 0o440
NAME = re.compile(r"[0-9a-f]{64}")


class StoreError(DomainError):
    """A kept file is missing or is no longer what was kept."""


def path_of(root: Path, sha256: str) -> Path:
    """Return where the file of that hash is kept, two levels of directories deep."""
    if NAME.fullmatch(sha256) is None:
        raise StoreError("not_a_hash", "Cette empreinte n'est pas une empreinte SHA-256.")
    return root / sha256[:2] / sha256[2:4] / sha256


def put(root: Path, content: bytes) -> str:
    """Keep `content` and return its SHA-256; what is already kept is left as it is.

    When this returns, the bytes are on the disk under their final name; when it is interrupted,
    nothing is there under that name. A kept copy that was damaged is replaced by the good bytes.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    target = path_of(root, sha256)
    if target.is_file() and target.read_bytes() == content:
        return sha256
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".new-")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fchmod(file.fileno(), MODE)
            os.fsync(file.fileno())
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    for directory in (target.parent, target.parent.parent, root):
        _sync(directory)
    return sha256


def get(root: Path, sha256: str) -> bytes:
    """Return the bytes kept under that hash; raise `StoreError` when missing or altered."""
    target = path_of(root, sha256)
    try:
        content = target.read_bytes()
    except FileNotFoundError as error:
        raise StoreError(
            "missing_file",
            f"Le fichier {sha256[:12]}… est introuvable : prévenez l'administrateur, "
            "qui le rétablira depuis la sauvegarde.",
        ) from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise StoreError(
            "altered_file",
            f"Le fichier {sha256[:12]}… a été modifié depuis son dépôt : prévenez "
            "l'administrateur, qui le rétablira depuis la sauvegarde.",
        )
    return content


def _sync(directory: Path) -> None:
    """Make a new name in this directory survive a power cut."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
