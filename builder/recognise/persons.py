"""Finds persons in a sentence: known ones, a title with a name, a given name with more, a name with its title."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache

from builder.known import KnownEntity, known
from builder.languages import topic
from builder.model import Span
from builder.recognise import framed
from builder.recognise.appositions import adds, before_title, representing, with_following_title
from builder.recognise.gazetteer import Gazetteer
from builder.recognise.lexicon import definite, given, joins, listed, mark, namelike, weak
from builder.recognise.named import Named, Untitled, named, title_words
from builder.recognise.names import extent, named_after, plausible, title_word
from builder.recognise.offices import Covers, Title, beginnings, may_begin, title_at
from builder.recognise.words import Word, bare, places


def find(text: str, sequence: tuple[Word, ...], covers: Covers) -> tuple[list[Named], list[Untitled]]:
    """The names and the titles without a name in one sentence, in order."""
    titles = _titles(sequence, covers)
    names = [*_titled(sequence, titles, covers), *_listed(text, sequence), *_given(sequence, covers)]
    names += [*_enumerated(sequence, names, covers), *before_title(sequence, titles, covers)]
    names += [*framed.before_title(sequence, titles, covers), *framed.far_behind(sequence, titles, covers)]
    if not titles and not names:
        return [], []
    chosen = _without_overlaps(names)
    before = {title for name in chosen for title, span in name.titles if span.start < name.span.start}
    behind = [title for title in titles if title not in before]
    chosen = [_with_title_before(sequence, name, titles) for name in chosen]
    chosen = [with_following_title(sequence, name, behind) for name in chosen]
    chosen = [representing(sequence, name, covers) for name in chosen]
    used = {title.first for name in chosen for title, _ in name.titles}
    alone = [Untitled(_alone(sequence, t), t) for t in titles if t.kind == "office" and t.first not in used]
    return chosen, alone


def _alone(sequence: tuple[Word, ...], title: Title) -> Span:
    """The words of a title without a name."""
    last = title.core if title.core >= title.first else title.last
    return Span(sequence[title.first].start, sequence[last].end)


def _titles(sequence: tuple[Word, ...], covers: Covers) -> list[Title]:
    """The titles in order, those inside another's words too, because a name may follow each."""
    return [
        title
        for at in places(sequence, beginnings())
        if may_begin(sequence[at].text) and (title := title_at(sequence, at, covers)) is not None
    ]


def _titled(sequence: tuple[Word, ...], titles: list[Title], covers: Covers) -> Iterator[Named]:
    """A title, then the name: at once, or behind a comma where the title says of what it is."""
    by_end: dict[int, list[Title]] = {}
    for title in titles:
        by_end.setdefault(title.last, []).append(title)
    for last, ending in sorted(by_end.items()):
        first = last + 1
        if first >= len(sequence) or not _follows(sequence, ending, first):
            continue
        if any(named_after(sequence, title.first) for title in ending) or _serves(sequence, last):
            continue
        end = extent(sequence, first, covers, titled=_strong(ending))
        ending = _own(sequence, ending)
        known = end > first and plausible(sequence, first, end, ending)
        end = max(end if known else first, framed.extent(sequence, ending, first, covers))
        if end > first:
            yield named(sequence, first, end, "title-and-name", *_chain(sequence, ending, by_end))
            yield from _coordinated(sequence, end, covers, ending)


def _own(sequence: tuple[Word, ...], ending: list[Title]) -> list[Title]:
    """The titles before a name that are its bearer's: not that of somebody unnamed who speaks for him.

    "وقال متحدث باسم وزير الخارجية سامح شكري": the minister is named, and his spokesman is not.
    """
    inner = {title.first for title in ending}
    speaks = (t for t in ending if not t.definite and t.first + 2 in inner)
    others = [t for t in speaks if sequence[t.first + 1].text == mark("named")]
    return [title for title in ending if title not in others]


def _serves(sequence: tuple[Word, ...], last: int) -> bool:
    """Whether a title ends with what is led by who is named behind it: "a minister in the administration of X"."""
    return sequence[last - 1].near and sequence[last].text in listed("offices", "served")


