"""The claims of a few articles, assembled and checked, in files that later builds use again: ``DIR/claims/``.

    NAME.near.nq NAME.far.nq    the articles' graphs, as sorted canonical lines (store/written.py); in the second also
                                what is reported of them, where nothing that other articles say alters it: by tier 1,
                                and what no rule took
    NAME.asked.nt               those of their triples that questions over all articles can see (assemble/gathered.py)
    NAME.json                   written last: line 1 of what it is made, and what its files were like when it was;
                                line 2 of each article the holdings and results of tier 1; line 3 of each the texts
                                that can be found, most of it and hardly ever asked for: line 1 says how long it is,
                                so that what a stopped build left is known as such

NAME is a digest of all that made them. A part is joined from pieces, one an article. A later build uses the parts as
they are whose articles it all has, and joins new ones of the others: from pieces that are new, and from those that are
left of parts that lost an article.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, Final

import msgspec

from builder.assemble.gathered import Seen
from builder.assemble.holdings import Holding
from builder.errors import GraphError
from builder.identifiers import Minter
from builder.pipeline import catalogue, plain
from builder.pipeline.catalogue import Head, State, asked
from builder.rows import Row
from builder.store import Entry, Spelt, Written
from builder.validate import NOTHING_TOLD, Result, Severity, settled

FOLDER: Final = "claims"


@dataclass(frozen=True, slots=True)
class Said:
    """What one article says. ``spoilt``: the nodes that no fact may rest on, as far as this article tells.

    ``told``: how many results of each severity stand among the lines already, and not among ``results``.
    """

    held: tuple[Holding, ...]
    results: tuple[Result, ...]
    told: Mapping[Severity, int]
    spoilt: frozenset[str]


@dataclass(frozen=True, slots=True)
class Part:
    """What a few articles say, by the names of their pieces."""

    written: Written
    asked: Seen
    said: Mapping[str, Said]


@dataclass(frozen=True, slots=True)
class Piece:
    """What one article says: the lines of the three files, and what stands in the fourth, ready to be written.

    ``graph``: the IRI of its graph, by which its lines are known. ``entries``: the texts that can be found.
    """

    name: str
    graph: str
    lines: tuple[Sequence[bytes], Sequence[bytes], Sequence[bytes]]
    said: Mapping[str, Any]
    entries: Sequence[Any]


@dataclass(frozen=True, slots=True)
class _Entries:
    """The texts of a part that can be found; read where somebody asks for them."""

    path: Path

    def __iter__(self) -> Iterator[Entry]:
        try:
            *_, line = self.path.read_bytes().split(b"\n")
            found = msgspec.json.decode(line, type=list[list[Entry]])
        except (OSError, ValueError) as error:
            raise GraphError(f"{self.path}: was changed while it was in use ({error}); build again") from error
        return chain.from_iterable(found)


def piece(
    name: str,
    article: str,
    minter: Minter,
    spelt: Spelt,
    asked: Iterable[str],
    held: Iterable[Holding],
    results: Iterable[Result],
    spoilt: Iterable[str],
    unaccounted: Mapping[str, Row],
) -> Piece:
    """The piece of an article; ``asked``: the lines of the quads that questions over all articles can see.

    ``unaccounted``: what no rule took, as lines of the report graph with the triple of each.
    """
    graph, every = minter.article_graph(article), set(results)
    told = {result for result in every if settled(result, minter)}
    report = sorted({line for result in told for line in result.lines(minter)}.union(unaccounted))
    triples = [f"{line[: line.rindex(' <')]} .\n" for line in asked]
    every_line = (spelt.near, [*spelt.far, *report], triples)
    lines = tuple("".join(some).encode("utf-8").splitlines(True) for some in every_line)
    said = {
        "name": name,
        "graph": graph,
        "layers": {**spelt.layers, "report": len(report)},
        "held": [plain.holding(holding) for holding in held],
        "results": [plain.result(result) for result in sorted(every - told, key=lambda result: result.order)],
        "told": {result.name(minter): result.severity for result in sorted(told, key=lambda result: result.order)},
        "spoilt": sorted(spoilt),
        "beside": sorted({row[0] for row in unaccounted.values()}),
    }
    return Piece(name, graph, (lines[0], lines[1], lines[2]), said, spelt.entries)


def write(folder: Path, name: str, pieces: Sequence[Piece], minter: Minter) -> None:
    """Write a part. Raises OSError where the disk refuses."""
    near, far = (list(chain.from_iterable(piece.lines[place] for piece in pieces)) for place in range(2))
    asked = [line for piece in pieces for line in (f"# <{piece.graph}>\n".encode(), *piece.lines[2])]
    states = []
    for path, lines in zip(catalogue.files(folder, name), (sorted(near), sorted(far), asked), strict=True):
        path.write_bytes(data := b"".join(lines))
        states.append(State.of(path, data))
    names = tuple(piece.name for piece in pieces)
    said = msgspec.json.encode([piece.said for piece in pieces])
    texts = msgspec.json.encode([piece.entries for piece in pieces])
    head = msgspec.json.encode(Head((states[0], states[1], states[2]), names, _shared(pieces, minter), len(texts)))
    (folder / f"{name}.json").write_bytes(b"\n".join((head, said, texts)))


def read(folder: Path, name: str, row: catalogue.Row, known: Part | None = None) -> Part | None:
    """A part, or None where it is missing or not whole; ``known``: what it was when it was read before."""
    try:
        if not catalogue.whole(folder, name, row.head):
            return None
        if known is not None:
            return known
        said = msgspec.json.decode(row.said)
        layers: Counter[str] = Counter()
        for value in said:
            layers.update(value["layers"])
        near, far, _ = catalogue.files(folder, name)
        own = {value["name"]: _as_said(value) for value in said}
        written = Written((near, far), dict(layers), _Entries(folder / f"{name}.json"))
        return Part(written, asked(folder, name, row), own)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _shared(pieces: Iterable[Piece], minter: Minter) -> tuple[str, ...]:
    """The nodes that questions see these articles speak of: those of which others may, and the articles themselves."""
    subjects = {line[1 : line.index(b">")].decode("utf-8") for piece in pieces for line in piece.lines[2]}
    mine = minter.article("")
    return tuple(sorted(name for name in subjects if not name.startswith(mine) or "/" not in name[len(mine) :]))


def _as_said(value: Mapping[str, Any]) -> Said:
    return Said(
        tuple(map(plain.as_holding, value["held"])),
        tuple(map(plain.as_result, value["results"])),
        Counter(map(Severity, value["told"].values())) if value["told"] else NOTHING_TOLD,
        frozenset(value["spoilt"]),
    )


def taken(folder: Path, name: str, wanted: Collection[str]) -> dict[str, Piece]:
    """The wanted pieces of a part by their names; none where it is not whole."""
    try:
        row, line = catalogue.opened(folder, name)
        if not catalogue.whole(folder, name, row.head):
            return {}
        every = msgspec.json.decode(row.said)
        said = {value["graph"]: value for value in every if value["name"] in wanted}
        entries = dict(zip((value["graph"] for value in every), msgspec.json.decode(line), strict=True))
        owners = {f"<{graph}>".encode(): graph.encode() for graph in said}
        for graph, value in said.items():
            owners |= {f"<{name}>".encode(): graph.encode() for name in (*value["told"], *value["beside"])}
        near_file, far_file, _ = catalogue.files(folder, name)
        by_graph = [_by_graph(path, owners) for path in (near_file, far_file)]
        seen = defaultdict[bytes, list[bytes]](list)
        for own, triple in asked(folder, name, row).lines():
            seen[own].append(triple)
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    found = {}
    for graph, value in said.items():
        near, far = (lines[graph.encode("utf-8")] for lines in by_graph)
        triples = seen[f"<{graph}>".encode()]
        found[value["name"]] = Piece(value["name"], graph, (near, far, triples), value, entries[graph])
    return found


def _by_graph(path: Path, owners: Mapping[bytes, bytes]) -> Mapping[bytes, list[bytes]]:
    """The lines of a file by the article's graph that they stand in, or that the node owns that they report, in order.

    ``owners``: to the names of graphs and nodes the graphs that are wanted.
    """
    found: dict[bytes, list[bytes]] = defaultdict(list)
    with path.open("rb") as file:
        for line in file:
            graph = owners.get(line[line.rindex(b" <") + 1 : -3])
            if graph is None:
                subject, _, value, *_ = line.split(b" ", 3)
                graph = owners.get(subject) or owners.get(value)
            if graph is not None:
                found[graph].append(line)
    return found
