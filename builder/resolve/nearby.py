"""What the words near two names tell of their bearers being one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sized
from functools import lru_cache
from itertools import combinations

from builder.recognise.words import WORDS
from builder.resolve.keys import telling
from builder.resolve.profiles import Ref
from builder.resolve.settings import Setting

_SHARE = 1 / 10
"""The share of the words near the name that has fewer which those in common must be."""
_COMMONPLACE = 20
"""Articles with one name that have a word near it, before that word tells nothing."""


def heard(ref: Ref, own: str, settings: Mapping[str, Setting]) -> frozenset[str]:
    """The words near a name that may tell its bearer from others; ``own``: the name."""
    return _heard(settings[ref[0]].near.get(ref[1], frozenset()), own)


@lru_cache(maxsize=WORDS)
def _heard(near: frozenset[str], own: str) -> frozenset[str]:
    return frozenset([word for word in near if telling(word) and word not in own])


def enough(many: int, one: Sized, two: Sized) -> float:
    """How many words near two names are enough in common: ``many``, or a share of those near the one with fewer."""
    return max(many, _SHARE * min(len(one), len(two)))


def much_alike(
    said: Mapping[Ref, frozenset[str]], many: int, held: Mapping[Ref, frozenset[str]] | None = None
) -> Iterator[tuple[Hashable, Ref]]:
    """Each two near which at least ``many`` of the same words stand, whatever these are; one fewer where they share
    something that they ``held``. Not pair by pair: only what shares a word is compared.
    """
    if len(said) < 2:
        return
    having: dict[str, list[Ref]] = defaultdict(list)
    for ref in sorted(said):
        for word in said[ref]:
            having[word].append(ref)
    times: Counter[tuple[Ref, Ref]] = Counter()
    for refs in having.values():
        if len(refs) <= _COMMONPLACE:
            times.update(combinations(refs, 2))
    for pair, shared in sorted(times.items()):
        one, two = (held[ref] if held else frozenset() for ref in pair)
        if shared + bool(one & two) >= enough(many, *(said[ref] for ref in pair)):
            yield from ((pair, ref) for ref in pair)
