"""Finds the titles behind persons' names, and the names that only the title behind them shows to be names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from builder.languages import topic
from builder.recognise.lexicon import common, definite, given, listed, mark, namelike, verbs, weak
from builder.recognise.named import Named, named, title_words
from builder.recognise.names import doubtful
from builder.recognise.offices import COUNTERPART, Covers, Title, firsts, heads_of_one
from builder.recognise.words import WORDS, Word, bare


def _explains(title: Title) -> bool:
    """Whether the title may stand behind a name: it says of what the office is, and is no "his counterpart"."""
    return title.kind == "office" and title.last > title.first and title.slug != COUNTERPART


def adds(text: str) -> bool:
    """Whether a title's first word begins with "and" (the waw of وزير is its own)."""
    return text[0] == mark("and") and text not in firsts()


def before_title(sequence: tuple[Word, ...], titles: list[Title], covers: Covers) -> Iterator[Named]:
    """Two or more unknown words right before a title that says of what it is: "يوكيا أمانو، مدير عام الوكالة"."""
    for title in titles:
        if not _explains(title) or title.first < 2:
            continue
        word = sequence[title.first]
        if word.gap.strip() not in topic("offices")["apposition"]["title"] or adds(word.text):
            continue
        first = title.first
        while first > 0 and title.first - first < 5 and _unknown(sequence, first - 1, covers):
            first -= 1
            if not sequence[first].near:
                break
        if title.first - first < 2 or not _after_verb(sequence, first) or doubtful(sequence, first, title.first):
            continue
        if not _object(sequence, named(sequence, first, title.first, ""), title):
            yield named(sequence, first, title.first, "name-before-title", title)


def _after_verb(sequence: tuple[Word, ...], first: int) -> bool:
    """Whether a verb, a mark or nothing stands before the word."""
    if first == 0 or not sequence[first].near:
        return True
    before = sequence[first - 1].text
    return before in verbs() or before[1:] in verbs()


def _unknown(sequence: tuple[Word, ...], index: int, covers: Covers) -> bool:
    text = sequence[index].text
    if text in listed("names", "negations") or _is_no_name(sequence, index):
        return False
    if covers.any(index) or not namelike(text) or (text[0] == mark("and") and text not in given()):
        return False
    return not definite(text) or (index > 0 and not definite(sequence[index - 1].text) and not common(text))


def _is_no_name(sequence: tuple[Word, ...], index: int) -> bool:
    """Whether the word is an office ("assistant of") or the verb of a usual given name behind it."""
    text, after = sequence[index].text, sequence[index + 1].text
    office = text in heads_of_one() and (after in heads_of_one() or text not in given() | weak())
    return office or (text in listed("names", "verbs_too") and after in listed("names", "given"))


def with_following_title(sequence: tuple[Word, ...], name: Named, titles: list[Title]) -> Named:
    """The name with the title right behind it: "لوران فابيوس وزير الخارجية الفرنسي"."""
    for title in titles:
        word = sequence[title.first]
        close = 0 <= word.start - name.span.end <= 3 and word.gap.strip() in topic("offices")["apposition"]["behind"]
        if close and _explains(title) and not adds(word.text) and not _object(sequence, name, title):
            own = (title, title_words(sequence, title))
            return name if own in name.titles else replace(name, titles=(*name.titles, own))
    return name


def _object(sequence: tuple[Word, ...], name: Named, title: Title) -> bool:
    """Whether the title right behind a name is whom a verb before the name meets, visits, accuses.

    "استقبل الملك سلمان رئيس الوزراء الباكستاني" gives Salman no office; "قال لوران فابيوس وزير الخارجية" gives one.
    """
    if sequence[title.first].gap.strip():
        return False
    start = min([name.span.start, *(span.start for _, span in name.titles)])
    first = next(i for i, word in enumerate(sequence) if word.end > start)
    for index in range(first - 1, max(-1, first - 4), -1):
        text = sequence[index].text
        if _meets(text) or _meets(text[1:]):
            return True
        if text in verbs():
            return False
        if sequence[index + 1].gap.strip():
            return False
    return False


@lru_cache(maxsize=WORDS)
def _meets(text: str) -> bool:
    """Whether a word is a form of a verb that has a person as object."""
    forms = listed("offices", "meeting")
    feminine = {text[:-1], text[:-1] + bare(topic("shapes")["weak_last"])} if text.endswith(mark("she")) else set()
    return text in forms or bool(feminine & forms) or (text[:1] == mark("she") and mark("he") + text[1:] in forms)


def representing(sequence: tuple[Word, ...], name: Named, covers: Covers) -> Named:
    """The name with the state for which "representing X" behind it says that its bearer stands."""
    end = next((i for i, word in enumerate(sequence) if word.start >= name.span.end), len(sequence))
    for length in (2, 1):
        phrase = " ".join(word.text for word in sequence[end : end + length])
        hit = covers.states.get(end + length)
        if phrase in listed("offices", "representing") and hit is not None and hit.state:
            titles = tuple((replace(t, state=t.state or hit.state), span) for t, span in name.titles)
            return replace(name, titles=titles)
    return name
