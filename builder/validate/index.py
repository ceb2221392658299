"""One graph as the shapes of its layer see it: its own triples, and the classes of all that it refers to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode

from builder.rows import Row
from builder.validate.context import TYPE, Context, types_said
from builder.validate.results import Term

Values = AbstractSet[Term]
_NO_VALUES: Values = frozenset()


@dataclass(frozen=True, slots=True)
class Frame:
    """What all graphs of a layer have in common.

    ``paths``: the properties that shapes read; ``inverse``: those that they follow backwards; ``wanted``: the
    classes that they ask for.
    """

    context: Context
    paths: frozenset[str]
    inverse: frozenset[str]
    wanted: frozenset[str]
    closed: dict[frozenset[str], frozenset[str]] = field(default_factory=dict)

    def classes(self, stated: frozenset[str]) -> frozenset[str]:
        """These classes and those above them, as far as shapes ask for them."""
        found = self.closed.get(stated)
        if found is None:
            found = self.closed[stated] = frozenset(self.context.closed(stated, self.wanted))
        return found


class Index:
    """The triples of a graph by subject and property, as far as shapes read them.

    The ontology's triples of nodes that the graph describes count as its own; ``elsewhere`` gives the types that
    other graphs say.
    """

    def __init__(self, rows: Sequence[Row], frame: Frame, elsewhere: Mapping[str, AbstractSet[str]]) -> None:
        self._frame, self._elsewhere = frame, elsewhere
        self._said = types_said(rows)
        self._triples: dict[str, dict[str, set[Term]]] = {}
        self._backwards: dict[tuple[str, str], set[Term]] = {}
        self._classes: dict[str, frozenset[str]] = {}
        self.own: dict[str, None] = {}
        for subject, predicate, value in rows:
            self.own[subject] = None
            self._add(subject, predicate, value)
        for name in self.own:
            for predicate, value in frame.context.known.get(name, ()):
                if predicate != TYPE:
                    self._add(name, predicate, value)

    def _add(self, subject: str, predicate: str, value: object) -> None:
        if predicate in self._frame.paths and isinstance(value, NamedNode | Literal):
            self._triples.setdefault(subject, {}).setdefault(predicate, set()).add(value)
            if predicate in self._frame.inverse:
                self._backwards.setdefault((predicate, value.value), set()).add(NamedNode(subject))

    def values(self, focus: Term, predicate: str) -> Values:
        """The values of a node's property."""
        if not isinstance(focus, NamedNode):
            return _NO_VALUES
        return self._triples.get(focus.value, {}).get(predicate, _NO_VALUES)

    def subjects(self, predicate: str, value: Term) -> Values:
        """The nodes that have a value."""
        return self._backwards.get((predicate, value.value), _NO_VALUES) if isinstance(value, NamedNode) else _NO_VALUES

    def predicates(self, name: str) -> Iterable[str]:
        """The properties that a node has."""
        return self._triples.get(name, ())

    def classes(self, name: str) -> frozenset[str]:
        """The classes of a node and those above them, as far as shapes ask for them."""
        found = self._classes.get(name)
        if found is None:
            known = self._frame.context.known.get(name, ())
            stated = {value.value for predicate, value in known if predicate == TYPE}
            stated.update(self._said.get(name, ()), self._elsewhere.get(name, ()))
            found = self._classes[name] = self._frame.classes(frozenset(stated))
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
