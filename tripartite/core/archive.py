"""Archives whose bytes depend on nothing but their content."""

import io
import zipfile
from collections.abc import Iterable


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A ZIP of these files; two of the same name are kept apart by a number."""
    out = io.BytesIO()
    seen: dict[str, int] = {}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files:
            seen[name] = seen.get(name, 0) + 1
            stem, dot, ending = name.rpartition(".")
            unique = f"{stem}-{seen[name]}{dot}{ending}" if seen[name] > 1 else name
            # Without the hour of the day: the same files make the same archive.
            archive.writestr(zipfile.ZipInfo(unique), content)
    return out.getvalue()


def unzipped(archive: bytes) -> list[tuple[str, bytes]]:
    """The files of an archive that ``zipped`` made, in their order."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return [(info.filename, opened.read(info)) for info in opened.infolist()]
