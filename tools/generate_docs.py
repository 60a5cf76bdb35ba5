"""Print the documents that come out of the code; with --check, say which are no longer true."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings_test")

import django  # noqa: E402  # the path and the settings come first

django.setup()

from tests.access.rows import permissions  # noqa: E402
from tripartite.dashboards.handbook import workflows  # noqa: E402
from tripartite.law.handbook import handbook  # noqa: E402
from tripartite.mailing.events import handbook as messages  # noqa: E402

DOCUMENTS: dict[str, Callable[[], str]] = {
    "docs/workflows.md": workflows,
    "docs/permissions.md": permissions,
    "docs/rules.md": handbook,
    "docs/messages.md": messages,
}


def main() -> int:
    stale = []
    for name, make in DOCUMENTS.items():
        path, text = ROOT / name, make().rstrip("\n") + "\n"
        if path.exists() and path.read_text() == text:
            continue
        stale.append(name)
        if "--check" not in sys.argv:
            path.write_text(text)
    if stale and "--check" in sys.argv:
        print(f"No longer true: {', '.join(stale)}. Run make docs.")
        return 1
    return 0


sys.exit(main())
