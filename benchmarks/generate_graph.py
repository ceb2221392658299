"""A synthetic treaty graph of any size, in N-Triples: ``python benchmarks/generate_graph.py treaty 1000000 graph.nt``.

The ontology has every form that a treaty ontology needs: hierarchies, domains and ranges, inverse, symmetric and
transitive properties, chains, restrictions, disjointness. The data: states, organisations, treaties with their
parties, clauses and duties, chains of supersession, statements with their sentences. The same size always gives the
same bytes. Further shapes: ``chain N``, one chain of N supersessions; ``aliases N``, N clusters of 2 to 20 aliases.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from itertools import islice, pairwise
from pathlib import Path
from typing import Final

Triple = tuple[str, str, str]

_TERMS: Final = "https://example.org/terms#"
_DATA: Final = "https://example.org/id/"
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
_OWL: Final = "http://www.w3.org/2002/07/owl#"
_DATE: Final = "http://www.w3.org/2001/XMLSchema#date"

_TREE: Final = {
    "Agent": "Actor Person", "Actor": "State Organisation", "Organisation": "IGO NGO", "IGO": "Court",
    "Person": "Minister President Diplomat", "Act": "Treaty Protocol Amendment Annex",
    "Treaty": "Bilateral Multilateral Peace Trade Water Arms", "Arms": "Nuclear", "Bilateral": "Border",
    "Part": "Clause", "Clause": "Article Paragraph Obligation Prohibition", "Information": "Statement Sentence News",
    "Statement": "Claim Denial Quotation", "Event": "Signing Ratification Accession Termination", "Place": "City",
}  # fmt: skip
_SIGNATURES: Final = {
    "supersedes": "Treaty Treaty affects", "amends": "Act Act affects", "terminates": "Act Act affects",
    "affects": "Act Act relatedTo", "relatedTo": "- - -", "signedBy": "Act Actor involves",
    "ratifiedBy": "Act Actor involves", "hasParty": "Treaty Actor involves", "involves": "- Actor relatedTo",
    "hasClause": "Act Clause hasPart", "hasPart": "- - -", "obliges": "Clause Actor -",
    "memberOf": "Actor Organisation -",
    "saidBy": "Statement Agent -", "about": "Statement - -", "extractedFrom": "Statement Sentence -",
    "inArticle": "Sentence News -", "concludedIn": "Act Place -", "alliedWith": "Actor Actor -",
    "borders": "State State -", "kind": "Treaty - -", "signedOn": "Act - -", "inForceOn": "Act - -",
    "terminatedOn": "Act - -", "title": "- - -", "text": "- - -", "obligesActor": "Treaty Actor -",
    "involvesBody": "Treaty Organisation -", "concernsTreatyOf": "- - -", "sourceArticle": "- - -",
}  # fmt: skip
_CHARACTERS: Final = {
    "TransitiveProperty": "supersedes hasPart", "SymmetricProperty": "alliedWith borders",
    "IrreflexiveProperty": "terminates", "AsymmetricProperty": "amends",
}  # fmt: skip
_INVERSES: Final = {
    "supersededBy": "supersedes", "isPartOf": "hasPart", "signatoryOf": "signedBy", "amendedBy": "amends",
    "said": "saidBy", "partyTo": "hasParty", "hasMember": "memberOf", "evidenceFor": "extractedFrom",
}  # fmt: skip
_CHAINS: Final = {
    "obligesActor": "hasClause obliges", "involvesBody": "hasParty memberOf", "concernsTreatyOf": "about hasParty",
    "sourceArticle": "extractedFrom inArticle",
}  # fmt: skip
_DISJOINT: Final = ("Agent Act", "Agent Place", "State Organisation", "Statement Sentence", "Clause Treaty")
_KINDS: Final = ("bilateral", "multilateral", "nuclear", "trade", "water")
_CLASSES: Final = ("Bilateral", "Multilateral", "Peace", "Trade", "Border", "Water", "Arms", "Nuclear")
_STATES: Final = 200
_BODIES: Final = 40


def _term(name: str) -> str:
    return f"<{_TERMS}{name}>"


def _item(kind: str, number: object) -> str:
    return f"<{_DATA}{kind}/{number}>"


def _owl(name: str) -> str:
    return f"<{_OWL}{name}>"


_TYPE: Final = f"<{_RDF}type>"
_SUB_CLASS: Final = f"<{_RDFS}subClassOf>"


def ontology() -> Iterator[Triple]:
    """The axioms."""
    for cls, below in _TREE.items():
        yield from ((_term(sub), _SUB_CLASS, _term(cls)) for sub in below.split())
    for name in sorted({*_TREE, *" ".join(_TREE.values()).split()}):
        yield _term(name), _TYPE, _owl("Class")
    for prop, signature in _SIGNATURES.items():
        for predicate, name in zip(("domain", "range", "subPropertyOf"), signature.split(), strict=True):
            if name != "-":
                yield _term(prop), f"<{_RDFS}{predicate}>", _term(name)
    for character, properties in _CHARACTERS.items():
        yield from ((_term(prop), _TYPE, _owl(character)) for prop in properties.split())
    yield from ((_term(inverse), _owl("inverseOf"), _term(prop)) for inverse, prop in _INVERSES.items())
    yield from ((_term(a), _owl("disjointWith"), _term(b)) for a, b in map(str.split, _DISJOINT))
    for prop, links in _CHAINS.items():
        yield _term(prop), _owl("propertyChainAxiom"), f"_:{prop}0"
        yield from _list(prop, [_term(link) for link in links.split()])
    yield from _expressions()


def _list(name: str, members: list[str]) -> Iterator[Triple]:
    for at, member in enumerate(members):
        yield f"_:{name}{at}", f"<{_RDF}first>", member
        yield f"_:{name}{at}", f"<{_RDF}rest>", f"_:{name}{at + 1}" if at + 1 < len(members) else f"<{_RDF}nil>"


def _expressions() -> Iterator[Triple]:
    yield from _restriction("nuclear", "kind", "hasValue", "nuclear")
    yield _term("OfNuclearKind"), _owl("equivalentClass"), "_:nuclear"
    yield from _restriction("obliging", "hasClause", "someValuesFrom", "Obligation")
    yield _term("Obliging"), _owl("equivalentClass"), "_:obliging"
    yield from _restriction("two", "kind", "hasValue", "bilateral")
    yield _term("OfBilateralKind"), _owl("intersectionOf"), "_:both0"
    yield from _list("both", [_term("Treaty"), "_:two"])
    yield _term("Subject"), _owl("unionOf"), "_:either0"
    yield from _list("either", [_term("State"), _term("IGO")])


def _restriction(name: str, prop: str, form: str, filler: str) -> Iterator[Triple]:
    yield f"_:{name}", _owl("onProperty"), _term(prop)
    yield f"_:{name}", _owl(form), _term(filler)


def treaties(seed: int = 7) -> Iterator[Triple]:
    """The ontology and treaties without end."""
    chance = random.Random(seed)
    yield from ontology()
    for number in range(_STATES):
        state = _item("state", number)
        yield state, _TYPE, _term("State")
        yield state, _term("title"), f'"دولة {number}"@ar'
        for _ in range(3):
            yield state, _term("memberOf"), _item("body", chance.randrange(_BODIES))
        yield state, _term("borders"), _item("state", chance.randrange(_STATES))
        yield state, _term("alliedWith"), _item("state", chance.randrange(_STATES))
    yield from ((_item("body", n), _TYPE, _term(chance.choice(("IGO", "NGO")))) for n in range(_BODIES))
    number, left = 0, 0
    while True:
        yield from _treaty(number, chance)
        if left > 0:
            yield _item("treaty", number), _term("supersedes"), _item("treaty", number - 1)
        left = left - 1 if left > 0 else chance.randint(1, 6) if chance.random() < 0.3 else 0
        number += 1


def _treaty(number: int, chance: random.Random) -> Iterator[Triple]:
    treaty, year = _item("treaty", number), 1900 + number % 125
    yield treaty, _TYPE, _term(chance.choice(_CLASSES))
    yield treaty, _term("title"), f'"معاهدة رقم {number} بشأن التعاون"@ar'
    yield treaty, _term("kind"), _term(chance.choice(_KINDS))
    yield treaty, _term("signedOn"), f'"{year}-0{1 + number % 9}-1{number % 9}"^^<{_DATE}>'
    if chance.random() < 0.8:
        yield treaty, _term("inForceOn"), f'"{year + 1}-01-01"^^<{_DATE}>'
    if chance.random() < 0.15:
        yield treaty, _term("terminatedOn"), f'"{year + 9}-01-01"^^<{_DATE}>'
    parties = [_item("state", chance.randrange(_STATES)) for _ in range(chance.randint(2, 5))]
    yield from ((treaty, _term(chance.choice(("signedBy", "ratifiedBy", "hasParty"))), party) for party in parties)
    if number and chance.random() < 0.2:
        yield treaty, _term("amends"), _item("treaty", chance.randrange(number))
    yield treaty, _term("concludedIn"), _item("city", number % 500)
    for part in range(3):
        clause = _item("clause", f"{number}-{part}")
        yield treaty, _term("hasClause"), clause
        if part == 0:
            yield clause, _TYPE, _term("Obligation")
        yield clause, _term("obliges"), chance.choice(parties)
        yield clause, _term("text"), f'"المادة {part} من المعاهدة {number}: يلتزم الطرفان"@ar'
    for part in range(2):
        statement, sentence = _item("statement", f"{number}-{part}"), _item("sentence", f"{number}-{part}")
        yield statement, _TYPE, _term("Claim")
        yield statement, _term("about"), treaty
        yield statement, _term("saidBy"), chance.choice(parties)
        yield statement, _term("extractedFrom"), sentence
        yield sentence, _term("inArticle"), _item("article", number // 3)


def chain(length: int) -> Iterator[Triple]:
    """A chain of this many supersessions, and that they are transitive."""
    yield _term("supersedes"), _TYPE, _owl("TransitiveProperty")
    for old, new in pairwise(range(length + 1)):
        yield _item("treaty", new), _term("supersedes"), _item("treaty", old)


def aliases(clusters: int, seed: int = 3) -> Iterator[Triple]:
    """Clusters of 2 to 20 terms that are one, each term with a class, a title and an ally."""
    chance = random.Random(seed)
    found = [[_item("state", f"{c}-{i}") for i in range(chance.randint(2, 20))] for c in range(clusters)]
    everyone = [alias for cluster in found for alias in cluster]
    for cluster in found:
        yield from ((cluster[0], _owl("sameAs"), other) for other in cluster[1:])
    for alias in everyone:
        yield alias, _TYPE, _term("State")
        yield alias, _term("title"), f'"{alias[-6:-1]}"@ar'
        yield alias, _term("alliedWith"), chance.choice(everyone)


def graph(shape: str, size: int) -> Iterator[Triple]:
    """The triples of a shape: ``treaty`` of so many triples, ``chain`` or ``aliases`` of so many links or clusters."""
    if shape == "treaty":
        return islice(treaties(), size)
    return chain(size) if shape == "chain" else aliases(size)


def write(shape: str, size: int, path: Path) -> int:
    """Writes a graph; gives the number of its triples."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for triple in graph(shape, size):
            file.write(f"{' '.join(triple)} .\n")
            count += 1
    return count


if __name__ == "__main__":
    print(write(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])), "triples in", sys.argv[3])
