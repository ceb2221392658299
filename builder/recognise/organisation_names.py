"""Decides how far an organisation's name reaches behind its head noun, and whether it is a name at all."""

from __future__ import annotations

from functools import cache, lru_cache

from builder.languages import topic
from builder.recognise.lexicon import (
    common,
    definite,
    given,
    joins,
    listed,
    listed_common,
    mark,
    particles,
    stem,
    verbs,
    weak,
)
from builder.recognise.organisation_quotes import quotation
from builder.recognise.organisation_words import Surroundings, adjective, head_of, heads, words_of
from builder.recognise.words import WORDS, Word, bare

_LONGEST = 9
_NAME = 3
"""Words of a player's name."""


@lru_cache(maxsize=WORDS)
def may_begin(word: str) -> bool:
    """Whether an organisation's name may begin with the word: with a head noun, or a ministry's field."""
    return bool(head_of(word)[0]) or _is_field(word)


def field(around: Surroundings, at: int) -> int:
    """How many words after ``at`` make a ministry of its field with them ("Foreign" + "American"); 0 for none.

    In "the British minister of foreign affairs" and "American foreign policy" they make none.
    """
    sequence = around.sequence
    if not _is_field(sequence[at].text):
        return 0
    if (
        at
        and sequence[at].near
        and (definite(sequence[at - 1].text) or stem(sequence[at - 1].text) in words_of("not_of"))
    ):
        return 0
    for count in (2, 1):
        behind = sequence[at + 1 : at + count + 1]
        hit = around.demonyms.get(behind[-1].end) if len(behind) == count else None
        if hit and hit.span.start == behind[0].start and all(word.near for word in behind):
            return count if behind[0].text.endswith(mark("feminine")) else 0
    return 0


@lru_cache(maxsize=WORDS)
def _is_field(word: str) -> bool:
    """Whether a definite word says what a ministry may be for."""
    return mark("article") + stem(word) in words_of("fields") and definite(word)


def extent(around: Surroundings, at: int) -> int:
    """The index of the last word of the name whose head stands at ``at``; ``at`` itself where none follows."""
    sequence = around.sequence
    quoted = quotation(around, at)
    if quoted:
        return quoted[1]
    has_article = head_of(sequence[at].text)[1]
    last = at
    for index in range(at + 1, min(at + _LONGEST, len(sequence))):
        if _ends_before(around, index, at):
            break
        fits = _qualifies(sequence, index, at) if has_article else _belongs(sequence, index, at)
        fits = fits or (not has_article and index == at + 1 and sequence[index].start in around.starts)
        if not fits:
            break
        last = index
    while last > at and (_hangs(sequence[last].text) or _of_players(around, last, at)):
        last -= 1
    return _for_state(around, last) if has_article and last > at else last


def _of_players(around: Surroundings, last: int, at: int) -> bool:
    """Whether the nationality behind a club is the first of two players' ("the club, Italian X and Spanish Y")."""
    sequence = around.sequence
    first = around.demonyms.get(sequence[last].end)
    if first is None or last == at + 1 or head_of(sequence[at].text)[0] not in words_of("clubs"):
        return False
    for index in range(last + 1, min(last + _NAME + 2, len(sequence))):
        word = sequence[index]
        if not word.near or (index == last + 1 and common(word.text)):
            return False
        second = around.demonyms.get(word.end)
        if second is not None:
            return index > last + 1 and second.state != first.state and word.text.startswith(mark("and"))
    return False


def _for_state(around: Surroundings, last: int) -> int:
    """The last word of "for South Africa" where that stands behind the word ``last``, else ``last``."""
    sequence = around.sequence
    word = sequence[last + 1] if last + 1 < len(sequence) else None
    if word is None or not word.near or not word.text.startswith(mark("li")):
        return last
    hit = around.starts.get(word.start + 1)
    ends = [
        index for index in range(last + 1, len(sequence)) if hit is not None and sequence[index].end <= hit.span.end
    ]
    return ends[-1] if ends else last


def _hangs(text: str) -> bool:
    """Whether no name ends with the word: a common noun without the article, or what joins two names."""
    return text in joins() or (not definite(text) and common(text))


