"""Writes Python for rules: one function for each rule and each atom of its body that new facts may meet.

A function takes the new facts of its atom, joins them with all facts of the others, and stores what is new. Its text
consists of numbers and of names made here, so that nothing of the data is ever run.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from typing import Any

from builder.reason.engine.closing import Skipped, closing
from builder.reason.engine.facts import Facts, Key
from builder.reason.engine.rules import Argument, Atom, Kind, Predicate, Rule, predicates

Function = Callable[[Sequence[Key]], None]
Found = dict[tuple[int, tuple[int, ...]], None]
"""What the rules found that is no fact: the number of the rule, and the terms of its head."""


def functions(rules: Sequence[Rule], facts: Facts, found: Found) -> dict[Predicate, list[Function]]:
    """The functions to call with the new facts of each predicate. Makes the tables and indexes that they use."""
    writer = _Writer(rules)
    for predicate in predicates(rules):
        if predicate.kind not in (Kind.SAME, Kind.FALSE):
            facts.table(predicate)
    for predicate, side in writer.indexes:
        setattr(facts.table(predicate), "by_object" if side else "by_subject", defaultdict(list))
    for rule in rules:
        for atom in rule.body:
            facts.table(atom.predicate).read = True
    scope: dict[str, Any] = {"counter": facts.counter, "found": found, "without": without}
    scope |= {f"skipped{at}": [] for at in writer.skipping}
    for predicate, table in facts.tables.items():
        name = _name(predicate)
        scope[f"{name}_table"], scope[f"{name}_fresh"] = table, table.fresh
        scope[f"{name}_by0"], scope[f"{name}_by1"] = table.by_subject, table.by_object
    exec(compile(writer.text, "<rules>", "exec"), scope)
    for number, rule in enumerate(rules):
        if rule.name == "prp-trp":
            steps, links = f"rule{number}_0", facts.table(rule.head.predicate)
            scope[steps] = closing(links, facts.counter, scope[f"skipped{number}_1"], scope[steps])
    called: dict[Predicate, list[Function]] = defaultdict(list)
    for name, predicate in writer.names:
        called[predicate].append(scope[name])
    return called


def _name(predicate: Predicate) -> str:
    return f"{predicate.kind.value}{predicate.term}"


class _Writer:
    """The text of all functions; two passes, since what a function stores must fill the indexes of all others."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.indexes: dict[tuple[Predicate, int], None] = {}
        self.names: list[tuple[str, Predicate]] = []
        self._read = {atom.predicate for rule in rules for atom in rule.body}
        self._converses = dict(_converses(rules))
        self.skipping = {f"{number}_0" for number in self._converses.values()}
        self.skipping |= {f"{number}_1" for number, rule in enumerate(rules) if rule.name == "prp-trp"}
        self.skipping |= {f"{number}_{at}" for number, rule in enumerate(rules) if _is_pair(rule) for at in (0, 1)}
        plans = [(number, rule, at) for number, rule in enumerate(rules) for at in range(len(rule.body))]
        for _, rule, at in plans:
            self._plan(rule, at)
        pieces = []
        for number, rule, at in plans:
            name = f"rule{number}_{at}"
            self.names.append((name, rule.body[at].predicate))
            body = self._copying(number, rule) if _is_copy(rule) else self._joining(number, rule, at)
            if f"{number}_{at}" in self.skipping:
                body = [f"batch = without(batch, skipped{number}_{at})", "if not batch: return", *body]
            pieces.append(f"def {name}(batch):\n" + "\n".join(f"    {line}" for line in body))
        self.text = "\n\n".join(pieces)

    def _plan(self, rule: Rule, at: int) -> list[tuple[Atom, str]]:
        """The other atoms in the order of the join, each with how it is looked up."""
        bound = {argument for argument in rule.body[at].arguments if isinstance(argument, str)}
        rest = [atom for i, atom in enumerate(rule.body) if i != at]
        plan = []
        while rest:
            rest.sort(key=lambda atom: -sum(_bound(a, bound) for a in atom.arguments) / len(atom.arguments))
            atom = rest.pop(0)
            known = [_bound(argument, bound) for argument in atom.arguments]
            way = "test" if all(known) else "scan"
            if way == "scan" and any(known):
                side = known.index(True)
                way = str(side)
                self.indexes[atom.predicate, side] = None
            plan.append((atom, way))
            bound |= {argument for argument in atom.arguments if isinstance(argument, str)}
        return plan

    def _copying(self, number: int, rule: Rule) -> list[str]:
        """A rule of one atom, written as comprehensions."""
        head, read = rule.head, ", ".join(map(str, rule.body[0].arguments))
        name, made = _name(head.predicate), ", ".join(map(str, head.arguments))
        if len(head.arguments) == 1:
            lines = [f"{name} = {name}_table.facts", f"new = [{made} for {read} in batch if {made} not in {name}]"]
        else:
            lines = ["new = batch" if made == read else f"new = [({made}) for {read} in batch]"]
            for known in map(_name, self._known(head.predicate)):
                lines += [f"if {known}_table:", f"    {known} = {known}_table.facts"]
                lines.append(f"    new = [fact for fact in new if fact not in {known}]")
        if not set(rule.body[0].arguments) <= set(head.arguments):
            lines.append("new = list(dict.fromkeys(new))")
        if number in self._converses:
            span = f"len({name}_fresh), len({name}_fresh) + len(new)"
            lines.append(f"skipped{self._converses[number]}_0.append(({span}))")
        return [*lines, f"{name}_table.take(new, counter)"]

    def _joining(self, number: int, rule: Rule, at: int) -> list[str]:
        asked = [atom.predicate for atom, way in self._plan(rule, at) if way in ("test", "scan")]
        if rule.head.predicate.kind not in (Kind.SAME, Kind.FALSE):
            asked += self._known(rule.head.predicate)
        lines = [f"{name} = {name}_table.facts" for name in map(_name, dict.fromkeys(asked))]
        if _is_pair(rule):
            one, other = _name(rule.body[at].predicate), _name(rule.body[1 - at].predicate)
            lines.append(f"if len(batch) == len({one}_table) and {other}_fresh:")
            lines.append(f"    skipped{number}_{1 - at}.append((0, len({other}_fresh)))")
        lines += ["n = counter[0]", *_unpacking(rule.body[at])]
        depth = 1
        bound = {argument for argument in rule.body[at].arguments if isinstance(argument, str)}
        for atom, way in self._plan(rule, at):
            written = _lookup(atom, way)
            lines += [f"{'    ' * (depth + i)}{line}" for i, line in enumerate(written)]
            depth += len(written)
            bound |= {argument for argument in atom.arguments if isinstance(argument, str)}
        for one, other in rule.unequal:
            lines.append(f"{'    ' * depth}if {one} != {other}:")
            depth += 1
        lines += [f"{'    ' * depth}{line}" for line in self._storing(number, rule.head)]
        return [*lines, "counter[0] = n"]

    def _storing(self, number: int, head: Atom) -> list[str]:
        terms = ", ".join(map(str, head.arguments))
        if head.predicate.kind in (Kind.SAME, Kind.FALSE):
            return [f"found[{number}, ({terms},)] = None"]
        name = _name(head.predicate)
        known = " and ".join(f"fact not in {_name(p)}" for p in self._known(head.predicate))
        lines = [f"fact = ({terms})", f"if {known}:"]
        lines += [f"    {name}[fact] = n", "    n += 1"]
        if head.predicate in self._read:
            lines.append(f"    {name}_fresh.append(fact)")
        for side in (0, 1):
            if (head.predicate, side) in self.indexes:
                lines.append(f"    {_into_index(name, side, *map(str, head.arguments))}")
        return lines

    @staticmethod
    def _known(predicate: Predicate) -> tuple[Predicate, ...]:
        """Where a new fact may be already; a step that is in the closure would add nothing."""
        kind, term = predicate
        return (predicate, Predicate(Kind.LINK, term)) if kind is Kind.STEP else (predicate,)


