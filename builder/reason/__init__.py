"""Draws what follows from the facts, and explains every triple down to the words of the articles."""

from builder.reason.closure import Inconsistency
from builder.reason.explanation import explain, explain_text
from builder.reason.guilt import guilty
from builder.reason.inference import Inference, infer
from builder.reason.proof import Explanation
from builder.reason.reasoners import DEFAULT as DEFAULT_REASONER
from builder.reason.reasoners import REASONERS
from builder.reason.render import as_dict, as_text
from builder.reason.rules import installed
from builder.reason.terms import parse_triple

__all__ = [
    "DEFAULT_REASONER",
    "REASONERS",
    "Explanation",
    "Inconsistency",
    "Inference",
    "as_dict",
    "as_text",
    "explain",
    "explain_text",
    "guilty",
    "infer",
    "installed",
    "parse_triple",
]
