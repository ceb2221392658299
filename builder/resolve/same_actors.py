"""Decides which persons and organisations of different articles are one, by name and what stands around it.

A shared name is not enough. What else must be shared depends on how much the name tells: "the Ministry of Labour" and
"Ahmad Asiri" need more than "Harvard University" or a name of four generations. Groups and unnamed sources are never
the same across articles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from functools import cache
from itertools import combinations, pairwise, takewhile

from builder.languages import topic
from builder.model import Entity, Reading
from builder.recognise.lexicon import common, listed, stem
from builder.resolve import same_bodies
from builder.resolve.apart import Watch
from builder.resolve.clusters import Clusters
from builder.resolve.compared import lies
from builder.resolve.joining import Block, Joining, states
from builder.resolve.judged import NOTHING, Judged
from builder.resolve.keys import name_ends, name_key, name_parts, native, short_ends, tells, undotted, usual, words
from builder.resolve.nearby import heard, much_alike
from builder.resolve.outlines import ORGANISATIONS, Outline, outlined
from builder.resolve.profiles import Ref
from builder.resolve.settings import Setting, states_meant

_SHARED_CONTEXT = 2
_SHARED_WORDS = 2
_MANY_WORDS = 3
"""Words near a person's name that tell by their number alone."""
_STRONG = frozenset({"same-words", "name-and-company", "name-and-context"})
_FULL = 3
"""Parts of a name that is one person's: the given name, the father's or grandfather's, the family's."""


def join(
    readings: Iterable[Reading | Outline], asked: Judged = NOTHING, watch: Watch | None = None
) -> tuple[Clusters[Ref], dict[Ref, str]]:
    """The groups of persons and organisations that are one, and the rule that joined each ref.

    ``watch`` is told which were compared and kept apart.
    """
    entities: dict[Ref, Entity] = {}
    settings: dict[str, Setting] = {}
    for item in outlined(readings):
        settings[item.article] = item.setting
        found = (e for e in item.entities if e.kind == "Person" or e.kind in ORGANISATIONS)
        entities |= {(item.article, e.key): e for e in found}
    people = {ref: e for ref, e in sorted(entities.items()) if e.kind == "Person"}
    bodies = {ref: e for ref, e in sorted(entities.items()) if e.kind != "Person"}
    joining = Joining(entities, asked, watch)
    company: dict[str, set[str]] = defaultdict(set)
    named: dict[str, dict[str, tuple[str, bool]]] = defaultdict(dict)
    called: dict[str, set[str]] = defaultdict(set)
    for ref, entity in people.items():
        if tells(entity.label):
            company[ref[0]].add(" ".join(name_ends(entity.label)))
        if len(name_parts(entity.label)) > 1:
            named[ref[0]][" ".join(name_ends(entity.label))] = words(entity.label)[-1], tells(entity.label)
            called[ref[0]] |= {" ".join(ends(entity.label)) for ends in (name_ends, short_ends)}
    joining.at_home("misprint", _misprinted(people))
    _join_people(people, settings, company, called, joining)
    same_bodies.join(bodies, settings, named, joining)
    return joining.groups, joining.reasons


def _misprinted(people: dict[Ref, Entity]) -> Iterator[tuple[Ref, Ref]]:
    """Each two full names of one article that differ in nothing but the dots of letters."""
    first: dict[tuple[str, str], Ref] = {}
    for ref, entity in people.items():
        if len(name_parts(entity.label)) >= _FULL:
            yield first.setdefault((ref[0], undotted(entity.label)), ref), ref


def _join_people(
    people: dict[Ref, Entity],
    settings: dict[str, Setting],
    company: Mapping[str, set[str]],
    called: Mapping[str, set[str]],
    joining: Joining,
) -> None:
    for ends, block, one in _name_blocks(people):
        if joining.settled(block):
            continue
        all_tell = all(map(tells, block.values()))
        for rule, evidence in _personal(block, people, settings, " ".join(ends), company, called):
            if (one or rule in _STRONG) and not joining.settled(block):
                pairs = ((key, ref) for ref in block for key in evidence(ref))
                joining.by(rule, pairs, despite_states=rule in _STRONG and all_tell)
        if one and not joining.settled(block):
            held = {ref: frozenset(people[ref].facet_values("office")) for ref in block}
            said = {ref: heard(ref, " ".join(ends), settings) for ref in sorted(block)}
            joining.by("described-alike", much_alike(said, _MANY_WORDS, held))
            joining.by("described-alike", much_alike(said, 2 * _MANY_WORDS), despite_states=True)
            joining.left(block)


