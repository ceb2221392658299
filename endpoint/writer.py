"""The writing process: applies one update or upload at a time to the overlay. It may be killed at any moment.

Run as ``python -m endpoint.writer MEMORY`` with a socket as standard input. A request is a frame Q with its job and
a frame D for each uploaded body; the answer is a frame R with the new view, or E with an error. What is not in the
journal when the process ends did not happen.
"""

from __future__ import annotations

import json
import socket
import sys
from pathlib import Path
from typing import Any, Final

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, parse

from builder.errors import GraphError, QueryError
from builder.query import refuse_remote
from endpoint.frames import ClosedError, Frames, send_json
from endpoint.overlay import Overlay
from endpoint.updates import ANY, read
from endpoint.worker import TRIPLES, confine


class _ForeignError(QueryError):
    """A request would write a graph that is not its own to write."""


def main(memory: int) -> None:
    """Answer jobs until the server goes; ``memory`` is in bytes."""
    line = confine(memory)
    frames = Frames(line)
    overlay: Overlay | None = None
    opened = ""
    while True:
        try:
            job = json.loads(frames.next()[1])
            bodies = [frames.next()[1] for _ in job["formats"]]
        except ClosedError:
            return
        try:
            if overlay is None or opened != job["snapshot"]:
                if overlay is not None:
                    overlay.close()
                    overlay = None
                overlay = Overlay(Path(job["directory"]), Path(job["snapshot"]), job["own"])
                opened = job["snapshot"]
            _answer(line, overlay, job, bodies)
        except (SyntaxError, ValueError) as error:
            send_json(line, b"E", {"kind": "syntax", "message": str(error)})
        except _ForeignError as error:
            send_json(line, b"E", {"kind": "foreign", "message": str(error)})
        except QueryError as error:
            send_json(line, b"E", {"kind": "syntax", "message": str(error)})
        except GraphError as error:
            send_json(line, b"E", {"kind": "store", "message": str(error)})
        except (OSError, RuntimeError) as error:
            # The store may hold what the journal does not: it is made anew.
            if overlay is not None:
                overlay.close()
                overlay = None
            send_json(line, b"E", {"kind": "failed", "message": str(error)})


def _answer(line: socket.socket, overlay: Overlay, job: dict[str, Any], bodies: list[bytes]) -> None:
    found = _OPERATIONS[job["operation"]](overlay, job, bodies)
    view = overlay.publish()
    overlay.clean(job["keep"])
    send_json(line, b"R", {**found, "view": str(view)})


def _open(_overlay: Overlay, _job: dict[str, Any], _bodies: list[bytes]) -> dict[str, Any]:
    return {}


def _update(overlay: Overlay, job: dict[str, Any], _bodies: list[bytes]) -> dict[str, Any]:
    """Run a SPARQL Update request, whole or not at all."""
    refuse_remote(job["text"])
    update = read(job["text"], job["base"], job["prefixes"], job["using"], job["named"])
    _refuse_foreign(overlay, update.targets)
    overlay.store.update(update.text, base_iri=job["base"], prefixes=job["prefixes"])
    return {"changed": bool(overlay.commit(update.literals))}


def _put(overlay: Overlay, job: dict[str, Any], bodies: list[bytes]) -> dict[str, Any]:
    """Replace a graph by the bodies (SPARQL 1.1 Graph Store Protocol, section 5.3)."""
    return _load(overlay, job, bodies, replace=True)


def _post(overlay: Overlay, job: dict[str, Any], bodies: list[bytes]) -> dict[str, Any]:
    """Merge the bodies into a graph (section 5.5)."""
    return _load(overlay, job, bodies, replace=False)


def _load(overlay: Overlay, job: dict[str, Any], bodies: list[bytes], replace: bool) -> dict[str, Any]:
    graph = _graph(overlay, job)
    quads = [
        Quad(quad.subject, quad.predicate, quad.object, graph)
        for body, format in zip(bodies, job["formats"], strict=True)
        for quad in parse(body, format=TRIPLES[format], base_iri=job["base"], without_named_graphs=True)
    ]
    existed = overlay.exists(graph)
    if replace:
        overlay.store.clear_graph(graph)
    if isinstance(graph, NamedNode):
        overlay.store.add_graph(graph)
    overlay.store.extend(quads)
    literals = {quad.object for quad in quads if isinstance(quad.object, Literal)}
    return {"existed": existed, "changed": bool(overlay.commit(literals, graph))}


def _delete(overlay: Overlay, job: dict[str, Any], _bodies: list[bytes]) -> dict[str, Any]:
    """Remove a graph (section 5.4); the default graph is emptied."""
    graph = _graph(overlay, job)
    existed = overlay.exists(graph)
    if existed:
        overlay.store.remove_graph(graph)
    return {"existed": existed, "changed": existed and bool(overlay.commit((), graph))}


def _graph(overlay: Overlay, job: dict[str, Any]) -> NamedNode | DefaultGraph:
    if job["graph"] is None:
        return DefaultGraph()
    _refuse_foreign(overlay, [job["graph"]])
    return NamedNode(job["graph"])


def _refuse_foreign(overlay: Overlay, targets: Any) -> None:
    for target in sorted(targets):
        if target == ANY and overlay.own is not None:
            raise _ForeignError(
                "name each graph that the update writes: a variable, NAMED and ALL may mean a built graph"
            )
        if not overlay.may_write(target):
            raise _ForeignError(f"{target}: is of the built graph, which is never written; write a graph of your own")


_OPERATIONS: Final = {"open": _open, "update": _update, "put": _put, "post": _post, "delete": _delete}


if __name__ == "__main__":
    main(int(sys.argv[1]))
