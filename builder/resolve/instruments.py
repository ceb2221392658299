"""Resolves the phrases of an article to its instruments: which phrases speak of one and the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from builder.known import known
from builder.languages import topic
from builder.model import Article, DateMention, Entity, Form, Layout, Mention, Unaccounted
from builder.recognise.instruments import Instruments
from builder.recognise.instruments_evidence import weigh
from builder.recognise.instruments_known import named, promising
from builder.recognise.instruments_phrases import phrases
from builder.recognise.instruments_scene import Named, Scene, scene
from builder.resolve import instruments_aliases
from builder.resolve.instruments_clusters import Cluster
from builder.resolve.instruments_resolver import Resolver


def find(
    article: Article,
    layout: Layout,
    actors: Named,
    dates: Sequence[DateMention],
) -> Instruments:
    """The instruments of ``article``, resolved inside it; ``actors`` are its actors and places."""
    if not promising(article.text):
        return Instruments()
    view = scene(article, layout, actors.entities, actors.mentions, dates)
    resolver = Resolver(view)
    for phrase in named(view, list(phrases(view))):
        resolver.add(phrase, weigh(view, phrase))
    clusters = resolver.finish()
    instruments_aliases.add(view, clusters)
    kept = [cluster for cluster in clusters if cluster.interstate]
    unaccounted = [*resolver.unaccounted, *_dropped(view, clusters)]
    return Instruments(
        tuple(_entity(view, cluster) for cluster in kept),
        tuple(sorted(_mentions(view, kept), key=lambda m: (m.span, m.entity))),
        tuple(sorted(unaccounted, key=lambda u: u.span)),
    )


def _mentions(view: Scene, clusters: Iterable[Cluster]) -> Iterable[Mention]:
    for cluster in clusters:
        for phrase, rule in cluster.phrases:
            form = Form.NOMINAL if phrase.short else Form.NAME
            yield Mention(view.span(phrase.start, phrase.end), cluster.key, form, rule)


def _dropped(view: Scene, clusters: Iterable[Cluster]) -> Iterable[Unaccounted]:
    """Clusters near a state that still are no instrument: a person may look at them."""
    for cluster in clusters:
        if not cluster.interstate and cluster.weak and not cluster.private:
            phrase = cluster.phrases[0][0]
            span = view.span(phrase.start, phrase.end)
            yield Unaccounted(span, "no state or international body is seen to stand behind it", "instrument-evidence")


def _entity(view: Scene, cluster: Cluster) -> Entity:
    """The entity of a cluster: its fullest name, its other names, and what tells it from others."""
    entity = known().by_iri(cluster.key)
    spans = [view.span(p.start, p.core) for p, _ in cluster.phrases]
    names = list(dict.fromkeys(span.of(view.article.text) for span in spans))
    best = min(cluster.names, key=lambda p: (not p.named, -len(p.title), p.start))
    label = view.span(best.start, best.end if best.years and not best.title else best.core).of(view.article.text)
    label = entity.label if entity is not None else label
    facets = sorted({*_facets(view, cluster)})
    others = tuple(name for name in names if name != label)
    return Entity(
        cluster.key, entity.kind if entity is not None else cluster.klass, label, cluster.known, others, tuple(facets)
    )


def _facets(view: Scene, cluster: Cluster) -> Iterable[tuple[str, str]]:
    reported = topic("instruments")["reported"]
    for kind in cluster.kinds:
        yield "kind", reported.get(kind, kind)
    if cluster.title:
        yield "title", " ".join(cluster.title)
    for year in cluster.years:
        yield "year", year
    if cluster.number:
        yield "number", cluster.number
    for party in cluster.parties:
        entity = view.entities.get(party)
        yield "party", (entity.facet("state") if entity else None) or party
