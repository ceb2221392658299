"""The known entities of the ontology (states, organisations, places, persons), indexed for recognition."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, TypeAlias

import pyoxigraph as ox

from builder.errors import OntologyError
from builder.resources import folder
from builder.vocabulary import DATA, MQ, RDF, RDFS, SKOS

_Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_NAMES: Final = (RDFS + "label", SKOS + "altLabel", SKOS + "hiddenLabel")
_MADE: Final = ("signedOn", "concludedOn")
_DAYS: Final = ("signedOn", "inForceFrom")
_STATES: Final = ("capitalOf", "inState", "organOf", "ofState")


@dataclass(frozen=True, slots=True)
class KnownEntity:
    """A known entity: its IRI, class (local name), and its names by language, the label first.

    ``code``: ISO 3166 alpha-3 of a state (SUN for the Soviet Union). ``demonyms``: Arabic adjectives of a state, as
    the ontology gives them. ``state``: the IRI of the state that a capital, a place or an organ belongs to.
    ``base``: that of the state in which an organisation that is no organ of it is based.
    ``metonym``: the IRI of the state for whose government a place stands. ``ambiguous``: Arabic names and demonyms
    that are also common words or others' names, and need more than themselves to be recognised. ``tenures``: the
    IRIs of a person's tenures; ``office``: the IRI of a tenure's office. ``parties``: the IRIs of the states that an
    instrument's list of parties names; ``years``: those in which it was signed and entered into force, as known;
    ``made`` and ``effective``: the days, or months, on which it was signed or concluded, and entered into force.
    """

    iri: str
    kind: str
    names: tuple[tuple[str, tuple[str, ...]], ...]
    code: str | None = None
    demonyms: tuple[str, ...] = ()
    capital: str | None = None
    state: str | None = None
    base: str | None = None
    metonym: str | None = None
    ambiguous: tuple[str, ...] = ()
    tenures: tuple[str, ...] = ()
    office: str | None = None
    parties: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    made: tuple[str, ...] = ()
    effective: tuple[str, ...] = ()

    def labels(self, language: str = "ar") -> tuple[str, ...]:
        """All names in a language, the label first, then alternatives and hidden ones."""
        return next((words for tag, words in self.names if tag == language), ())

    @property
    def label(self) -> str:
        """Its Arabic label, or any name where there is none."""
        arabic = self.labels()
        return arabic[0] if arabic else next((words[0] for _, words in self.names if words), self.iri)


class KnownEntities:
    """All known entities, by IRI and by kind."""

    def __init__(self, entities: tuple[KnownEntity, ...]) -> None:
        """Indexes ``entities``, which are sorted by IRI."""
        self.entities = entities
        self._by_iri = {entity.iri: entity for entity in entities}
        self._by_code = {entity.code: entity for entity in entities if entity.code}

    def by_iri(self, iri: str) -> KnownEntity | None:
        """The entity with this IRI, or None."""
        return self._by_iri.get(iri)

    def by_code(self, code: str) -> KnownEntity | None:
        """The state with this ISO 3166 alpha-3 code (or SUN), or None."""
        return self._by_code.get(code)

    def of_kind(self, *kinds: str) -> tuple[KnownEntity, ...]:
        """The entities of these classes (local names), sorted by IRI."""
        return tuple(entity for entity in self.entities if entity.kind in kinds)

    def code_of(self, entity: KnownEntity) -> str | None:
        """The alpha-3 code of the state that an entity is, lies in or belongs to."""
        if entity.code:
            return entity.code
        state = self._by_iri.get(entity.state) if entity.state else None
        return state.code if state else None

    def offices_of(self, person: KnownEntity) -> tuple[tuple[str, str | None], ...]:
        """The offices that a known person holds or held: the office's name in IRIs, and its state's code."""
        found = [self._by_iri[iri] for iri in person.tenures if iri in self._by_iri]
        return tuple((t.office.rpartition("/")[2], self.code_of(t)) for t in found if t.office)


@cache
def known() -> KnownEntities:
    """The known entities of this installation, read once. Raises OntologyError where a file is broken."""
    return load(folder("ontology") / "entities")


def load(directory: Path) -> KnownEntities:
    """The known entities of every Turtle file in ``directory``: those with a class of mithaq's own."""
    properties: dict[str, dict[str, list[_Term]]] = defaultdict(lambda: defaultdict(list))
    for path in sorted(directory.glob("*.ttl")):
        try:
            for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
                if isinstance(triple.subject, ox.NamedNode):
                    properties[triple.subject.value][triple.predicate.value].append(triple.object)
        except (SyntaxError, OSError) as error:
            raise OntologyError(f"{path}: {error}; mend the file or reinstall mithaq") from error
    found = (_entity(iri, values) for iri, values in sorted(properties.items()) if iri.startswith(DATA))
    return KnownEntities(tuple(entity for entity in found if entity is not None))


