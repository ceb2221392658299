"""The page of queries: an editor, and the answer as a table, a chart, a timeline or a graph, whole without scripts."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from flask import Response, jsonify, request, url_for
from pyoxigraph import NamedNode

from builder.describe import labels_of
from builder.errors import MithaqError
from builder.store import Graph
from endpoint.cells import cell
from endpoint.examples import examples
from endpoint.pages_cache import kept_list
from endpoint.pages_explain import Step, explanation
from endpoint.pages_frame import page, preferred, reader
from endpoint.problems import problem_of
from endpoint.site import Site, current_site
from endpoint.validators import not_modified, tagged, unchanged
from endpoint.views.answers import TRIPLE, Answer, fits
from endpoint.views.charts import chart
from endpoint.views.moments import timeline
from endpoint.views.network import network
from endpoint.views.vocabulary import vocabulary
from endpoint.wording import language

START: Final = """SELECT ?treaty ?title ?date WHERE {
  ?treaty a mq:Treaty ; rdfs:label ?title .
  OPTIONAL { ?treaty mq:signedOn ?date }
}
ORDER BY ?date
"""
EDITOR: Final = Path(__file__).parent / "static" / "editor"
"""Where ``make editor`` puts the editor's files."""

VIEWS: Final = ("table", "chart", "timeline", "graph")


def query() -> Response | str:
    """An answer as a page: rows, triples or a truth value; or the box alone where there is no query."""
    given = request.values
    example = next((item for item in examples() if item.name == given.get("example")), None)
    text = given.get("query") or (example.query if example else "")
    shown: dict[str, Any] = {
        "text": text or START,
        "example": example,
        "examples": examples(),
        "editor": editor_files(),
    }
    if not text:
        return page("query.html", **shown)
    if given.get("explain"):
        shown["explained"] = _explained(text)
    started = time.perf_counter()
    try:
        answer = _answer(text)
    except MithaqError as error:
        problem = problem_of(error)
        return Response(page("query.html", problem=problem, **shown), problem.status, headers=problem.headers)
    seconds = time.perf_counter() - started
    values = current_site().settings
    limits = {"cap": values.page_rows, "limit": values.answer_rows}
    return page(
        "query.html", answer=answer, seconds=seconds, **limits, **_drawn(answer, given.get("view", "")), **shown
    )


def terms() -> Response:
    """What the editor completes: prefixes, classes, properties and concepts, with their names in a language."""
    site = current_site()
    graph = site.graph()
    tag = f"{graph.identifier}-terms-{language()}"
    if unchanged(tag):
        return not_modified(tag)
    view = reader()
    return tagged(jsonify(*kept_list(("terms", view.language), lambda: [vocabulary(view)])), tag)


def editor_files() -> tuple[str, str] | None:
    """The addresses of the editor's script and style; None where ``make editor`` was not run."""
    names = ("yasqe.min.js", "yasqe.min.css")
    if not all((EDITOR / name).exists() for name in names):
        return None
    script, style = (url_for("static", filename=f"editor/{name}") for name in names)
    return script, style


def _answer(text: str) -> Answer | bool:
    """An answer's first rows for a page, or a truth value."""
    site = current_site()
    graph = site.graph()
    job = replace(site.job(graph, text), rows="page", triples="page", most=site.settings.page_rows)
    leave = site.clients.enter(request.remote_addr or "")
    try:
        found: dict[str, Any] = json.loads(site.run(job).whole())
    finally:
        leave()
    if "boolean" in found:
        return bool(found["boolean"])
    labels = _labels(site, graph, found["rows"])
    cells = tuple(tuple(cell(value, graph.base, labels) for value in row) for row in found["rows"])
    names = tuple(found["names"])
    return Answer(names, tuple(map(tuple, found["rows"])), cells, bool(found["more"]), names == TRIPLE)


def _explained(text: str) -> Step | MithaqError:
    """How a query is understood, or why that cannot be told."""
    try:
        return explanation(reader(), text)
    except MithaqError as error:
        return error


def _drawn(answer: Answer | bool, wanted: str) -> dict[str, Any]:
    """The view that was asked for, or the table, and the views there are."""
    if isinstance(answer, bool) or not answer.cells:
        return {"views": (), "view": "table"}
    makers: dict[str, Callable[[Answer], object]] = {
        "chart": partial(chart, language=language()),
        "timeline": partial(timeline, language=language()),
        "graph": network,
    }
    drawing = makers[wanted](answer) if wanted in makers else None
    view = wanted if drawing is not None else "table"
    return {
        "views": tuple(name for name in VIEWS if name == "table" or fits(answer, name)),
        "view": view,
        "drawing": drawing,
    }


def _labels(site: Site, graph: Graph, rows: Sequence[Sequence[Mapping[str, str] | None]]) -> dict[str, str]:
    iris = {NamedNode(part["value"]) for row in rows for part in row if part and part["type"] == "uri"}
    found = labels_of(lambda text: site.rows(graph, text), iris, preferred())
    labels = {name.value: label for name, label in found.items() if isinstance(name, NamedNode)}
    view = reader()
    # What an article calls an event is any words of it; its kind and its instrument say more.
    events = sorted(iri.value for iri in iris if iri.value.startswith(f"{graph.base}event/"))
    return labels | {iri: view.name(iri).text for iri in events}
