"""Readings as they are kept between builds, and the process that makes them: no more than it needs is loaded in it."""

from typing import Final

OUT_OF_MEMORY: Final = 71
"""The exit code of a worker whose article needed more memory than it may have."""