def _bound(argument: Argument, bound: set[str]) -> bool:
    return isinstance(argument, int) or argument in bound


def _unpacking(atom: Atom) -> list[str]:
    """The loop over the new facts; its body is indented by one."""
    arguments = atom.arguments
    plain = all(isinstance(a, str) for a in arguments) and len(set(arguments)) == len(arguments)
    names = list(map(str, arguments)) if plain else [f"t{i}" for i in range(len(arguments))]
    lines = [f"for {', '.join(names)} in batch:"]
    met: set[str] = set()
    for name, argument in zip(names, arguments, strict=True) if not plain else ():
        if isinstance(argument, int) or argument in met:
            lines.append(f"    if {name} != {argument}: continue")
        else:
            lines.append(f"    {argument} = {name}")
            met.add(argument)
    return lines


def _lookup(atom: Atom, way: str) -> list[str]:
    """Lines, each to be indented by one more than the one before."""
    name, arguments = _name(atom.predicate), atom.arguments
    fact = f"({', '.join(map(str, arguments))})"
    if way == "test":
        return [f"if {fact} in {name}:"]
    if way == "scan":
        # a copy, since the loop may store facts in the table that it runs over
        twice = len(set(arguments)) < len(arguments)
        names = ["s", "o"] if twice else list(map(str, arguments))
        found = [f"for {', '.join(names)} in tuple({name}):"]
        return [*found, "if s == o:", f"for {arguments[0]} in (s,):"] if twice else found
    side = int(way)
    return [f"for {arguments[1 - side]} in {name}_by{side}.get({arguments[side]}, ()):"]


