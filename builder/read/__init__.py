"""Reads articles from files as users have them."""

from builder.read.files import article, paths

__all__ = ["article", "paths"]
