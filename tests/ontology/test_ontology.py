"""The ontology has every agreed name, uses no other, and stays within OWL 2 RL."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import owlrl
import pyoxigraph as ox
import pytest
from rdflib import OWL, RDF, RDFS, Graph, Namespace, URIRef
from rdflib.namespace import SKOS

from builder import ontology
from builder.model import BlockKind, Factuality, Mode, TextStatus
from builder.resources import folder
from builder.vocabulary import MQ, MQV

ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#ErrorMessage")
"""The type of what owlrl adds where it finds a contradiction."""

CLASSES = """
    Article Block Evidence Mention Claim Characterisation Attribution Conflict ReviewDecision Unaccounted
    Actor State HistoricalState Organisation InternationalOrganisation StateOrgan MediaOrganisation Person ActorGroup
    UnnamedSource Office Tenure Place Instrument Treaty PoliticalDeclaration LifecycleEvent Negotiation Adoption
    Signature Ratification Accession InstrumentExchange EntryIntoForce Suspension Withdrawal Termination Supersession
    Clause Statement
"""
RELATIONS = """
    ofClaim attributedTo factuality evidence stance policyOutcome conflictingClaim conflictKind mergedInto refersTo
    blockKind successorOf organOf holdsOffice office ofState capital capitalOf inState allyOf reportedKind hasParty
    partyTo directlySupersedes supersedes supersededBy amends invokes hasClause characterisedAs ofInstrument place
    participant signedBy onBehalfOf fulfils partOf obligationType trigger textStatus strength obligor obligee speaker
    addressee mode reportedVia about
"""
VALUES = """
    sha256 origin mergeReason iso3166 signedOn concludedOn inForceFrom inForceTo date articleNumber clauseText madeAt
