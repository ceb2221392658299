"""The query, update, syntax and result tests of the W3C's SPARQL 1.1 suite, on the engine that we use."""

from __future__ import annotations

import contextlib
import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import pyoxigraph as ox
import pytest
from manifests import MF, RDF, RDFS, UT, Entry, Node, Row, cases, isomorphic, key, path_of, quad_rows

from builder.errors import QueryError
from builder.query import RESULTS, ask
from endpoint import updates

QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".trig": ox.RdfFormat.TRIG,
    ".nq": ox.RdfFormat.N_QUADS,
}
TABLES = {
    ".srx": ox.QueryResultsFormat.XML,
    ".srj": ox.QueryResultsFormat.JSON,
    ".tsv": ox.QueryResultsFormat.TSV,
}
QUERIES = (
    *("aggregates", "bind", "bindings", "cast", "construct", "exists", "functions", "grouping", "negation"),
    *("project-expression", "property-path", "subquery", "csv-tsv-res", "json-res"),
)
UPDATES = (
    *("add", "basic-update", "clear", "copy", "delete", "delete-data", "delete-insert", "delete-where", "drop"),
    *("move", "update-silent"),
)
SYNTAX = ("syntax-query", "syntax-update-1", "syntax-update-2", "syntax-fed")
BASE = "http://www.w3.org/2009/sparql/docs/tests/data-sparql11"
ABSENT = "the engine gives no row for a path of length nought from or to a constant that the data lacks"
SCOPE = "the engine scopes the variable of GRAPH otherwise where MINUS, VALUES or a sub-query stands within"
LANGUAGE = "the engine's GROUP_CONCAT keeps the language of what it joins"
KNOWN = {
    f"{BASE}/property-path/manifest#zero_or_more_set_start": ABSENT,
    f"{BASE}/property-path/manifest#zero_or_more_set_end": ABSENT,
    f"{BASE}/property-path/manifest#zero_or_one_set_start": ABSENT,
    f"{BASE}/property-path/manifest#zero_or_one_set_end": ABSENT,
    f"{BASE}/negation/manifest#graph-minus": SCOPE,
    f"{BASE}/bindings/manifest#graph": SCOPE,
    f"{BASE}/aggregates/manifest#agg-empty-group-count-graph": SCOPE,
    f"{BASE}/aggregates/manifest#agg-groupconcat-04": LANGUAGE,
    f"{BASE}/aggregates/manifest#agg-groupconcat-06": LANGUAGE,
    f"{BASE}/functions/manifest#bnode01": "BNODE(?x) gives one blank node to rows that should have their own",
    f"{BASE}/csv-tsv-res/manifest#tsv03": "the store keeps xsd:negativeInteger as xsd:integer",
}


def load(store: ox.Store, iri: str, graph: str | None = None) -> None:
    path = path_of(iri)
    name = ox.NamedNode(graph) if graph else None
    store.load(path=str(path), format=FORMATS[path.suffix], base_iri=iri, to_graph=name)


def text_of(iri: str) -> str:
    return path_of(iri).read_bytes().decode("utf-8")


def run_update(store: ox.Store, text: str, base: str) -> None:
    """As the endpoint runs it."""
    store.update(updates.read(text, base, {}, (), ()).text, base_iri=base)


def dataset(entry: Entry, node: Node) -> ox.Store:
    """The graphs that an update begins or ends with."""
    store = ox.Store()
    for data in entry.manifest.all(node, f"{UT}data"):
        load(store, data.value)
    for data in entry.manifest.all(node, f"{UT}graphData"):
        load(store, str(entry.manifest.text(data, f"{UT}graph")), entry.manifest.text(data, f"{RDFS}label"))
    return store


def kind_of(entry: Entry) -> str:
    return str(entry.manifest.text(entry.node, f"{RDF}type")).rpartition("#")[2]


@pytest.mark.parametrize("entry", cases((*SYNTAX, *UPDATES, *QUERIES), kinds="Syntax"))
def test_syntax(entry: Entry) -> None:
    kind = kind_of(entry)
    action = str(entry.manifest.text(entry.node, f"{MF}action"))
    if kind.startswith("Positive"):
        parse(action, update="Update" in kind or action.endswith(".ru"))
    else:
        with pytest.raises((SyntaxError, QueryError)):
            parse(action, update="Update" in kind or action.endswith(".ru"))


def parse(action: str, update: bool) -> None:
    """Run a text on nothing. What it may say of a source that cannot be reached shows that it was understood."""
    with contextlib.suppress(OSError, RuntimeError):
        if update:
            run_update(ox.Store(), text_of(action), action)
        else:
            # Not through builder.query, which refuses SERVICE and knows prefixes that nobody declared.
            ox.Store().query(text_of(action), base_iri=action)


