"""Lines in files, merged in order."""

from __future__ import annotations

import resource
from itertools import chain
from pathlib import Path

import pytest

from builder.store import written
from builder.store.written import Written, merged


def parts(folder: Path, count: int) -> list[Written]:
    """Parts of two files each, the first files in a row, the second ones all about the same things."""
    found = []
    for part in range(count):
        near, far = (folder / f"{part:03}.{name}.nq" for name in ("near", "far"))
        near.write_bytes(b"".join(b"<urn:m/%03d/%d>\n" % (part, line) for line in range(9)))
        far.write_bytes(b"".join(b"<urn:z/%d/%03d>\n" % (line, part) for line in range(9)))
        found.append(Written((near, far), {}, ()))
    return found


def test_lines_of_more_files_than_may_be_open_are_merged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(written, "_PIECE", 40)
    known = parts(tmp_path, 300)
    lines = [b"<urn:a>\n", b"<urn:zz>\n"]
    every = sorted(chain(lines, *(path.read_bytes().splitlines(keepends=True) for p in known for path in p.paths)))
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (100, hard))
    try:
        assert list(merged(lines, known)) == every
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
