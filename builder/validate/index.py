"""One graph as the shapes of its layer see it: its own triples, and the classes of all that it refers to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode

from builder.rows import Row
from builder.validate.context import SLOTS, TYPE, Context, types_claimed
from builder.validate.results import Term

Values = Collection[Term]
"""The values of a property, each once."""
_NO_VALUES: Values = ()
_NOTHING: Mapping[str, Values] = {}


@dataclass(frozen=True, slots=True)
class Frame:
    """What all graphs of a layer have in common.

    ``paths``: the properties that shapes read, and SLOTS; ``inverse``: those that they follow backwards; ``wanted``:
    the classes that they ask for; the others keep what was found of classes.
    """

    context: Context
    paths: frozenset[str]
    inverse: frozenset[str]
    wanted: frozenset[str]
    closed: dict[frozenset[str], frozenset[str]] = field(default_factory=dict)
    of_types: dict[tuple[Term, ...], frozenset[str]] = field(default_factory=dict)

    def classes(self, stated: frozenset[str]) -> frozenset[str]:
        """These classes and those above them, as far as shapes ask for them."""
        found = self.closed.get(stated)
        if found is None:
            found = self.closed[stated] = frozenset(self.context.closed(stated, self.wanted))
        return found

    def classes_of(self, types: tuple[Term, ...]) -> frozenset[str]:
        """The same of the types of a node of which nothing else is known: most have one or two of a few."""
        found = self.of_types.get(types)
        if found is None:
            found = self.of_types[types] = self.classes(
                frozenset(value.value for value in types if isinstance(value, NamedNode))
            )
        return found


class Index:
    """The triples of a graph, each of which is given once, by subject and property, as far as shapes read them.

    The ontology's triples of nodes that the graph describes count as its own; ``elsewhere`` gives the types that
    other graphs say.
    """

    def __init__(self, rows: Sequence[Row], frame: Frame, elsewhere: Mapping[str, AbstractSet[str]]) -> None:
        self._frame, self._elsewhere = frame, elsewhere
        self._triples: dict[str, dict[str, list[Term]]] = {}
        self._backwards: dict[tuple[str, str], list[Term]] = {}
        self._classes: dict[str, frozenset[str]] = {}
        self.own: dict[str, None] = {}
        claims: dict[str, dict[str, str]] = {}
        last, paths, inverse = "", frame.paths, frame.inverse
        for subject, predicate, value in rows:
            if subject is not last:
                self.own[subject] = None
                last, found = subject, self._triples.setdefault(subject, {})
            if predicate in paths and isinstance(value, NamedNode | Literal):
                values = found.get(predicate)
                if values is None:
                    found[predicate] = [value]
                else:
                    values.append(value)
                if predicate in inverse:
                    self._follow_back(subject, predicate, value)
                if predicate in SLOTS and isinstance(value, NamedNode):
                    claims.setdefault(subject, {})[predicate] = value.value
        self._claimed = types_claimed(claims.values())
        self._learn()

    def _learn(self) -> None:
        """Take over what the ontology says of the nodes that the graph describes."""
        known = self._frame.context.known
        for name in self.own.keys() & known.keys():
            for predicate, value in known[name]:
                if predicate != TYPE and predicate in self._frame.paths:
                    values = self._triples[name].setdefault(predicate, [])
                    if value not in values:
                        values.append(value)
                        self._follow_back(name, predicate, value)

    def _follow_back(self, name: str, predicate: str, value: Term) -> None:
        if predicate in self._frame.inverse:
            self._backwards.setdefault((predicate, value.value), []).append(NamedNode(name))

    def nodes(self) -> Iterable[tuple[str, Mapping[str, Values]]]:
        """The nodes that the graph describes, each with what shapes read of it."""
        return ((name, self._triples[name]) for name in self.own)

    def values(self, focus: Term, predicate: str) -> Values:
        """The values of a node's property."""
        if not isinstance(focus, NamedNode):
            return _NO_VALUES
        return self._triples.get(focus.value, {}).get(predicate, _NO_VALUES)

    def subjects(self, predicate: str, value: Term) -> Values:
        """The nodes that have a value."""
        return self._backwards.get((predicate, value.value), _NO_VALUES) if isinstance(value, NamedNode) else _NO_VALUES

    def classes(self, name: str) -> frozenset[str]:
        """The classes of a node and those above them, as far as shapes ask for them."""
        found = self._classes.get(name)
        if found is None:
            types = self._triples.get(name, _NOTHING).get(TYPE, ())
            known, claimed = self._frame.context.known.get(name), self._claimed.get(name)
            elsewhere = self._elsewhere.get(name)
            if known or claimed or elsewhere:
                stated = {value.value for predicate, value in known or () if predicate == TYPE}
                stated.update(
                    (value.value for value in types if isinstance(value, NamedNode)), claimed or (), elsewhere or ()
                )
                found = self._frame.classes(frozenset(stated))
            else:
                found = self._frame.classes_of(tuple(types))
            self._classes[name] = found
        return found

    def triples(self, focuses: Iterable[str] | None = None) -> Iterable[tuple[str, str, Term]]:
        """What is said of these nodes, of their values, and by whom they are values; of all where None."""
        names = set(self._triples) if focuses is None else set(focuses)
        for subject in () if focuses is None else tuple(names):
            for values in self._triples.get(subject, {}).values():
                names |= {value.value for value in values if isinstance(value, NamedNode)}
            for predicate in self._frame.inverse:
                names |= {node.value for node in self._backwards.get((predicate, subject), ())}
        for subject in sorted(names):
            for predicate, found in self._triples.get(subject, {}).items():
                for value in found:
                    yield subject, predicate, value
