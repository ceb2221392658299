"""Gives every entity of every article its IRI: one IRI for what is one, whichever article speaks of it.

An entity first has an IRI of its article alone. Where rules find that entities of several articles are one, the
least of their IRIs stands for all, and each other one stays as ``mq:mergedInto`` it, with the rule: a merge can be
listed, and undone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from builder.identifiers import Minter
from builder.known import known
from builder.model import Entity, Factuality, Reading, Value
from builder.recognise.lexicon import stem
from builder.resolve import judged, same_actors, same_instruments
from builder.resolve.apart import NearMiss, Watch
from builder.resolve.clusters import Clusters
from builder.resolve.judgements import Judgement
from builder.resolve.outlines import ORGANISATIONS, Outline, outlined
from builder.resolve.profiles import Ref, placed, title_words

_KIND_PATHS = {
    "Person": "person",
    "Treaty": "instrument",
    "PoliticalDeclaration": "instrument",
    "Instrument": "instrument",
    "ActorGroup": "group",
    "UnnamedSource": "source",
    "Place": "place",
    "Clause": "clause",
    "Tenure": "tenure",
    "Office": "office",
    "State": "state",
    "HistoricalState": "state",
}
_LABEL_LIMIT = 70
"""Code points: what is longer is a sentence about the thing, not its name."""


@dataclass(frozen=True, slots=True)
class Merge:
    """Two IRIs of one entity, and the rule that says so."""

    local: str
    canonical: str
    rule: str


@dataclass(frozen=True, slots=True)
class Identity:
    """The IRI of each entity of each article, what was merged, and what people judged.

    ``idle``: the IRIs that a judgement names and no article has, each with that judgement.
    """

    iris: dict[Ref, str]
    merges: tuple[Merge, ...]
    labels: dict[str, str]
    judgements: tuple[Judgement, ...] = ()
    idle: tuple[tuple[Judgement, str], ...] = ()

    def iri(self, article: str, key: str) -> str:
        """The IRI of the entity with this key in this article; a known entity's key is its IRI."""
        return _resolved(self.iris, article, key)

    def label(self, article: str, entity: Entity) -> str:
        """The one name by which an entity is called: of all its names in all articles, or its own where it has one."""
        return self.labels.get(self.iri(article, entity.key), entity.label)


def _resolved(iris: dict[Ref, str], article: str, key: str) -> str:
    return iris.get((article, key), key)


def path(kind: str) -> str:
    """The path word of IRIs of a class: ``person``, ``instrument``, ``organisation``, ``event`` …"""
    if kind in ORGANISATIONS:
        return "organisation"
    return _KIND_PATHS.get(kind, "event")


def decide(
    readings: Iterable[Reading | Outline],
    minter: Minter,
    judgements: Sequence[Judgement] = (),
    watch: Watch | None = None,
) -> Identity:
    """The identity of everything in all readings, of which the outlines are enough; the same for any order of them.

    ``judgements`` win over every rule. Raises InputError where they contradict each other.
    ``watch`` is told what was compared and kept apart.
    """
    ordered = outlined(readings)
    local = {
        (item.article, e.key): minter.local(path(e.kind), item.article, e.key)
        for item in ordered
        for e in item.entities
    }
    iris = dict(local)
    merges: list[Merge] = []
    asked = judged.interpret(judgements, local, minter)
    people = same_actors.join(ordered, asked, watch)
    _merge(*people, asked, local, iris, merges)
    found = [
        placed(profile, item.setting, partial(_resolved, iris, item.article))
        for item in ordered
        for profile in item.profiles
    ]
    instruments = same_instruments.join(found, asked, watch)
    _merge(*instruments, asked, local, iris, merges)
    others = sorted(ref for ref in asked.refs if ref not in people[0] and ref not in instruments[0])
    _merge(Clusters({ref: ref[0] for ref in others}, asked.same), {}, asked, local, iris, merges)
    judged.check(judgements, {local[ref]: iris[ref] for ref in local})
    for item in ordered:
        _dependent(item, minter, iris)
    return Identity(
        iris,
        tuple(sorted(merges, key=lambda merge: (merge.local, merge.canonical))),
        _labels(ordered, iris) | {iri: _known_label(iri) for iri in sorted(set(asked.known.values()))},
        tuple(judgements),
        asked.idle,
    )


