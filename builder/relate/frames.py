"""Reads the frame around a verb of saying: where what is said begins, and whether it is said at all."""

from __future__ import annotations

from builder.relate import sources
from builder.relate.marked import marked, opens_clause
from builder.relate.nouns import definite, indefinite, is_people
from builder.relate.objects import skip_asides
from builder.relate.openers import Opening, is_opener, is_verbal_noun, proclitic, reporting_phrases, reporting_words
from builder.relate.paragraphs import Paragraph
from builder.relate.roster import is_title, listed
from builder.relate.speakers import Cast
from builder.relate.speech import Cue, Verb
from builder.relate.words import Word, phrase_at, unjoined

_LONGEST_FRAME = 45
_SHORTEST_JOINED = 3
_FARTHEST_MARK = 3
_LONGEST_TERM, _LONGEST_CALLED = 2, 3
_NEAR_VERB = 4
_LONGEST_UNKNOWN = 3
_QUOTING = frozenset(':«"“')
_LONGEST_SUBJECT = 25
_LONGEST_NAME = 60


def opening(part: Paragraph, cast: Cast, cue: Cue) -> Opening | None:
    """Where the content of a verb's cue begins, looking from the cue to the end of its sentence."""
    verb = cue.verb
    if cue.next >= len(part.words):
        return None
    end = part.sentence_end(part.words[cue.first].start)
    until = cue.next
    for at in range(cue.next, min(len(part.words), cue.next + _LONGEST_FRAME)):
        if at < until:
            continue
        if at > cue.next and (behind := sources.behind(part, at, end)):
            until = behind
            continue
        if verb is not None and _shows(part, verb, at):
            return None
        found = marked(part, cue, at, end)
        if found is not None or part.words[at].start >= end:
            return found
        if at > cue.next and part.words[at].start in part.borders and not _quotes_another(part, at):
            return None
        if at > cue.next and part.paused(at) and part.connector(at):
            return None
        if verb is None and at == asserted(part, cue.next):
            return _clause(part, at)
        if verb is not None:
            found = _by_word(part, cast, verb, cue, at)
            if found is not None:
                return found
    return None


def asserted(part: Paragraph, first: int) -> int:
    """The number of the opener right behind a noun of saying: at the word ``first`` or behind a preposition; or -1."""
    loose = first < len(part.words) and part.words[first].bare in reporting_words("loose")
    at = first + loose
    return at if at < len(part.words) and is_opener(part.words[at].bare) else -1


def again(part: Paragraph, found: Opening) -> Opening:
    """What is asserted, where the noun found as the object only says that it is ("renewed the assertion that")."""
    behind = asserted(part, found.word + 1) if part.words[found.word].bare in reporting_words("asserting") else -1
    return found if behind < 0 else _clause(part, behind)


def _shows(part: Paragraph, verb: Verb, at: int) -> bool:
    """Whether a thing is shown and nothing said: "كشفت الوكالة عن النص الكامل للمعاهدة"."""
    following = part.words[at + 1].bare if at + 1 < len(part.words) else ""
    return part.words[at].bare in verb.noun and following in reporting_words("shown")


def _quotes_another(part: Paragraph, at: int) -> bool:
    """Whether the report at the word is the source of the one that is read ("…, quoting X, that …")."""
    return phrase_at(part.words, at, reporting_phrases("quoting")) > 0


def _by_word(part: Paragraph, cast: Cast, verb: Verb, cue: Cue, at: int) -> Opening | None:
    word = part.words[at]
    before = part.words[at - 1].bare
    opens = is_opener(word.bare)
    if opens and (part.gap(at) == "." or (at > cue.next and part.is_verb(at - 1))):
        return None
    if opens and opens_clause(verb, before, at == skip_asides(part, cue.next)):
        return _clause(part, at)
    joined = word.bare.startswith(proclitic()) and cast.at(word) is None
    loosely = verb.kind == "say" and at == cue.next
    if joined and is_opener(word.bare[1:]) and (loosely or proclitic() in verb.that):
        return _clause(part, at)
    next_but_one = at == cue.next + 1 and verb.kind == "say" and not part.pauses(cue.next)
    if opens and next_but_one and before in reporting_words("loose"):
        return _clause(part, at)
    if verb.asks and word.bare in reporting_words("questions"):
        return Opening(word.start, at, "clause")
    if (
        verb.kind == "relay"
        and before in reporting_words("denial_nouns")
        and word.bare not in reporting_words("circumstances")
    ):
        return Opening(word.start, at, "noun")
    if verb.bare is False:
        return None
    overseer = part.words[max(0, at - 2)].bare in reporting_words("overseers") and definite(before)
    if before in reporting_words("prepositional", "overseers") or overseer or at - cue.next > _LONGEST_SUBJECT:
        return None
    # علي is also written for على.
    preposition = word.bare if word.bare in verb.noun and at + 1 < len(part.words) and cast.at(word) is None else None
    if preposition and verb.kind == "request":
        return _requested(part, cast, at + 1)
    if preposition and not _opens_next(part, at + 1):
        return Opening(part.words[at + 1].start, at, "noun")
    governed = at > cue.next and unjoined(before) in listed("prepositions")
    if (
        joined
        and not governed
        and proclitic() in verb.noun
        and len(word.bare) > _SHORTEST_JOINED
        and word.bare not in reporting_words("asides", "not_with")
        and not (verb.name in reporting_words("welcoming") and (_is_guest(cast, word) or _is_told_before(part, at)))
        and not _is_in_name(cast, word)
    ):
        return Opening(word.start + 1, at, "noun")
    return None


