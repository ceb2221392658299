"""Measures validation, and pyshacl whole in the same run: ``python benchmarks/validation.py [QUADS]`` (1,000,000).

The graph is that of the seeds over and over, each copy with its own articles and treaties and now and then a planted
fault, and the ontology once. Tier 1 runs on each article's graph, tier 2 once over all. pyshacl whole is given the
seeds alone as one graph, and all shapes that it can run, those with GRAPH aside.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from multiprocessing import Process
from pathlib import Path
from typing import Any, Final

import rdflib
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse
from pyshacl import validate as pyshacl_validate

from builder import pipeline, store
from builder.identifiers import Minter
from builder.pipeline import Limits
from builder.resources import folder
from builder.rows import apart
from builder.validate import articles, queries
from builder.validate.context import context, types_said
from builder.validate.conversion import ill_typed_allowed, to_rdflib
from builder.validate.core import CoreValidator
from builder.validate.shapes import load
from builder.vocabulary import MQ, SH

LIMIT: Final = 600
"""Seconds that pyshacl whole is given."""
FAULT: Final = 7
"""Every so many copies one is at fault."""
MINTER: Final = Minter()
Quads = list[Quad]


def seeds() -> Quads:
    with tempfile.TemporaryDirectory() as directory:
        pipeline.build([folder("seeds")], Path(directory), limits=Limits(workers=0))
        return list(store.open_graph(Path(directory)).quads())


def copies(quads: Quads, wanted: int) -> Quads:
    """The ontology once, and all else over and over under other names, until there are so many quads."""
    kept = {MINTER.graph(layer) for layer in ("ontology", "inferred")}
    found = [quad for quad in quads if str(quad.graph_name.value) == MINTER.graph("ontology")]
    data = [quad for quad in quads if str(quad.graph_name.value) not in kept]
    known = {quad.subject for quad in found}
    for number in range(max(1, (wanted - len(found)) // len(data))):
        names: dict[Any, Any] = {}

        def renamed(term: Any, number: int = number, names: dict[Any, Any] = names) -> Any:
            if not isinstance(term, NamedNode) or not term.value.startswith(MINTER.base) or term in known:
                return term
            if term not in names:
                layer = term.value.removeprefix(MINTER.base + "graph/") in ("facts", "report", "decisions")
                names[term] = term if layer else NamedNode(f"{term.value}-{number}")
            return names[term]

        found += (Quad(renamed(q.subject), q.predicate, renamed(q.object), renamed(q.graph_name)) for q in data)
        if number % FAULT == 0:
            found += faults(number)
    return found


def faults(number: int) -> Iterator[Quad]:
    """A cycle of supersession, a date that no claim gives, beside two that disagree."""
    graph = NamedNode(MINTER.graph("facts"))
    one, two, event = (NamedNode(f"{MINTER.base}fault/{name}-{number}") for name in ("a", "b", "e"))
    for subject, name, obj in (
        (one, "directlySupersedes", two),
        (two, "directlySupersedes", one),
        (event, "date", Literal("2001-01-01")),
        (event, "date", Literal("2002-01-01")),
    ):
        yield Quad(subject, NamedNode(MQ + name), obj, graph)
    yield Quad(event, NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), NamedNode(MQ + "Signature"), graph)


def timed(work: Callable[[], Any]) -> tuple[Any, float, float]:
    """What it gives, and its processor and wall seconds."""
    processor, wall = time.process_time(), time.perf_counter()
    done = work()
    return done, time.process_time() - processor, time.perf_counter() - wall


def by_graph(quads: Quads) -> dict[str, Quads]:
    graphs: dict[str, Quads] = defaultdict(list)
    for quad in quads:
        graphs[str(quad.graph_name.value)].append(quad)
    return dict(graphs)


def say(*cells: object) -> None:
    print("| " + " | ".join(map(str, cells)) + " |", flush=True)


def tiers(quads: Quads) -> None:
    graphs, facts = by_graph(quads), MINTER.graph("facts")
    prefix = MINTER.article_graph("")
    own = {name.removeprefix(prefix): found for name, found in graphs.items() if name.startswith(prefix)}
    ontology = graphs[MINTER.graph("ontology")]
    checked, processor, wall = timed(lambda: articles(own, {}, ontology, MINTER))
    each = f"{len(checked.results)} results, {1000 * processor / len(own):.2f} ms each"
    say(f"tier 1, {len(own):,} articles", f"{processor:.2f}", f"{wall:.2f}", each)
    shapes = load()
    validator = CoreValidator(shapes, context(ontology))
    elsewhere = types_said(apart(quads))
    for layer in ("facts", "report", "decisions"):
        found = list(apart(graphs.get(MINTER.graph(layer), [])))
        results, processor, wall = timed(
            lambda found=found, layer=layer: list(validator.results(MINTER.graph(layer), layer, found, elsewhere))
        )
        work = f"shapes of the layer {layer}, {len(found):,} quads"
        say(work, f"{processor:.2f}", f"{wall:.2f}", f"{len(results)} results")
    results, processor, wall = timed(lambda: list(queries.results(shapes, graphs, facts)))
    say(f"tier 2, {len(quads):,} quads", f"{processor:.2f}", f"{wall:.2f}", f"{len(results)} results")


def whole(quads: Quads) -> None:
    """pyshacl with all shapes on one merged graph, in a process that is ended after LIMIT, and tiers on the same."""
    tiers(quads)
    child = Process(target=_pyshacl, args=([str(quad) for quad in quads],))
    child.start()
    child.join(LIMIT)
    if child.is_alive():
        child.kill()
        say(f"pyshacl whole, {len(quads):,} quads", "", f"over {LIMIT}", "ended")


def _pyshacl(lines: list[str]) -> None:
    data, shapes = rdflib.Graph(), rdflib.Graph()
    for path in sorted(folder("shapes").glob("*.ttl")):
        shapes.parse(path)
    for query, text in list(shapes.subject_objects(rdflib.URIRef(SH + "select"))):
        if "GRAPH" in str(text):
            shapes.remove((None, rdflib.URIRef(SH + "sparql"), query))
    with ill_typed_allowed():
        for quad in parse("".join(f"{line} .\n" for line in lines), format=RdfFormat.N_QUADS):
            data.add(tuple(to_rdflib(term) for term in quad.triple))  # type: ignore[arg-type]
        (_, found, _), processor, wall = timed(lambda: pyshacl_validate(data, shacl_graph=shapes, inplace=True))
    count = len(list(found.subjects(rdflib.RDF.type, rdflib.URIRef(SH + "ValidationResult"))))
    say(f"pyshacl whole, {len(data):,} triples", f"{processor:.2f}", f"{wall:.2f}", f"{count} results")


def small(quads: Quads) -> Quads:
    """The graph of the seeds, without the known entities that none of its articles names."""
    own = MINTER.graph("ontology")
    named = {term for q in quads if q.graph_name.value != own for term in (q.subject, q.object)}
    named |= {q.subject for q in quads if not str(getattr(q.subject, "value", "")).startswith(MINTER.base)}
    return [q for q in quads if (q.graph_name.value != own or q.subject in named)]


def main(wanted: int) -> None:
    quads = seeds()
    say("work", "processor s", "wall s", "")
    say("---", "---:", "---:", "---")
    big = copies(quads, wanted)
    tiers(big)
    whole(small(quads))


if __name__ == "__main__":
    main(int(sys.argv[1].replace(",", "")) if len(sys.argv) > 1 else 1_000_000)