def load() -> None:
    """Loads the known entities and the words that rules ask for, once for all."""
    known()
    stem("")


def near_misses(
    readings: Iterable[Reading | Outline], minter: Minter, judgements: Sequence[Judgement] = ()
) -> tuple[Identity, tuple[NearMiss, ...]]:
    """The identity of everything, and what nearly was one and is not."""
    watch = Watch()
    who = decide(readings, minter, judgements, watch)
    return who, watch.near(who.iris)


def _known_label(iri: str) -> str:
    entity = known().by_iri(iri)
    return entity.label if entity else ""


def _merge(
    groups: Clusters[Ref],
    reasons: dict[Ref, str],
    asked: judged.Judged,
    local: dict[Ref, str],
    iris: dict[Ref, str],
    merges: list[Merge],
) -> None:
    """Gives each group the known entity it was judged to be, or the least of its IRIs; records what that merged."""
    by_people = asked.refs
    for root in groups.roots():
        members = sorted(groups.members(root))
        canonical = min({asked.known[ref] for ref in members if ref in asked.known} or {local[ref] for ref in members})
        for ref in members:
            iris[ref] = canonical
            if local[ref] != canonical:
                rule = judged.RULE if ref in by_people or ref not in reasons else reasons[ref]
                merges.append(Merge(local[ref], canonical, rule))


def _dependent(item: Outline, minter: Minter, iris: dict[Ref, str]) -> None:
    """IRIs of what exists only through something else: events, numbered clauses, tenures."""
    if not item.claims and all(entity.kind != "Tenure" for entity in item.entities):
        return
    article = item.article
    resolved = partial(_resolved, iris, article)
    pointers = {
        (c.subject, c.predicate): c.object
        for c in item.claims
        if c.predicate in ("ofInstrument", "partOf", "articleNumber", "office", "ofState", "holdsOffice")
    }
    planned = {c.subject for c in item.claims if c.factuality is Factuality.PLANNED and c.predicate == "ofInstrument"}
    holders = {c.object: c.subject for c in item.claims if c.predicate == "holdsOffice"}
    for entity in item.entities:
        ref = (article, entity.key)
        instrument = pointers.get((entity.key, "ofInstrument"))
        whole = pointers.get((entity.key, "partOf"))
        number = pointers.get((entity.key, "articleNumber"))
        if isinstance(instrument, str):
            parts = _event_fields(entity, instrument, resolved)
            phase = "planned" if entity.key in planned else "done"
            iris[ref] = minter.named("event", entity.kind, resolved(instrument), phase, *parts)
        elif entity.kind == "Clause" and isinstance(whole, str) and isinstance(number, Value):
            iris[ref] = minter.named("clause", resolved(whole), number.lexical)
        elif entity.kind == "Tenure":
            fields = [resolved(str(pointers.get((entity.key, name), ""))) for name in ("office", "ofState")]
            iris[ref] = minter.named("tenure", resolved(holders.get(entity.key, entity.key)), *fields)


def _event_fields(entity: Entity, instrument: str, resolved: Callable[[str], str]) -> list[str]:
    """What tells an event from others of its instrument, kind and phase: the participant of a per-party kind."""
    tail = entity.key.removeprefix(f"event:{entity.kind}:{instrument}").removeprefix(":planned").removeprefix(":")
    return [resolved(tail)] if tail else []


def _labels(outlines: Iterable[Outline], iris: dict[Ref, str]) -> dict[str, str]:
    """For each IRI the label that most articles give it; of equals the one whose title says most."""
    votes: dict[str, list[str]] = {}
    for item in outlines:
        for entity in item.entities:
            iri = iris.get((item.article, entity.key))
            if iri and entity.label:
                votes.setdefault(iri, []).append(entity.label)
    return {iri: names[0] if len(names) == 1 else _chosen(Counter(names)) for iri, names in votes.items()}


def _chosen(names: Counter[str]) -> str:
    return min(names, key=lambda name: (len(name) > _LABEL_LIMIT, -names[name], -len(title_words(name)), name))
