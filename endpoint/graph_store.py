"""``/graph-store``: the SPARQL 1.1 Graph Store HTTP Protocol.

A graph is named by ``?graph=IRI`` or ``?default`` (section 4.2), or by its own address ``/graph-store/NAME`` (4.1).
Anyone may read any graph; who has the token may write graphs beside those of the built graph.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from typing import Final

from flask import Blueprint, Response, request
from pyoxigraph import NamedNode

from endpoint.access import require_token
from endpoint.compression import decompressed
from endpoint.negotiation import TRIPLES, Offer, choose
from endpoint.problems import Problem, not_acceptable
from endpoint.site import current_site
from endpoint.sparql import response_of_answer
from endpoint.validators import not_modified, tagged, unchanged
from endpoint.writing import Body

blueprint = Blueprint("graph_store", __name__)

PATH: Final = "/graph-store"
_READABLE: Final = {
    offer.media: offer.name for offer in TRIPLES if offer.media not in ("text/plain", "application/json")
}
_READ: Final = "GET, HEAD, OPTIONS"
_WRITE: Final = "PUT, POST, DELETE"
_ANY_TRIPLES: Final = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


@dataclass(frozen=True, slots=True)
class Target:
    """The graph of a request: its IRI, or None for the default graph; and the base of what is uploaded to it."""

    iri: str | None
    base: str


@blueprint.route(PATH, methods=["OPTIONS"], provide_automatic_options=False)
@blueprint.route(f"{PATH}/<path:name>", methods=["OPTIONS"], provide_automatic_options=False)
def options(name: str = "") -> Response:  # noqa: ARG001
    """What may be done here."""
    if current_site().token is None:
        return Response(status=204, headers={"Allow": _READ})
    return Response(status=204, headers={"Allow": f"{_READ}, {_WRITE}", "Accept-Post": ", ".join(_READABLE)})


@blueprint.get(PATH)
@blueprint.get(f"{PATH}/<path:name>")
def read(name: str = "") -> Response:
    """The triples of a graph (section 5.2); HEAD tells of them (5.6)."""
    target = _target(name)
    site = current_site()
    graph = site.graph()
    view = site.view(graph)
    offer = choose(TRIPLES, request.headers.get("Accept"), request.args.get("format"))
    if offer is None:
        raise not_acceptable(TRIPLES)
    file = view.own_graph(target.iri)
    if file is None and target.iri is not None and not site.has_graph(graph, target.iri):
        raise Problem(404, f"{target.iri}: no such graph")
    tag = f"{view.name}-{offer.name}"
    if unchanged(tag):
        return not_modified(tag)
    if file is None and target.iri is None:
        return tagged(_empty(offer), tag)
    job = replace(
        site.job(graph, _ANY_TRIPLES),
        triples=offer.name,
        rows=None,
        default=() if target.iri is None else (target.iri,),
        file=str(file) if file else None,
        head=request.method == "HEAD",
    )
    return tagged(response_of_answer(site.run(job), offer), tag)


@blueprint.put(PATH)
@blueprint.put(f"{PATH}/<path:name>")
def put(name: str = "") -> Response:
    """Replace a graph by what is sent (section 5.3)."""
    return _write("put", name)


@blueprint.post(PATH)
@blueprint.post(f"{PATH}/<path:name>")
def post(name: str = "") -> Response:
    """Merge what is sent into a graph; to the graph store itself, make a new graph of it (section 5.5)."""
    return _write("post", name)


@blueprint.delete(PATH)
@blueprint.delete(f"{PATH}/<path:name>")
def delete(name: str = "") -> Response:
    """Remove a graph (section 5.4)."""
    require_token()
    target = _target(name)
    site = current_site()
    if not site.writer.change_graph(site.graph(), "delete", target.iri, target.base, ()):
        raise Problem(404, f"{target.iri}: no such graph")
    return Response(status=204)


def _write(operation: str, name: str) -> Response:
    require_token()
    site = current_site()
    new = operation == "post" and not name and not {"graph", "default"} & set(request.args)
    target = _direct(uuid.uuid4().hex) if new else _target(name)
    existed = site.writer.change_graph(site.graph(), operation, target.iri, target.base, _bodies())
    if existed:
        return Response(status=204)
    return Response(status=201, headers={"Location": target.base})


def _target(name: str) -> Target:
    """The graph of the request. Raises Problem where it names none, or more than one."""
    given = request.args.getlist("graph")
    default = "default" in request.args
    if len(given) + default + bool(name) != 1:
        raise Problem(400, f"name one graph: {PATH}?graph=IRI, {PATH}?default or {PATH}/NAME")
    if default:
        return Target(None, request.base_url)
    if name:
        return _direct(name)
    if ":" not in given[0]:
        raise Problem(400, f"{given[0]}: not a whole IRI")
    try:
        return Target(NamedNode(given[0]).value, given[0])
    except ValueError as error:
        raise Problem(400, f"{given[0]}: no IRI ({error})") from error


def _direct(name: str) -> Target:
    iri = f"{request.url_root.rstrip('/')}{PATH}/{name}"
    try:
        return Target(NamedNode(iri).value, iri)
    except ValueError as error:
        raise Problem(400, f"{iri}: no IRI ({error})") from error


def _bodies() -> list[Body]:
    """The documents that were sent: the body, or each file of a form."""
    request.max_content_length = current_site().settings.upload_size
    if request.mimetype == "multipart/form-data":
        return [Body(_format(file.mimetype), file.read()) for file in request.files.values()]
    return [Body(_format(request.mimetype), decompressed(current_site().settings.upload_size))]


def _format(media: str) -> str:
    if media not in _READABLE:
        raise Problem(415, f"{media or 'no Content-Type'}: send one of {', '.join(_READABLE)}")
    return _READABLE[media]


def _empty(offer: Offer) -> Response:
    return Response(b"[]" if offer.name == "jsonld" else b"", content_type=offer.media)
