"""The articles' texts of a snapshot in one archive: ``articles.zip``, UTF-8, not compressed, readable by any tool.

One file is written, kept and removed a hundred times faster than one an article.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from zipfile import ZIP_STORED, ZipFile, ZipInfo
from zlib import crc32

from builder.identifiers import digest

TEXTS: Final = "articles.zip"
_PLAIN_FILE: Final = 0o600 << 16
"""What an archive says of a file that its owner may read and write."""


def write_texts(path: Path, texts: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Write the texts (by identifier) to a new archive, in the order of the identifiers; what there is of each.

    ``file``: its name in the archive; ``start`` and ``bytes``: where its UTF-8 stands in the file of the archive;
    ``characters``: its length in Unicode code points; ``sha256``: of its UTF-8.
    """
    found: dict[str, dict[str, Any]] = {}
    files = []
    with path.open("wb") as out:
        for name, text in sorted(texts.items()):
            file, data = ZipInfo(f"{name if _fit_for_file(name) else digest(name)}.txt"), text.encode("utf-8")
            file.header_offset, file.external_attr = out.tell(), _PLAIN_FILE
            file.file_size = file.compress_size = len(data)
            file.CRC = crc32(data)
            out.write(file.FileHeader())
            sizes = {"start": out.tell(), "bytes": len(data), "characters": len(text)}
            out.write(data)
            found[name] = {"file": file.filename, **sizes, "sha256": hashlib.sha256(data).hexdigest()}
            files.append(file)
        with ZipFile(out, "w", ZIP_STORED) as archive:  # to have it write each file takes it three times as long
            archive.filelist += files
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