def _ends_before(around: Surroundings, index: int, at: int) -> bool:
    """Whether the name ends before the word: at a mark or a stop word, behind a nationality, where another begins."""
    word, before = around.sequence[index], around.sequence[index - 1]
    named_freely = index == at + 1 and head_of(around.sequence[at].text)[0] in words_of("clubs")
    if not word.near or (word.text in words_of("stops") and not named_freely) or _begins_another(around, index, at):
        return True
    national = before.end in around.demonyms and word.end not in around.demonyms
    return national and not _purpose(around.sequence, index, at)


def _begins_another(around: Surroundings, index: int, at: int) -> bool:
    """Whether the word begins a person's name, a state's behind a closed phrase, or says in which place."""
    word, before = around.sequence[index], around.sequence[index - 1].text
    goes_on = before in joins() or before in listed("offices", "honorifics")
    if index > at + 1 and not goes_on and (word.text in given() or _begins_name(around.sequence, index)):
        return True
    hit = around.starts.get(word.start)
    if hit is not None and hit.kind != "Place" and definite(before):
        return True
    if word.text[0] in mark("clitics") and any(word.start + shift in around.starts for shift in (1, 2)):
        return not word.text.startswith(mark("li"))
    whole = [stem(around.sequence[at].text), *(w.text for w in around.sequence[at + 1 : index])]
    phrase = mark("article") * definite(around.sequence[at].text) + " ".join(whole)
    return phrase in _whole_names() and not adjective(word.text)


def _begins_name(sequence: tuple[Word, ...], index: int) -> bool:
    """Whether a name of two words begins: "عبد" and what follows it, or a doubtful given name and a family name."""
    text = sequence[index].text
    if index + 1 >= len(sequence) or not sequence[index + 1].near:
        return False
    after = sequence[index + 1].text
    family = after.startswith(mark("article")) and after.endswith(mark("relative")) and not common(after)
    return text in listed("names", "servant") or (text in weak() and family)


@cache
def _whole_names() -> frozenset[str]:
    return frozenset(bare(name) for name in topic("organisations")["bare"])


def _qualifies(sequence: tuple[Word, ...], index: int, at: int) -> bool:
    """Behind a definite head: adjectives of its gender, then what it is for."""
    text = sequence[index].text
    feminine = text.endswith(mark("feminine")) or text in words_of("feminine")
    agrees = feminine == sequence[at].text.endswith((mark("feminine"), mark("plural")))
    if definite(text) and any(word.text.startswith(mark("li")) for word in sequence[at + 1 : index]):
        joined = text.startswith(mark("and") + mark("article")) and stem(text) not in heads() and not _title(text)
        return adjective(text) or joined or _purpose(sequence, index, at)
    return (adjective(text) and agrees) or _purpose(sequence, index, at)


def _of_deputy(sequence: tuple[Word, ...], at: int) -> bool:
    """Whether a deputy of the body is spoken of, whose field "for ..." behind it names."""
    if at == 0 or not sequence[at].near:
        return False
    before = sequence[at - 1].text
    return bool({before, before[1:]} & words_of("deputies"))


def _purpose(sequence: tuple[Word, ...], index: int, at: int) -> bool:
    """Whether "for ..." behind the adjectives of a definite head belongs to it ("the General Authority for ...")."""
    text, before = sequence[index].text, sequence[index - 1].text
    head = head_of(sequence[at].text)[0]
    other = stem(text) in heads() and (definite(text) or stem(text) not in words_of("by"))
    if index == at + 1 or other or head in words_of("purposeless") or _of_deputy(sequence, at):
        return False
    if text.startswith(mark("li_article")):
        return stem(text) not in words_of("not_for")
    if text.startswith(mark("li")) and not definite(text) and stem(text) != text:
        after = sequence[index + 1] if index + 1 < len(sequence) and sequence[index + 1].near else None
        return after is not None and after.text.startswith(mark("article")) and definite(after.text)
    return (
        text.startswith(mark("article")) and definite(text) and before.startswith(mark("li")) and not definite(before)
    )


