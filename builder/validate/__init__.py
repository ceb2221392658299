"""Validation: shapes decide what may become a fact, and say why not, in English and in Arabic.

Tier 1 runs the core shapes on each graph alone (``core``), tier 2 the shapes with a query over all graphs at once
(``queries``); what SHACL cannot see is checked in code (``evidence``). Validation comes before reasoning.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from concurrent.futures import ThreadPoolExecutor
from itertools import chain

from pyoxigraph import NamedNode, Quad

from builder.assemble.gathered import Gathered
from builder.identifiers import Minter
from builder.rows import apart
from builder.validate import quarantine
from builder.validate import queries as tier2
from builder.validate.context import context, types_said
from builder.validate.contradictions import contradicted
from builder.validate.core import CoreValidator
from builder.validate.quarantine import across, quarantined, spoilt, withhold
from builder.validate.recorded import recorded
from builder.validate.results import NOTHING_TOLD, Report, Result, Severity, report
from builder.validate.shapes import Shapes, load
from builder.validate.sources import Sources
from builder.validate.tier1 import ArticleValidator
from builder.validate.wording import summary

__all__ = [
    "NOTHING_TOLD",
    "ArticleValidator",
    "CoreValidator",
    "Report",
    "Result",
    "Severity",
    "across",
    "articles",
    "contradicted",
    "lines",
    "load",
    "prepared",
    "quarantined",
    "recorded",
    "rejected",
    "settle",
    "settled",
    "spoilt",
    "summary",
    "together",
    "validate",
    "violations",
    "whole",
    "withhold",
]

_NONE: Mapping[str, str] = {}
_LAYERS = ("facts", "report", "decisions")
"""The layers that have shapes of their own, beside the articles' graphs."""


def articles(
    graphs: Mapping[str, Sequence[Quad]],
    texts: Mapping[str, str],
    ontology: Iterable[Quad],
    minter: Minter,
    hashes: Mapping[str, str] = _NONE,
    shapes: Shapes | None = None,
) -> Report:
    """Tier 1 on each article's graph, and its evidence against its text.

    ``graphs``, ``texts`` and ``hashes`` (SHA-256 of the files) are by the article's identifier. Each graph is judged
    with the types that the ontology (terms and known entities) and the other articles give to what it refers to.
    """
    every = chain.from_iterable
    validator = ArticleValidator(ontology, minter, types_said(apart(every(graphs.values()))), shapes)
    found = [
        result
        for name, own in graphs.items()
        for result in validator.unlocated(name, list(apart(own)), texts.get(name), hashes.get(name))
    ]
    sources = Sources(apart(every(graphs.values())) if found else ())
    return report(map(sources.located, found), quarantine.rejected(found, graphs))


def settled(result: Result, minter: Minter) -> bool:
    """Whether a result found in an article is the same whatever other articles say, and keeps nothing out."""
    return result.severity is not Severity.VIOLATION and result.focus.startswith(minter.article(""))


def together(
    found: Iterable[Result],
    gathered: Gathered,
    rejected: frozenset[str] = frozenset(),
    told: Mapping[Severity, int] = NOTHING_TOLD,
) -> Report:
    """The report of results found in articles one by one; ``gathered``: what leads to evidence, of all articles.

    What only its own article speaks of is located already; a claim, or whom several speak of, rests on all of them.
    ``told``: how many of each severity are not among them, because they are ``settled`` and spelt already.
    """
    mine = gathered.minter.article("")
    results = list(found)
    shared = {result for result in results if not result.focus.startswith(mine)}
    if shared:
        sources = Sources(gathered.store)
        results = [sources.located(result) if result in shared else result for result in results]
    return report(results, rejected, told)


def whole(checked: Report, quads: Iterable[Quad], minter: Minter, shapes: Shapes | None = None) -> Report:
    """``checked`` and the results of all graphs together: tier 1 on facts, report and decisions, then tier 2.

    ``quads``: of every graph, the ontology among them; what no rule has inferred yet.
    """
    shapes = shapes or load()
    graphs = _by_graph(quads)
    ontology = graphs.get(minter.graph("ontology"), [])
    elsewhere = types_said(apart(quad for own in graphs.values() if own is not ontology for quad in own))
    layers = {layer: graphs.get(minter.graph(layer), []) for layer in _LAYERS}
    found = _alone(prepared(ontology, shapes), layers, elsewhere, minter)
    found += tier2.results(shapes, graphs, minter.graph("facts"))
    sources = Sources(apart(chain.from_iterable(graphs.values())) if found else ())
    return checked.among(map(sources.located, found))