def _strong(ending: list[Title]) -> bool:
    """Whether the title may be followed by any word as a name: not an indefinite head alone ("رئيس ...")."""
    return any(t.kind != "office" or t.definite or t.last > t.first for t in ending)


def _follows(sequence: tuple[Word, ...], ending: list[Title], first: int) -> bool:
    gap = sequence[first].gap
    if all(len(sequence[t.first].text) == 1 for t in ending):
        return gap.strip() in (".", "/")
    if sequence[first].near and gap != "-":
        return True
    full = any(t.kind == "office" and (t.last > t.first or t.definite) for t in ending)
    dotted = any(t.kind == "honorific" for t in ending) and gap.strip() in (".", "/")
    return dotted or (full and gap.strip() in topic("offices")["apposition"]["name"])


def _chain(sequence: tuple[Word, ...], ending: list[Title], by_end: dict[int, list[Title]]) -> list[Title]:
    """The longest title before the name, and those that end where it begins ("نائب الرئيس اليمني رئيس الوزراء").

    A title of one word behind "and" opens another person's: "وزير الخارجية المصري، والأمير فيصل بن فرحان".
    """
    chain: list[Title] = []
    current = ending
    while current:
        longest = min(current, key=lambda title: title.first)
        chain.append(longest)
        another = longest.first == longest.last and adds(sequence[longest.first].text)
        current = [] if another else by_end.get(longest.first - 1, [])
    return chain[::-1]


def _coordinated(sequence: tuple[Word, ...], end: int, covers: Covers, ending: list[Title]) -> Iterator[Named]:
    """After "both deputies, A representing X": the "and B" that follows within the sentence."""
    for index in range(end, min(end + 8, len(sequence))):
        text = sequence[index].text
        if text.startswith(mark("and")) and len(text) > 3 and not covers.any(index) and text[1:] in given():
            dual = [t for t in ending if sequence[t.first].text.endswith(tuple(topic("offices")["dual"]))]
            yield from (_with_titles(sequence, name, dual) for name in _joined(sequence, index, covers))
            return


def _with_titles(sequence: tuple[Word, ...], name: Named, titles: list[Title]) -> Named:
    return replace(name, titles=tuple((title, title_words(sequence, title)) for title in titles))


def _joined(sequence: tuple[Word, ...], index: int, covers: Covers, titled: bool = False) -> Iterator[Named]:
    """The name that begins behind the conjunction of the word at ``index``; ``titled`` as for ``extent``."""
    word = sequence[index]
    shifted = word._replace(start=word.start + 1, text=word.text[1:])
    changed = (*sequence[:index], shifted, *sequence[index + 1 :])
    end = extent(changed, index, covers, titled)
    if end > index + 1 and _whole(changed, index, end):
        yield named(changed, index, end, "given-name")


def _enumerated(sequence: tuple[Word, ...], names: list[Named], covers: Covers) -> Iterator[Named]:
    """The names behind "and", right behind another, whose first word is else rather no name: "A B ومالك عقار"."""
    ends = {name.span.end for name in names}
    for index in places(sequence, _weak_joined()):
        if sequence[index].near and sequence[index - 1].end in ends:
            for name in _joined(sequence, index, covers, titled=True):
                ends.add(name.span.end)
                yield name


@cache
def _weak_joined() -> frozenset[str]:
    return frozenset(mark("and") + word for word in weak())


def _given(sequence: tuple[Word, ...], covers: Covers) -> Iterator[Named]:
    """A usual given name and what follows it; proclitics may stand before it."""
    for index in places(sequence, _given_words()):
        if sequence[index].text in _first_names():
            end = extent(sequence, index, covers, titled=False)
            if end > index + 1 and _whole(sequence, index, end) and not named_after(sequence, index):
                yield named(sequence, index, end, "given-name")
        elif not named_after(sequence, index):
            yield from _joined(sequence, index, covers)


@cache
def _first_names() -> frozenset[str]:
    """Words with which a name may begin."""
    return given() | weak() | listed("names", "servant", "compounding", "syllables")


