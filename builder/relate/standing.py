"""How a verb of speech stands in its sentence: what is joined before it, whom it goes on about, who says it."""

from __future__ import annotations

from builder.languages import topic
from builder.relate.nouns import definite, indefinite
from builder.relate.openers import Opening, is_law, is_opener, proclitic, reporting_phrases, reporting_words
from builder.relate.papers import is_document
from builder.relate.paragraphs import Paragraph
from builder.relate.speakers import Source
from builder.relate.speech import Cue, Grade
from builder.relate.words import bare, phrase_at, unjoined

_NEAR = 4
_LONGEST_LAW = 4
_LONGEST_BEARER = 8
_FARTHEST_TEXT = 40
_LONGEST_FEELING = 3


def starts_sentence(part: Paragraph, cue: Cue) -> bool:
    """Whether nothing but connectors stands between the start of the sentence and the cue."""
    first = part.number(part.sentence_start(part.words[cue.first].start))
    while first < cue.first:
        size = part.connector(first)
        if not size:
            return False
        first += size
    return True


def resumes(part: Paragraph, cue: Cue) -> bool:
    """Whether the sentence begins with a verb of going on, and only "his words" stands before the cue behind it."""
    first = part.number(part.sentence_start(part.words[cue.first].start))
    if not first < cue.first <= first + 2 or cue.grade not in (Grade.NOUN, Grade.PARTICIPLE):
        return False
    between = part.words[first + 1 : cue.first]
    return unjoined(part.words[first].bare) in reporting_words("going_on") and all(
        word.bare.endswith(tuple(reporting_words("pronouns"))) for word in between
    )


def goes_on(part: Paragraph, cue: Cue) -> bool:
    """Whether a sentence begins with a verb by which whoever spoke last goes on to other matters ("He reviewed")."""
    appraises = cue.verb is not None and cue.verb.kind == "appraise"
    return appraises and cue.grade is Grade.FINITE and starts_sentence(part, cue)


def is_relative(part: Paragraph, cue: Cue) -> bool:
    """Whether the verb belongs to a relative clause: its subject is what the clause describes."""
    return relative_before(part, cue) >= 0


def relative_before(part: Paragraph, cue: Cue) -> int:
    """The number of the relative pronoun before the verb and its auxiliaries ("who had said"), or -1."""
    at = cue.first - 1
    while at > 0 and part.words[at].bare in reporting_words("auxiliaries"):
        at -= 1
    related = at >= 0 and unjoined(part.words[at].bare) in reporting_words("relatives", "whoever")
    return at if related and cue.grade in (Grade.FINITE, Grade.PRESENT) else -1


def is_fronted(part: Paragraph, cue: Cue) -> bool:
    """Whether only a topic stands before the verb in its sentence: "And of the agreement, he said that"."""
    first = part.number(part.sentence_start(part.words[cue.first].start))
    return part.pauses(cue.first) and phrase_at(part.words, first, reporting_phrases("topics")) > 0


def comments(part: Paragraph, cue: Cue) -> bool:
    """Whether the verb tells of the topic that opens its clause ("As for X, he holds that": "أما سامي فيرى")."""
    data, word = topic("reporting"), part.words[cue.first]
    opening = part.words[part.number(part.clause_start(word.start))].bare
    return word.bare.startswith(data["resultive"]) and unjoined(opening) == bare(data["topical"])


def pronoun_before(part: Paragraph, cue: Cue) -> bool:
    """Whether a pronoun that opens the sentence is the verb's subject: "And he holds that"."""
    at = cue.first - 1
    if at < 0 or cue.joined or cue.grade not in (Grade.FINITE, Grade.PRESENT):
        return False
    opens = at == part.number(part.sentence_start(part.words[at].start))
    return opens and unjoined(part.words[at].bare) in reporting_words("subject_pronouns")


def refers_back(part: Paragraph, cue: Cue, first: int) -> bool:
    """Whether what is said opens near the word ``first`` with a pronoun of what a relative clause describes."""
    if part.words[cue.next].bare in reporting_words("resumptive"):
        return False  # said within it, not of it
    openers = [word.bare for word in part.words[first : first + _NEAR] if is_opener(word.bare)]
    return bool(openers) and openers[0] not in reporting_words("openers", "negative_openers")


def is_said_by_whoever(part: Paragraph, cue: Cue) -> bool:
    """Whether the verb's subject is a pronoun for nobody in particular ("those who … hold that")."""
    if cue.verb is None or cue.next >= len(part.words) or cue.grade is Grade.PARTICIPLE or part.connector(cue.next):
        return False  # a connector: "for his part"
    if part.quote_over(part.words[cue.next].start) is not None:
        return False  # the first word of what is said
    word = part.words[cue.next].bare
    return word in reporting_words("whoever") - cue.verb.that - cue.verb.noun and "" not in cue.verb.noun


def is_said_within(part: Paragraph, cue: Cue) -> bool:
    """Whether the verb's clause describes a document or an occasion before it ("a statement in which he said")."""
    appears = cue.verb is not None and cue.verb.kind == "appear"
    if (
        (cue.joined and not appears)
        or not cue.first
        or cue.grade not in (Grade.FINITE, Grade.PRESENT)
        or cue.next >= len(part.words)
    ):
        return False
    return part.words[cue.next].bare in reporting_words("resumptive") and not starts_sentence(part, cue)