def prepared(ontology: Iterable[Quad], shapes: Shapes | None = None) -> CoreValidator:
    """What runs the core shapes; ``ontology``: terms and known entities."""
    return CoreValidator(shapes or load(), context(ontology))


def _alone(
    core: CoreValidator,
    layers: Mapping[str, Sequence[Quad]],
    elsewhere: Mapping[str, AbstractSet[str]],
    minter: Minter,
) -> list[Result]:
    """Tier 1 on facts, report and decisions."""
    found: list[Result] = []
    for layer, own in layers.items():
        if own:
            found += core.results(minter.graph(layer), layer, list(apart(own)), elsewhere)
    return found


def _gathered(
    checked: Report, gathered: Gathered, core: CoreValidator | None, claimed: Mapping[str, AbstractSet[str]] | None
) -> Report:
    """The same as ``whole``, of what is gathered in a store already."""
    shapes, minter = load(), gathered.minter
    layers = {layer: gathered.layer(layer) for layer in _LAYERS}
    terms = {term for quads_ in layers.values() for quad in quads_ for term in (quad.subject, quad.object)}
    facts = minter.graph("facts")
    with ThreadPoolExecutor(1) as beside:
        answers = beside.submit(tier2.answers, shapes, gathered.store, facts)
        elsewhere = gathered.types((term.value for term in terms if isinstance(term, NamedNode)), claimed)
        found = _alone(core or prepared(gathered.layer("ontology"), shapes), layers, elsewhere, minter)
        found += tier2.told(shapes, answers.result(), facts, gathered.described)
    sources = Sources(gathered.store)
    return checked.among(map(sources.located, found))


def validate(
    quads: Iterable[Quad], minter: Minter, texts: Mapping[str, str] = _NONE, shapes: Shapes | None = None
) -> Report:
    """Everything at once, of a graph that is built already; ``texts`` by the article's identifier."""
    graphs = _by_graph(quads)
    prefix = minter.article_graph("")
    stated = {name.removeprefix(prefix): found for name, found in graphs.items() if name.startswith(prefix)}
    ontology = graphs.get(minter.graph("ontology"), [])
    checked = articles(stated, texts, ontology, minter, shapes=shapes)
    return whole(checked, (quad for found in graphs.values() for quad in found), minter, shapes)


def settle(
    checked: Report,
    facts: Sequence[Quad],
    gathered: Gathered,
    core: CoreValidator | None = None,
    claimed: Mapping[str, AbstractSet[str]] | None = None,
) -> tuple[list[Quad], list[Quad], Report]:
    """The facts that stand, those that violations keep out, and ``checked`` with every result found on the way.

    ``gathered``: all other layers; what was inferred in it goes, and the facts that stand are put in. A triple taken
    out can leave another node wanting, so this looks again until nothing more has to go; each round takes out at least
    one triple, so it ends. ``core``: what runs the shapes, where that is prepared already; ``claimed``: the classes
    that claims give to nodes, where they are known.
    """
    kept, withheld = list(facts), list[Quad]()
    gathered.drop("inferred")
    while True:
        gathered.put("facts", kept)
        checked = _gathered(checked, gathered, core, claimed)
        left, out = withhold(checked, kept)
        if not out:
            return kept, withheld, checked  # the very list that was put in, so that it need not be put in again
        kept = left
        withheld += out


def rejected(checked: Report) -> frozenset[str]:
    """The nodes of article graphs (claims, attributions, entities…) that no fact may rest on."""
    return checked.rejected


def violations(checked: Report) -> int:
    """How many violations there are."""
    return len(checked.violations)


def lines(checked: Report, minter: Minter) -> list[str]:
    """The report as SHACL's own terms, in the report graph: canonical N-Quads lines, without blank nodes."""
    return checked.lines(minter)


def _by_graph(quads: Iterable[Quad]) -> dict[str, list[Quad]]:
    graphs: dict[str, list[Quad]] = {}
    for quad in quads:
        if isinstance(quad.graph_name, NamedNode):
            graphs.setdefault(quad.graph_name.value, []).append(quad)
    return graphs
