"""A paragraph as the search for statements sees it: words, cues, quotations, ends of sentences, borders of speech."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache

import regex

from builder.languages import topic
from builder.model import Span
from builder.recognise.words import places
from builder.relate import quotations, speech
from builder.relate.nouns import indefinite
from builder.relate.openers import is_joined_opener, joined_words, reporting_phrases, reporting_words
from builder.relate.punctuation import holds, marks_of
from builder.relate.quotations import Quotation
from builder.relate.roster import is_title, listed
from builder.relate.speakers import Cast
from builder.relate.speech import Cue, Grade
from builder.relate.words import phrase_at, unjoined, with_joined, words

_LONGEST_SPEECH = 8
_LONGEST_CLAUSE = 80
_SHORT, _MEDIUM = 2, 4


@cache
def _stop() -> regex.Pattern[str]:
    final = regex.escape("".join(sorted(marks_of("final"))))
    quotes = regex.escape("".join(sorted(quotations.marks())))
    return regex.compile(rf"[{final}]++(?=\s|$|[{quotes}])|(?<![:\n])\n")


@cache
def _pauses() -> frozenset[str]:
    return marks_of("comma", "semicolon", "colon", "final", "dash") | frozenset(")")


@cache
def _pauses_and_quotes() -> frozenset[str]:
    return _pauses() | quotations.marks()


@cache
def _closing() -> frozenset[str]:
    """Every word from which on the article may speak again."""
    return with_joined(reporting_phrases("closers"))


class Paragraph:
    """One block of an article, its places those of the article; its words, none where none marks speech, numbered."""

    def __init__(self, text: str, span: Span, cast: Cast) -> None:
        self.text, self.span = text, span
        self.words = words(text, span, speech.beginnings())
        self._starts = [word.start for word in self.words]
        cues = speech.cues(self.words)
        # Without a cue nothing is said, and nobody asks for the rest.
        every = quotations.find(text, span) if cues else ()
        names = [self._is_name(q, cast) for q in every]
        self.quotes = tuple(q for q, name in zip(every, names, strict=True) if not name)
        self.names = tuple(q for q, name in zip(every, names, strict=True) if name)
        self._quote_starts = [q.outer.start for q in self.quotes]
        self.cues = tuple(c for c in cues if self._speaks(c))
        self._ends = self._sentence_ends() if cues else []
        self._joints = list(places(self.words, reporting_phrases("connectors").beginnings)) if cues else []
        self.borders = tuple(sorted(self._borders())) if cues else ()

    def _speaks(self, cue: Cue) -> bool:
        """Whether the cue is the article's own, and the verb that it looks like."""
        hides = phrase_at(self.words, cue.next, reporting_phrases("hiding"))  # "asking not to be named"
        if hides or self.quote_over(self.words[cue.first].start) is not None:
            return False
        if cue.verb is None or cue.grade is Grade.CLAUSE:
            return True
        paused = self.paused(cue.first)
        if cue.grade is Grade.NOUN:
            return not paused  # "«إعلان القاهرة»" is a name
        before = "" if paused else self.words[cue.first - 1].bare
        if before in listed("name_joints"):
            return False  # "سعد بن طالب"
        if before in reporting_words("governing") and not cue.joined:
            return False
        if not cue.verb.bare and not speech.opens_next(self.words, cue.first):
            return paused
        if self.words[cue.first].bare in reporting_words("noun_forms"):
            return paused
        if self.words[cue.first].bare in reporting_words("at_once"):
            return paused and cue.next < len(self.words) and is_joined_opener(self.words[cue.next].bare)
        alone = paused and not holds(self.gap(cue.first), "comma")
        clear = cue.gender == "f" and cue.grade is Grade.FINITE  # no noun has that form
        return not cue.verb.also_noun or alone or clear or cue.joined or before in reporting_words("verbal")

    def is_verb(self, number: int) -> bool:
        """Whether the word is a finite verb of saying."""
        cue = self.cue_from(number)
        return cue is not None and cue.first == number and cue.grade in (Grade.FINITE, Grade.PRESENT)

    def cue_from(self, number: int) -> Cue | None:
        """The first cue at the word or behind it."""
        at = bisect_left(self.cues, number, key=lambda cue: cue.first)
        return self.cues[at] if at < len(self.cues) else None

    def number(self, place: int) -> int:
        """The number of the first word that begins at ``place`` or behind it."""
        return bisect_left(self._starts, place)

    def count(self, start: int, end: int) -> int:
        """How many words begin from ``start`` to before ``end``."""
        return max(0, self.number(end) - self.number(start))

    def quote_over(self, place: int) -> Quotation | None:
        """The quotation that holds ``place``."""
        at = bisect_right(self._quote_starts, place) - 1
        if at >= 0 and place < self.quotes[at].outer.end:
            return self.quotes[at]
        return None

    def in_name(self, place: int) -> bool:
        """Whether ``place`` lies in a name or title in quotation marks."""
        at = bisect_right(self.names, place, key=lambda q: q.outer.start) - 1
        return at >= 0 and place < self.names[at].outer.end

    def quotes_in(self, start: int, end: int) -> tuple[Quotation, ...]:
        """The quotations that begin from ``start`` to before ``end``."""
        return self.quotes[bisect_left(self._quote_starts, start) : bisect_left(self._quote_starts, end)]

    def sentence_end(self, place: int) -> int:
        """Where the sentence that holds ``place`` ends, its full stop left out."""
        at = bisect_left(self._ends, place)
        return self._ends[at] if at < len(self._ends) else self.span.end

    def sentence_start(self, place: int) -> int:
        """Where the sentence that holds ``place`` starts."""
        at = bisect_left(self._ends, place)
        return self._ends[at - 1] + 1 if at else self.span.start

    def stops(self, start: int, end: int) -> list[int]:
        """Where the sentences end from ``start`` to before ``end``."""
        return self._ends[bisect_left(self._ends, start) : bisect_left(self._ends, end)]

    def gap(self, number: int) -> str:
        """What stands between the word numbered ``number`` and the one before it."""
        start = self.words[number - 1].end if number else self.span.start
        return self.text[start : self.words[number].start]

    def paused(self, number: int) -> bool:
        """Whether a pause or a quotation mark stands right before the word, or it opens the paragraph."""
        return number == 0 or ((gap := self.gap(number)) != " " and not _pauses_and_quotes().isdisjoint(gap))

    def pauses(self, number: int) -> bool:
        """Whether a pause (a quotation mark is none) stands right before the word."""
        return (gap := self.gap(number)) != " " and not _pauses().isdisjoint(gap)

    def connector(self, number: int) -> int:
        """How many words from ``number`` make a connector that begins a clause of a new subject (0: none)."""
        return phrase_at(self.words, number, reporting_phrases("connectors"))

    def clause_start(self, place: int) -> int:
        """Where the clause that holds ``place`` starts: its sentence, or the last connector behind a pause."""
        high = self.number(place)
        low = max(self.number(self.sentence_start(place)), high - _LONGEST_CLAUSE)
        for at in reversed(self._joints[bisect_right(self._joints, low) : bisect_left(self._joints, high)]):
            size = self.connector(at)
            if size and at + size <= high and self.paused(at) and self.quote_over(self.words[at].start) is None:
                return self.words[at].start
        start = self.sentence_start(place)
        return start if self.number(start) >= low else place

    def reach(self, place: int) -> int:
        """Where the clause that holds ``place`` starts; of a very long one, which is not searched, some words back."""
        clause, near = self.clause_start(place), self.words[max(0, self.number(place) - _LONGEST_CLAUSE)].start
        return clause if clause < place else max(self.sentence_start(place), near)

    def reported_end(self, start: int) -> int:
        """Where a report that starts at ``start`` ends: at its sentence's end or the next border of speech."""
        end = self.sentence_end(start)
        at = bisect_right(self.borders, start)
        if at < len(self.borders) and self.count(start, self.borders[at]) == 1:
            at += 1  # one word is no report: a clause within it begins there ("that he, while others insist")
        return min(end, self.borders[at]) if at < len(self.borders) else end

    def _is_name(self, quote: Quotation, cast: Cast) -> bool:
        """Whether the quotation marks hold a name or a title rather than speech."""
        size = self.count(quote.inner.start, quote.inner.end)
        if size <= topic("quotation")["longest_name"]:
            before = self.number(quote.outer.start) - 1
            naming = listed("naming", "quotation")
            if before >= 0 and self.words[before].bare in naming and not self.paused_until(before, quote):
                return True
        if size == 1 and not self.text[max(0, quote.outer.start - 3) : quote.outer.start].rstrip().endswith(":"):
            return True
        before = self.number(quote.outer.start) - 1
        first = self.words[self.number(quote.inner.start)].bare if size else ""
        last = self.words[self.number(quote.inner.start) + size - 1].bare if size else ""
        if size <= _MEDIUM and self.text[quote.outer.end : quote.outer.end + 2].lstrip()[:1] in marks_of("colon"):
            return True  # who speaks behind the colon ('said "X": we are …')
        if 1 < size <= _SHORT and (last.isdigit() or first in listed("kunya", "quotation")):
            return True
        told = before >= 0 and self.words[before].bare in reporting_words("copulas")
        if 1 < size <= _MEDIUM and not told and indefinite(first) in listed("titled", "quotation"):
            return True
        bound = before >= 0 and self.words[before].bare in listed("binding", "quotation")
        if size <= _MEDIUM and bound and not self.paused_until(before, quote):
            return True
        if size <= _MEDIUM and (self._is_told(quote) or self._is_in_title(quote, cast)):
            return True
        around = cast.within(max(self.span.start, quote.inner.start - 80), min(self.span.end, quote.inner.end + 80))
        if size <= _SHORT and any(m.span.overlaps(quote.inner) for m in around):
            return True
        return size <= _MEDIUM and any(m.span.covers(quote.inner) for m in around)

    def _is_told(self, quote: Quotation) -> bool:
        """Whether what is said follows the quotation at once, so that it names who is told ("told 'X' that")."""
        behind = self.number(quote.outer.end)
        word = self.words[behind].bare if behind < len(self.words) and not self.pauses(behind) else ""
        return is_joined_opener(word)

    def _is_in_title(self, quote: Quotation, cast: Cast) -> bool:
        """Whether a title goes before the quotation and its bearer's name follows ("the director of 'X' Y")."""
        behind = self.number(quote.outer.end)
        mention = cast.at(self.words[behind]) if behind < len(self.words) and not self.pauses(behind) else None
        if mention is None or not cast.is_person(mention.entity) or mention.span.start != self.words[behind].start:
            return False
        last = self.number(quote.outer.start) - 1
        titles = (at for at in range(last, max(-1, last - _LONGEST_SPEECH), -1) if is_title(self.words[at].bare))
        return (title := next(titles, -1)) >= 0 and not self.paused_until(title, quote)

    def paused_until(self, number: int, quote: Quotation) -> bool:
        """Whether a pause stands between the word numbered ``number`` and the quotation behind it."""
        return not _pauses().isdisjoint(self.text[self.words[number].end : quote.outer.start])

    def _sentence_ends(self) -> list[int]:
        ends = []
        for match in _stop().finditer(self.text, self.span.start, self.span.end):
            quote = self.quote_over(match.start())
            last = self.number(match.start()) - 1
            abbreviated = last >= 0 and self.words[last].end == match.start() and len(self.words[last].bare) == 1
            numbered = last >= 0 and self.words[last].end == match.start() and self._opens_line(last)
            if quote is None and not abbreviated and not numbered:
                ends.append(match.start())
            elif quote is not None and match.end() >= quote.inner.end and quote.closed and match.group() != "\n":
                ends.append(quote.outer.end)
        return sorted(set(ends))

    def _opens_line(self, number: int) -> bool:
        return self.words[number].bare.isdigit() and (number == 0 or "\n" in self.gap(number))

    def _borders(self) -> set[int]:
        """Where one report ends because another begins, or because the article speaks again."""
        found = set()
        for cue in self.cues:
            if self._is_border(cue):
                found.add(self._with_connector(cue.first))
        for at in places(self.words, _closing()):
            if at and self.paused(at) and self._closes(at):
                found.add(self.words[at].start)
        for at in places(self.words, joined_words("declining")):
            if at and self.paused(at) and self._declines(at):
                found.add(self.words[at].start)
        return found

    def _declines(self, number: int) -> bool:
        """Whether the article tells from the word on that somebody would not comment."""
        near = self.words[number + 1 : number + 1 + _LONGEST_SPEECH]
        outside = self.quote_over(self.words[number].start) is None
        return outside and any(word.bare in reporting_words("comment") for word in near)

    def _closes(self, number: int) -> bool:
        """Whether the article speaks again from the word on."""
        if self.quote_over(self.words[number].start) is not None or phrase_at(
            self.words, number, reporting_phrases("continuing")
        ):
            return False
        return phrase_at(self.words, number, reporting_phrases("closers")) > 0

    def _with_connector(self, number: int) -> int:
        """The start of the clause of the cue at ``number``: of the connector right before it where there is one."""
        if number and unjoined(self.words[number - 1].bare) in reporting_words("preverbal"):
            number -= 1
        for size in (3, 2, 1):
            if number >= size and self.connector(number - size) == size:
                return self.words[number - size].start
        for at in range(number - 1, max(-1, number - 8), -1):
            if self.connector(at) and self.paused(at):
                return self.words[at].start
            if self.paused(at):
                break
        return self.words[number].start

    def _after_connector(self, number: int) -> bool:
        return any(number - size >= 0 and self.connector(number - size) == size for size in (1, 2, 3))

    def _is_border(self, cue: Cue) -> bool:
        before = self.words[cue.first - 1].bare if cue.first else ""
        if before in reporting_words("relatives") or unjoined(before) in reporting_words("unsaid"):
            return False
        if cue.verb is not None and cue.verb.object and before in reporting_words("whatever"):
            return False  # it goes on with what is said: "its concern about what it called …"
        if cue.grade is Grade.PARTICIPLE and cue.verb is not None and cue.verb.kind == "appraise":
            return self.paused(cue.first)
        if cue.grade in (Grade.PARTICIPLE, Grade.CLAUSE):
            return True
        if cue.grade in (Grade.FINITE, Grade.PRESENT):
            aside = before in reporting_words("asides") and not cue.many
            aside = aside or unjoined(before) in reporting_words("preverbal")
            return cue.joined or aside or self.paused(cue.first) or self._after_connector(cue.first)
        return self.paused(cue.first)
