"""The part of the OpenAPI description that is about pages, things and files: what is read and never runs a query of
the client's own, but for ``/query``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from endpoint.negotiation import TRIPLES
from endpoint.openapi_parts import WORK, field, get, json, media, place, text
from endpoint.views.index import INDEXES

_HTML: Final = text("text/html")
_PAGE: Final = (400, 503, 504)
_LISTS: Final = {
    "treaties": "All treaties and other instruments",
    "actors": "All states, organisations and people that articles speak of",
    "articles": "All articles",
    "statements": "All statements, with who made them",
}


def paths() -> dict[str, Any]:
    """The paths, each with what may be asked there."""
    return dict(_paths())


def _paths() -> Iterator[tuple[str, Any]]:
    yield "/", _page("What the graph holds, search and example questions")
    yield "/query", _query()
    terms = json({"type": "object"})
    yield "/query/terms.json", {"get": get("What the editor of queries completes", terms, (503,), (_lang(),))}
    for name in INDEXES:
        yield f"/{name}", _page(_LISTS[name], _list_fields())
    yield "/id/{name}", {"get": _thing("A thing of the data: leads to its page or its RDF")}
    yield (
        "/page/{name}",
        _page("A thing on a page", (place("name"), field("view", "triples: all its triples.")), (404,)),
    )
    yield "/data/{name}", {"get": _data()}
    yield "/describe", {"get": _describe()}
    yield "/why", _page("Why a triple is in the graph, or why not, down to the words", _triple(), (404,))
    yield "/conflicts", _page("Where sources disagree", (_number(),))
    yield "/validation", _page("What the shapes found")
    content = {**_HTML, **media(TRIPLES)}
    fields = (field("format", "The short name or media type of a format, before Accept."), _lang())
    yield "/ontology", {"get": get("The terms: a page, or RDF", content, (*_PAGE, 406, 507), fields)}
    yield "/downloads", _page("The whole graph and each layer, to download")
    nquads = text("application/n-quads")
    yield "/downloads/graph.nq", {"get": get("The whole graph as the build wrote it", nquads, (503,))}
    files: dict[str, Any] = {
        name: {} for name in ("text/css", "text/javascript", "image/svg+xml", "application/octet-stream")
    }
    yield "/static/{filename}", {"get": get("A file of the pages", files, (404,), (place("filename"),))}


def _page(summary: str, fields: Iterable[Any] = (), failures: Iterable[int] = ()) -> dict[str, Any]:
    return {"get": get(summary, _HTML, (*_PAGE, *failures), (*fields, _lang()), tuple(_HTML))}


def _lang() -> dict[str, Any]:
    return field("lang", "ar or en; else as Accept-Language says.")


def _number() -> dict[str, Any]:
    schema = {"type": "integer", "minimum": 0, "maximum": 999_999}
    return {**field("page", "The number of the page, from 1."), "schema": schema}


def _list_fields() -> tuple[dict[str, Any], ...]:
    return (
        _number(),
        field("letter", "What names begin with."),
        field("kind", "The IRI of a class, or for statements of a mode."),
    )


def _triple() -> tuple[dict[str, Any], ...]:
    names = {"s": "subject", "p": "predicate", "o": "object"}
    return tuple(field(name, f"The {part}, written as in Turtle.") for name, part in names.items())


def _query() -> dict[str, Any]:
    fields = (
        field("query", "A SPARQL 1.1 query; without one, the editor alone."),
        field("example", "The name of an example question."),
        field("view", "table, chart, timeline or graph."),
        field("explain", "Anything: how the query is understood."),
        _lang(),
    )
    asked = get("A query and its answer on a page", _HTML, WORK, fields, tuple(_HTML))
    form = {"application/x-www-form-urlencoded": {"schema": {"type": "object"}}}
    return {"get": asked, "post": {**asked, "parameters": [], "requestBody": {"content": form}}}


def _thing(summary: str) -> dict[str, Any]:
    fields = (place("name"), field("format", "html, or a format of RDF."))
    return get(summary, {}, (*WORK, 404), fields)


def _data() -> dict[str, Any]:
    summary = "A thing as RDF, in the format of its ending or else of Accept"
    return get(summary, media(TRIPLES), (*WORK, 404), (place("name"),))


def _describe() -> dict[str, Any]:
    fields = (field("iri", "Whole or short, as mq:Treaty."), field("format", "html, or a format of RDF."), _lang())
    return get("What the graph says of any IRI", {**_HTML, **media(TRIPLES)}, (*WORK, 404), fields)