def _entity(iri: str, values: dict[str, list[_Term]]) -> KnownEntity | None:
    kinds = sorted(
        term.value[len(MQ) :]
        for term in values.get(RDF + "type", [])
        if isinstance(term, ox.NamedNode) and term.value.startswith(MQ)
    )
    if not kinds:
        return None
    codes = _literals(values, MQ + "iso3166")
    return KnownEntity(
        iri=iri,
        kind=_most_special(kinds),
        names=_names(values),
        code=codes[0] if codes else None,
        demonyms=tuple(_literals(values, MQ + "demonym", "ar")),
        capital=_link(values, "capital"),
        state=next(filter(None, (_link(values, name) for name in _STATES)), None),
        base=_link(values, "basedIn"),
        metonym=_link(values, "metonymOf"),
        tenures=_iris(values, "holdsOffice"),
        office=_link(values, "office"),
        ambiguous=tuple(_literals(values, MQ + "ambiguousLabel", "ar")),
        parties=_iris(values, "hasParty"),
        years=tuple(sorted({day[:4] for name in _DAYS for day in _literals(values, MQ + name)})),
        made=tuple(sorted({day for name in _MADE for day in _literals(values, MQ + name)})),
        effective=tuple(_literals(values, MQ + "inForceFrom")),
    )


def _link(values: dict[str, list[_Term]], name: str) -> str | None:
    """The first IRI that an ``mq:`` property of this local name gives, or None."""
    found = values.get(MQ + name)
    return next((term.value for term in found if isinstance(term, ox.NamedNode)), None) if found else None


def _iris(values: dict[str, list[_Term]], name: str) -> tuple[str, ...]:
    """The IRIs that an ``mq:`` property of this local name gives, sorted."""
    found = values.get(MQ + name)  # most entities have few of the properties
    return tuple(sorted(term.value for term in found if isinstance(term, ox.NamedNode))) if found else ()


def _most_special(kinds: list[str]) -> str:
    """Of an entity's classes, the one that says most."""
    general = {"Entity": 0, "Actor": 1, "Organisation": 2}
    return max(kinds, key=lambda kind: (general.get(kind, 3), kind))


def _names(values: dict[str, list[_Term]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    by_language: dict[str, list[str]] = defaultdict(list)
    for predicate in _NAMES:
        terms = [term for term in values.get(predicate, []) if isinstance(term, ox.Literal)]
        for tag, word in sorted((term.language or "", term.value) for term in terms):
            if word not in by_language[tag]:
                by_language[tag].append(word)
    return tuple((tag, tuple(words)) for tag, words in sorted(by_language.items()))


def _literals(values: dict[str, list[_Term]], predicate: str, language: str | None = None) -> list[str]:
    found = values.get(predicate)
    if not found:
        return []
    terms = [term for term in found if isinstance(term, ox.Literal)]
    return sorted(term.value for term in terms if language is None or term.language == language)
