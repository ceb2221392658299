"""Reports of a built graph, article by article: what was found, what is no fact and why, what no rule accounted for.

The tool by which rules get better: read it beside the article. It is made of the graph alone, and holds no time of day,
so that the same articles give the same bytes.
"""

from builder.report.files import write

__all__ = ["write"]
