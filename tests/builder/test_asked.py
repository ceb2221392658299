"""What is left out before questions are asked over all articles changes no answer."""

from __future__ import annotations

import re

import pytest
from pyoxigraph import NamedNode

from builder import ontology, reason, store
from builder.assemble import asked as questions
from builder.assemble import conflicts, ontology_graph
from builder.assemble.gathered import Gathered
from builder.identifiers import Minter
from builder.pipeline.asking import asked
from builder.resources import folder
from builder.rows import apart
from builder.rulefile import rule_files
from builder.validate import queries
from builder.validate.shapes import load
from builder.vocabulary import MQ, OA


def test_names_are_those_of_the_prefixes_and_the_whole_ones() -> None:
    query = "PREFIX a: <urn:a#>\nSELECT * { ?x a:one/a:two* <urn:b> . FILTER (?y = 'c:d') }"
    assert questions.names(query) == {"urn:a#", "urn:a#one", "urn:a#two", "urn:b"}


def test_questions_over_the_seeds_have_the_same_answers(seeds_graph: store.Graph) -> None:
    graph = seeds_graph
    minter, prefix = graph.minter, graph.minter.article_graph("")
    terms = ontology_graph.quads(ontology.files(), minter)
    every = list(graph.quads())
    articles = [quad for quad in every if str(getattr(quad.graph_name, "value", "")).startswith(prefix)]
    kept = asked(terms).select(dict(zip(articles, apart(articles), strict=True)))
    assert 0 < len(kept) < 0.6 * len(articles)
    assert len({str(conflicts.find(Gathered(minter, quads=[*quads, *terms]))) for quads in (articles, kept)}) == 1

    facts = [quad for quad in every if getattr(quad.graph_name, "value", "") == minter.graph("facts")]
    name = minter.graph("facts")
    whole, few = ({name: facts, "terms": terms, "articles": quads} for quads in (articles, kept))
    found = [sorted(queries.results(load(), graphs, name), key=repr) for graphs in (whole, few)]
    assert found[0] == found[1]

    gathered = [Gathered(minter, quads=[*quads, *terms]) for quads in (articles, kept)]
    drawn = [reason.infer(ontology.schema(), facts, seen) for seen in gathered]
    assert drawn[0] == drawn[1]
    assert drawn[0].quads


@pytest.mark.parametrize("name", ["conflicts", "rules"])
def test_no_rule_leaves_a_property_of_articles_open(name: str) -> None:
    """Then its text would not tell what it asks for; only in the facts graph may a check do so."""
    for rule in rule_files(folder("ontology") / name):
        text = re.sub(r"^\s*#.*$", "", rule.text, flags=re.MULTILINE)
        assert not re.search(r"(?:[{.]\s*[?$]\w+|;)\s+\?\w+\s+[?$<\"\w]", text), rule.path


def test_of_what_stands_where_questions_see_only_what_evidence_leads_to() -> None:
    said = {
        "evidence": ("urn:a", MQ + "evidence", NamedNode("urn:e")),
        "its-article": ("urn:e", OA + "hasSource", NamedNode("urn:article")),
        "of-a-mention": ("urn:m", OA + "hasSource", NamedNode("urn:article")),
        "its-words": ("urn:m", MQ + "refersTo", NamedNode("urn:e")),
    }
    found = asked(ontology_graph.quads(ontology.files(), Minter("urn:b/")))
    assert found.select(said) == ["evidence", "its-article"]


@pytest.mark.parametrize("path", sorted(path.name for path in folder("shapes").glob("*.ttl")))
def test_no_check_asks_what_stands_in_an_article_but_for_evidence(path: str) -> None:
    text = (folder("shapes") / path).read_text("utf-8")
    queries = re.findall(r'sh:select """(.*?)"""', text, re.DOTALL)
    assert all(re.findall(r"(\S*)oa:hasSource", query) in ([], ["mq:evidence/"]) for query in queries)


@pytest.mark.parametrize("name", ["conflicts", "rules"])
def test_no_rule_asks_what_stands_in_an_article(name: str) -> None:
    assert not any("hasSource" in rule.text for rule in rule_files(folder("ontology") / name))
