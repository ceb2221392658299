"""Decides which instruments of different articles are one: by traits and context, never by a bare name.

Each rule names the traits that must meet; a pair that contradicts itself on any trait is never joined, nor are
two instruments that one article tells apart. Strong rules go first; the weak ones stand back where candidates rival.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial

from builder.resolve import apart
from builder.resolve.apart import NOTHING_MORE, RIVALS, Watch
from builder.resolve.clusters import Clusters
from builder.resolve.compared import (
    SHARED,
    alike,
    barely,
    comparable,
    consistent,
    contradiction,
    described,
    known_parties,
    same_subject,
    titles_meet,
)
from builder.resolve.judged import NOTHING, Judged
from builder.resolve.profiles import Profile, Ref, combine

Group = Clusters[Ref]
Keys = Callable[[Profile, Group], Iterable[object]]
Test = Callable[[Profile, Profile, Group], bool]
Chains = Callable[[], dict[Ref, Ref]]
"""Gives each group of a chain of supersession, as it is now, the least member of its chain."""


@dataclass(frozen=True, slots=True)
class Rule:
    """``keys``: profiles meet where they share one. ``test``: what else must hold. ``unique``: only without a rival."""

    name: str
    keys: Keys
    test: Test
    unique: bool = False


def _neighbours(profile: Profile, groups: Group) -> set[Ref]:
    return {groups.find(ref) for ref in profile.linked}


def _context(one: Profile, two: Profile, groups: Group) -> bool:
    """A duty, a title or a neighbour in the chain of supersession in common, or nothing known to compare."""
    return bool(
        one.obligations & two.obligations
        or titles_meet(one, two)
        or _neighbours(one, groups) & _neighbours(two, groups)
        or not (one.named and two.named)
    )


def _chain(profile: Profile, groups: Group, chains: Chains) -> set[Ref]:
    known = chains()
    return {known[groups.find(ref)] for ref in profile.refs if groups.find(ref) in known}


def _parties(profile: Profile, _: Group) -> Iterable[object]:
    return [profile.parties] if len(profile.parties) >= 2 else []


def _known_parties(profile: Profile, _: Group) -> Iterable[object]:
    return [known_parties(profile)] if len(known_parties(profile)) >= 2 else []


_SAME_WORDS = Rule("same-words", lambda p, _: p.printed, lambda *_: True)


def _rules(chains: Chains) -> tuple[Rule, ...]:
    """The rules, the strongest first; ``chains`` is asked by the one that needs the chains of supersession."""
    return (
        _SAME_WORDS,
        Rule(
            "resolution-number",
            lambda p, _: p.numbers if "resolution" in p.families else (),
            lambda *_: True,
        ),
        Rule("title-and-parties", _parties, lambda a, b, _: a.parties == b.parties and titles_meet(a, b)),
        Rule(
            "parties-and-year",
            lambda p, g: [(parties, year) for parties in _parties(p, g) for year in p.years],
            _context,
        ),
        Rule("title-and-year", lambda p, _: p.years, lambda a, b, _: bool(a.titles & b.titles) or titles_meet(a, b)),
        Rule(
            "parties-and-signatories",
            _parties,
            lambda a, b, g: len(a.signatories & b.signatories) >= 2 and _context(a, b, g),
        ),
        Rule(
            "year-and-chain",
            lambda p, g: [(year, chain) for year in p.years for chain in _chain(p, g, chains)],
            lambda *_: True,
            unique=True,
        ),
        Rule("title-and-setting", lambda p, _: p.titles, lambda a, b, _: alike(a, b), unique=True),
        Rule(
            "parties-and-setting",
            _known_parties,
            lambda a, b, _: len(a.around & b.around) >= SHARED and comparable(a, b),
            unique=True,
        ),
        Rule("parties-and-subject", _known_parties, lambda a, b, _: same_subject(a, b), unique=True),
        Rule("described-alike", lambda p, g: [*_parties(p, g), *p.titles], lambda a, b, _: described(a, b)),
        Rule(
            "replaces-the-same",
            lambda p, g: {g.find(ref) if ref in g else ref[1] for ref in p.replaces},
            lambda *_: True,
            unique=True,
        ),
    )


def _chains(profiles: dict[Ref, Profile], groups: Group) -> dict[Ref, Ref]:
    """Each group that supersedes or is superseded, to the least member of its chain of supersession."""
    links: dict[Ref, set[Ref]] = defaultdict(set)
    for profile in profiles.values():
        for ref in profile.refs:
            for other in profile.linked:
                if other in profiles:
                    links[groups.find(ref)].add(groups.find(other))
                    links[groups.find(other)].add(groups.find(ref))
    chains: dict[Ref, Ref] = {}
    for start in sorted(links):
        todo = [start]
        while todo:
            at = todo.pop()
            if at not in chains:
                chains[at] = start
                todo += links[at]
    return chains


def _meeting(rule: Rule, current: dict[Ref, Profile], groups: Group) -> set[tuple[Ref, Ref]]:
    """Each two that share a key of the rule."""
    blocks: dict[object, list[Ref]] = defaultdict(list)
    for root in sorted(current):
        for key in rule.keys(current[root], groups):
            blocks[key].append(root)
    return {(a, b) for block in blocks.values() for i, a in enumerate(block) for b in block[i + 1 :]}


def _candidates(rule: Rule, current: dict[Ref, Profile], groups: Group) -> Iterator[tuple[Ref, Ref]]:
    fitting = [
        (a, b)
        for a, b in sorted(_meeting(rule, current, groups))
        if groups.may_join(a, b) and consistent(current[a], current[b]) and rule.test(current[a], current[b], groups)
    ]
    yield from _unambiguous(fitting, current, groups) if rule.unique else fitting


def _unambiguous(pairs: list[tuple[Ref, Ref]], current: dict[Ref, Profile], groups: Group) -> Iterator[tuple[Ref, Ref]]:
    """The pairs neither side of which also fits something that is surely another instrument than its partner."""
    partners: dict[Ref, set[Ref]] = defaultdict(set)
    for a, b in pairs:
        partners[a].add(b)
        partners[b].add(a)

    def rival(one: Ref, two: Ref) -> bool:
        return not groups.may_join(one, two) or not consistent(current[one], current[two])

    for a, b in pairs:
        if not any(rival(b, c) for c in partners[a] - {b}) and not any(rival(a, c) for c in partners[b] - {a}):
            yield a, b


def join(found: Iterable[Profile], asked: Judged = NOTHING, watch: Watch | None = None) -> tuple[Group, dict[Ref, str]]:
    """The groups of instruments that are one, and for each ref that was joined the rule that did it.

    ``watch`` is told which were compared and kept apart.
    """
    profiles = {ref: profile for profile in found for ref in profile.refs}
    groups: Group = Clusters({ref: ref[0] for ref in sorted(profiles)}, asked.same, asked.different)
    reasons: dict[Ref, str] = {}
    current = {root: combine(profiles[ref] for ref in groups.members(root)) for root in groups.roots()}
    changed = True
    while changed:
        changed = False
        for position in range(len(_rules(dict))):
            rule = _rules(cache(partial(_chains, profiles, groups)))[position]
            for a, b in _candidates(rule, dict(current), groups):
                one, two = groups.find(a), groups.find(b)
                if one != two and consistent(current[one], current[two]) and groups.join(a, b):
                    changed = True
                    current[groups.find(a)] = combine([current.pop(one), current.pop(two)])
                    for ref in (a, b):
                        reasons.setdefault(ref, rule.name)
    _repeated(profiles, current, groups, reasons)
    if watch:
        _tell(watch, _rules(cache(partial(_chains, profiles, groups))), current, groups)
    return groups, reasons


def _repeated(
    profiles: dict[Ref, Profile], current: dict[Ref, Profile], groups: Group, reasons: dict[Ref, str]
) -> None:
    """Joins two instruments that one article tells apart only by naming one of them barely.

    The words around both stand around one instrument in other newspapers; and one has its parties and nothing more.
    """
    for a, b in sorted(_meeting(_SAME_WORDS, current, groups)):
        one, two = groups.find(a), groups.find(b)
        if one == two or not groups.meet(one, two):
            continue
        pairs = [
            (profiles[first], profiles[second])
            for first in groups.members(one)
            for second in groups.members(two)
            if first[0] == second[0]
        ]
        if all(barely(*pair) or barely(*reversed(pair)) for pair in pairs) and groups.join(one, two, at_home=True):
            current[groups.find(one)] = combine([current.pop(one), current.pop(two)])
            for ref in (one, two):
                reasons.setdefault(ref, _SAME_WORDS.name)


def _tell(watch: Watch, rules: Iterable[Rule], current: dict[Ref, Profile], groups: Group) -> None:
    """Notes each two that share what a rule asks for, and are two."""
    for rule in rules:
        for a, b in sorted(_meeting(rule, current, groups)):
            one, two = current[a], current[b]
            against = apart.barred(groups, a, b) or contradiction(one, two)
            if _evident(rule, one, two, against):
                why = RIVALS if rule.test(one, two, groups) else NOTHING_MORE
                watch.refused(a, b, rule.name, against or why)


def _evident(rule: Rule, one: Profile, two: Profile, against: str) -> bool:
    """Whether the two share more than a bare year, or one word that they use of things that are surely two."""
    if rule.name == "title-and-year":
        return any(a & b for a in one.titles for b in two.titles)
    if rule.name in ("title-and-setting", "described-alike") and against:
        return one.parties == two.parties or any(len(title) >= 2 for title in one.titles & two.titles)
    return True
