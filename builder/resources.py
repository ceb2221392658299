"""Finds the data files (ontology, shapes, seeds) in an installed wheel or in a checkout."""

from __future__ import annotations

from pathlib import Path

from builder.errors import OntologyError

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The folder ``name`` ("ontology", "shapes" or "seeds") of this installation.

    Raises OntologyError where neither the wheel nor the checkout has it.
    """
    for candidate in (_PACKAGE / "_data" / name, _PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    raise OntologyError(f"{name}/ is missing beside {_PACKAGE}: reinstall mithaq")
