"""Decides which persons and organisations of different articles are one, by name and what stands around it.

A shared name is not enough. What else must be shared depends on how much the name tells: "the Ministry of Labour" and
"Ahmad Asiri" need more than "Harvard University" or a name of four generations. Groups and unnamed sources are never
the same across articles.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import combinations, pairwise

from builder.languages import topic
from builder.model import Entity, Reading
from builder.recognise.lexicon import common, given, listed, particles, stem, verbs
from builder.recognise.words import WORDS
from builder.resolve.clusters import Clusters
from builder.resolve.judged import NOTHING, Judged
from builder.resolve.keys import identifying, name_ends, name_key, name_parts, tells, usual, without_state, words
from builder.resolve.outlines import ORGANISATIONS, Outline, outlined
from builder.resolve.profiles import Ref
from builder.resolve.settings import Setting

_SHARED_CONTEXT = 2
_SHARED_WORDS = 2
_STRONG = frozenset({"same-words", "name-and-company", "name-and-context"})
_FULL = 3
"""Parts of a name that is one person's: the given name, the father's or grandfather's, the family's."""
_ESTABLISHED, _MOST = 3, 2 / 3
"""Articles that name an organisation's state, and their share, before those that name none are taken to mean it."""

Block = dict[Ref, str]
"""Refs that share a name, each with the form of it that they have."""
Evidence = Iterable[tuple[Hashable, Ref]]


class _Joining:
    """Joins refs that share evidence, and two that are said to be of different states only where the rule is strong."""

    def __init__(self, entities: dict[Ref, Entity], asked: Judged) -> None:
        self.groups: Clusters[Ref] = Clusters({ref: ref[0] for ref in sorted(entities)}, asked.same, asked.different)
        self.reasons: dict[Ref, str] = {}
        self._states = {
            root: {state for ref in self.groups.members(root) for state in _states(entities[ref])}
            for root in self.groups.roots()
        }

    def by(self, rule: str, evidence: Evidence, *, despite_states: bool = False) -> None:
        """Joins each ref with all that have the same evidence: not pair by pair, but with what is joined already."""
        found: dict[Hashable, dict[Ref, None]] = defaultdict(dict)
        for key, ref in evidence:
            for root in dict.fromkeys(map(self.groups.find, found[key])):
                if self._join(root, ref, despite_states):
                    self.reasons.setdefault(root, rule)
                    self.reasons.setdefault(ref, rule)
            found[key] = dict.fromkeys(map(self.groups.find, [*found[key], ref]))

    def _join(self, one: Ref, two: Ref, despite_states: bool) -> bool:
        first, second = self.groups.find(one), self.groups.find(two)
        mine, theirs = self._states[first], self._states[second]
        if mine and theirs and not (mine & theirs or despite_states):
            return False
        states = mine | theirs
        if not self.groups.join(first, second):
            return False
        self._states[self.groups.find(first)] = states
        return True


def _states(entity: Entity) -> tuple[str, ...]:
    """The states that an entity is said to be of; an ambassador's title as often names the state he is sent to."""
    return () if "ambassador" in entity.facet_values("office") else entity.facet_values("state")


def join(readings: Iterable[Reading | Outline], asked: Judged = NOTHING) -> tuple[Clusters[Ref], dict[Ref, str]]:
    """The groups of persons and organisations that are one, and the rule that joined each ref."""
    entities: dict[Ref, Entity] = {}
    settings: dict[str, Setting] = {}
    for item in outlined(readings):
        settings[item.article] = item.setting
        found = (e for e in item.entities if e.kind == "Person" or e.kind in ORGANISATIONS)
        entities |= {(item.article, e.key): e for e in found}
    people = {ref: e for ref, e in sorted(entities.items()) if e.kind == "Person"}
    bodies = {ref: e for ref, e in sorted(entities.items()) if e.kind != "Person"}
    joining = _Joining(entities, asked)
    _join_people(people, settings, joining)
    _join_bodies(bodies, settings, joining)
    return joining.groups, joining.reasons


def _printed(block: Block, settings: dict[str, Setting]) -> Evidence:
    """The runs of words around each: two newspapers that print one report."""
    return ((run, ref) for ref in block for run in sorted(settings[ref[0]].printed.get(ref[1], ())))


def _join_people(people: dict[Ref, Entity], settings: dict[str, Setting], joining: _Joining) -> None:
    company: dict[str, set[str]] = defaultdict(set)
    for ref, entity in people.items():
        if tells(entity.label):
            company[ref[0]].add(" ".join(name_ends(entity.label)))
    for ends, block, one in _name_blocks(people):
        all_tell = all(map(tells, block.values()))
        for rule, evidence in _personal(block, people, settings, " ".join(ends), company):
            if (one or rule in _STRONG) and len(set(map(joining.groups.find, block))) > 1:
                pairs = ((key, ref) for ref in block for key in evidence(ref))
                joining.by(rule, pairs, despite_states=rule in _STRONG and all_tell)


