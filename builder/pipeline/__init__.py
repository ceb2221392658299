"""From files to a graph that can be asked, and from one such graph to the next."""

from builder.pipeline.build import Summary, articles, build, revalidate
from builder.pipeline.pool import Limits
from builder.pipeline.progress import Progress
from builder.pipeline.reading import Rejected

__all__ = ["Limits", "Progress", "Rejected", "Summary", "articles", "build", "revalidate"]
