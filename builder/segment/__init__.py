"""Says what each line of an article is, where its sentences lie, and what its furniture tells of it."""

from builder.segment.articles import layout, readable

__all__ = ["layout", "readable"]
