"""The known entities satisfy the shapes by which extracted ones are judged."""

from __future__ import annotations

from pyoxigraph import RdfFormat, parse

from builder import ontology
from builder.identifiers import Minter
from builder.resources import folder
from builder.rows import apart
from builder.validate import Severity
from builder.validate import queries as tier2
from builder.validate.context import context
from builder.validate.core import CoreValidator
from builder.validate.shapes import load


def test_known_entities_conform() -> None:
    files = sorted((folder("ontology") / "entities").glob("*.ttl"))
    entities = [quad for path in files for quad in parse(path=path, format=RdfFormat.TURTLE)]
    terms = [quad for path in ontology.files(entities=False) for quad in parse(path=path, format=RdfFormat.TURTLE)]
    facts = Minter().graph("facts")
    results = list(
        CoreValidator(load(), context([*terms, *entities])).results(facts, "facts", list(apart(entities)), {})
    )
    results += tier2.results(load(), {"entities": entities, "terms": terms}, facts)
    assert len(entities) > 1000
    bad = [(r.shape, r.focus, str(r.value)) for r in results if r.severity is not Severity.INFO]
    assert bad == []
