"""Writes Python for rules: one function for each rule and each atom of its body that new facts may meet.

A function takes the new facts of its atom, joins them with all facts of the others, and stores what is new. Its text
consists of numbers and of names made here, so that nothing of the data is ever run.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

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
        setattr(facts.table(predicate), "by_object" if side else "by_subject", {})
    for rule in rules:
        for atom in rule.body:
            facts.table(atom.predicate).read = True
    scope: dict[str, Any] = {"counter": facts.counter, "found": found}
    for predicate, table in facts.tables.items():
        name = _name(predicate)
        scope[name] = table.facts
        scope[f"{name}_fresh"] = table.fresh
        scope[f"{name}_by0"], scope[f"{name}_by1"] = table.by_subject, table.by_object
    exec(compile(writer.text, "<rules>", "exec"), scope)
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
        self._closures = {p for p in predicates(rules) if p.kind is Kind.STEP}
        plans = [(number, rule, at) for number, rule in enumerate(rules) for at in range(len(rule.body))]
        for _, rule, at in plans:
            self._plan(rule, at)
        pieces = []
        for number, rule, at in plans:
            name = f"rule{number}_{at}"
            self.names.append((name, rule.body[at].predicate))
            body = self._copying(rule) or self._joining(number, rule, at)
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

    def _copying(self, rule: Rule) -> list[str] | None:
        """A rule of one atom, written as comprehensions; None where it is more."""
        atom = rule.body[0]
        if len(rule.body) > 1 or rule.head.predicate.kind in (Kind.SAME, Kind.FALSE):
            return None
        if any(isinstance(a, int) for a in atom.arguments) or len(set(atom.arguments)) < len(atom.arguments):
            return None
        head = rule.head
        if head.arguments == atom.arguments:
            source = "batch"
        elif len(atom.arguments) == 2 and len(head.arguments) == 1:
            source = f"dict.fromkeys([pair[{atom.arguments.index(head.arguments[0])}] for pair in batch])"
        else:
            made = ", ".join(map(str, head.arguments))
            made = f"({made})" if len(head.arguments) > 1 else made
            source = f"[{made} for {', '.join(map(str, atom.arguments))} in batch]"
            if set(head.arguments) != set(atom.arguments) and not set(atom.arguments) <= set(head.arguments):
                source = f"dict.fromkeys({source})"
        name = _name(head.predicate)
        lines = [f"new = [fact for fact in {source} if fact not in {name}{self._guard(head.predicate, 'fact')}]"]
        lines += ["start = counter[0]", "counter[0] = end = start + len(new)"]
        lines.append(f"{name}.update(zip(new, range(start, end)))")
        if head.predicate in self._read:
            lines.append(f"{name}_fresh.extend(new)")
        for side in (0, 1):
            if (head.predicate, side) in self.indexes:
                lines.append("for s, o in new:")
                lines += [f"    {line}" for line in _into_index(name, side, "s", "o")]
        return lines

    def _joining(self, number: int, rule: Rule, at: int) -> list[str]:
        lines, depth = ["n = counter[0]", *_unpacking(rule.body[at])], 1
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
        lines = [f"fact = ({terms})", f"if fact not in {name}{self._guard(head.predicate, 'fact')}:"]
        lines += [f"    {name}[fact] = n", "    n += 1"]
        if head.predicate in self._read:
            lines.append(f"    {name}_fresh.append(fact)")
        for side in (0, 1):
            if (head.predicate, side) in self.indexes:
                lines += [f"    {line}" for line in _into_index(name, side, *map(str, head.arguments))]
        return lines

    def _guard(self, predicate: Predicate, fact: str) -> str:
        """A step that is in the closure already would add nothing."""
        if predicate.kind is not Kind.STEP:
            return ""
        return f" and {fact} not in {_name(Predicate(Kind.LINK, predicate.term))}"


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


def _into_index(name: str, side: int, subject: str, obj: str) -> list[str]:
    key, entry = (obj, subject) if side else (subject, obj)
    index = f"{name}_by{side}"
    return [f"if {key} in {index}: {index}[{key}].append({entry})", f"else: {index}[{key}] = [{entry}]"]