def _personal(
    block: Block,
    people: dict[Ref, Entity],
    settings: dict[str, Setting],
    own: str,
    company: Mapping[str, set[str]],
    called: Mapping[str, set[str]],
) -> tuple[tuple[str, Callable[[Ref], Iterable[Hashable]]], ...]:
    """The rules for persons who share a name, the surest first, and what two must share for each.

    ``own``: the name's ends. ``company``: the telling names that each article has; ``called``: all, and
    the short forms of what names fathers.
    """

    def known_pairs(ref: Ref) -> Iterable[Hashable]:
        pairs = combinations(sorted(settings[ref[0]].known), _SHARED_CONTEXT)
        return (pair for pair in pairs if tells(block[ref]) or not all(map(lies, pair)))

    def if_name(test: Callable[[str], bool]) -> Callable[[Ref], Iterable[Hashable]]:
        return lambda ref: [""] if test(block[ref]) else []

    return (
        ("same-words", lambda ref: sorted(settings[ref[0]].printed.get(ref[1], ()))),
        ("name-and-state", lambda ref: states(people[ref])),
        ("full-name", if_name(_full)),
        ("rare-name", if_name(tells)),
        ("name-and-company", lambda ref: sorted(company[ref[0]] - {own})),
        ("given-and-family-name", if_name(lambda name: not usual(name))),
        ("name-and-chair", lambda ref: _chairs(people[ref], settings[ref[0]]) if settings[ref[0]].sport else []),
        ("name-and-play", lambda ref: _players(people[ref], settings[ref[0]]) if settings[ref[0]].sport else []),
        ("name-and-team", lambda ref: sorted(called[ref[0]] - {own}) if settings[ref[0]].sport else []),
        ("described-alike", lambda ref: _described(ref, own, settings)),
        ("name-and-context", known_pairs),
    )


def _full(name: str) -> bool:
    """Whether a name has so many parts that one person has it: fewer where its family name is one that few bear."""
    return len(name_parts(name)) >= (_FULL if tells(name) else _FULL + 1)


def _chairs(entity: Entity, place: Setting) -> list[str]:
    """Whether someone presides over something: one word for all titles of that, and for "under the presidency of"."""
    if not set(topic("identity")["chairs"]).isdisjoint(entity.facet_values("office")):
        return ["chair"]
    own, honours = set(words(entity.label)), listed("identity", "honours")
    for run in place.printed.get(entity.key, ()):
        before = list(takewhile(lambda word: word not in own, run.split()))
        last = next((word for word in reversed(before) if word not in honours), "")
        if stem(last) in listed("identity", "presidency"):
            return ["chair"]
    return []


def _players(entity: Entity, place: Setting) -> list[str]:
    """Whether words near someone's name are said of players: the states that the article speaks of.

    Not for the names of tribes and towns, which several players bear with one given name.
    """
    if words(entity.label)[-1] in listed("identity", "many_bear") or _chairs(entity, place):
        return []
    said = {stem(word) for word in place.near.get(entity.key, ())}
    return [] if said.isdisjoint(listed("identity", "players")) else sorted(states_meant(place))


def _described(ref: Ref, own: str, settings: dict[str, Setting]) -> Iterator[Hashable]:
    """What is said near a person's name, with the field: each rare word or calling, and each two with a trade."""
    place = settings[ref[0]]
    said = sorted(heard(ref, own, settings))
    yield from ((stem(word), place.sport) for word in said if stem(word) in _callings(place.sport))
    yield from ((word, place.sport) for word in said if not common(word) and word not in native())
    pairs = combinations(filter(common, said), _SHARED_WORDS)
    yield from ((pair, place.sport) for pair in pairs if any(stem(word) in _trades() for word in pair))


@cache
def _callings(sport: bool) -> frozenset[str]:
    """The nouns for those who do before the public what few do, in sport too."""
    rules = topic("identity")
    return frozenset(stem(name_key(word)) for word in (*rules["callings"], *(rules["positions"] if sport else ())))


@cache
def _trades() -> frozenset[str]:
    """The nouns, without article, for what people are by office or trade."""
    nouns = {stem(name_key(phrase).split()[0]) for name in ("offices", "roles") for phrase in topic("offices")[name]}
    return frozenset(nouns - listed("offices", "vague")) | listed("identity", "trades")


def _name_blocks(people: dict[Ref, Entity]) -> Iterator[tuple[tuple[str, str], Block, bool]]:
    """Persons whose names may be one name: the same, or a short form of the only longer one with its first and last.

    Names that differ between the first and the last, and whose last few bear, may be errors: they are joined by strong
    rules alone (the flag is false).
    """
    ended: dict[tuple[str, str], Block] = defaultdict(dict)
    for ref, entity in people.items():
        for name in sorted({entity.label, *entity.names}, key=lambda name: (len(name), name)):
            if len(name_parts(name)) >= 2:
                ended[name_ends(name)][ref] = name
    for ends, block in sorted(item for item in ended.items() if len(item[1]) > 1):
        forms: dict[tuple[str, ...], Block] = defaultdict(dict)
        for ref, name in block.items():
            forms[name_parts(people[ref].label)][ref] = name
        ordered = sorted(forms, key=lambda parts: (len(parts), parts))
        if all(_within(short, long) for short, long in pairwise(ordered)):
            yield ends, block, True
            continue
        yield from ((ends, forms[parts], True) for parts in ordered)
        if all(map(tells, block.values())):
            yield ends, block, False


def _within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether all parts of the short name follow each other in the long one."""
    rest = iter(long)
    return all(part in rest for part in short)
