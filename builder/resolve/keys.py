"""Keys under which names of the same person or organisation meet, however they are transliterated."""

from __future__ import annotations

from builder.languages import topic
from builder.recognise.text import fold, strip_marks


def words(name: str) -> list[str]:
    """The folded words of a name, without marks and punctuation; a hyphen parts words."""
    folded = fold(strip_marks(name))
    return "".join(c if c.isalnum() else " " for c in folded).split()


def skeleton(name: str) -> str:
    """The consonant key of a full name: transliterations of one foreign name share it.

    Letters that transcribers exchange become one, and the long vowels after the first letter of each word go.
    Never use it for a name of a single word: about a third of those collide.
    """
    rules = topic("transliteration")
    exchanged = {ord(source): target for group, target in rules["exchanged"].items() for source in group}
    vowels = frozenset(rules["long_vowels"])
    parts = [word.translate(exchanged) for word in words(name)]
    return "".join(part[:1] + "".join(c for c in part[1:] if c not in vowels) for part in parts)


def name_key(name: str) -> str:
    """The folded words of a name joined by spaces: names that differ only in spelling marks share it."""
    return " ".join(words(name))