@pytest.mark.parametrize("entry", cases(UPDATES, kinds="Evaluation", known=KNOWN))
def test_update(entry: Entry) -> None:
    action, result = (entry.manifest.one(entry.node, f"{MF}{name}") for name in ("action", "result"))
    store, expected = dataset(entry, action), dataset(entry, result)
    request = str(entry.manifest.text(action, f"{UT}request"))
    run_update(store, text_of(request), request)
    assert isomorphic(quad_rows(expected), quad_rows(store))


@pytest.mark.parametrize("entry", cases(QUERIES, kinds=("Evaluation", "CSV"), known=KNOWN))
def test_query(entry: Entry) -> None:
    action, result = (entry.manifest.one(entry.node, f"{MF}{name}") for name in ("action", "result"))
    query = str((entry.manifest.one(action, f"{QT}query") or action).value)
    text = text_of(query)
    answer = ask(queried(entry, action, query), text, query)
    if path_of(result.value).suffix == ".csv":
        assert isinstance(answer, ox.QuerySolutions)
        same_csv(path_of(result.value).read_bytes(), answer.serialize(format=RESULTS["csv"]) or b"")
        return
    if "csv-tsv-res" in query or "json-res" in query:
        form = RESULTS["tsv" if "csv-tsv-res" in query else "json"]
        assert not isinstance(answer, ox.QueryTriples)
        answer = ox.parse_query_results(answer.serialize(format=form) or b"", format=form)
    same(expected_of(result.value), answer, text)


def queried(entry: Entry, action: Node, query: str) -> ox.Store:
    """The data that a query is asked on: what the test gives, else what its FROM clauses name."""
    store = ox.Store()
    data, named = (entry.manifest.all(action, f"{QT}{name}") for name in ("data", "graphData"))
    for item in data:
        load(store, item.value)
    for item in named:
        load(store, item.value, item.value)
    if not data and not named:
        for name in re.findall(r"FROM\s+(?:NAMED\s+)?<([^>]+)>", text_of(query), re.IGNORECASE):
            iri = f"{path_of(query).parent.as_uri()}/{name}"
            if path_of(iri).exists():
                load(store, iri, iri)
    return store


def expected_of(iri: str) -> Any:
    path = path_of(iri)
    if path.suffix in TABLES:
        return ox.parse_query_results(path=str(path), format=TABLES[path.suffix])
    quads = list(ox.parse(path=str(path), format=FORMATS[path.suffix], base_iri=iri))
    return _Rows(quads) if any(quad.object == ox.NamedNode(f"{RS}ResultSet") for quad in quads) else quads


class _Rows:
    """Rows that a test writes as RDF."""

    def __init__(self, quads: Sequence[ox.Quad]) -> None:
        found: dict[tuple[Any, str], list[Any]] = defaultdict(list)
        for quad in quads:
            found[(quad.subject, quad.predicate.value)].append(quad.object)
        top = next(quad.subject for quad in quads if quad.object == ox.NamedNode(f"{RS}ResultSet"))
        self.names = sorted(name.value for name in found[(top, f"{RS}resultVariable")])
        self.rows = [
            {
                found[(binding, f"{RS}variable")][0].value: found[(binding, f"{RS}value")][0]
                for binding in found[(solution, f"{RS}binding")]
            }
            for solution in found[(top, f"{RS}solution")]
        ]


def same(expected: Any, answer: Any, text: str) -> None:
    if isinstance(expected, ox.QueryBoolean):
        assert bool(answer) == bool(expected)
    elif isinstance(expected, list):
        assert isomorphic(quad_rows(quad.triple for quad in expected), quad_rows(answer))
    else:
        one, other = table(expected), table(answer)
        if "REDUCED" in text.upper():
            assert set(one[1]) == set(other[1])
        else:
            assert one[0] == other[0] or not any(one[1])
            assert isomorphic(one[1], other[1])


def table(rows: Any) -> tuple[list[str], list[Row]]:
    """The names of the columns, and the rows in their order."""
    if isinstance(rows, _Rows):
        return rows.names, [tuple(key(row.get(name)) for name in rows.names) for row in rows.rows]
    names = sorted(variable.value for variable in rows.variables)
    return names, [tuple(key(row[name]) for name in names) for row in rows]


def same_csv(expected: bytes, got: bytes) -> None:
    one, other = (list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))) for data in (expected, got))
    assert sorted(one[0]) == sorted(other[0])
    assert isomorphic(list(cells(one)), list(cells(other)))


def cells(rows: Sequence[Sequence[str]]) -> Iterable[Row]:
    order = sorted(range(len(rows[0])), key=lambda place: rows[0][place])
    for row in rows[1:]:
        yield tuple(
            ("blank", row[place][2:]) if row[place].startswith("_:") else ("text", number(row[place]))
            for place in order
        )


def number(text: str) -> object:
    """A number by its value; other text as it is."""
    return float(text) if re.fullmatch(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?", text) else text