def _into_index(name: str, side: int, subject: str, obj: str) -> str:
    key, entry = (obj, subject) if side else (subject, obj)
    return f"{name}_by{side}[{key}].append({entry})"


def _is_copy(rule: Rule) -> bool:
    """Whether a rule says of each fact of one predicate that another holds of its terms, or of one of them."""
    atom = rule.body[0]
    if len(rule.body) > 1 or rule.head.predicate.kind in (Kind.SAME, Kind.FALSE):
        return False
    return all(isinstance(a, str) for a in atom.arguments) and len(set(atom.arguments)) == len(atom.arguments)


def _is_pair(rule: Rule) -> bool:
    """Whether a rule joins two predicates to give a third.

    Once all facts of the one were joined with all of the other, those of the other need not be joined again, even
    those that no rule has read yet.
    """
    return len({*(atom.predicate for atom in rule.body), rule.head.predicate}) == 3 and len(rule.body) == 2


def _converses(rules: Sequence[Rule]) -> Iterator[tuple[int, int]]:
    """Each rule of one atom with the one, perhaps itself, that leads from all it gives back to what it was given.

    What the first adds, the second need not look at.
    """
    ways: dict[tuple[Predicate, Predicate], list[int]] = defaultdict(list)
    for number, rule in enumerate(rules):
        if _is_copy(rule):
            ways[_whole(rule.body[0].predicate), _whole(rule.head.predicate)].append(number)
    for (source, target), there in ways.items():
        for number, other in product(there, ways.get((target, source), ())):
            forth, back = rules[number], rules[other]
            if forth.head.predicate == back.body[0].predicate:
                named = dict(zip(back.body[0].arguments, forth.head.arguments, strict=True))
                if tuple(named.get(a, a) for a in back.head.arguments) == forth.body[0].arguments:
                    yield number, other


def _whole(predicate: Predicate) -> Predicate:
    """The steps of a property are among its links."""
    return Predicate(Kind.LINK, predicate.term) if predicate.kind is Kind.STEP else predicate


def without(batch: Sequence[Key], skipped: Skipped) -> Sequence[Key]:
    """New facts without those of these places, which are forgotten."""
    if not skipped:
        return batch
    kept: list[Key] = []
    at = 0
    for start, end in skipped:
        kept += batch[at:start]
        at = end
    skipped.clear()
    return kept + list(batch[at:])
