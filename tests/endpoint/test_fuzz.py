"""Requests made by chance find no failure of the server: schemathesis on its own description, and made-up queries."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from conftest import Server

SCHEMATHESIS: Final = Path(sys.executable).with_name("schemathesis")
LIMITS: Final = frozenset({503, 504, 507})
"""What a query that costs too much is answered with: limits that held, no failure."""


@pytest.mark.parametrize("token", [None, "sesame"])
def test_the_description_holds(request: pytest.FixtureRequest, tmp_path: Path, token: str | None) -> None:
    server: Server = request.getfixturevalue("server" if token is None else "writable_server")
    # Which strings are queries, no schema can say; and who may not write is told so (403), not that it is impossible.
    left_out = "positive_data_acceptance" if token else "positive_data_acceptance,unsupported_method"
    options = ["--max-examples", "20", "--seed", "1", "--no-color", "--exclude-checks", left_out]
    header = [] if token is None else ["--header", f"Authorization: Bearer {token}"]
    run = [str(SCHEMATHESIS), "run", f"{server.address}/openapi.json", *options, *header]
    done = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Tested: " in done.stdout


OPERATORS = st.sampled_from(["=", "!=", "<", ">", "+", "-", "*", "/", "&&", "||"])
FUNCTIONS = st.sampled_from(["STR", "LANG", "DATATYPE", "BOUND", "YEAR", "ABS", "UCASE", "ISIRI", "SHA1"])
variables = st.sampled_from(["?s", "?p", "?o", "?x", "?تاريخ"])
constants = st.sampled_from(
    ["<state/RUS>", "mq:hasParty", "a", "mq:Treaty", '"روسيا"@ar', '"2024-06-19"^^xsd:date', "12", "-1.5e300", "true"]
)
terms = variables | constants
paths = st.recursive(
    st.sampled_from(["mq:hasParty", "mq:supersedes", "rdf:type", "rdfs:label", "!mq:hasParty", "!(^mq:hasParty|a)"]),
    lambda inner: (
        st.builds("({}){}".format, inner, st.sampled_from(["*", "+", "?", ""]))
        | st.builds("{}/{}".format, inner, inner)
        | st.builds("({}|^{})".format, inner, inner)
    ),
    max_leaves=4,
)
expressions = st.recursive(
    variables | constants,
    lambda inner: (
        st.builds("({} {} {})".format, inner, OPERATORS, inner)
        | st.builds(
            "{}({})".format,
            FUNCTIONS,
            inner,
        )
        | st.builds("REGEX(STR({}), {})".format, inner, st.sampled_from(['"^ر"', '"("', '"(a+)+$"', '"[\\\\u0600-ۿ]"']))
        | st.builds("IF({}, {}, {})".format, inner, inner, inner)
        | st.builds("({} IN ({}, {}))".format, inner, inner, inner)
    ),
    max_leaves=4,
)
groups = st.recursive(
    st.builds("{{ {} {} {} }}".format, terms, variables | paths, terms),
    lambda inner: (
        st.builds("{{ {} {} }}".format, inner, inner)
        | st.builds("{{ {} UNION {} }}".format, inner, inner)
        | st.builds("{{ {} OPTIONAL {} }}".format, inner, inner)
        | st.builds("{{ {} MINUS {} }}".format, inner, inner)
        | st.builds("{{ GRAPH ?g {} }}".format, inner)
        | st.builds("{{ {} FILTER({}) }}".format, inner, expressions)
        | st.builds("{{ {} BIND({} AS ?made) }}".format, inner, expressions)
        | st.builds("{{ {} FILTER NOT EXISTS {} }}".format, inner, inner)
        | st.builds("{{ SELECT ?s (COUNT({}) AS ?n) {} GROUP BY ?s }}".format, variables, inner)
    ),
    max_leaves=4,
)
queries = (
    st.builds("SELECT * {} LIMIT {}".format, groups, st.integers(0, 50))
    | st.builds("SELECT DISTINCT {} {} ORDER BY {} LIMIT 5".format, variables, groups, expressions)
    | st.builds("ASK {}".format, groups)
    | st.builds("CONSTRUCT {{ ?s ?p ?o }} WHERE {} LIMIT 20".format, groups)
    | st.builds("DESCRIBE {} {}".format, variables, groups)
    | st.text(max_size=60)
)


@settings(max_examples=400, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(text=queries, accept=st.sampled_from([None, "text/csv", "application/sparql-results+xml", "text/turtle"]))
def test_no_query_fails_the_server(writable_server: Server, text: str, accept: str | None) -> None:
    reply = writable_server.query(text, accept)
    assert reply.status < 500 or reply.status in LIMITS, (text, reply.text)
    if reply.status >= 400:
        assert reply.media == "application/problem+json"
        assert reply.json["detail"]
