"""Draws what follows from the facts, and explains every triple down to the words of the articles."""

from builder.reason.closure import Inconsistency
from builder.reason.inference import Inference, infer

__all__ = ["Inconsistency", "Inference", "infer"]
