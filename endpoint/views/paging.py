"""A page of a long list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")


def on_page(found: Sequence[Item], page: int, size: int) -> tuple[Sequence[Item], int, int]:
    """The things on a page of so many; its number, from 1, and how many pages there are.

    It is the first or the last page where there is none of that number.
    """
    pages = max(1, -(-len(found) // size))
    page = min(max(page, 1), pages)
    return found[(page - 1) * size : page * size], page, pages
