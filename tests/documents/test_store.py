"""The store of files: written once, whole or not at all, checked when read."""

import hashlib
import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tripartite.documents import store

# A write that fails half-way: the process may not write files longer than 64 KiB.
SHORT_OF_SPACE = """
import resource, sys
from pathlib import Path
from tripartite.documents import store
resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))
store.put(Path(sys.argv[1]), b"x" * 200_000)
"""


def files_of(root):
    return sorted(path.name for path in root.rglob("*") if path.is_file())


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", bytes(range(256)) * 9000])
def test_what_is_kept_comes_back(tmp_path, content):
    sha256 = store.put(tmp_path, content)

    assert sha256 == hashlib.sha256(content).hexdigest()
    assert store.get(tmp_path, sha256) == content


def test_keeping_twice_changes_nothing(tmp_path):
    sha256 = store.put(tmp_path, b"paper")
    before = store.path_of(tmp_path, sha256).stat()

    store.put(tmp_path, b"paper")

    after = store.path_of(tmp_path, sha256).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert files_of(tmp_path) == [sha256]


def test_a_kept_file_is_read_only(tmp_path):
    sha256 = store.put(tmp_path, b"paper")

    mode = store.path_of(tmp_path, sha256).stat().st_mode

    assert stat.S_IMODE(mode) == 0o440


def test_a_missing_file_is_said_missing(tmp_path):
    with pytest.raises(store.StoreError) as caught:
        store.get(tmp_path, "0" * 64)

    assert caught.value.code == "missing_file"


def test_an_altered_file_is_not_given_out(tmp_path):
    sha256 = store.put(tmp_path, b"paper")
    path = store.path_of(tmp_path, sha256)
    path.chmod(0o640)
    path.write_bytes(b"Paper")

    with pytest.raises(store.StoreError) as caught:
        store.get(tmp_path, sha256)

    assert caught.value.code == "altered_file"


def test_keeping_again_mends_an_altered_file(tmp_path):
    sha256 = store.put(tmp_path, b"paper")
    path = store.path_of(tmp_path, sha256)
    path.chmod(0o640)
    path.write_bytes(b"Paper")

    store.put(tmp_path, b"paper")

    assert store.get(tmp_path, sha256) == b"paper"


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "0" * 63, "G" * 64, "A" * 64, "0" * 65])
def test_only_a_hash_names_a_file(tmp_path, name):
    with pytest.raises(store.StoreError) as caught:
        store.get(tmp_path, name)

    assert caught.value.code == "not_a_hash"


def test_an_interrupted_write_leaves_nothing(tmp_path):
    result = subprocess.run(
        [sys.executable, "-c", SHORT_OF_SPACE, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(Path.cwd())},
    )

    assert result.returncode == 1
    assert result.stderr.splitlines()[-1] == "OSError: [Errno 27] File too large"
    assert files_of(tmp_path) == []


def test_many_hands_keep_one_file(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        hashes = set(pool.map(lambda _: store.put(tmp_path, b"paper" * 10_000), range(32)))

    assert len(hashes) == 1
    assert files_of(tmp_path) == sorted(hashes)
