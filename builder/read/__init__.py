"""Reads articles from files as users have them: text, HTML pages, JSON and JSON Lines, folders and zip archives."""

from builder.read.files import Inputs, article, articles, paths
from builder.read.outcome import Outcome, Refused

__all__ = ["Inputs", "Outcome", "Refused", "article", "articles", "paths"]
