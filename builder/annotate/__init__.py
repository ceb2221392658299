"""Shows an article with all that is read in it: one HTML file that needs nothing else, to read beside the text."""

from builder.annotate.document import LANGUAGES, page

__all__ = ["LANGUAGES", "page"]
