"""Makes ../entities/<topic>.ttl from the reviewed lists <topic>.yaml: places, organisations, persons, and so on.

    python ontology/generate/curated.py [-o FOLDER]

Each list explains its keys at its head. No other source is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from entity_turtle import Node, check_keys, document, literal, load, output_folder

Entry = dict[str, Any]

NAMES = frozenset(("ar", "en", "also", "hidden", "alsoEn", "ambiguous", "qid"))
DAYS = {
    "signed": "mq:signedOn",
    "concluded": "mq:concludedOn",
    "inForce": "mq:inForceFrom",
    "ended": "mq:inForceTo",
}
DATATYPES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}


def named(subject: str, kind: str, entry: Entry) -> Node:
    """The entity with its class and all its names."""
    node = Node(subject, {"a": [f"mq:{kind}"]})
    node.add("rdfs:label", literal(entry["ar"], "ar"), literal(entry["en"], "en"))
    node.add_texts("skos:altLabel", (name for name in entry.get("also", ()) if name != entry["ar"]), "ar")
    node.add_texts("skos:altLabel", entry.get("alsoEn", ()), "en")
    node.add_texts("skos:hiddenLabel", entry.get("hidden", ()), "ar")
    node.add_texts("mq:ambiguousLabel", entry.get("ambiguous", ()), "ar")
    node.add("skos:exactMatch", *(f"wd:{qid}" for qid in [entry.get("qid")] if qid))
    return node


def place(slug: str, entry: Entry) -> Iterator[Node]:
    """A place, and for a capital what that says of its state."""
    node = named(f"place:{slug}", "Place", entry)
    state = entry.get("state")
    capital = bool(entry.get("capital"))
    metonym = entry.get("metonym", state if capital else "none")
    node.add("mq:inState", *([f"state:{state}"] if state else []))
    node.add("mq:metonymOf", *([f"state:{metonym}"] if metonym != "none" else []))
    node.add("mq:capitalOf", *([f"state:{state}"] if capital else []))
    yield node
    if capital:
        yield Node(f"state:{state}", {"mq:capital": [f"place:{slug}"]})


def organisation(slug: str, entry: Entry) -> Iterator[Node]:
    """An international organisation, a state organ, a medium, or another. Raises ValueError for states in no list."""
    node = named(f"organisation:{slug}", entry["kind"], entry)
    for key in ("organOf", "basedIn"):
        codes = entry.get(key, [])
        if not isinstance(codes, list):
            raise ValueError(f"{slug}: {key} is {codes!r}; write a list, [{codes}]")
        node.add(f"mq:{key}", *(f"state:{code}" for code in codes))
    yield node


def person(slug: str, entry: Entry) -> Iterator[Node]:
    """A person, and a tenure for each office held; tenures have no dates, for none are needed to know the person."""
    node = named(f"person:{slug}", "Person", entry)
    for text in entry["offices"]:
        office, holder = text.split()
        tenure = f"tenure:{slug}-{office}-{holder}"
        owner = ("mq:ofState", f"state:{holder}") if holder.isupper() else ("mq:organOf", f"organisation:{holder}")
        node.add("mq:holdsOffice", tenure)
        yield Node(tenure, {"a": ["mq:Tenure"], "mq:office": [f"office:{office}"], owner[0]: [owner[1]]})
    yield node


def instrument(slug: str, entry: Entry) -> Iterator[Node]:
    """An instrument with what is certain of it; a date is as precise as it is written."""
    node = named(f"instrument:{slug}", entry["kind"], entry)
    node.add("mq:reportedKind", f"kind:{entry['reported']}")
    for key, predicate in DAYS.items():
        days = [entry[key]] if isinstance(entry.get(key), str) else entry.get(key, ())
        node.add(predicate, *(literal(day, datatype=DATATYPES[len(day)]) for day in days))
    node.add("mq:hasParty", *(f"state:{code}" for code in entry.get("parties", ())))
    node.add("mq:directlySupersedes", *(f"instrument:{other}" for other in entry.get("supersedes", ())))
    yield node


def office(slug: str, entry: Entry) -> Iterator[Node]:
    """An office as such, held in many states."""
    yield named(f"office:{slug}", "Office", entry)


TOPICS: dict[str, tuple[Callable[[str, Entry], Iterator[Node]], frozenset[str]]] = {
    "places": (place, frozenset(("state", "capital", "metonym"))),
    "organisations": (organisation, frozenset(("kind", "organOf", "basedIn"))),
    "persons": (person, frozenset(("offices",))),
    "instruments": (
        instrument,
        frozenset(("kind", "reported", *DAYS, "parties", "supersedes")),
    ),
    "offices": (office, frozenset()),
}


def nodes(topic: str) -> list[Node]:
    """The nodes of a topic, one a subject. Raises ValueError for a key that no rule reads."""
    make, keys = TOPICS[topic]
    merged: dict[str, Node] = {}
    for slug, entry in load(topic).items():
        check_keys(f"{topic}.yaml, {slug}", entry, NAMES | keys)
        for node in make(slug, entry):
            known = merged.setdefault(node.subject, node)
            for predicate, terms in node.statements.items():
                known.add(predicate, *terms)
    return list(merged.values())


def main() -> None:
    """Writes one file a topic."""
    folder = output_folder(__doc__)
    for topic in TOPICS:
        header = f"Made by ontology/generate/curated.py from {topic}.yaml; do not edit by hand."
        (folder / f"{topic}.ttl").write_text(document(header, nodes(topic)), "utf-8")


if __name__ == "__main__":
    main()