"""
ANNOTATIONS = "subject predicate object demonym"
CONCEPTS = {
    "factuality": "asserted denied probable possible planned conditional alleged unknown",
    "mode": "direct indirect",
    "kind": "treaty agreement convention charter protocol memorandum declaration resolution statute",
    "obligation": """mutual-defence consultation non-aggression neutrality no-adverse-treaties non-interference
        self-defence military-cooperation economic-cooperation arms-control inspection territorial trade
        entry-into-force duration withdrawal dispute-settlement other""",
    "text-status": "quoted reported paraphrased",
    "strength": "shall may aim",
    "outcome": "fact pending withheld contested",
    "characterisation": "mutual-defence-treaty alliance",
}
"""What the design and the records between the stages rely on; the ontology has more."""

LEAN = {
    OWL.AllDisjointClasses,
    OWL.AnnotationProperty,
    OWL.AsymmetricProperty,
    OWL.Class,
    OWL.DatatypeProperty,
    OWL.IrreflexiveProperty,
    OWL.ObjectProperty,
    OWL.Ontology,
    OWL.SymmetricProperty,
    OWL.TransitiveProperty,
    OWL.disjointWith,
    OWL.equivalentClass,
    OWL.imports,
    OWL.inverseOf,
    OWL.members,
    OWL.versionIRI,
    OWL.versionInfo,
}
"""What we say in OWL. All of it is in OWL 2 RL wherever it stands (Profiles, section 4.2), but for
``owl:equivalentClass``, which is there for named classes and, as a test checks, stands only in datatype definitions."""


@cache
def whole() -> Graph:
    """All modules of the ontology."""
    graph = Graph()
    for path in ontology.modules():
        graph.parse(path)
    return graph


@pytest.mark.parametrize("path", ontology.modules(), ids=lambda path: path.stem)
def test_a_module_parses_and_names_itself(path: Path) -> None:
    name = "https://w3id.org/mithaq/ontology" + ("" if path.stem == "mithaq" else f"/{path.stem}")
    assert list(Graph().parse(path).subjects(RDF.type, OWL.Ontology)) == [URIRef(name)]


def test_the_header_imports_every_module_but_the_alignments() -> None:
    header = URIRef("https://w3id.org/mithaq/ontology")
    imported = {str(iri).rpartition("/")[2] for iri in whole().objects(header, OWL.imports)}
    assert imported == {path.stem for path in ontology.modules()} - {"mithaq", "alignments"}


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (OWL.Class, CLASSES),
        (OWL.ObjectProperty, RELATIONS),
        (OWL.DatatypeProperty, VALUES),
        (OWL.AnnotationProperty, ANNOTATIONS),
    ],
)
def test_every_agreed_term_is_there(kind: URIRef, names: str) -> None:
    assert [name for name in names.split() if (URIRef(MQ + name), RDF.type, kind) not in whole()] == []


@pytest.mark.parametrize("scheme", CONCEPTS)
def test_every_agreed_concept_is_there(scheme: str) -> None:
    assert [name for name in CONCEPTS[scheme].split() if not is_concept(scheme, name)] == []


@pytest.mark.parametrize(
    ("scheme", "values"),
    [("factuality", Factuality), ("mode", Mode), ("text-status", TextStatus), ("block-kind", BlockKind)],
)
def test_a_record_and_its_scheme_have_the_same_values(scheme: str, values: type[Factuality]) -> None:
    found = {str(concept).rpartition("/")[2] for concept in whole().subjects(SKOS.inScheme, URIRef(MQV + scheme))}
    assert found == {value.value for value in values}


def is_concept(scheme: str, name: str) -> bool:
    """Whether the scheme has the concept."""
    return (URIRef(f"{MQV}{scheme}/{name}"), SKOS.inScheme, URIRef(MQV + scheme)) in whole()


def test_obligations_that_alliance_data_sets_code_have_their_codes() -> None:
    codes = {
        (str(concept).rpartition("/")[2], str(code), str(code.datatype).rpartition("#")[2])
        for concept, code in whole().subject_objects(SKOS.notation)
        if str(concept).startswith(MQV + "obligation/")
    }
    assert codes >= {
        ("mutual-defence", "defense", "atop"),
        ("mutual-defence", "I", "cow"),
        ("consultation", "consul", "atop"),
        ("consultation", "III", "cow"),
        ("neutrality", "neutral", "atop"),
        ("non-aggression", "nonagg", "atop"),
        ("non-aggression", "II", "cow"),
    }


def test_supersession_is_transitive_and_only_its_direct_form_asymmetric() -> None:
    mq = Namespace(MQ)
    characters = {OWL.TransitiveProperty, OWL.AsymmetricProperty, OWL.IrreflexiveProperty}
    assert set(whole().objects(mq.supersedes, RDF.type)) & characters == {OWL.TransitiveProperty}
    assert set(whole().objects(mq.directlySupersedes, RDF.type)) & characters == characters - {OWL.TransitiveProperty}
    assert (mq.directlySupersedes, RDFS.subPropertyOf, mq.supersedes) in whole()


def named_in(path: Path) -> set[str]:
    """The IRIs of our terms that a file uses, as terms of its triples or inside its queries."""
    text = path.read_text(encoding="utf-8")
    found = set(re.findall(r"<([^<>\s]+)>", text))
    if path.suffix == ".ttl":
        quads = ox.parse(text, format=ox.RdfFormat.TURTLE)
        terms = [term for quad in quads for term in (quad.subject, quad.predicate, quad.object)]
        found |= {term.value for term in terms if isinstance(term, ox.NamedNode)}
    prefixes = dict(re.findall(r"(?im)^\s*@?prefix\s+([\w-]*):\s*<([^>]*)>", text)) | {"mq": MQ}
    for prefix, namespace in prefixes.items():
        names = re.findall(rf"(?<![\w:-]){re.escape(prefix)}:([A-Za-z][\w-]*)", text)
        found |= {namespace + name for name in names}
    return {iri for iri in found if re.match(rf"({re.escape(MQ)}|{re.escape(MQV)})[\w/-]*\w$", iri)}


def test_no_file_uses_a_term_that_is_not_declared() -> None:
    declared = {str(term) for term in whole().subjects(RDF.type)}
    files = [path for name in ("ontology", "shapes") for path in sorted(folder(name).rglob("*.*"))]
    used = {path.name: named_in(path) for path in files if path.suffix in (".ttl", ".rq")}
    undeclared = {name: sorted(iris - declared) for name, iris in used.items()}
    assert {name: iris for name, iris in undeclared.items() if iris} == {}


def test_a_term_that_is_not_declared_is_seen(tmp_path: Path) -> None:
    query = tmp_path / "boats.rq"
    query.write_text(f"PREFIX mq: <{MQ}>\nSELECT ?boat {{ ?boat mq:tows <{MQV}boat/raft> }}", encoding="utf-8")
    assert named_in(query) == {MQ + "tows", MQV + "boat/raft"}


def test_the_words_of_owl_that_are_used_are_all_in_the_profile() -> None:
    used = {term for triple in whole() for term in triple if str(term).startswith(str(OWL))}
    assert used <= LEAN


def test_only_a_datatype_is_defined_by_equivalence() -> None:
    assert {(s, RDF.type, RDFS.Datatype) in whole() for s in whole().subjects(OWL.equivalentClass)} == {True}


def test_class_axioms_name_only_classes() -> None:
    graph = whole()
    for predicate in (RDFS.subClassOf, RDFS.domain, OWL.disjointWith):
        for term in graph.objects(None, predicate):
            assert (term, RDF.type, OWL.Class) in graph, term
    for term in graph.objects(predicate=RDF.first):
        assert (term, RDF.type, OWL.Class) in graph, term


def closed(*extra: tuple[URIRef, URIRef, URIRef]) -> Graph:
    """The schema with these triples, under the rules of OWL 2 RL."""
    graph = ontology.schema(alignments=True)
    for triple in extra:
        graph.add(triple)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


def test_the_rules_of_owl_rl_find_the_schema_consistent() -> None:
    assert list(closed().subjects(RDF.type, ERROR)) == []


def test_the_rules_of_owl_rl_would_find_an_actor_that_is_an_instrument() -> None:
    thing = URIRef("https://example.org/thing")
    graph = closed((thing, RDF.type, URIRef(MQ + "Person")), (thing, RDF.type, URIRef(MQ + "Treaty")))
    assert list(graph.subjects(RDF.type, ERROR))


def test_supersession_follows_its_chain_and_has_an_inverse() -> None:
    mq = Namespace(MQ)
    new, middle, old = (URIRef(f"https://example.org/{year}") for year in (2024, 2000, 1961))
    graph = closed((new, mq.directlySupersedes, middle), (middle, mq.directlySupersedes, old))
    assert (new, mq.supersedes, old) in graph
    assert (old, mq.supersededBy, new) in graph
    assert (new, mq.directlySupersedes, old) not in graph