def _belongs(sequence: tuple[Word, ...], index: int, at: int) -> bool:
    """Whether the word continues a name begun by an indefinite head: its chain of nouns and their adjectives."""
    text = sequence[index].text
    if definite(text):
        return _definite_belongs(sequence, index, at)
    if _goes_on_with_person(sequence, index):
        return True
    closed = any(definite(word.text) for word in sequence[at + 1 : index])
    if closed or text in particles() or stem(text) in particles() or text in verbs() or len(text) < 2:
        return False
    if _is_verb(text, index - at) or _glued(text) or _possessed(text):
        return False
    # Right behind the head a name must stand; further on an unknown word is rather a verb.
    verbal = words_of("verbal_first") if index == at + 1 else words_of("verbal")
    if not common(text) and text.startswith(tuple(verbal)):
        return False
    if text.startswith(mark("li")) and (index > at + 1 or common(stem(text))):
        return False
    if text[0] == mark("and") and not (index == at + 1 and _of_media(sequence[at].text) and _own_waw(text)):
        return False
    return index <= at + 3 or not common(text)


@lru_cache(maxsize=WORDS)
def _own_waw(text: str) -> bool:
    """Whether an unknown word begins with waw itself, not with "and" before another word ("موقع ويكيليكس")."""
    rest = text[1:]
    other = listed_common(text) or listed_common(rest) or rest in given() or head_of(rest)[0] or definite(text)
    return len(rest) > 2 and rest[0] in mark("long") and not other


def _of_media(text: str) -> bool:
    """Whether the head in a word is of a paper, a site or the like."""
    return heads().get(head_of(text)[0]) == "MediaOrganisation"


@lru_cache(maxsize=WORDS)
def _possessed(text: str) -> bool:
    """Whether a pronoun ends the word, which then is a noun that is somebody's or a verb: "صندوق جدتها"."""
    return len(text) > _NAME + 1 and text.endswith(tuple(words_of("possessed"))) and text not in given() | weak()


@lru_cache(maxsize=WORDS)
def _is_verb(text: str, place: int) -> bool:
    """Whether a word of four letters has the prefix of the feminine present: "لجنة تدير". Unlike "تسلا".

    Or any that is not the first behind the head (``place``) that of the masculine: "جبهة عربية يتذكر".
    """
    masculine = text[0] == topic("shapes")["imperfect"] and len(text) > _NAME and text not in given() | weak()
    if masculine and place > 1 and not listed_common(text):
        return True
    feminine = text[0] == mark("she") and len(text) == 4 and text[-1] != topic("shapes")["accusative"]
    return feminine and text not in listed("common-words", "nouns") and text[1:] not in given()


def _glued(text: str) -> bool:
    """Whether a preposition is glued to a common word, whose shape alone does not make it a verb (بيترسون)."""
    if text[0] not in mark("prepositions") or stem(text) != text[1:]:
        return False
    return listed_common(text[1:]) or (common(text[1:]) and not text[1:].startswith(topic("shapes")["imperfect"]))


def _goes_on_with_person(sequence: tuple[Word, ...], index: int) -> bool:
    """Whether the organisation is named after a person, to whose name the word belongs ("King Saud University")."""
    text, before = sequence[index].text, sequence[index - 1].text
    if before in listed("offices", "honorifics") or before in joins():
        return text in given() or text in joins() or before in joins()
    return before in given() and (text in joins() or text in given())


def _definite_belongs(sequence: tuple[Word, ...], index: int, at: int) -> bool:
    text = sequence[index].text
    if text.startswith(mark("li_article")):
        before = sequence[index - 1].text
        news = stem(text) in words_of("news")
        named = index > at + 1 and (definite(before) or not common(before)) and not adjective(before)
        fits = (news or named) and stem(text) not in words_of("not_for")
        return fits and stem(text) not in heads() and not _of_deputy(sequence, at)
    if text.startswith(tuple(topic("shapes")["apart"])):
        return False
    if not text.startswith(mark("and") + mark("article")):
        # One definite noun closes the chain; what follows is its adjective, or no word that is known.
        closed = any(definite(word.text) for word in sequence[at + 1 : index])
        return not closed or adjective(text) or not common(text)
    # A noun joined by "and" belongs to the name behind another noun of it ("industry and trade").
    rest = stem(text)
    stops = mark("article") + rest in words_of("stops")
    before = sequence[index - 1].text
    noun = common(before) and head_of(sequence[at].text)[0] not in words_of("clubs")
    return noun and index > at + 1 and not (rest in heads() or stops or _title(text)) and not adjective(text[1:])


def _title(text: str) -> bool:
    """Whether "and" with an honorific or a role behind it goes on with a person ("والمهندس")."""
    return text[1:] in listed("offices", "honorifics", "roles")
