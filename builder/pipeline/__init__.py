"""From files to a graph that can be asked, and from one such graph to the next."""

from builder.pipeline.build import articles, build, revalidate
from builder.pipeline.progress import FEW, Progress
from builder.pipeline.reading import Rejected
from builder.pipeline.resident import Resident
from builder.pipeline.summary import Summary
from builder.pipeline.workers import Limits

__all__ = ["FEW", "Limits", "Progress", "Rejected", "Resident", "Summary", "articles", "build", "revalidate"]
