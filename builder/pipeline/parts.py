"""The claims of a few articles, assembled and checked, in files that later builds use again: ``DIR/claims/``.

    NAME.near.nq NAME.far.nq    the articles' graphs, as sorted canonical lines (store/written.py)
    NAME.asked.nq               those of their quads that questions over all articles can see
    NAME.json                   written last: the holdings, the results of tier 1, and what the snapshot needs to know

NAME is a digest of all that made them, so that a file is either of this build or of no use to it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from builder.assemble.holdings import Holding
from builder.assemble.terms import Term
from builder.model import Factuality
from builder.store import Entry, Written, write_lines
from builder.validate import Result, Severity

FOLDER: Final = "claims"
_ENDINGS: Final = (".near.nq", ".far.nq", ".asked.nq")


@dataclass(frozen=True, slots=True)
class Part:
    """What a few articles say. ``spoilt``: the nodes that no fact may rest on, as far as these articles tell."""

    written: Written
    asked: Path
    held: tuple[Holding, ...]
    results: tuple[Result, ...]
    spoilt: frozenset[str]

    def asked_quads(self) -> Iterator[Quad]:
        """The quads that questions over all articles can see."""
        return parse(path=self.asked, format=RdfFormat.N_QUADS)


def write(
    folder: Path,
    name: str,
    base: str,
    prefix: str,
    quads: list[Quad],
    asked: Iterable[Quad],
    held: Iterable[Holding],
    results: Iterable[Result],
    spoilt: Iterable[str],
) -> None:
    """Write a part. Raises OSError where the disk refuses, GraphError where a snapshot would refuse a quad."""
    written = write_lines(folder / f"{name}.x", quads, base, prefix)
    (folder / f"{name}.asked.nq").write_bytes("".join(f"{quad} .\n" for quad in asked).encode("utf-8"))
    value = {
        "files": [_digest(folder / f"{name}{ending}") for ending in _ENDINGS],
        "layers": dict(written.layers),
        "entries": written.entries,
        "held": [_plain_holding(holding) for holding in held],
        "results": [_plain_result(result) for result in results],
        "spoilt": sorted(spoilt),
    }
    beside = folder / f".{name}.{os.getpid()}.part"
    beside.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    beside.replace(folder / f"{name}.json")


def read(folder: Path, name: str) -> Part | None:
    """A part, or None where it is missing or not whole."""
    paths = tuple(folder / f"{name}{ending}" for ending in _ENDINGS)
    try:
        value = json.loads((folder / f"{name}.json").read_bytes())
        if value["files"] != [_digest(path) for path in paths]:
            return None
        written = Written(paths[:2], value["layers"], tuple(Entry(*entry) for entry in value["entries"]))
        return Part(
            written,
            paths[2],
            tuple(_holding(item) for item in value["held"]),
            tuple(_result(item) for item in value["results"]),
            frozenset(value["spoilt"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def prune(folder: Path, names: Iterable[str]) -> None:
    """Remove all files but those of these parts."""
    kept = set(names)
    for path in sorted(folder.iterdir()):
        if path.name.split(".")[0] not in kept and path.name != ".lock":
            path.unlink(missing_ok=True)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _plain_term(term: Term | None) -> list[str | None] | None:
    if term is None:
        return None
    if isinstance(term, NamedNode):
        return [term.value]
    return [term.value, term.language, None if term.language else term.datatype.value]


def _term(value: list[str | None]) -> Term:
    if len(value) == 1:
        return NamedNode(str(value[0]))
    text, language, datatype = value
    if language:
        return Literal(str(text), language=language)
    return Literal(str(text), datatype=NamedNode(str(datatype)))


def _plain_holding(item: Holding) -> list[Any]:
    """Without its evidence and its rule, which nothing over all articles asks for."""
    names = [item.claim, item.attribution, item.subject, item.predicate.value]
    return [*names, _plain_term(item.object), item.holder, item.factuality.value, item.article, item.voice]


def _holding(value: list[Any]) -> Holding:
    claim, attribution, subject, property_, obj, holder, factuality, article, voice = value
    return Holding(
        claim=claim,
        attribution=attribution,
        subject=subject,
        predicate=NamedNode(property_),
        object=_term(obj),
        holder=holder,
        factuality=Factuality(factuality),
        article=article,
        voice=voice,
        evidence=(),
        rule="",
    )


def _plain_result(result: Result) -> dict[str, Any]:
    return {**asdict(result), "value": _plain_term(result.value)}


def _result(value: dict[str, Any]) -> Result:
    plain = {
        **value,
        "severity": Severity(value["severity"]),
        "value": None if value["value"] is None else _term(value["value"]),
        "evidence": tuple(value["evidence"]),
        "articles": tuple(value["articles"]),
    }
    return Result(**plain)
