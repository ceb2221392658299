"""What the reading of an article depends on: the code, the rules and the words, as one digest.

A reading is kept for later builds under this digest. When any of these files changes, articles are read anew; when
only what works after reading changes (shapes, inference rules, the facts policy), they are not.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Final

from builder.resources import folder

LATER_CODE: Final = frozenset(
    {"annotate", "assemble", "cli.py", "commands.py", "describe.py", "giving_way.py", "memory.py", "nquads.py"}
    | {"query.py", "reason", "report", "scoring", "store", "validate"}
)
"""Under ``builder/``: what works on readings, and no part of reading itself."""
LATER_DATA: Final = frozenset({"rules", "questions", "conflicts"})
"""Under ``ontology/``: what is asked of a graph."""
_LIBRARIES: Final = ("hijridate", "msgspec", "pyahocorasick", "pyoxigraph", "regex")
_CHECKING: Final = ("pyshacl", "rdflib")
_SUFFIXES: Final = frozenset({".py", ".rq", ".ttl", ".yaml"})


@cache
def fingerprint() -> str:
    """The digest (32 hexadecimal digits) of all that reading an article depends on in this installation."""
    return _digest(_LIBRARIES, files())


@cache
def whole_fingerprint() -> str:
    """The digest of all that anything that is kept between builds depends on: every rule, shape, word and module."""
    return _digest((*_LIBRARIES, *_CHECKING), files(later=True))


def _digest(libraries: Iterable[str], found: Iterable[tuple[str, Path]]) -> str:
    whole = hashlib.sha256()
    whole.update(f"python {sys.version_info[0]}.{sys.version_info[1]}\n".encode())
    for library in libraries:
        whole.update(f"{library} {version(library)}\n".encode())
    for name, path in found:
        whole.update(f"{name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()[:32]


def files(*, later: bool = False) -> Iterator[tuple[str, Path]]:
    """The files that reading depends on, with their names inside the installation, in the order of these.

    ``later``: with those that only what works after reading depends on.
    """
    nothing: frozenset[str] = frozenset()
    roots = [
        ("builder", Path(__file__).resolve().parents[1], {"_data"} | (nothing if later else LATER_CODE)),
        ("ontology", folder("ontology"), nothing if later else LATER_DATA),
    ]
    if later:
        roots.append(("shapes", folder("shapes"), nothing))
    for name, root, left_out in roots:
        for path in sorted(root.rglob("*")):
            inner = path.relative_to(root)
            if path.suffix in _SUFFIXES and inner.parts[0] not in left_out and path.is_file():
                yield f"{name}/{inner.as_posix()}", path
