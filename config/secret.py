"""The secret of an installation that was given none: made once, kept beside its data."""

import os
import secrets
from pathlib import Path


def kept_secret(folder: Path) -> str:
    """Read ``folder/secret-key``, or make it, readable by its owner only."""
    path = folder / "secret-key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text()
