"""Pages of the whole graph: why a triple holds, where sources disagree, what the shapes found."""

from __future__ import annotations

from flask import Blueprint, Response, request

from builder.errors import QueryError
from endpoint.pages_frame import page, reader
from endpoint.problems import Problem, problem_of
from endpoint.views.why import why_page

blueprint = Blueprint("graph", __name__)

_LONGEST = 4000


@blueprint.get("/why")
def why() -> Response | str:
    """Why a triple is in the graph, as a tree; a form where none is given."""
    terms = {name: request.args.get(name, "") for name in ("s", "p", "o")}
    if not any(terms.values()):
        return page("why.html", terms=terms)
    if sum(map(len, terms.values())) > _LONGEST:
        raise Problem(414, "the triple is too long to look for")
    try:
        root = why_page(reader(), terms["s"], terms["p"], terms["o"])
    except QueryError as error:
        problem = problem_of(error)
        return Response(page("why.html", terms=terms, problem=problem), problem.status, headers=problem.headers)
    return page("why.html", terms=terms, root=root)