def _is_in_name(cast: Cast, word: Word) -> bool:
    """Whether the word goes on with a name, so that its first letter is no preposition ("فلاديمير بوتين")."""
    near = cast.within(max(0, word.start - _LONGEST_NAME), word.end + _LONGEST_NAME)
    return any(mention.span.start < word.start and word.end <= mention.span.end for mention in near)


def _is_guest(cast: Cast, word: Word) -> bool:
    """Whether the word behind a verb of welcome is whom one receives: a person, no act or decision."""
    mention = cast.at(word.without_proclitic())
    if mention is not None and cast.is_person(mention.entity):
        return True
    who = indefinite(word.bare.removeprefix(proclitic()))
    titled = is_title(who) and who not in listed("issued")  # a statement is no guest
    return titled or word.bare in reporting_words("welcomed") or who in listed("groups") or is_people(who, True)


def _is_told_before(part: Paragraph, at: int) -> bool:
    """Whether one word with the article is all that is welcomed, so that it was told before ("رحب بالخطوة")."""
    word, behind = part.words[at].bare, at + 1
    rest = behind < part.number(part.sentence_end(part.words[at].start)) and not part.pauses(behind)
    return definite(word.removeprefix(proclitic())) and (not rest or part.words[behind].start in part.borders)


def _requested(part: Paragraph, cast: Cast, at: int) -> Opening | None:
    """What is asked of whoever is named at the word: what stands behind them, unless a clause opens there."""
    mention = cast.at(part.words[at])
    end = part.sentence_end(part.words[at].start)
    behind = cast.behind(part.words, mention) if mention is not None else _behind_unknown(part, at)
    if behind >= len(part.words) or part.words[behind].start >= end or _opens_next(part, behind):
        return None
    known = mention is not None or is_verbal_noun(part.words[behind].bare)
    if not known or part.words[behind].bare in reporting_words("circumstances") or part.pauses(behind):
        return None
    return Opening(part.words[behind].start, behind, "noun")


def _behind_unknown(part: Paragraph, at: int) -> int:
    """The number of the word behind somebody whom nobody knows: of the first verbal noun near, else the next."""
    for behind in range(at + 1, min(len(part.words), at + _LONGEST_UNKNOWN + 1)):
        if part.pauses(behind) or _opens_next(part, behind) or part.words[behind].bare in listed("prepositions"):
            break
        if is_verbal_noun(part.words[behind].bare):
            return behind
    return at + 1


def _opens_next(part: Paragraph, at: int) -> bool:
    return is_opener(part.words[at].bare)


def _clause(part: Paragraph, at: int) -> Opening:
    """The content behind an opener; an opener with a pronoun is part of it, since it holds the subject."""
    word = part.words[at]
    plain = word.bare in reporting_words("openers") or word.bare[1:] in reporting_words("openers")
    if plain:
        return Opening(word.end, at, "clause")
    return Opening(word.start + (0 if is_opener(word.bare) else 1), at, "clause")


def denies_before(part: Paragraph, cue: Cue) -> bool:
    """Whether what is denied was told before, and nothing follows that tells it ("a source denies that, …")."""
    first = cue.next
    if cue.verb is None or cue.verb.kind != "deny" or first + 1 >= len(part.words):
        return False
    named = part.words[first].bare in reporting_words("told_before")
    return named and not is_opener(part.words[first + 1].bare) and not _QUOTING & set(part.gap(first + 1))


def rebuts(part: Paragraph, cue: Cue, place: int) -> bool:
    """Whether the sentence at ``place`` denies what the cue's source claims ("it has not ended, as some allege")."""
    claims = cue.verb is not None and cue.verb.name in reporting_words("claiming")
    return claims and unjoined(part.words[part.number(place)].bare) in reporting_words("negations")


def quotes_speech(part: Paragraph, cue: Cue, opening: Opening) -> bool:
    """Whether a quotation is what was said: no title or term of a word or two far behind the verb ("the 'guest'")."""
    if opening.how == "clause":
        asks = cue.verb is not None and cue.verb.asks
        return asks or part.words[opening.word - 1].bare in reporting_words("own_words")
    if opening.how != "quote":
        return False
    near = part.count(part.words[cue.next].start, opening.place) <= _NEAR_VERB
    return near or not _is_term(part, opening)


def only_names(part: Paragraph, cue: Cue, opening: Opening) -> bool:
    """Whether what is told of something is but a term for it ("what he called 'the clear breach'")."""
    called = cue.verb is not None and cue.verb.object and opening.how == "quote"
    return called and _is_term(part, opening, _LONGEST_CALLED)


def _is_term(part: Paragraph, opening: Opening, longest: int = _LONGEST_TERM) -> bool:
    quote = part.quotes_in(opening.place, opening.place + _FARTHEST_MARK)
    return not quote or part.count(quote[0].inner.start, quote[0].inner.end) <= longest