@cache
def _given_words() -> frozenset[str]:
    """Those, and the words behind whose first letter a name may begin."""
    joined = {clitic + word for clitic in mark("clitics") for word in given()}
    # Behind a preposition a weak name is rather the other word; in a list of persons it is a name.
    joined |= {mark("and") + word for word in weak() | listed("names", "compounding")}
    servants = {mark("and") + word for word in listed("names", "servant")}
    return _first_names() | servants | {word for word in joined if len(word) > 4}


def _whole(sequence: tuple[Word, ...], first: int, end: int) -> bool:
    """Whether at least one word besides the given name is no common word, or a family name with the article."""
    rest = [word.text for word in sequence[first + 1 : end] if word.text not in joins()]
    return any(namelike(text) or definite(text) for text in rest)


@cache
def _known_names() -> Gazetteer[KnownEntity]:
    entries = []
    for entity in known().of_kind("Person"):
        ambiguous = set(entity.ambiguous)
        entries += [(name, entity) for name in entity.labels() if name not in ambiguous and " " in name]
    return Gazetteer(entries, together=True)


def _listed(text: str, sequence: tuple[Word, ...]) -> Iterator[Named]:
    """The known persons whose full names stand in the sentence."""
    if not sequence:
        return
    whole = Span(sequence[0].start, sequence[-1].end)
    for span, entity in _known_in(text):
        if whole.covers(span):
            first = next(i for i, word in enumerate(sequence) if word.end > span.start)
            if named_after(sequence, first):
                continue
            inside = [word for word in sequence if word.start < span.end and span.start < word.end]
            titled = [word for word in inside[:-2] if definite(word.text) and title_word(word.text)]
            if titled:
                span, inside = Span(inside[len(titled)].start, span.end), inside[len(titled) :]
            yield Named(span, _without_clitic(tuple(w.text for w in inside), entity), "known-person", (), entity.iri)


@lru_cache(maxsize=4)
def _known_in(text: str) -> tuple[tuple[Span, KnownEntity], ...]:
    return tuple(_known_names().find(text))


def _with_title_before(sequence: tuple[Word, ...], name: Named, titles: list[Title]) -> Named:
    """A known person's name with the office right before it, which no name was looked for behind."""
    if not name.key or name.titles:
        return name
    first = next(i for i, word in enumerate(sequence) if word.end > name.span.start)
    if not sequence[first].near or sequence[first].start != name.span.start:
        return name
    ending = [t for t in titles if t.last == first - 1 and t.kind == "office"]
    longest = min(ending, key=lambda title: title.first, default=None)
    return name if longest is None else replace(name, titles=((longest, title_words(sequence, longest)),))


def _without_clitic(inside: tuple[str, ...], entity: KnownEntity) -> tuple[str, ...]:
    first = inside[0]
    starts = {word for name in entity.labels() for word in [_first(name)]}
    if first not in starts and first[1:] in starts:
        return (first[1:], *inside[1:])
    return inside


def _first(name: str) -> str:
    return bare(name).split()[0]


def _overreaches(longer: Named, name: Named) -> bool:
    """Whether a longer name only adds a word to a known person's that no name goes on with."""
    if not name.key or longer.key or longer.span.start != name.span.start:
        return False
    extra = longer.words[len(name.words) : len(name.words) + 1]
    return not all(word in joins() or word in given() or word in weak() or definite(word) for word in extra)


def _without_overlaps(names: list[Named]) -> list[Named]:
    """The longest of overlapping names; a known person's key and all titles found are kept with it."""
    kept: list[Named] = []
    for name in sorted(names, key=lambda n: (-len(n.span), n.span, -len(n.titles), n.rule)):
        index = next((i for i, other in enumerate(kept) if other.span.overlaps(name.span)), None)
        if index is None:
            kept.append(name)
            continue
        other = kept[index]
        titles = tuple(dict.fromkeys((*other.titles, *name.titles)))
        whole = name if _overreaches(other, name) else other
        kept[index] = replace(other, span=whole.span, words=whole.words, key=other.key or name.key, titles=titles)
    return sorted(kept, key=lambda name: name.span)
