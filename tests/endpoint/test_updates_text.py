"""What an update writes is known before it runs, whatever it is disguised as."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Store

from builder.errors import QueryError
from endpoint.updates import ANY, DEFAULT, Update, read

XSD = "http://www.w3.org/2001/XMLSchema#"


def reading(text: str, using: tuple[str, ...] = (), named: tuple[str, ...] = ()) -> Update:
    return read(text, "http://base/", {"p": "http://p/"}, using, named)


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("INSERT DATA { <s> <p> <o> }", {DEFAULT}),
        ("INSERT DATA { GRAPH <g> { <s> <p> <o> } }", {"http://base/g"}),
        ("insert data { graph p:g { <s> <p> <o> } <a> <b> <c> }", {"http://p/g", DEFAULT}),
        ("PREFIX p: <http://q/> DELETE DATA { GRAPH p:g { <s> <p> 'GRAPH <no> {' } }", {"http://q/g"}),
        ("BASE <http://other/> DELETE WHERE { GRAPH <g> { ?s ?p ?o } }", {"http://other/g"}),
        ("WITH <g> DELETE { ?s ?p ?o } INSERT { GRAPH <h> { ?s ?p ?o } } WHERE { GRAPH <x> { ?s ?p ?o } }",
         {"http://base/g", "http://base/h"}),
        ("WITH <g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o } ; INSERT DATA { <s> <p> <o> }", {"http://base/g", DEFAULT}),
        ("INSERT { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }", {ANY}),
        ("CLEAR GRAPH <g>", {"http://base/g"}),
        ("DROP SILENT GRAPH p:g", {"http://p/g"}),
        ("DROP ALL", {ANY}),
        ("CLEAR NAMED", {ANY}),
        ("CLEAR DEFAULT", {DEFAULT}),
        ("CREATE GRAPH <g>", {"http://base/g"}),
        ("COPY <a> TO <b>", {"http://base/b"}),
        ("ADD GRAPH <a> TO DEFAULT", {DEFAULT}),
        ("MOVE SILENT DEFAULT TO GRAPH <b>", {DEFAULT, "http://base/b"}),
        ("INSERT DATA { GRAPH <\\u0067> { <s> <p> <o> } }", {"http://base/g"}),
        ("INSERT DATA { GRAPH <g> { <s> <p> '#' } } # GRAPH <no> {", {"http://base/g"}),
    ],
)  # fmt: skip
def test_the_graphs_that_an_update_writes(text: str, targets: set[str]) -> None:
    assert reading(text).targets == targets


@pytest.mark.parametrize(
    "text",
    [
        # Each is read in one way where the comparison is taken for an IRI, and in another where it is not.
        "DELETE { GRAPH <g> { ?a ?b ?c } } WHERE { ?a ?b ?c FILTER(?a<?b)#> { \n } ; DROP ALL #}",
        "DELETE { GRAPH <g> { ?a ?b ?c } } WHERE { ?a ?b ?c FILTER(?a<?b+'>{') } ; DROP ALL # '}",
        "INSERT DATA { GRAPH <g> { <s> <p> <o> } #> \n } ; DROP ALL",
        "INSERT DATA { GRAPH <g> { <s> <p> '''a''''b' ''' } } ; DROP ALL # '''",
    ],
)
def test_a_disguised_operation_is_seen_or_refused(text: str) -> None:
    store = Store()
    store.add_graph(NamedNode("http://kept/"))
    try:
        update = reading(text)
        store.update(update.text, base_iri="http://base/")
    except (QueryError, SyntaxError):
        return
    assert ANY in update.targets or store.contains_named_graph(NamedNode("http://kept/"))


def test_an_apostrophe_may_not_hide_a_string() -> None:
    with pytest.raises(QueryError, match="%27"):
        reading("DELETE WHERE { ?a ?b ?c } ; INSERT { } WHERE { FILTER(?a<?b+'''>{''') }")


def run(text: str, using: tuple[str, ...] = (), named: tuple[str, ...] = ()) -> set[str]:
    """The objects of <r> after an update on the graphs a, b and c, each with one triple."""
    store = Store()
    store.update("".join(f"INSERT DATA {{ GRAPH <http://base/{g}> {{ <urn:{g}> <urn:p> <urn:o> }} }} ;" for g in "abc"))
    store.update(reading(text, using, named).text, base_iri="http://base/")
    found = store.quads_for_pattern(None, NamedNode("urn:r"), None, None)
    return {quad.object.value for quad in found if isinstance(quad.object, NamedNode)}


@pytest.mark.parametrize("where", ["WHERE", "where", "# WHERE { }\nWHERE"])
def test_the_request_may_name_the_dataset(where: str) -> None:
    text = f"INSERT {{ <urn:x> <urn:r> ?s }} {where} {{ ?s <urn:p> ?o }}"
    assert run(text) == set()
    assert run(text, ("http://base/a", "http://base/b")) == {"urn:a", "urn:b"}
    text = f"INSERT {{ <urn:x> <urn:r> ?s }} {where} {{ GRAPH ?g {{ ?s <urn:p> ?o }} }}"
    assert run(text, (), ("http://base/c",)) == {"urn:c"}
    assert run(f"{text} ; {text}", (), ("http://base/c",)) == {"urn:c"}


def test_delete_where_takes_the_dataset_too() -> None:
    store = Store()
    store.update("INSERT DATA { GRAPH <urn:g> { <urn:s> <urn:p> <urn:o> } <urn:s> <urn:p> <urn:o> }")
    store.update(reading("DELETE WHERE { ?s ?p ?o }", ("urn:none",)).text)
    assert len(store) == 2
    store.update(reading("DELETE WHERE { ?s ?p ?o }", ("urn:g",)).text)
    assert [str(quad.graph_name) for quad in store] == ["<urn:g>"]


@pytest.mark.parametrize("text", ["WITH <g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
                                  "INSERT { <s> <p> <o> } USING <g> WHERE { }"])  # fmt: skip
def test_only_one_of_the_two_names_the_dataset(text: str) -> None:
    with pytest.raises(QueryError, match="one of the two"):
        reading(text, ("http://base/a",))


def test_a_graph_of_the_request_is_an_iri() -> None:
    with pytest.raises(QueryError, match="no IRI"):
        reading("INSERT { } WHERE { }", ("a b> WHERE {} ; DROP ALL #",))


def test_the_spelling_of_literals_is_known() -> None:
    text = 'INSERT DATA { <s> <p> 1.50 , "01"^^<http://www.w3.org/2001/XMLSchema#int> , "x" , "a"@en , -007 }'
    kinds = {"1.50": "decimal", "01": "int", "-007": "integer"}
    assert reading(text).literals == {Literal(value, datatype=NamedNode(XSD + kind)) for value, kind in kinds.items()}
