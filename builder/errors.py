"""The errors that mithaq raises on purpose.

    MithaqError
    ├── InputError          an article cannot be read
    │   ├── EncodingError   its bytes are no text in a known encoding
    │   └── UnsuitableError it is text, but nothing to read here (empty, too long, another language)
    ├── LanguageDataError   a rule or word list of a language is wrong
    ├── OntologyError       an ontology, shapes or rule file is wrong or missing
    ├── GraphError          a built graph is missing, broken or of another version
    ├── QuarantineError     more is kept out of the facts than a build allows
    └── QueryError          a query cannot be parsed or run

A message names the file, the place, the value and the remedy.
"""

from __future__ import annotations


class MithaqError(Exception):
    """The root: catch it to catch all that mithaq raises on purpose."""


class InputError(MithaqError):
    """An article cannot be read."""


class EncodingError(InputError):
    """The bytes of an article are no text in a known encoding."""


class UnsuitableError(InputError):
    """An article is text, but not one that can be read here."""


class LanguageDataError(MithaqError):
    """A rule or word list of a language is wrong."""


class OntologyError(MithaqError):
    """An ontology, shapes or rule file is wrong or missing."""


class GraphError(MithaqError):
    """A built graph is missing, broken or was built by another version."""


class QuarantineError(MithaqError):
    """More is kept out of the facts, by shapes and axioms, than a build allows."""


class QueryError(MithaqError):
    """A query cannot be parsed or run."""
