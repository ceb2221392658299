"""Finds who has an office that an article names without its bearer, where it said before whose it is.

"معالي وزير الميناء سامي … . وأكد معالي وزير الميناء أن": the same words stood right before or behind the name. Where
they stood with several, the one who spoke last is meant; where none of these spoke, it stays open.
"""

from __future__ import annotations

from collections.abc import Sequence

from builder.model import Form, Mention
from builder.recognise.text import folded
from builder.relate.nouns import definite, is_adjective
from builder.relate.punctuation import holds
from builder.relate.roster import Roster, is_title, listed
from builder.relate.words import Word, bare, unjoined

_LONGEST_LEAD = 110
_MOST_BETWEEN = 8
_LEAST = 2


def bearer(roster: Roster, sequence: tuple[Word, ...], first: int, last: int, heard: Sequence[str]) -> str | None:
    """The person whose office, or title and surname, the words from ``first`` to before ``last`` are.

    ``heard``: the actors who spoke so far, in order.
    """
    if last - first < _LEAST or not definite(sequence[last - 1].bare):
        return None
    office = [unjoined(sequence[first].bare), *(word.bare for word in sequence[first + 1 : last])]
    people = [m for m in roster.before(sequence[first].start) if roster.is_person(m.entity) and m.form is Form.NAME]
    phrase = " ".join(office)
    for fits in (_is_surname, _leads, _follows):
        keys = {m.entity for m in people if fits(roster, m, phrase)}
        if keys:
            return keys.pop() if len(keys) == 1 else next((key for key in reversed(heard) if key in keys), None)
    return None


def _is_surname(roster: Roster, mention: Mention, office: str) -> bool:
    """Whether the words are an honorific and the last of the names by which the person is known."""
    honorific, _, name = office.partition(" ")
    names = bare(roster.entities[mention.entity].label).split()
    return len(names) >= _LEAST and name == names[-1] and honorific in listed("honorifics")


def _leads(roster: Roster, mention: Mention, office: str) -> bool:
    """Whether the office stands right before the name, few words of it between."""
    start = mention.span.start
    _, found, between = folded(roster.text)[max(0, start - _LONGEST_LEAD) : start].rpartition(office)
    if not found or holds(between, "final", "colon", "semicolon") or len(between.split()) > _MOST_BETWEEN:
        return False
    another = any(word != unjoined(word) and is_title(unjoined(word)) for word in between.split())
    return between[:1].isspace() and not another  # "the head of X and his deputy Y" names Y alone


def _follows(roster: Roster, mention: Mention, office: str) -> bool:
    """Whether the office stands right behind the name, and no adjective makes it another state's."""
    behind = folded(roster.text)[mention.span.end : mention.span.end + _LONGEST_LEAD].lstrip(" ،,")
    after = behind.removeprefix(office).split()
    return behind.startswith(office) and not (after and is_adjective(after[0]))
