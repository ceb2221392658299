"""Tells what a verb off its relative goes on about ("which …, and was signed in"), and what is none of the instruments.

A paper without a name ("an annex that they signed", "the last protocol, which lapsed") is no instrument of the article,
and what is done with it is not done with the one named before it.
"""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word
from collections.abc import Sequence

from builder.languages import topic
from builder.recognise.instruments_phrases import heads, words
from builder.recognise.instruments_scene import DATE, INSTRUMENT, WORD, Token
from builder.recognise.instruments_titles import stem
from builder.relate.gender import agrees
from builder.relate.nouns import definite

_REACH = 10
"""So many words at most stand between "which had" and its verb, or between such a paper and what is done with it."""
_CLAUSE = 14
"""So many words at most has a relative clause that goes on with a further verb."""


def of_other_noun(tokens: Sequence[Token], at: int) -> bool:
    """Whether the verb is of a noun that is no instrument: "التعديلات التي كانت الجمعية قد أقرتها"."""
    data = topic("events")
    if not at or tokens[at - 1].text not in data["past_auxiliaries"]:
        return False
    near = range(at - 2, max(at - _REACH, 0), -1)
    opens = next((i for i in near if tokens[i].text in data["relative"]), None)
    if opens is None or tokens[opens + 1].text not in topic("factuality")["planned"]["was_due"]:
        return False
    noun = tokens[opens - 1]
    return noun.tag == WORD and definite(noun.text) and stem(noun.text) not in heads()


def continued(tokens: Sequence[Token], at: int, kind: str) -> list[Token]:
    """The instrument of which a relative clause goes on to tell: "اتفاقية بون، التي أعدها المجلس ووقعت في 2001"."""
    data = topic("events")
    alone = _alone(tokens, at)
    word, verbs = tokens[at].text, tuple(data["kinds"][kind].get("verb", ()))
    if not alone or not word.startswith(tuple(data["goes_on"])) or word.startswith(verbs):
        return []
    near = range(at - 1, max(at - _CLAUSE, 0), -1)
    opens = next((i for i in near if tokens[i].text in data["relative"] or tokens[i].text in data["ends"]), 0)
    if not opens or tokens[opens].text in data["ends"] or any(t.tag == INSTRUMENT for t in tokens[opens:at]):
        return []
    before = [t for t in tokens[max(opens - 2, 0) : opens] if t.text not in words("pause")]
    named = before[-1:] if before and before[-1].tag == INSTRUMENT else []
    return [one for one in named if agrees(tokens[at].text, one)]


def done_to_itself(tokens: Sequence[Token], at: int) -> bool:
    """Whether a relative clause tells that the instrument was signed, and not who did it: "التي وقعت في 1990"."""
    return at > 0 and tokens[at - 1].text in topic("events")["relative"] and _alone(tokens, at)


def _alone(tokens: Sequence[Token], at: int) -> bool:
    """Whether no subject and no object follows a verb: a date, an adverb or a preposition does."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    return following is None or following.tag == DATE or following.text in topic("events")["adverbs"]


def only_dates(tokens: Sequence[Token], at: int) -> bool:
    """Whether an instrument only says when or by what right something else was done: "after", "under the treaty"."""
    data = topic("events")
    return at > 0 and (tokens[at - 1].text in data["when"] or tokens[at - 1].text in data["by_means"]["words"])


def unnamed(tokens: Sequence[Token], at: int) -> bool:
    """Whether the pronoun of the verb takes up a paper without a name: "كان آخر بروتوكول قد انتهت صلاحيته"."""
    feminine = tokens[at].text.endswith(tuple(topic("events")["gender"]["feminine_pronouns"]))
    for token in reversed(tokens[max(at - _REACH, 0) : at]):
        if token.tag == INSTRUMENT or token.text in (*topic("events")["ends"], *words("pause")):
            return False
        if token.tag == WORD and _is_paper(token.text):
            return (token.text in words("feminine")) == feminine
    return False


def unnamed_beside(tokens: Sequence[Token], at: int) -> bool:
    """Whether the deed is done with an instrument that has no name: "بمعاهدة أخرى يصادق عليها البلدان"."""
    first = max(at - 3, 0)
    near = tokens[max((i + 1 for i in range(first, at) if tokens[i].text in words("pause")), default=first) : at]
    if near and near[-1].tag == WORD and {near[-1].text, near[-1].text[1:]} & set(topic("clauses")["other_laws"]):
        return True
    leads = topic("events")["another"]
    if near and near[-1].text in leads["and_another"]:
        return True
    if len(near) > 1 and near[-1].text in leads["other"] and near[-2].text.removeprefix(leads["by"]) in heads():
        return True
    return any(t.tag == WORD and stem(t.text) in heads() and stem(t.text) == t.text for t in near[:2])


def of_paper_before(tokens: Sequence[Token], at: int) -> bool:
    """Whether the verb describes an indefinite paper right before it that has no name: "إلى اتفاقية أبرمت عام 1967"."""
    before = tokens[at - 1] if at else None
    if before is None or before.tag != WORD or stem(before.text) != before.text or before.text not in heads():
        return False
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    return following is not None and (following.tag == DATE or following.text in topic("events")["adverbs"])


def unnamed_until(tokens: Sequence[Token], at: int, until: int) -> bool:
    """Whether what follows a deed is still of the paper without a name: "ملحق وقعه الطرفان، ولم يدخل حيز التنفيذ"."""
    return unnamed(tokens, at) and not any(t.tag == INSTRUMENT for t in tokens[at:until])


def _is_paper(word: str) -> bool:
    """Whether a word is the noun of one instrument, not "the agreement", or of an annex to one."""
    return heads().get(word, ("", ""))[1] == "one" or word in topic("events")["annexes"]


def of_annex(tokens: Sequence[Token], first: int, instrument: Token) -> bool:
    """Whether only an annex of the instrument is ended or suspended: "أنهى العمل بالملحقين الخاصين بالاتفاقية"."""
    annex = topic("events")["annex"]
    between = tokens[first : tokens.index(instrument)]
    return any(t.tag == WORD and re.fullmatch(annex, t.text) for t in between)
