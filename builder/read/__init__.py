"""Reads articles from files as users have them: text, HTML pages, JSON and JSON Lines, folders and zip archives."""

from builder.read.files import article, articles, paths
from builder.read.outcome import Outcome, Refused

__all__ = ["Outcome", "Refused", "article", "articles", "paths"]
