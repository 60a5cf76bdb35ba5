"""Of the packages that npm brings, only the files that our pages name."""

from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from typing import Any

from django.contrib.staticfiles.finders import FileSystemFinder

#: What collectstatic takes from STATICFILES_DIRS, by prefix.
WANTED = {
    "tabler": ("css/tabler.min.css", "css/tabler.min.css.map"),
    "inter": ("index.css", "files/*.woff2"),
    "htmx": ("htmx.min.js",),
    "leaflet": ("leaflet.js", "leaflet.js.map", "leaflet.css", "images/*.png"),
}


class PackageFinder(FileSystemFinder):
    """A whole package is some thirty megabytes of which a page loads one."""

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[Any]:
        for path, storage in super().list(ignore_patterns):
            prefix = getattr(storage, "prefix", "")
            if any(fnmatch(path, pattern) for pattern in WANTED.get(prefix, ("*",))):
                yield path, storage
