"""The names of RDF, RDFS and OWL 2 that the rules speak of, as fixed numbers, and the numbering of all other terms.

A term is its spelling in N-Triples: ``<iri>``, ``_:name`` or ``"literal"…``. Every dictionary gives the built-in
names the same numbers, so that rules can be written with constants.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import count, islice
from typing import Final

from builder.vocabulary import OWL, RDF, RDFS, XSD

Row = tuple[int, int, int]
"""A triple of numbered terms: subject, predicate, object."""


def _spelt(namespace: str, names: str) -> tuple[str, ...]:
    return tuple(f"<{namespace}{name}>" for name in names.split())


_RDF: Final = _spelt(RDF, "type first rest nil Property")
(TYPE, FIRST, REST, NIL, PROPERTY) = range(5)

_RDFS: Final = _spelt(RDFS, "subClassOf subPropertyOf domain range Datatype Class")
(SUB_CLASS, SUB_PROPERTY, DOMAIN, RANGE, DATATYPE, RDFS_CLASS) = range(5, 11)

_EQUALITY: Final = _spelt(OWL, "sameAs differentFrom AllDifferent members distinctMembers")
(SAME_AS, DIFFERENT_FROM, ALL_DIFFERENT, MEMBERS, DISTINCT_MEMBERS) = range(11, 16)

_CHARACTERS: Final = _spelt(
    OWL,
    "FunctionalProperty InverseFunctionalProperty IrreflexiveProperty SymmetricProperty AsymmetricProperty "
    "TransitiveProperty",
)
(FUNCTIONAL, INVERSE_FUNCTIONAL, IRREFLEXIVE, SYMMETRIC, ASYMMETRIC, TRANSITIVE) = range(16, 22)

_PROPERTIES: Final = _spelt(
    OWL,
    "propertyChainAxiom equivalentProperty propertyDisjointWith AllDisjointProperties inverseOf hasKey "
    "sourceIndividual assertionProperty targetIndividual targetValue",
)
(CHAIN, EQUIVALENT_PROPERTY, DISJOINT_PROPERTY, ALL_DISJOINT_PROPERTIES, INVERSE, HAS_KEY) = range(22, 28)
(SOURCE, ASSERTION_PROPERTY, TARGET, TARGET_VALUE) = range(28, 32)

_CLASSES: Final = _spelt(
    OWL,
    "Thing Nothing Class intersectionOf unionOf complementOf someValuesFrom allValuesFrom hasValue onProperty "
    "maxCardinality maxQualifiedCardinality onClass oneOf equivalentClass disjointWith AllDisjointClasses",
)
(THING, NOTHING, CLASS, INTERSECTION, UNION, COMPLEMENT, SOME_FROM, ALL_FROM, HAS_VALUE, ON_PROPERTY) = range(32, 42)
(MAX, MAX_QUALIFIED, ON_CLASS, ONE_OF, EQUIVALENT_CLASS, DISJOINT_CLASS, ALL_DISJOINT_CLASSES) = range(42, 49)

_KINDS: Final = _spelt(OWL, "ObjectProperty DatatypeProperty AnnotationProperty Restriction Ontology")
(OBJECT_PROPERTY, DATATYPE_PROPERTY, ANNOTATION_PROPERTY, RESTRICTION, ONTOLOGY) = range(49, 54)

BUILT_IN: Final = (*_RDF, *_RDFS, *_EQUALITY, *_CHARACTERS, *_PROPERTIES, *_CLASSES, *_KINDS)

ANNOTATIONS: Final = (
    *_spelt(RDFS, "label comment seeAlso isDefinedBy"),
    *_spelt(OWL, "deprecated versionInfo priorVersion backwardCompatibleWith incompatibleWith"),
)
"""The built-in annotation properties (OWL 2 Profiles, table 5, prp-ap)."""

DATATYPES: Final = (
    *_spelt(RDF, "PlainLiteral XMLLiteral"),
    *_spelt(RDFS, "Literal"),
    *_spelt(
        XSD,
        "decimal integer nonNegativeInteger nonPositiveInteger positiveInteger negativeInteger long int short byte "
        "unsignedLong unsignedInt unsignedShort unsignedByte float double string normalizedString token language "
        "Name NCName NMTOKEN boolean hexBinary base64Binary anyURI dateTime dateTimeStamp",
    ),
)
"""The datatypes of OWL 2 RL (OWL 2 Profiles, section 4.2.1 and table 8)."""

SCHEMA_PREDICATES: Final = frozenset(
    {FIRST, REST, SUB_CLASS, SUB_PROPERTY, DOMAIN, RANGE, MEMBERS, DISTINCT_MEMBERS, *range(CHAIN, SOURCE)}
    | {SOURCE, ASSERTION_PROPERTY, TARGET, TARGET_VALUE}
    | set(range(INTERSECTION, ALL_DISJOINT_CLASSES))
) - {ALL_DISJOINT_PROPERTIES}
"""The predicates of axioms: a triple with one of them changes the rules."""

SCHEMA_CLASSES: Final = frozenset(
    {PROPERTY, DATATYPE, RDFS_CLASS, ALL_DIFFERENT, *range(FUNCTIONAL, CHAIN), ALL_DISJOINT_PROPERTIES, CLASS}
    | {ALL_DISJOINT_CLASSES, *range(OBJECT_PROPERTY, ONTOLOGY + 1)}
)
"""The classes of axioms: a triple that gives something one of these types changes the rules."""


def is_axiom(row: Row) -> bool:
    """Whether a triple belongs to the schema: it is turned into rules, not joined with."""
    return row[1] in SCHEMA_PREDICATES or (row[1] == TYPE and row[2] in SCHEMA_CLASSES)


class Dictionary:
    """Terms and their numbers, which count from nought in the order in which the terms were first met."""

    def __init__(self) -> None:
        self.terms: list[str] = []
        self._numbers: dict[str, int] = {}  # of the terms that were looked up, or of more
        for term in (*BUILT_IN, *ANNOTATIONS, *DATATYPES):
            self.number(term)

    def __len__(self) -> int:
        return len(self.terms)

    def number(self, term: str) -> int:
        """The number of a term, a new one where it was not met before."""
        found = self.known(term)
        if found is None:
            found = self._numbers[term] = len(self.terms)
            self.terms.append(term)
        return found

    def known(self, term: str) -> int | None:
        """The number of a term that was met before, or None."""
        found = self._numbers.get(term)
        if found is None and len(self._numbers) < len(self.terms):
            self._numbers.update(zip(self.terms, range(len(self.terms)), strict=True))
            found = self._numbers.get(term)
        return found

    def is_literal(self, number: int) -> bool:
        """Whether a number is that of a literal."""
        return self.terms[number].startswith('"')

    def read(self, blocks: Iterable[bytes]) -> dict[int, list[tuple[int, int]]]:
        """The triples of canonical N-Triples, by predicate; the text may be cut into blocks anywhere.

        One a line, the terms parted by one space, ``" .\\n"`` at the end: as pyoxigraph and rdflib write them.
        """
        numbers = defaultdict(count(len(self.terms)).__next__, zip(map(str.encode, self.terms), count(), strict=False))
        buckets: dict[bytes, list[tuple[int, int]]] = defaultdict(list)
        last, number, rest = b"", 0, b""
        for block in blocks:
            lines = (rest + block).split(b" .\n")
            rest = lines.pop()
            for line in lines:
                subject, predicate, obj = line.split(b" ", 2)
                if subject != last:
                    last, number = subject, numbers[subject]
                buckets[predicate].append((number, numbers[obj]))
        found = {numbers[predicate]: pairs for predicate, pairs in buckets.items()}
        self.terms += map(bytes.decode, islice(numbers, len(self.terms), None))
        return found
