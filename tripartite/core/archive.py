"""Archives whose bytes depend on nothing but their content."""

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime
from stat import S_IFREG

#: Of a file without a date: the first that a ZIP can say.
EPOCH = (1980, 1, 1, 0, 0, 0)
#: Read by everybody, written by its owner, once unpacked.
MODE = S_IFREG | 0o644


def zipped(files: Iterable[tuple[str, bytes]], *, at: datetime | None = None) -> bytes:
    """A ZIP of these files; two of the same name are kept apart by a number.

    Nothing is compressed: PDFs are already. ``at`` dates the files; without it the same files make
    the same archive on any day.
    """
    when = at.timetuple()[:6] if at else EPOCH
    out = io.BytesIO()
    seen: dict[str, int] = {}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files:
            seen[name] = seen.get(name, 0) + 1
            stem, dot, ending = name.rpartition(".")
            unique = f"{stem}-{seen[name]}{dot}{ending}" if seen[name] > 1 else name
            info = zipfile.ZipInfo(unique, when)
            info.external_attr = MODE << 16
            archive.writestr(info, content)
    return out.getvalue()


def unzipped(archive: bytes) -> list[tuple[str, bytes]]:
    """The files of an archive that ``zipped`` made, in their order."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return [(info.filename, opened.read(info)) for info in opened.infolist()]