def _personal(
    block: Block, people: dict[Ref, Entity], settings: dict[str, Setting], own: str, company: Mapping[str, set[str]]
) -> tuple[tuple[str, Callable[[Ref], Iterable[Hashable]]], ...]:
    """The rules for persons who share a name, the surest first, and what two must share for each.

    ``own``: the name's ends. ``company``: the telling names that each article has.
    """

    def known_pairs(ref: Ref) -> Iterable[Hashable]:
        return combinations(sorted(settings[ref[0]].known), _SHARED_CONTEXT)

    def if_name(test: Callable[[str], bool]) -> Callable[[Ref], Iterable[Hashable]]:
        return lambda ref: [""] if test(block[ref]) else []

    return (
        ("same-words", lambda ref: sorted(settings[ref[0]].printed.get(ref[1], ()))),
        ("name-and-state", lambda ref: _states(people[ref])),
        ("full-name", if_name(_full)),
        ("rare-name", if_name(tells)),
        ("name-and-company", lambda ref: sorted(company[ref[0]] - {own})),
        ("given-and-family-name", if_name(lambda name: not usual(name))),
        ("described-alike", lambda ref: _described(ref, own, settings)),
        ("name-and-context", known_pairs),
    )


def _full(name: str) -> bool:
    """Whether a name has so many parts that one person has it: fewer where its family name is one that few bear."""
    return len(name_parts(name)) >= (_FULL if tells(name) else _FULL + 1)


def _described(ref: Ref, own: str, settings: dict[str, Setting]) -> Iterator[Hashable]:
    """What is said near a person's name, with the field: each rare word, and each two where one is a trade."""
    place = settings[ref[0]]
    said = sorted(word for word in place.near.get(ref[1], ()) if len(word) > 3 and word not in own and _tells(word))
    yield from ((word, place.sport) for word in said if not common(word))
    pairs = combinations(filter(common, said), _SHARED_WORDS)
    yield from ((pair, place.sport) for pair in pairs if any(stem(word) in _trades() for word in pair))


@cache
def _trades() -> frozenset[str]:
    """The nouns, without article, for what people are by office or trade."""
    nouns = {stem(name_key(phrase).split()[0]) for name in ("offices", "roles") for phrase in topic("offices")[name]}
    return frozenset(nouns - listed("offices", "vague"))


@lru_cache(maxsize=WORDS)
def _tells(word: str) -> bool:
    """Whether a word near a name can tell one person from others: no particle, verb, other name or honour."""
    nothing = (particles(), verbs(), listed("identity", "honours"))
    return word not in given() and not any(form in some for form in (word, stem(word)) for some in nothing)


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
    for ends, block in sorted(ended.items()):
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


def _join_bodies(bodies: dict[Ref, Entity], settings: dict[str, Setting], joining: _Joining) -> None:
    blocks: dict[str, Block] = defaultdict(dict)
    for ref, entity in bodies.items():
        for name in (entity.label, *(name for name in entity.names if _stands_alone(entity, name))):
            blocks[without_state(name, entity.facet("state"))].setdefault(ref, name)
    for key, block in sorted(blocks.items()):
        if not key or len(block) < 2:
            continue
        joining.by("same-words", _printed(block, settings))
        joining.by("name-and-state", _of_states(block, bodies, settings))
        named = [ref for ref, name in block.items() if _one_bearer(bodies[ref], name)]
        joining.by("organisation-name", (("", ref) for ref in named))
        if key not in _anyones():
            joining.by("name-and-home", _of_home(block, bodies, settings, joining.groups))


def _stands_alone(entity: Entity, name: str) -> bool:
    """Whether another name tells the organisation outside its article too; "the telecoms company" does not."""
    return len(words(name)) >= 2 and (entity.kind == "StateOrgan" or _one_bearer(entity, name))


def _one_bearer(entity: Entity, name: str) -> bool:
    """Whether the name alone tells the organisation: it holds a proper name, or is a newspaper's or a station's."""
    if entity.kind == "MediaOrganisation":
        return True
    return entity.kind != "StateOrgan" and identifying(name)


@cache
def _anyones() -> frozenset[str]:
    """Names of bodies that any organisation has."""
    return frozenset(map(name_key, topic("identity")["bodies"]))


def _posted(entity: Entity) -> bool:
    """Whether it is an organ that a state has in many others, as an embassy is."""
    return entity.facet("head") in frozenset(map(name_key, topic("identity")["posted"]))


def _of_states(block: Block, bodies: dict[Ref, Entity], settings: dict[str, Setting]) -> Evidence:
    """The state that each is said to be of; with the host, where the state has one in each."""
    for ref in block:
        entity = bodies[ref]
        host = settings[ref[0]].hosts.get(ref[1], "") if _posted(entity) else "-"
        yield from (((state, host), ref) for state in entity.facet_values("state") if host)


def _of_home(
    block: Block, bodies: dict[Ref, Entity], settings: dict[str, Setting], groups: Clusters[Ref]
) -> list[tuple[Hashable, Ref]]:
    """The state that each most likely belongs to, by most of the articles that print the same of it.

    A newspaper does not name its own state: where enough of them have one state, and most do, the rest have it too.
    """
    votes: dict[Ref, Counter[str]] = defaultdict(Counter)
    stated = [ref for ref in block if not _posted(bodies[ref]) and not _one_bearer(bodies[ref], block[ref])]
    for ref in stated:
        state = settings[ref[0]].state(bodies[ref])
        if state:
            votes[groups.find(ref)][state] += len(block) if bodies[ref].facet("state") else 1
    of = {root: min(found, key=lambda state: (-found[state], state)) for root, found in votes.items()}
    told = Counter(state for ref in stated if (state := of.get(groups.find(ref)))).most_common(1)
    alone = next((state for state, times in told if times >= max(_ESTABLISHED, _MOST * len(stated))), None)
    return [(state, ref) for ref in stated if (state := of.get(groups.find(ref), alone))]
