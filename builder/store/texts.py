"""The articles' texts of a snapshot in one archive: ``articles.zip``, UTF-8, not compressed, readable by any tool.

One file is written, kept and removed a hundred times faster than one an article.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from builder.identifiers import digest

TEXTS: Final = "articles.zip"


def write_texts(path: Path, texts: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Write the texts (by identifier) to a new archive, in the order of the identifiers; what there is of each.

    ``file``: its name in the archive; ``start`` and ``bytes``: where its UTF-8 stands in the file of the archive;
    ``characters``: its length in Unicode code points; ``sha256``: of its UTF-8.
    """
    found: dict[str, dict[str, Any]] = {}
    with ZipFile(path, "w", ZIP_STORED) as archive:
        for name, text in sorted(texts.items()):
            file, data = ZipInfo(f"{name if _fit_for_file(name) else digest(name)}.txt"), text.encode("utf-8")
            archive.writestr(file, data)
            start = file.header_offset + len(file.FileHeader())
            sizes = {"start": start, "bytes": len(data), "characters": len(text)}
            found[name] = {"file": file.filename, **sizes, "sha256": hashlib.sha256(data).hexdigest()}
    return found


def text_of(path: Path, entry: Mapping[str, Any]) -> str:
    """The text in the archive of which ``write_texts`` said this. Raises OSError where it cannot be read."""
    with path.open("rb") as file:
        file.seek(entry["start"])
        return file.read(entry["bytes"]).decode("utf-8")


def _fit_for_file(name: str) -> bool:
    """Whether an article's identifier can be a file's name on any system that we know."""
    plain = all(char.isalnum() or char in "-_. " for char in name)
    return plain and not name.startswith(".") and len(name.encode("utf-8")) <= 200
