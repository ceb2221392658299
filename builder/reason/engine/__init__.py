"""An OWL 2 RL engine over numbered terms: semi-naive, compiled for each schema, with proofs that are never stored."""

from builder.reason.engine.contradictions import Contradiction
from builder.reason.engine.engine import Engine
from builder.reason.engine.names import Dictionary, Row
from builder.reason.engine.proofs import Proof, Step

__all__ = ["Contradiction", "Dictionary", "Engine", "Proof", "Row", "Step"]
