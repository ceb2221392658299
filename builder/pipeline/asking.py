"""What is asked of all articles at once, by this installation's conflicts, rules and checks of facts."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from pyoxigraph import Quad

from builder.assemble import asked as questions
from builder.assemble.asked import Asked
from builder.assemble.terms import TYPE
from builder.resources import folder
from builder.rulefile import rule_files
from builder.validate.context import context
from builder.validate.shapes import load


def asked(terms: Iterable[Quad]) -> Asked:
    """The properties and classes that any question over all articles names; ``terms``: the ontology's quads."""
    shapes = load()
    checks = (check.prefixes + check.select for check in shapes.checks)
    targets = {iri for check in shapes.checks for _, iri in check.targets}
    rules = (rule.text for name in ("conflicts", "rules") for rule in rule_files(folder("ontology") / name))
    others = (paths for layer, paths in shapes.paths.items() if layer != "articles")
    classes = targets | set(chain.from_iterable(others))
    found = questions.asked([*checks, *rules], classes, context(terms).supers)
    return Asked((found.properties | targets) - {TYPE.value}, found.classes)  # types are asked for by their class