def was_said_before(part: Paragraph, cue: Cue) -> bool:
    """Whether "it happened before to X that" stands before the verb: "سبق لبولندا أن أعلنت"."""
    if cue.first < 3 or cue.joined or not is_opener(part.words[cue.first - 1].bare):
        return False
    near = part.words[max(0, cue.first - _LONGEST_BEARER) : cue.first - 2]
    return any(unjoined(word.bare) in reporting_words("happened") for word in near)


def set_off(part: Paragraph, cue: Cue) -> bool:
    """Whether only a circumstance, set off by a pause, stands before the cue in its sentence."""
    before = part.words[cue.first - 1].bare if cue.first else ""
    return (
        part.pauses(cue.first)
        or before in reporting_words("asides")
        or unjoined(before) in reporting_words("preverbal")
    )


def is_unsaid(part: Paragraph, cue: Cue) -> bool:
    """Whether nothing was said yet or at all: the verb is negated, conditional or depends on another."""
    if not cue.first:
        return False
    before = part.words[cue.first - 1].bare
    admits = cue.verb is not None and cue.verb.name in reporting_words("excluding")
    if admits and unjoined(before) in reporting_words("not_excluding"):
        return False  # "does not rule out that" says that it may be
    named = cue.verb is not None and cue.verb.name in reporting_words("naming_verbs")
    if _is_provided(part, cue) or (named and unjoined(before) not in reporting_words("whatever")):
        return True
    if cue.verb is not None and cue.verb.kind == "told":
        return not _is_held(part, cue)
    subjunctive = cue.grade is Grade.PRESENT and is_opener(unjoined(before).removeprefix(proclitic()))
    return unjoined(before) in reporting_words("unsaid") or subjunctive


def _is_held(part: Paragraph, cue: Cue) -> bool:
    """Whether a noun of saying tells when or why something was ("… after the announcement"), none told of first."""
    first = part.number(part.sentence_start(part.words[cue.first].start))
    holding = reporting_words("holding")
    fronted = unjoined(part.words[first].bare) in holding and not any(map(part.pauses, range(first + 1, cue.first)))
    return part.words[cue.first - 1].bare in holding and not fronted


def _is_provided(part: Paragraph, cue: Cue) -> bool:
    """Whether a text of law that opens the clause is the verb's subject: "and the sixth article promised X water"."""
    if cue.joined or cue.grade not in (Grade.FINITE, Grade.PRESENT) or part.pauses(cue.first):
        return False
    for at in range(cue.first - 1, max(-1, cue.first - _LONGEST_LAW), -1):
        word = part.words[at].bare
        opens = word != unjoined(word) or part.paused(at)
        if opens:
            return is_law(word)
        if not definite(word):
            return False
    return False


def is_undertaken(part: Paragraph, cue: Cue, until: int, person: bool) -> bool:
    """Whether what is promised (its frame ends at the word ``until``) is the duty of a treaty, told by its text.

    "the accord in which X undertakes to", "X undertakes by it to"; in the present nobody but a person promises aloud.
    """
    if cue.verb is None or cue.verb.name not in reporting_words("pledging"):
        return False
    if cue.grade is Grade.PRESENT and not person:
        return True
    between = {word.bare for word in part.words[cue.next : until]}
    if between & reporting_words("by_text"):
        return True
    if not between & reporting_words("resumptive"):
        return False
    for word in reversed(part.words[max(0, cue.first - _FARTHEST_TEXT) : cue.first]):
        core = unjoined(word.bare)
        if is_law(core) or indefinite(core) in reporting_words("undertaken_in"):
            return True
        if is_document(core):
            return False
    return False


def is_impersonal(cue: Cue, source: Source | None) -> bool:
    """Whether the verb has no subject at all ("it is mentioned that")."""
    if source is not None or cue.verb is None:
        return False
    return cue.grade is Grade.PRESENT and (not cue.joined or (not cue.verb.alone and cue.gender != "f"))


def lacks_subject(part: Paragraph, cue: Cue) -> bool:
    """Whether the verb is impersonal: no pronoun is its subject, and no quotation follows it at once ("يقول: «")."""
    if not is_impersonal(cue, None) or pronoun_before(part, cue):
        return False
    first = next((at for at in range(cue.next, len(part.words)) if not _is_manner(part, at)), len(part.words))
    quoted = first < len(part.words) and part.quote_over(part.words[first].start) is not None and part.paused(first)
    return not (quoted and starts_sentence(part, cue))


def _is_manner(part: Paragraph, at: int) -> bool:
    return part.words[at].bare in reporting_words("asides") and part.quote_over(part.words[at].start) is None


def only_feels(part: Paragraph, opening: Opening) -> bool:
    """Whether a feeling without what it is about is all that is expressed ("voiced its deep regret, warning that")."""
    first = last = part.number(opening.place)
    end = part.sentence_end(opening.place)
    while last < len(part.words) and part.words[last].start < end and (last == first or not part.pauses(last)):
        last += 1
    words = [word.bare for word in part.words[first:last]]
    feels = opening.how == "noun" and len(words) <= _LONGEST_FEELING
    return feels and any(map(_is_feeling, words)) and all(_is_feeling(w) or definite(w) for w in words)


def _is_feeling(word: str) -> bool:
    feelings = reporting_words("feelings")
    return word in feelings or any(
        word.endswith(end) and word[: -len(end)] in feelings for end in topic("reporting")["pronouns"]
    )


def adds(part: Paragraph, cue: Cue) -> bool:
    """Whether the source phrase is rather "also" before a verb that begins its sentence."""
    also = cue.verb is not None and part.words[cue.first].bare in reporting_words("preverbal")
    return also and cue.verb.kind != "say" and starts_sentence(part, cue) if cue.verb is not None else False
