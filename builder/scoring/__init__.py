"""Measures a built graph against gold annotations: precision, recall and F1 of what each article's own graph says."""

from builder.scoring.gold import load
from builder.scoring.report import as_dict, as_text
from builder.scoring.run import Result, score

__all__ = ["Result", "as_dict", "as_text", "load", "score"]
